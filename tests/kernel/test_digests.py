import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.kernel.digests import NAMES, CryptographySM3, digest, hasher
from jinze.kernel.refusal import Refusal

# FIPS 180-4 and GB/T 32905-2016 example 1 and 2
VECTORS = [
    ("sha256", b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("sm3", b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    ("sm3", b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
]


@pytest.mark.parametrize(("name", "data", "expected"), VECTORS)
def test_digest_gives_the_value_printed_in_the_standard(name: str, data: bytes, expected: str) -> None:
    assert digest(name, data).hex() == expected


@pytest.mark.parametrize("name", NAMES)
@given(parts=st.lists(st.binary(max_size=200), max_size=5))
def test_a_hasher_fed_in_parts_equals_the_digest_of_the_whole(name: str, parts: list[bytes]) -> None:
    made = hasher(name)
    for part in parts:
        made.update(part)
    assert made.digest() == digest(name, b"".join(parts))


@given(st.binary(max_size=300), st.binary(max_size=10))
def test_sm3_is_the_same_with_and_without_openssl(data: bytes, more: bytes) -> None:
    ours = CryptographySM3()
    ours.update(data)
    assert ours.digest() == digest("sm3", data)
    ours.update(more)
    assert ours.digest() == digest("sm3", data + more)


def test_sha256_is_that_of_hashlib() -> None:
    assert digest("sha256", b"") == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("name", ["md5", "SHA256", ""])
def test_a_hash_that_the_ledger_does_not_know_is_refused(name: str) -> None:
    for ask in (lambda: digest(name, b""), lambda: hasher(name)):
        with pytest.raises(Refusal, match=r"kernel\.hash"):
            ask()
