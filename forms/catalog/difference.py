"""How two values of the model differ, whatever they are: field by field, entry by entry, down to what is one value."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec

from forms.catalog.model import Fee, Policy, Term
from forms.elements.element import Label

WHOLE = (Label, Term, Policy, Fee)
"""Structs that are said in one piece: half of a term is no term."""

_KEYS = ("id", "item", "material", "holds")
_NAMES = ("name", "label", "question", "message")


class Kind(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    """It stands in another order among those that stayed."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One field that differs: `old` and `new` as the model has them, or, where it holds several, its `entries`."""

    field: str
    old: object = None
    new: object = None
    entries: tuple[Entry, ...] = ()


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a table or list that differs; `name` is '' where it has none. A changed one says its `changes`."""

    id: str
    kind: Kind
    name: Label = Label("")
    changes: tuple[Change, ...] = ()


def changes(old: msgspec.Struct, new: msgspec.Struct, *, but: Sequence[str] = ()) -> tuple[Change, ...]:
    """The fields in which two structs of one type differ, in the order of the type, without the fields `but`."""
    found = (_change(name, getattr(old, name), getattr(new, name)) for name in new.__struct_fields__ if name not in but)
    return tuple(change for change in found if change is not None)


def entries(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[Entry, ...]:
    """The entries of two tables that differ: new ones and those that stayed in the new order, then what is gone."""
    return (*_present(old, new), *(_entry(key, Kind.REMOVED, old[key]) for key in old if key not in new))


def _present(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Entry]:
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    for key, value in new.items():
        if key not in old:
            yield _entry(key, Kind.ADDED, value)
        elif old[key] != value:
            yield _entry(key, Kind.CHANGED, value, changes=_inside(old[key], value))
        elif key in moved:
            yield _entry(key, Kind.MOVED, value)


def _moved(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """The fewest keys that somebody would have to move: all but the longest run that kept its order."""
    before = {key: place for place, key in enumerate(old)}
    runs: list[tuple[str, ...]] = []
    ends: list[int] = []
    for key in new:
        length = bisect_left(ends, before[key])
        run = (*(runs[length - 1] if length else ()), key)
        ends[length : length + 1] = [before[key]]
        runs[length : length + 1] = [run]
    return frozenset(new).difference(runs[-1] if runs else ())


def _inside(old: object, new: object) -> tuple[Change, ...]:
    """What differs within an entry that stayed."""
    if isinstance(old, WHOLE) or not (isinstance(old, msgspec.Struct) and isinstance(new, msgspec.Struct)):
        return (Change(field="", old=old, new=new),)
    return changes(old, new)


def _change(field: str, old: object, new: object) -> Change | None:
    if old == new and not isinstance(new, Mapping):
        return None
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return _several(field, old, new)
    if isinstance(old, tuple) and isinstance(new, tuple):
        # Keyed twice by one key they cannot be told apart: then they are said as a whole.
        before, after = _keyed(old), _keyed(new)
        if len(before) == len(old) and len(after) == len(new):
            return _several(field, before, after)
    elif isinstance(new, msgspec.Struct) and isinstance(old, msgspec.Struct) and not isinstance(new, WHOLE):
        return Change(field=field, entries=(Entry(id=field, kind=Kind.CHANGED, changes=changes(old, new)),))
    return Change(field=field, old=old, new=new)


def _several(field: str, old: Mapping[str, object], new: Mapping[str, object]) -> Change | None:
    found = entries(old, new)
    return Change(field=field, entries=found) if found else None


def _keyed(values: Sequence[object]) -> dict[str, object]:
    return {_key(value): value for value in values}


def _key(value: object) -> str:
    for field in _KEYS:
        if hasattr(value, field):
            return str(getattr(value, field))
    if isinstance(value, Label):
        return value.zh
    return _name(value).zh or str(value)


def _name(value: object) -> Label:
    named = (getattr(value, field, None) for field in _NAMES)
    return next((name for name in named if isinstance(name, Label)), Label(""))


def _entry(key: str, kind: Kind, value: object, *, changes: tuple[Change, ...] = ()) -> Entry:
    return Entry(id=key, kind=kind, name=_name(value), changes=changes)
