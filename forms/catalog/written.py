"""What a catalog says in source form: the way back from the types of the model to text, lists and mappings.

`forms.catalog.shape` reads the same shape. What a field has by default is left out, as a person would leave it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, get_args, get_origin

import msgspec

from forms.catalog.assembly import SHEETS, Agent, HallSheet
from forms.catalog.model import Catalog
from forms.catalog.shape import KEY_FIELDS, ONE_OR_SEVERAL, SINGLE
from forms.errors import UserError

Written = str | int | bool | list["Written"] | dict[str, "Written"]
"""What stands at one place of a source; numbers and yes/no are still told from text."""


class SourceUnwritten(UserError):
    """A catalog that could not be written as a source; nothing was left behind."""


def written_tables(catalog: Catalog) -> dict[str, dict[str, Written]]:
    """The content of every sheet that is a table, by id, in reading order."""
    return {
        name: {key: written(entry, but=key_field(cls)) for key, entry in getattr(catalog, name).items()}
        for name, cls in SHEETS.items()
    }


def written_hall(catalog: Catalog) -> dict[str, Written]:
    """The content of the sheet `hall`."""
    agent = Agent(
        situation=catalog.agent_situation, block=catalog.agent_block, materials=tuple(catalog.agent_materials)
    )
    return written(HallSheet(version=catalog.version, hall=catalog.hall, areas=tuple(catalog.areas), agent=agent))


def written_calendar(catalog: Catalog) -> dict[str, Written]:
    """The content of the sheet `calendar`."""
    return written(catalog.calendar)


def key_field(cls: type[msgspec.Struct]) -> str:
    """The field of a `cls` that stands before its content as a key; empty for things without an id."""
    names = {field.name for field in msgspec.structs.fields(cls)}
    return KEY_FIELDS.get(cls, "id" if "id" in names else "")


def written(thing: msgspec.Struct, *, but: str = "") -> dict[str, Written]:
    """The fields of `thing` that differ from their default, without the field `but`."""
    fields = [field for field in msgspec.structs.fields(thing) if field.name != but]
    return {
        field.name: _value(value, field.type, single=(type(thing), field.name) in ONE_OR_SEVERAL)
        for field, value in ((field, getattr(thing, field.name)) for field in fields)
        if field.required or value != _default(field)
    }


def _default(field: msgspec.structs.FieldInfo) -> object:
    return field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()


def _value(value: Any, kind: Any, *, single: bool) -> Written:
    if isinstance(value, msgspec.Struct):
        return written(value)
    if get_origin(kind) is tuple:
        entries = _entries(value, get_args(kind)[0])
        return entries[0] if single and isinstance(entries, list) and len(entries) == 1 else entries
    if isinstance(value, Enum):
        return str(value.value)
    return value if isinstance(value, bool | int) else str(value)


def _entries(values: tuple[Any, ...], kind: Any) -> Written:
    key = key_field(kind) if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else ""
    if not key:
        return [_value(value, kind, single=False) for value in values]
    return {getattr(value, key): _keyed(value, key) for value in values}


def _keyed(value: msgspec.Struct, key: str) -> Written:
    rest = written(value, but=key)
    only = SINGLE.get(type(value), "")
    return rest[only] if only else rest


def as_mapping(content: Written | None) -> Mapping[str, Written]:
    """`content` where it is a mapping; an empty one for anything else."""
    return content if isinstance(content, dict) else {}
