"""Finds items and themes as a clerk types: Chinese, pinyin, initials, department (also by a former name), area."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

import msgspec

from forms.catalog.model import Catalog, ServiceItem, Theme
from forms.catalog.sound_index import SoundIndex
from forms.pinyin import folded


class Match(IntEnum):
    """How well a text matches, best first."""

    WHOLE = 0
    START = 1
    INSIDE = 2


class Field(IntEnum):
    """Which text of an item or theme matched, the most telling first."""

    NAME = 0
    RESULT = 1
    AREA = 2
    DEPARTMENT = 3


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One item or theme that was found, and by what."""

    id: str
    is_theme: bool
    field: Field
    match: Match


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    is_theme: bool
    areas: frozenset[str]
    texts: tuple[tuple[Field, str], ...]


_Found = dict[int, int]
"""Entries by their number in the index, and how well they match: the rank of a field and a match, best first."""

_RANKS = tuple((field, match) for field in Field for match in Match)


class CatalogIndex:
    """An index over one catalog; make it once per catalog and keep it. Any thread may ask."""

    def __init__(self, catalog: Catalog) -> None:
        themes = (_theme(theme, catalog) for theme in catalog.themes.values())
        items = (_item(item, catalog) for item in catalog.items.values())
        self._entries = (*themes, *items)
        self._users: dict[str, list[tuple[int, int]]] = {}
        for number, entry in enumerate(self._entries):
            for field, text in entry.texts:
                self._users.setdefault(text, []).append((number, _rank(field, Match.WHOLE)))
        self._texts = tuple(self._users)
        self._sounds: SoundIndex | None = None
        self._lock = threading.Lock()

    def warm_up(self) -> None:
        """Spell every text now; for a background thread, so that the first search by pinyin need not wait."""
        self._sound_index()

    def find(self, query: str, *, area: str = "") -> tuple[Hit, ...]:
        """What matches all words of `query`, best first, themes before items that match as well.

        An empty query finds everything in catalog order; `area` keeps only items of that area and the
        themes that contain one.
        """
        found: _Found = dict.fromkeys(range(len(self._entries)), 0)
        for word in folded(query).split():
            ranks = self._ranks(word)
            found = {number: max(found[number], rank) for number, rank in ranks.items() if number in found}
        hits = ((rank, number) for number, rank in found.items() if not area or area in self._entries[number].areas)
        # The themes have the lower numbers.
        return tuple(self._hit(number, rank) for rank, number in sorted(hits))

    def _hit(self, number: int, rank: int) -> Hit:
        entry, (field, match) = self._entries[number], _RANKS[rank]
        return Hit(id=entry.id, is_theme=entry.is_theme, field=field, match=match)

    def _ranks(self, word: str) -> _Found:
        """Every entry of which a text matches `word`, with its best match."""
        best: _Found = {}
        for text, match in self._matches(word):
            for number, whole in self._users[text]:
                rank = whole + match
                if rank < best.get(number, len(_RANKS)):
                    best[number] = rank
        return best

    def _matches(self, word: str) -> Iterator[tuple[str, int]]:
        written = {text for text in self._texts if word in text}
        for text in written:
            yield text, _written(word, text)
        if not word.isascii():
            return
        heard = {True: int(Match.START), False: int(Match.INSIDE)}
        for place, from_start in self._sound_index().find(word).items():
            if self._texts[place] not in written:
                yield self._texts[place], heard[from_start]

    def _sound_index(self) -> SoundIndex:
        with self._lock:
            if self._sounds is None:
                self._sounds = SoundIndex(self._texts)
            return self._sounds


def _rank(field: Field, match: Match) -> int:
    return field * len(Match) + match


def _written(word: str, text: str) -> int:
    if word == text:
        return int(Match.WHOLE)
    return int(Match.START if text.startswith(word) else Match.INSIDE)


def _item(item: ServiceItem, catalog: Catalog) -> _Entry:
    names = (item.name.zh, item.short.zh, item.name.en, item.short.en, item.id)
    texts = (
        *_texts(Field.NAME, names),
        *_texts(Field.RESULT, (item.result,)),
        *_texts(Field.AREA, (item.area,)),
        *_texts(Field.DEPARTMENT, _department_names(item.department, catalog)),
    )
    return _Entry(item.id, False, frozenset({item.area}), texts)


def _theme(theme: Theme, catalog: Catalog) -> _Entry:
    items = [catalog.items[wanted.item] for wanted in theme.items if wanted.item in catalog.items]
    texts = (
        *_texts(Field.NAME, (theme.name.zh, theme.name.en, theme.id)),
        *_texts(Field.DEPARTMENT, _department_names(theme.lead, catalog)),
    )
    return _Entry(theme.id, True, frozenset(item.area for item in items), texts)


def _department_names(code: str, catalog: Catalog) -> tuple[str, ...]:
    department = catalog.departments.get(code)
    if department is None:
        return ()
    return (department.name.zh, department.name.en, *department.former_names)


def _texts(field: Field, texts: Iterable[str]) -> Iterator[tuple[Field, str]]:
    return ((field, folded(text)) for text in texts if text)
