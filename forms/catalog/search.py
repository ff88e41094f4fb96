"""Finds items and themes as a clerk types: Chinese, pinyin, initials, department (also by a former name), area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

import msgspec

from forms.catalog.model import Catalog, ServiceItem, Theme
from forms.pinyin import Spelling, folded, sounds_at, spelling


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


class CatalogIndex:
    """An index over one catalog; make it once per catalog and keep it."""

    def __init__(self, catalog: Catalog) -> None:
        themes = (_theme(theme, catalog) for theme in catalog.themes.values())
        items = (_item(item, catalog) for item in catalog.items.values())
        self._entries = (*themes, *items)
        self._spelled: dict[str, Spelling] = {}

    def warm_up(self) -> None:
        """Spell every text now; for a background thread, so that the first search by pinyin need not wait."""
        for entry in self._entries:
            for _, text in entry.texts:
                self._spelling(text)

    def find(self, query: str, *, area: str = "") -> tuple[Hit, ...]:
        """What matches all words of `query`, best first, themes before items that match as well.

        An empty query finds everything in catalog order; `area` keeps only items of that area and the
        themes that contain one.
        """
        words = folded(query).split()
        entries = [entry for entry in self._entries if not area or area in entry.areas]
        seen: dict[tuple[str, str], Match | None] = {}
        hits = [hit for entry in entries if (hit := self._hit(entry, words, seen)) is not None]
        # Sorting is stable and the themes stand first.
        return tuple(sorted(hits, key=lambda hit: (hit.field, hit.match)))

    def _hit(self, entry: _Entry, words: list[str], seen: dict[tuple[str, str], Match | None]) -> Hit | None:
        found = [self._best(entry, word, seen) for word in words]
        if any(one is None for one in found):
            return None
        field, match = max((one for one in found if one is not None), default=(Field.NAME, Match.WHOLE))
        return Hit(id=entry.id, is_theme=entry.is_theme, field=field, match=match)

    def _best(self, entry: _Entry, word: str, seen: dict[tuple[str, str], Match | None]) -> tuple[Field, Match] | None:
        matches = []
        for field, text in entry.texts:
            key = (word, text)
            if key not in seen:
                seen[key] = self._match(word, text)
            match = seen[key]
            if match is not None:
                matches.append((field, match))
        return min(matches, default=None)

    def _match(self, word: str, text: str) -> Match | None:
        if word == text:
            return Match.WHOLE
        if word in text:
            return Match.START if text.startswith(word) else Match.INSIDE
        if not word.isascii() or text.isascii():
            return None
        start = sounds_at(word, self._spelling(text))
        return None if start is None else (Match.INSIDE if start else Match.START)

    def _spelling(self, text: str) -> Spelling:
        if text not in self._spelled:
            self._spelled[text] = spelling(text)
        return self._spelled[text]


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
