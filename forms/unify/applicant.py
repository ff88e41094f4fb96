"""Who applies: the party of an application, found in the elements that the catalog's parties name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from forms.catalog.model import Party
from forms.journal.rules import Applicant
from forms.values import Value, Values, is_raw

NOBODY = Applicant(kind="person", name="", id_type="", id_no="", phone="")


def applicant(parties: Iterable[Party], values: Values) -> Applicant:
    """The first of `parties` whose name is among `values`; its name is '' while nobody is named."""
    found = (_applicant(party, _texts(party, values)) for party in parties)
    return next((one for one in found if one.name), NOBODY)


def _applicant(party: Party, texts: Mapping[str, str]) -> Applicant:
    id_no = texts.get(party.id_no, "")
    return Applicant(
        kind=party.kind,
        name=texts.get(party.name, ""),
        id_type=texts.get(party.id_type_of, "") if party.id_type_of else party.id_type if id_no else "",
        id_no=id_no,
        phone=texts.get(party.phone, ""),
    )


def _texts(party: Party, values: Values) -> Mapping[str, str]:
    """What is written about `party`: the values themselves, or the first row of its table."""
    named: Mapping[str, Value] = _first_row(values.get(party.table)) if party.table else values
    wanted = (party.name, party.id_no, party.phone, party.id_type_of)
    return {name: text for name in wanted if isinstance(text := named.get(name), str)}


def _first_row(table: Value | None) -> Mapping[str, Value]:
    if not isinstance(table, Mapping) or is_raw(table):
        return {}
    rows = (row for _, row in sorted(table.items()))
    return next((row for row in rows if isinstance(row, Mapping)), {})
