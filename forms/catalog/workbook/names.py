"""Finds the thing that a cell refers to: by its id, or by the Chinese name that a person remembers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Names:
    """The ids of every table, and which of them a name stands for."""

    def __init__(self) -> None:
        self._ids: dict[str, dict[str, None]] = {}
        self._meant: dict[tuple[str, str], dict[str, None]] = {}

    def add(self, table: str, key: str, names: Iterable[str]) -> None:
        """Note that `names` stand for the entry `key` of `table`."""
        self._ids.setdefault(table, {})[key] = None
        for name in {key.casefold(), *names} - {""}:
            self._meant.setdefault((table, name), {})[key] = None

    def meant(self, table: str, text: str) -> tuple[str, ...]:
        """The ids that `text` may stand for: itself when it is an id, none when it is neither id nor name."""
        if text in self._ids.get(table, {}):
            return (text,)
        nothing: dict[str, None] = {}
        return tuple(self._meant.get((table, text)) or self._meant.get((table, text.casefold()), nothing))

    def ids(self) -> Mapping[str, Iterable[str]]:
        """The ids of each table, in reading order."""
        return self._ids
