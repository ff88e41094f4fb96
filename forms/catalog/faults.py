"""What is wrong at a place of a catalog, and two questions of every check: is this id known, does this text read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

import msgspec

from forms.catalog.condition_functions import FUNCTIONS
from forms.catalog.condition_types import UNKNOWN, Sort, Type, fits, situation_type, type_of
from forms.catalog.condition_walk import typed
from forms.catalog.conditions import UnreadableCondition, compile_condition, is_refused
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
    "areas": "catalog.unknown_area",
}
_WHERE = {"items": "items", "templates": "templates", "areas": "hall.yaml (areas)"}
"""Where a table stands that is no file of its own name."""


_NEAR = 0.5
"""How much of an id has to be alike; two of four Chinese characters are, two random ids are not."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong in a catalog, at `place`."""

    place: Place
    message: Message


def ids_of(catalog: Catalog) -> Ids:
    """The ids of every table of `catalog`, and the names of its templates."""
    return {table: frozenset(getattr(catalog, table)) for table in (*TABLES, "templates")}


def nearest(wanted: str, known: Iterable[str]) -> str:
    """The known id that looks most like `wanted`, for "did you mean"; empty when none is near."""
    return next(iter(get_close_matches(wanted, sorted(known), n=1, cutoff=_NEAR)), "")


def unknown_area(wanted: str, areas: Iterable[str]) -> Message:
    """`wanted` is none of the `areas` of the hall."""
    return _unknown("areas", wanted, nearest(wanted, areas))


def _unknown(table: str, wanted: str, near: str) -> Message:
    if near:
        return message(_UNKNOWN[table], id=wanted, near=near)
    return message("catalog.not_defined", id=wanted, where=_WHERE.get(table, f"{table}.yaml"))


class References:
    """Answers whether ids exist and conditions read, as faults."""

    def __init__(self, known: Ids, elements: Mapping[str, DataElement]) -> None:
        self._known = known
        self._compared = 0
        self._labelled = {element.label.zh: element.id for element in elements.values()}
        self._names = known["elements"] | known["situations"]
        self._types = dict.fromkeys(self._names, UNKNOWN)
        self._types |= {name: situation_type(name) for name in known["situations"]}
        self._types |= {element.id: type_of(element) for element in elements.values()}

    def one(self, table: str, wanted: str, place: Place) -> Iterator[Fault]:
        """A fault when `wanted` is no id of `table`."""
        if wanted not in self._known[table]:
            near = self._nearest(wanted, self._known[table])
            yield Fault(place=place, message=_unknown(table, wanted, near))

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

    def _unknown(self, name: str, text: str) -> Message:
        """What is wrong with a `name` in the condition `text` that is no element and no situation."""
        if re.search(rf"\b{re.escape(name)}\s*\(", text):
            return message("condition.unknown_function", name=name, condition=text, known=", ".join(sorted(FUNCTIONS)))
        near = self._nearest(name, self._names)
        code = "catalog.unknown_name" if near else "catalog.unknown_name_far"
        return message(code, name=name, near=near, condition=text)

    def _with_id(self, wrong: Message) -> Message:
        """`wrong`, with the id of the element whose label was written for it."""
        if wrong.code != "condition.chinese_name":
            return wrong
        meant = self._labelled.get(wrong.params["name"], "")
        return message("condition.chinese_named", **wrong.params, id=meant) if meant else wrong

    def _nearest(self, wanted: str, known: frozenset[str]) -> str:
        """The nearest id; nothing after very many comparisons, which cost time."""
        self._compared += len(known)
        return nearest(wanted, known) if self._compared <= MAX_COMPARED else ""

    def _given(self, text: str) -> tuple[Type, tuple[Message, ...]]:
        """What an expression gives, unknown where it is wrong, and everything that is wrong in it."""
        try:
            condition = compile_condition(text)
        except UnreadableCondition as error:
            return UNKNOWN, (self._with_id(error.message),)
        unknown = sorted(condition.names - self._names)
        if unknown:
            return UNKNOWN, tuple(self._unknown(name, text) for name in unknown)
        given, found = typed(condition.tree, self._types, condition=text)
        if found:
            return UNKNOWN, found
        refused = is_refused(text, {name: self._types[name] for name in condition.names})
        return given, (message("condition.refused", condition=text),) if refused else ()
