"""JSON Schemas of the sheets of a catalog source, made from the types that read them.

An editor that knows them (the YAML extensions of most do) names fields and shows mistakes while a person types. They
say what a sheet looks like; what belongs together across sheets is for `catalog check`.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, get_args, get_origin

import msgspec

from forms.catalog.assembly import SHEETS, HallSheet
from forms.catalog.limits import MAX_ENTRIES, MAX_ID, MAX_TEXT
from forms.catalog.model import WorkCalendar
from forms.catalog.shape import KEY_FIELDS, ONE_OR_SEVERAL, SINGLE

Schema = dict[str, Any]
"""One JSON Schema, as it is written."""

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

# Text that YAML takes for a number or a yes/no is text all the same: `minimum: 0.01`, `version: 1`.
_TEXT: Final[Schema] = {"type": ["string", "number", "boolean"], "maxLength": MAX_TEXT}
_SCALARS: Final[Mapping[type, Schema]] = {
    str: {"$ref": "#/$defs/Text"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
}


def schemas() -> Mapping[str, bytes]:
    """The schema of each sheet by the name of its file (`items.schema.json`), as UTF-8 JSON."""
    tables = {name: _table(name, cls) for name, cls in SHEETS.items()}
    singles = {name: _single(name, cls) for name, cls in (("hall", HallSheet), ("calendar", WorkCalendar))}
    return {f"{name}.schema.json": _written(schema) for name, schema in (tables | singles).items()}


def _table(name: str, cls: type[msgspec.Struct]) -> Schema:
    definitions: Schema = {"Text": _TEXT}
    return _head(name, cls) | {
        "type": "object",
        "maxProperties": MAX_ENTRIES,
        "propertyNames": {"minLength": 1, "maxLength": MAX_ID},
        "additionalProperties": _entry(cls, definitions),
        "$defs": definitions,
    }


def _single(name: str, cls: type[msgspec.Struct]) -> Schema:
    definitions: Schema = {"Text": _TEXT}
    return _head(name, cls) | _struct(cls, definitions) | {"$defs": definitions}


def _head(name: str, cls: type[msgspec.Struct]) -> Schema:
    return {"$schema": DIALECT, "title": f"{name}.yaml", "description": _said(cls)}


def _said(cls: type) -> str:
    """The first paragraph of what the type says of itself."""
    return " ".join((inspect.getdoc(cls) or "").split("\n\n")[0].split())


def _struct(cls: type[msgspec.Struct], definitions: Schema, *, without: str = "") -> Schema:
    fields = [field for field in msgspec.structs.fields(cls) if field.name != without]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields if field.required],
        "properties": {field.name: _field(cls, field, definitions) for field in fields},
    }


def _field(cls: type[msgspec.Struct], field: msgspec.structs.FieldInfo, definitions: Schema) -> Schema:
    schema = _value(field.type, definitions)
    return {"anyOf": [_SCALARS[str], schema]} if (cls, field.name) in ONE_OR_SEVERAL else schema


def _value(kind: Any, definitions: Schema) -> Schema:
    if get_origin(kind) is tuple:
        return _list(get_args(kind)[0], definitions)
    if _is_struct(kind):
        return _named(kind.__name__, kind, definitions, without="")
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return _SCALARS[kind]


def _list(kind: Any, definitions: Schema) -> Schema:
    """A list; one of things with an id may also be a mapping from id to the rest."""
    items = {"type": "array", "items": _value(kind, definitions)}
    if not _is_struct(kind) or _key_field(kind) not in kind.__struct_fields__:
        return items
    mapping = {"type": "object", "additionalProperties": _entry(kind, definitions)}
    return {"anyOf": [mapping, items]}


def _entry(cls: type[msgspec.Struct], definitions: Schema) -> Schema:
    """What stands under the id of a thing: the rest of it, or the one value that is left to say."""
    if cls in SINGLE:
        kinds = {field.name: field.type for field in msgspec.structs.fields(cls)}
        return _value(kinds[SINGLE[cls]], definitions)
    return _named(f"{cls.__name__}Entry", cls, definitions, without=_key_field(cls))


def _named(name: str, cls: type[msgspec.Struct], definitions: Schema, *, without: str) -> Schema:
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = {"description": _said(cls)} | _struct(cls, definitions, without=without)
    return {"$ref": f"#/$defs/{name}"}


def _key_field(cls: type[msgspec.Struct]) -> str:
    return KEY_FIELDS.get(cls, "id")


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _written(schema: Schema) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
