"""Whose catalogs this window installs: the keys that IT fixed, else those that the centre named first.

What the centre names later is no reason to trust it: whoever has taken the centre over would name a key of his own.
A further key is trusted when a package by a trusted one names it, or when IT writes it into the policy file.
"""

from __future__ import annotations

from collections.abc import Iterable

from client.store.meta import Meta
from forms.catalog.publisher_key import is_public_key

_PINNED = "catalog_keys"
_NAMED = "catalog_keys_named"


class CatalogKeys:
    """Public keys as 64 hex digits. `fixed` are those of the policy file; with them nothing else counts."""

    def __init__(self, meta: Meta, *, fixed: tuple[str, ...] = ()) -> None:
        self._meta = meta
        self._fixed = fixed

    def trusted(self) -> tuple[str, ...]:
        """Whose packages are installed; empty before the first sign-in at the centre."""
        return self._fixed or self._read(_PINNED)

    def distrusted(self) -> tuple[str, ...]:
        """What the centre named last and what is not trusted: for IT to look into."""
        return tuple(key for key in self._read(_NAMED) if key not in self.trusted())

    def named(self, keys: Iterable[str]) -> None:
        """The centre named `keys` at a sign-in: pinned when they are the first, otherwise only noted."""
        found = tuple(key for key in dict.fromkeys(keys) if is_public_key(key))
        if found and not self._read(_PINNED):
            self._write(_PINNED, found)
        self._write(_NAMED, found)

    def succeeded(self, keys: Iterable[str]) -> None:
        """A package by a trusted key named `keys`."""
        if not self._fixed:
            self._write(_PINNED, tuple(dict.fromkeys((*self._read(_PINNED), *keys))))

    def _read(self, name: str) -> tuple[str, ...]:
        return tuple(self._meta.get(name).split())

    def _write(self, name: str, keys: tuple[str, ...]) -> None:
        self._meta.put(name, " ".join(keys))
