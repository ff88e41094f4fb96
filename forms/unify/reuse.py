"""Whose data may be taken over: the number by which a returning applicant is known."""

from __future__ import annotations

from collections.abc import Iterable

from forms.catalog.model import Party
from forms.values import Values, is_empty


def applicant_number(parties: Iterable[Party], values: Values) -> tuple[str, str]:
    """(element, number) of the first of `parties` that is named at all, by name or number; empty texts for nobody.

    The number alone is enough: a returning applicant's name is among what is offered. A party in a table has none.
    """
    for party in parties:
        if party.table or not any(not is_empty(values.get(name)) for name in (party.name, party.id_no) if name):
            continue
        number = values.get(party.id_no)
        return (party.id_no, number) if isinstance(number, str) else ("", "")
    return "", ""
