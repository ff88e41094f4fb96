"""What may be wrong in the parties of a catalog: elements that do not exist or cannot name anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forms.catalog.faults import Fault, Place, References, nearest
from forms.catalog.model import Catalog, Party, ServiceItem
from forms.elements.element import Column, DataElement, ElementKind
from forms.message import message

KINDS = ("person", "organisation")

_FITTING: Mapping[str, frozenset[ElementKind]] = {
    "name": frozenset({ElementKind.TEXT}),
    "phone": frozenset({ElementKind.PHONE, ElementKind.TEXT}),
    "id_no": frozenset({ElementKind.IDENTITY, ElementKind.CREDIT_CODE, ElementKind.TEXT}),
    "id_type_of": frozenset({ElementKind.ONE_OF}),
    "representative_no": frozenset({ElementKind.IDENTITY, ElementKind.TEXT}),
}
"""The kinds of element that may hold each part of a party."""


def party_faults(catalog: Catalog, references: References) -> Iterator[Fault]:
    """Faults of every party of `catalog`, and of items that no party could apply for."""
    for party in catalog.parties.values():
        place: Place = ("parties", party.id)
        if party.kind not in KINDS:
            yield Fault(place=(*place, "kind"), message=message("catalog.unknown_party_kind", value=party.kind))
        if party.id_type and party.id_type_of:
            yield Fault(place=(*place, "id_type"), message=message("catalog.party_type_twice", id=party.id))
        if party.table:
            yield from _of_table(party, catalog, references, place)
        else:
            yield from _of_form(party, catalog, references, place)
    if references.is_whole("parties", catalog.parties) and references.is_whole("blocks", catalog.blocks):
        yield from _nobody(catalog)


def _of_form(party: Party, catalog: Catalog, references: References, place: Place) -> Iterator[Fault]:
    for field in _FITTING:
        name = getattr(party, field)
        if name or field == "name":
            yield from references.one("elements", name, (*place, field))
            yield from _kind(field, catalog.elements.get(name), place)


def _of_table(party: Party, catalog: Catalog, references: References, place: Place) -> Iterator[Fault]:
    yield from references.one("elements", party.table, (*place, "table"))
    table = catalog.elements.get(party.table)
    if table is None:
        return
    if table.kind is not ElementKind.TABLE:
        wrong = message("catalog.party_kind", key="table", id=table.id, kind=table.kind.value, fitting="table")
        yield Fault(place=(*place, "table"), message=wrong)
        return
    columns = {column.id: column for column in table.columns}
    # A column that is itself a table is told as that.
    fillable = {name: column for name, column in columns.items() if column.kind is not ElementKind.TABLE}
    for field in _FITTING:
        name = getattr(party, field)
        if name not in columns and (name or field == "name"):
            near = nearest(name, columns)
            code = "catalog.unknown_column" if near else "catalog.unknown_column_far"
            wrong = message(code, id=name, table=table.id, near=near, known=", ".join(columns))
            yield Fault(place=(*place, field), message=wrong)
        yield from _kind(field, fillable.get(name), place)


def _kind(field: str, found: DataElement | Column | None, place: Place) -> Iterator[Fault]:
    if found is not None and found.kind not in _FITTING[field]:
        fitting = ", ".join(sorted(kind.value for kind in _FITTING[field]))
        wrong = message("catalog.party_kind", key=field, id=found.id, kind=found.kind.value, fitting=fitting)
        yield Fault(place=(*place, field), message=wrong)


def _nobody(catalog: Catalog) -> Iterator[Fault]:
    """Items whose form names no party: an application for one alone would be nobody's."""
    naming = {party.table or party.name for party in catalog.parties.values()}
    for item in catalog.items.values():
        if not naming & _asked(item, catalog):
            wrong = message("catalog.item_without_party", item=item.name.zh, known=", ".join(sorted(naming)))
            yield Fault(place=("items", item.id), message=wrong)


def _asked(item: ServiceItem, catalog: Catalog) -> set[str]:
    blocks = (catalog.blocks[block].elements for block in item.blocks if block in catalog.blocks)
    return {*item.own, *(element for block in blocks for element in block)}
