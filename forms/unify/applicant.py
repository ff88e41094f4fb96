"""Who applies: the party of an application, found in the elements of its form."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from forms.journal.rules import Applicant
from forms.values import Values, is_raw


class _Source(msgspec.Struct, frozen=True, kw_only=True):
    """Elements that describe one party; `id_type_of` names an element, `id_type` is the type when there is none.

    A form that asks for no number of its applicant has none in `id_no`.
    """

    kind: str
    name: str
    phone: str
    id_no: str = ""
    id_type_of: str = ""
    id_type: str = ""


_SOURCES = (
    _Source(kind="person", name="ap_name", id_no="ap_id_no", phone="ap_phone", id_type_of="ap_id_type"),
    _Source(kind="organisation", name="org_name", id_no="uscc", phone="org_phone", id_type="uscc"),
    _Source(kind="person", name="mother_name", id_no="mother_id", phone="parents_phone", id_type="resident"),
    _Source(kind="person", name="father_name", id_no="father_id", phone="parents_phone", id_type="resident"),
    _Source(kind="person", name="guardian", phone="parents_phone"),
)
"""The first one with a name applies: a founder is a person until the organisation exists, a newborn has parents, and
where the form does not ask for them (社会保障卡申领) a guardian."""

_TABLES = ("buyers",)
"""Tables whose first row applies where no element above is on the form (房屋过户)."""


def applicant(values: Values) -> Applicant:
    """The party that `values` describe; its name is '' while nobody is named."""
    for source in _SOURCES:
        name = _text(values, source.name)
        if name:
            return Applicant(
                kind=source.kind,
                name=name,
                id_type=_text(values, source.id_type_of) if source.id_type_of else source.id_type,
                id_no=_text(values, source.id_no),
                phone=_text(values, source.phone),
            )
    return _first_row(values)


def _first_row(values: Values) -> Applicant:
    rows = [row for table in _TABLES for row in _rows(values.get(table))]
    first = rows[0] if rows else {}
    return Applicant(
        kind="person",
        name=first.get("name", ""),
        id_type="resident" if first.get("id_no") else "",
        id_no=first.get("id_no", ""),
        phone=first.get("phone", ""),
    )


def _rows(table: object) -> list[Mapping[str, str]]:
    if not isinstance(table, Mapping) or is_raw(table):
        return []
    return [row for _, row in sorted(table.items()) if isinstance(row, Mapping)]


def _text(values: Values, element: str) -> str:
    value = values.get(element, "")
    return value if isinstance(value, str) else ""
