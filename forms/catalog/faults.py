"""What is wrong at a place of a catalog, and two questions of every check: is this id known, does this text read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

import msgspec

from forms.catalog.condition_types import SITUATION, UNKNOWN, Sort, Type, fits, type_of
from forms.catalog.condition_walk import typed
from forms.catalog.conditions import UnreadableCondition, compile_condition, engine_refusal
from forms.catalog.limits import MAX_COMPARED
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
        self._compared = 0
        self._names = known["elements"] | known["situations"]
        self._types = dict.fromkeys(self._names, UNKNOWN)
        self._types |= dict.fromkeys(known["situations"], SITUATION)
        self._types |= {element.id: type_of(element) for element in elements.values()}

    def one(self, table: str, wanted: str, place: Place) -> Iterator[Fault]:
        """A fault when `wanted` is no id of `table`."""
        if wanted not in self._known[table]:
            near = self._nearest(wanted, self._known[table])
            yield Fault(place=place, message=message(_UNKNOWN[table], id=wanted, near=near))

    def is_whole(self, table: str, entries: Mapping[str, object]) -> bool:
        """Whether `entries` are all that `table` declares: a broken one may be just what is missed elsewhere."""
        return self._known[table] == entries.keys()

    def all(self, table: str, wanted: Iterable[str], place: Place) -> Iterator[Fault]:
        """Faults for each of `wanted` that `table` lacks or that is listed twice."""
        seen: set[str] = set()
        for index, wanted_id in enumerate(wanted):
            if wanted_id in seen:
                yield Fault(place=(*place, index), message=message("catalog.listed_twice", id=wanted_id))
            seen.add(wanted_id)
            yield from self.one(table, wanted_id, (*place, index))

    def condition(self, text: str, place: Place) -> Iterator[Fault]:
        """Faults of a condition: unreadable, an unknown name or option, types that never fit, no yes or no."""
        if not text:
            return
        given, wrong = self._given(text)
        if given.sort not in (Sort.TRUTH, Sort.UNKNOWN):
            found = given.about or given.sort
            wrong = (*wrong, message("condition.not_boolean", condition=text, found=found))
        yield from (Fault(place=place, message=one) for one in wrong)

    def computed(self, element: DataElement, place: Place) -> Iterator[Fault]:
        """Faults of the expression that computes `element`: as for a condition, and a result of another kind."""
        if not element.computed:
            return
        given, wrong = self._given(element.computed)
        if not fits(given, element):
            found = given.about or given.sort
            wrong = (
                *wrong,
                message("condition.computed_other_kind", id=element.id, kind=element.kind.value, found=found),
            )
        yield from (Fault(place=place, message=one) for one in wrong)

    def _nearest(self, wanted: str, known: frozenset[str]) -> str:
        """The nearest id; after very many of them the next one in the alphabet, which costs nothing."""
        self._compared += len(known)
        if self._compared <= MAX_COMPARED:
            return nearest(wanted, known)
        return min((one for one in known if one > wanted), default=max(known, default=""))

    def _given(self, text: str) -> tuple[Type, tuple[Message, ...]]:
        """What an expression gives, unknown where it is wrong, and everything that is wrong in it."""
        try:
            condition = compile_condition(text)
        except UnreadableCondition as error:
            return UNKNOWN, (error.message,)
        unknown = sorted(condition.names - self._names)
        if unknown:
            near = {name: self._nearest(name, self._names) for name in unknown}
            wrong = (message("catalog.unknown_name", name=n, near=near[n], condition=text) for n in unknown)
            return UNKNOWN, tuple(wrong)
        given, found = typed(condition.tree, self._types, condition=text)
        if found:
            return UNKNOWN, found
        refusal = engine_refusal(text, {name: self._types[name] for name in condition.names})
        return given, (message("condition.refused", condition=text, reason=refusal),) if refusal else ()
