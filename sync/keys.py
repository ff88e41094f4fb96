"""Ed25519 keys and signatures as hex text: devices sign their heads, the centre countersigns."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_BYTES = 32


def public_key(private_key: str) -> str:
    """The public key (hex) of a private one."""
    return _private(private_key).public_key().public_bytes_raw().hex()


def sign(private_key: str, data: bytes) -> str:
    """The signature (hex) over `data`."""
    return _private(private_key).sign(data).hex()


def is_public_key(text: str) -> bool:
    """Whether `text` is the hex of a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
    except ValueError:
        return False
    return True


def is_signed(public: str, *, data: bytes, signature: str) -> bool:
    """Whether `signature` (hex) over `data` was made with the key behind `public`."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), data)
    except (ValueError, InvalidSignature):
        return False
    return True


def _private(private_key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private_key))
