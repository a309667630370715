from uuid import UUID

import pytest

from jinze.kernel.keys import new_key, read_key
from jinze.kernel.refusal import Refusal


def test_a_new_key_is_a_version_7_uuid_of_the_standard_library() -> None:
    key = new_key()
    assert type(key) is UUID
    assert key.version == 7
    assert key.variant == "specified in RFC 4122"


def test_keys_made_one_after_the_other_differ_and_rise() -> None:
    keys = [new_key() for _ in range(1000)]
    assert sorted(set(keys)) == keys


def test_a_key_reads_back_from_its_text() -> None:
    key = new_key()
    assert read_key(str(key)) == key


@pytest.mark.parametrize("text", ["", "abc", "0193-zz", "{0" * 40])
def test_text_that_is_no_key_is_refused_as_not_there(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_key(text)
    assert (refused.value.code, refused.value.status) == ("kernel.key", 404)
