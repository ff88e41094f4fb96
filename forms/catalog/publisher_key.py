"""The keys of those who publish catalogs: ed25519, the private one in a PEM file, the public one as 64 hex digits."""

from __future__ import annotations

import hashlib
import re

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from forms.errors import UserError
from forms.message import message

KEY_BYTES, SIGNATURE_BYTES = 32, 64

_PUBLIC = re.compile(r"[0-9a-f]{64}")
_GROUP = 4


class KeyRefused(UserError):
    """What should be a publisher's key is none."""


def new_private_key() -> bytes:
    """A new private key as an unencrypted PKCS#8 PEM: whoever can read it can publish catalogs."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_key(private: bytes) -> str:
    """The public key (64 hex digits) of a private one in PEM. Raises `KeyRefused`."""
    return _private(private).public_key().public_bytes_raw().hex()


def signature(private: bytes, data: bytes) -> bytes:
    """The 64 bytes over `data`. Raises `KeyRefused` when `private` is no ed25519 key in PEM."""
    return _private(private).sign(data)


def is_signature(public: bytes, *, data: bytes, signature: bytes) -> bool:
    """Whether `signature` over `data` was made with the key behind the 32 bytes `public`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (ValueError, InvalidSignature):
        return False
    return True


def is_public_key(text: str) -> bool:
    """Whether `text` is written as a public key is: 64 hex digits in small letters."""
    return _PUBLIC.fullmatch(text) is not None


def fingerprint(public: str) -> str:
    """Sixteen hex digits in four groups, to be compared by eye or over the telephone."""
    digits = hashlib.sha256(bytes.fromhex(public)).hexdigest()[: 4 * _GROUP]
    return "-".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def _private(pem: bytes) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyRefused(message("package.key_unreadable")) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyRefused(message("package.key_unreadable"))
    return key
