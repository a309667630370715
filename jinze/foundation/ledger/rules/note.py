"""Signed checkpoints: what an outsider keeps so that the log can never be rewritten unseen.

The text is a C2SP checkpoint: origin, tree size, base64 root, then one line with the moment and the hash name; a blank
line; and a signature line of a signed note (Ed25519, RFC 8032): `— <origin> base64(key id || signature)`.
"""

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A root over the first `size` events of `origin`, at `moment` (UTC microseconds since 1970)."""

    origin: str
    size: int
    root: bytes
    hash_name: str
    moment: int

    def body(self) -> str:
        """The signed text, with its final newline."""
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\n{self.hash_name} {self.moment}\n"


def key_id(origin: str, public: bytes) -> bytes:
    """The four bytes that name a key in a signature line."""
    return hashlib.sha256(origin.encode() + b"\n\x01" + public).digest()[:4]


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The whole note: text, blank line, signature line."""
    public = key.public_key().public_bytes_raw()
    body = checkpoint.body()
    mark = base64.b64encode(key_id(checkpoint.origin, public) + key.sign(body.encode())).decode()
    return f"{body}\n— {checkpoint.origin} {mark}\n"


def read(note: str) -> Checkpoint:
    """The checkpoint that a note states; ValueError when it is no checkpoint. Says nothing about its signature."""
    lines = note.split("\n")
    if len(lines) < 6 or lines[4] != "" or not lines[5].startswith("— "):
        raise ValueError("not a signed checkpoint")
    hash_name, moment = lines[3].split(" ")
    return Checkpoint(lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True), hash_name, int(moment))


def parse(note: str) -> Checkpoint | None:
    """The checkpoint that a note states, or None when it is no checkpoint at all."""
    try:
        return read(note)
    except ValueError:
        return None


def is_signed(note: str, public: bytes) -> bool:
    """Whether the note's signature is by the key `public` (32 raw bytes)."""
    body, _, marks = note.partition("\n\n")
    try:
        origin, mark = marks.removeprefix("— ").strip().rsplit(" ", 1)
        raw = base64.b64decode(mark, validate=True)
        if raw[:4] != key_id(origin, public) or base64.b64encode(raw).decode() != mark:
            return False
        Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], (body + "\n").encode())
    except (ValueError, InvalidSignature):
        return False
    return True
