"""The log's signing key, kept in a file outside the database."""

from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from jinze.kernel.refusal import Refusal


def signing_key() -> Ed25519PrivateKey:
    """The key that signs checkpoints; refuses when its file is gone, since a new key would break every old proof."""
    path = Path(settings.JINZE_LEDGER_KEY)
    if not path.exists():
        raise Refusal("ledger.key_gone", "找不到账本的签名密钥文件", remedy="请从备份恢复密钥文件，不要另造一把")
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise Refusal("ledger.key_kind", "账本的签名密钥不是 Ed25519", remedy="请从备份恢复密钥文件")
    return key
