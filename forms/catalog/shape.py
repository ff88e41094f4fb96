"""Gives the content of a sheet the types of the catalog model, naming everything that does not fit.

A source is written a little shorter than the model: a tuple of things with an id is a mapping from id to the
rest (columns), or to the one thing that is left to say (the label of an option, the days of a 可容缺 material).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar, get_args, get_origin

import msgspec

from forms.catalog.faults import Place, nearest
from forms.catalog.limits import MAX_ID, MAX_TEXT
from forms.catalog.model import Deferrable, Department
from forms.elements.element import DataElement, Label, Option
from forms.message import Message, message

S = TypeVar("S", bound=msgspec.Struct)

Content = str | list["Content"] | dict[str, "Content"]
"""What a source says at one place: text, lists and mappings."""

Wrong = Callable[[Place, Message], None]
"""Takes note of something wrong at a place."""

KEY_FIELDS: Final[dict[type, str]] = {Department: "code", Deferrable: "material"}
"""The field that a mapping's key fills, where it is not `id`."""

SINGLE: Final[dict[type, str]] = {Deferrable: "days", Option: "label"}
"""Things that a source writes as the value of one field, once a key has given the other."""

ONE_OR_SEVERAL: Final = frozenset({(DataElement, "same_as")})
"""Lists that a source may write as their only entry; an empty one is no entry."""

_MISFIT: Final = object()
"""Stands for a value that did not fit and was reported."""


def shaped(content: Content, cls: type[S], place: Place, wrong: Wrong, *, key: str = "") -> S | None:
    """`content` as a `cls`, with `key` as its id; None when it does not fit, after telling `wrong` everything."""
    made = _Shaper(wrong).struct(content, cls, place, key)
    return made if isinstance(made, cls) else None


class _Shaper:
    def __init__(self, wrong: Wrong) -> None:
        self._wrong = wrong

    def struct(self, content: Content, cls: type[msgspec.Struct], place: Place, key: str = "") -> object:
        if key and cls in SINGLE:
            return self._single(content, cls, place, key)
        if not isinstance(content, dict):
            if cls is Label and isinstance(content, str):
                return self._misfit(place, message("catalog.label_plain", key=_name(place), text=content[:MAX_ID]))
            return self._misfit(place, message("catalog.not_a_mapping", key=_name(place)))
        key_field = KEY_FIELDS.get(cls, "id") if key else ""
        fields = [field for field in _fields(cls) if field.name != key_field]
        fits = self._known_keys(content, [field.name for field in fields], place)
        values: dict[str, object] = {key_field: key} if key_field else {}
        for field in fields:
            if field.name in content:
                given = _listed(content[field.name]) if (cls, field.name) in ONE_OR_SEVERAL else content[field.name]
                values[field.name] = self.value(given, field.type, (*place, field.name))
            elif field.required:
                values[field.name] = self._misfit(
                    place, message("catalog.missing_key", key=field.name, owner=_name(place))
                )
        return cls(**values) if fits and _MISFIT not in values.values() else _MISFIT

    def _single(self, content: Content, cls: type[msgspec.Struct], place: Place, key: str) -> object:
        fields = {field.name: field.type for field in _fields(cls)}
        value = self.value(content, fields[SINGLE[cls]], place)
        return cls(**{KEY_FIELDS.get(cls, "id"): key, SINGLE[cls]: value}) if value is not _MISFIT else _MISFIT

    def value(self, content: Content, kind: Any, place: Place) -> object:
        if _is_struct(kind):
            return self.struct(content, kind, place)
        if get_origin(kind) is tuple:
            return self._tuple(content, get_args(kind)[0], place)
        if not isinstance(content, str):
            return self._misfit(place, message("catalog.not_a_single_value", key=_name(place)))
        if len(content) > MAX_TEXT:
            return self._misfit(place, message("catalog.text_too_long", key=_name(place), limit=MAX_TEXT))
        try:
            return msgspec.convert(content, kind, strict=False)
        except msgspec.ValidationError as error:
            return self._misfit(place, _unfitting(content[:MAX_ID], kind, _name(place), reason=error))

    def _tuple(self, content: Content, kind: Any, place: Place) -> object:
        if isinstance(content, dict) and _is_struct(kind):
            values = [self.struct(body, kind, (*place, key), key) for key, body in content.items()]
        elif isinstance(content, list):
            values = [self.value(body, kind, (*place, index)) for index, body in enumerate(content)]
        else:
            return self._misfit(place, message("catalog.not_a_list", key=_name(place)))
        return tuple(values) if _MISFIT not in values else _MISFIT

    def _known_keys(self, content: dict[str, Content], known: list[str], place: Place) -> bool:
        unknown = [key for key in content if key not in known]
        for key in unknown:
            near = nearest(key[:MAX_ID], known)
            code = "catalog.unknown_key" if near else "catalog.unknown_key_far"
            self._wrong((*place, key), message(code, key=key, near=near, known=", ".join(known)))
        return not unknown

    def _misfit(self, place: Place, wrong: Message) -> object:
        self._wrong(place, wrong)
        return _MISFIT


def _unfitting(value: str, kind: Any, key: str, *, reason: Exception) -> Message:
    """What is wrong with `value`, and what may stand there."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        known = [str(member.value) for member in kind]
        near = nearest(value, known)
        code = "catalog.not_one_of" if near else "catalog.not_one_of_far"
        return message(code, key=key, value=value, near=near, known=", ".join(known))
    if kind is int:
        return message("catalog.not_whole", key=key, value=value)
    if kind is bool:
        return message("catalog.not_true_false", key=key, value=value)
    return message("catalog.wrong_value", key=key, value=value, reason=reason)


@cache
def _fields(cls: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """Working out the fields of a type takes longer than filling them."""
    return msgspec.structs.fields(cls)


def _listed(content: Content) -> Content:
    if not isinstance(content, str):
        return content
    return [content] if content else []


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _name(place: Place) -> str:
    return ".".join(str(part) for part in place)
