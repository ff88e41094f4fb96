"""What is wrong at a place of a catalog, and two questions of every check: is this id known, does this text read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

import msgspec

from forms.catalog.conditions import UnreadableCondition, compile_condition
from forms.catalog.model import Catalog
from forms.elements.element import DataElement
from forms.message import Message, message

Place = tuple[str | int, ...]
"""Where something stands: table, id, field, index or key, as in `("items", "SEAL", "main", 0)`."""

Ids = Mapping[str, frozenset[str]]
"""The ids of each table (`elements`, `items`…), and the names of the `templates`."""

TABLES = ("departments", "parties", "blocks", "elements", "materials", "situations", "items", "themes")

_UNKNOWN = {
    "departments": "catalog.unknown_department",
    "blocks": "catalog.unknown_block",
    "elements": "catalog.unknown_element",
    "materials": "catalog.unknown_material",
    "situations": "catalog.unknown_situation",
    "items": "catalog.unknown_item",
    "templates": "catalog.unknown_template",
}
_COMPARED = re.compile(r"\b(?P<name>[a-z]\w*)\s*[!=]=\s*(?P<quote>[\"'])(?P<value>[^\"']*)(?P=quote)")
_CONTAINED = re.compile(r"(?P<quote>[\"'])(?P<value>[^\"']*)(?P=quote)\s+in\s+(?P<name>[a-z]\w*)")


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong in a catalog, at `place`."""

    place: Place
    message: Message


def ids_of(catalog: Catalog) -> Ids:
    """The ids of every table of `catalog`, and the names of its templates."""
    return {table: frozenset(getattr(catalog, table)) for table in (*TABLES, "templates")}


def nearest(wanted: str, known: Iterable[str]) -> str:
    """The known id that looks most like `wanted`, for "did you mean"; empty when there is none at all."""
    return next(iter(get_close_matches(wanted, sorted(known), n=1, cutoff=0.0)), "")


class References:
    """Answers whether ids exist and conditions read, as faults."""

    def __init__(self, known: Ids, elements: Mapping[str, DataElement]) -> None:
        self._known = known
        self._elements = elements
        self._names = known["elements"] | known["situations"]

    def one(self, table: str, wanted: str, place: Place) -> Iterator[Fault]:
        """A fault when `wanted` is no id of `table`."""
        if wanted not in self._known[table]:
            near = nearest(wanted, self._known[table])
            yield Fault(place=place, message=message(_UNKNOWN[table], id=wanted, near=near))

    def all(self, table: str, wanted: Iterable[str], place: Place) -> Iterator[Fault]:
        """Faults for each of `wanted` that `table` lacks or that is listed twice."""
        seen: set[str] = set()
        for index, wanted_id in enumerate(wanted):
            if wanted_id in seen:
                yield Fault(place=(*place, index), message=message("catalog.listed_twice", id=wanted_id))
            seen.add(wanted_id)
            yield from self.one(table, wanted_id, (*place, index))

    def condition(self, text: str, place: Place) -> Iterator[Fault]:
        """Faults of a condition: unreadable, a name that is neither element nor situation, an unknown option."""
        try:
            condition = compile_condition(text)
        except UnreadableCondition as error:
            yield Fault(place=place, message=error.message)
            return
        for name in sorted(condition.names - self._names):
            near = nearest(name, self._names)
            yield Fault(place=place, message=message("catalog.unknown_name", name=name, near=near, condition=text))
        yield from self._options(text, place)

    def _options(self, text: str, place: Place) -> Iterator[Fault]:
        for found in (*_COMPARED.finditer(text), *_CONTAINED.finditer(text)):
            element = self._elements.get(found["name"])
            options = [option.id for option in element.options] if element else []
            if options and found["value"] not in options:
                wrong = message(
                    "catalog.unknown_option", option=found["value"], name=found["name"], options=", ".join(options)
                )
                yield Fault(place=place, message=wrong)
