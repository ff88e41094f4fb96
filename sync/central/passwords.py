"""Passwords: Argon2id verifiers, checked a few at a time and not without end."""

from __future__ import annotations

import threading
from collections.abc import Callable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sync.central.refused import refused
from sync.central.store.rows import Person

MOST_WRONG = 10
"""Wrong passwords in a row before an account has to wait."""

WAIT_MS = 60_000
AT_ONCE = 2
"""Each check takes 64 MB: a flood of sign-ins must not take the memory that exchanges need."""

_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$bm9ib2R5bm9ib2R5bm8$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def verifier_of(password: str) -> str:
    """The Argon2id hash that is kept instead of the password."""
    return PasswordHasher().hash(password)


class Passwords:
    """Checks passwords. `clock` gives UTC ms. An unknown account takes as long as a known one."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._wrong: dict[str, tuple[int, int]] = {}

    def confirm(self, person: Person | None, password: str) -> Person:
        """The person whose password this is. Raises `CallRefused`: 401, or 429 after too many wrong ones."""
        if person is not None:
            self._check_wait(person.account)
        with self._turns:
            right = _is_password(password, person.verifier if person else _NOBODY)
        if person is None or not right:
            self._count(person)
            raise refused("centre.sign_in_refused", status=401)
        self._wrong.pop(person.account, None)
        return person

    def _check_wait(self, account: str) -> None:
        count, last = self._wrong.get(account, (0, 0))
        left = last + WAIT_MS - self._clock()
        if count >= MOST_WRONG and left > 0:
            raise refused("centre.sign_in_wait", status=429, account=account, seconds=left // 1000 + 1)

    def _count(self, person: Person | None) -> None:
        if person is not None:
            count, _ = self._wrong.get(person.account, (0, 0))
            self._wrong[person.account] = (count + 1, self._clock())


def _is_password(password: str, verifier: str) -> bool:
    try:
        return PasswordHasher().verify(verifier, password)
    except (VerificationError, InvalidHashError):
        return False
