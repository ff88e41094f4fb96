"""Passwords: Argon2id verifiers, and a check that takes as long for an unknown account as for a known one."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$bm9ib2R5bm9ib2R5bm8$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def verifier_of(password: str) -> str:
    """The Argon2id hash that is kept instead of the password."""
    return _HASHER.hash(password)


def is_password(password: str, verifier: str) -> bool:
    """Whether `password` belongs to `verifier`; an empty verifier costs the same time and never matches."""
    try:
        return _HASHER.verify(verifier or _NOBODY, password) and bool(verifier)
    except (VerificationError, InvalidHashError):
        return False
