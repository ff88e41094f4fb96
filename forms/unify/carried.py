"""What was typed and not yet saved under one catalog, read under another: by element id, and nothing is dropped."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from forms.elements.element import DataElement
from forms.elements.reading import edit_text, read
from forms.message import Message, message
from forms.unify.moved import Aspect, aspects_of
from forms.values import Value, is_empty, is_raw, raw

_READ_ANEW = frozenset({Aspect.KIND, Aspect.OPTIONS})
"""Changes after which a stored value may mean something else; what the clerk typed is read again."""


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """The typing as the later catalog reads it, and what to tell the clerk of it."""

    patch: Mapping[str, Value | None]
    told: tuple[Message, ...] = ()


def carried(
    patch: Mapping[str, Value | None], *, old: Mapping[str, DataElement], new: Mapping[str, DataElement]
) -> Carried:
    """`patch` typed with the elements `old`, for the elements `new`.

    A value whose kind or options changed is read again from its text; what cannot be read is kept as it was typed.
    An element that `new` does not have keeps its value: it is saved, and shown with the earlier version.
    """
    values: dict[str, Value | None] = {}
    told: list[Message] = []
    for name, value in patch.items():
        values[name] = value
        before, after = old.get(name), new.get(name)
        if value is None or is_empty(value) or before is None:
            continue
        if after is None:
            text = edit_text(before, value)
            told.append(message("catalog.typed_gone", element=name, label=before.label.zh, text=text))
        elif not _READ_ANEW.isdisjoint(aspects_of(before, after)):
            values[name] = anew = _read_anew(before, after, value)
            if is_raw(anew) and anew != value:
                text = edit_text(before, value)
                told.append(message("catalog.typed_unreadable", element=name, label=after.label.zh, text=text))
    return Carried(patch=values, told=tuple(told))


def _read_anew(before: DataElement, after: DataElement, value: Value) -> Value:
    text = edit_text(before, value)
    anew = read(after, text)
    return raw(text) if anew is None else anew
