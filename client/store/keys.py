"""Where the database key lives: the operating system's key ring, and never a file.

There is no plaintext fallback. A back end that stores nothing or stores in plain is refused by name, because a
key that is lost or readable is worse than a program that says what is missing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol

from forms.errors import StorageFailed
from forms.message import message

LONGEST_SECRET = 1280
"""Windows refuses more characters (2,560 bytes of UTF-16); the limit is kept everywhere."""

_REFUSED = ("null", "plaintext", "fail")
"""Parts of the full names of back ends that keep nothing, or keep it readable."""


class KeyStore(Protocol):
    """A place for short secrets that outlives the process and belongs to the signed-in user of the PC."""

    @property
    def backend(self) -> str:
        """Full name of what stands behind it, for messages and for the operations guide."""

    def get(self, name: str) -> str | None:
        """The secret kept under `name`, or None. Raises `StorageFailed` when the key ring does not answer."""

    def put(self, name: str, value: str) -> None:
        """Keep `value` under `name`. Raises `StorageFailed` when it could not be kept."""


class OsKeyring:
    """The key ring of the operating system: Windows Credential Manager, Secret Service, KWallet."""

    def __init__(self, *, service: str = "Yichuang", timeout: float = 15.0) -> None:
        self._service = service
        self._timeout = timeout
        self._ring: Any = None

    @property
    def backend(self) -> str:
        """Full class name of the key ring's back end."""
        return _name_of(self._chosen())

    def get(self, name: str) -> str | None:
        """See `KeyStore.get`."""
        ring = self._chosen()
        secret: str | None = self._asked(lambda: ring.get_password(self._service, name))
        return secret

    def put(self, name: str, value: str) -> None:
        """See `KeyStore.put`; raises `ValueError` for a secret that Windows could not hold."""
        if len(value) >= LONGEST_SECRET:
            raise ValueError(f"a secret of {len(value)} characters does not fit every key ring")
        ring = self._chosen()
        self._asked(lambda: ring.set_password(self._service, name, value))

    def _chosen(self) -> Any:
        """The back end, chosen at first use: importing keyring costs 0.2 s that no start should pay twice."""
        if self._ring is None:
            ring = self._asked(_find_ring)
            refuse_unsafe(ring)
            self._ring = ring
        return self._ring

    def _asked(self, question: Callable[[], Any]) -> Any:
        """Ask in a thread: a locked key ring may wait for a prompt that nobody sees."""
        answers: list[Any] = []
        faults: list[Exception] = []

        def ask() -> None:
            try:
                answers.append(question())
            except Exception as fault:  # every back end raises its own kinds
                faults.append(fault)

        thread = threading.Thread(target=ask, name="key ring", daemon=True)
        thread.start()
        thread.join(self._timeout)
        backend = _name_of(self._ring) if self._ring is not None else "keyring"
        if faults:
            raise StorageFailed(message("store.keyring_fault", backend=backend, reason=faults[0])) from faults[0]
        if not answers:
            raise StorageFailed(message("store.keyring_silent", backend=backend, seconds=int(self._timeout)))
        return answers[0]


def refuse_unsafe(ring: object) -> None:
    """Raise `StorageFailed` for a back end that keeps nothing or keeps it readable, naming it."""
    name = _name_of(ring)
    if any(part in name.lower() for part in _REFUSED):
        raise StorageFailed(message("store.keyring_unsafe", backend=name))
    if name.endswith("ChainerBackend"):
        links = list(getattr(ring, "backends", ()))
        if not links:
            raise StorageFailed(message("store.keyring_unsafe", backend=f"{name} ()"))
        refuse_unsafe(links[0])


def _find_ring() -> object:
    import keyring

    return keyring.get_keyring()


def _name_of(ring: object) -> str:
    kind = type(ring)
    return f"{kind.__module__}.{kind.__qualname__}"
