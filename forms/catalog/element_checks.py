"""What may be wrong in the definition of a data element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from forms.catalog.faults import Fault, Place, References
from forms.catalog.model import Catalog
from forms.elements.date import iso_day
from forms.elements.element import Column, DataElement, ElementKind, Option
from forms.message import message

_CHOICES = {ElementKind.ONE_OF, ElementKind.SEVERAL_OF}
_DAYS = {ElementKind.DATE, ElementKind.DATETIME, ElementKind.DATE_RANGE}


def element_faults(catalog: Catalog, references: References) -> Iterator[Fault]:
    """Faults of every element of `catalog`."""
    for element in catalog.elements.values():
        place: Place = ("elements", element.id)
        yield from _conditions(element, references, place)
        yield from _choices(element, place)
        yield from _columns(element, place)
        yield from _bounds(element, place)
        yield from _pattern(element, place)
        yield from _same_as(element, catalog, references)
        yield from _identity_type(element, catalog, references)


def _conditions(element: DataElement, references: References, place: Place) -> Iterator[Fault]:
    yield from references.condition(element.shown_if, (*place, "shown_if"))
    yield from references.condition(element.required_if, (*place, "required_if"))
    yield from references.computed(element, (*place, "computed"))
    for index, constraint in enumerate(element.constraints):
        yield from references.condition(constraint.holds, (*place, "constraints", index, "holds"))
        for name, text in (("holds", constraint.holds), ("message", constraint.message.zh)):
            if not text.strip():
                wrong = message("condition.constraint_incomplete", id=element.id, key=name)
                yield Fault(place=(*place, "constraints", index, name), message=wrong)
    for name in ("same_as", "required_if"):
        if element.computed and getattr(element, name):
            wrong = message("condition.computed_and_typed", id=element.id, key=name)
            yield Fault(place=(*place, name), message=wrong)


def _choices(element: DataElement | Column, place: Place) -> Iterator[Fault]:
    if element.kind in _CHOICES and not element.options:
        yield Fault(place=place, message=message("catalog.options_missing", id=element.id))
    if element.kind not in _CHOICES and element.options:
        wrong = message("catalog.options_unused", id=element.id, kind=element.kind.value)
        yield Fault(place=(*place, "options"), message=wrong)
    yield from _twice(element.options, (*place, "options"))


def _columns(element: DataElement, place: Place) -> Iterator[Fault]:
    if element.kind is ElementKind.TABLE and not element.columns:
        yield Fault(place=place, message=message("catalog.columns_missing", id=element.id))
    if element.kind is not ElementKind.TABLE and element.columns:
        wrong = message("catalog.columns_unused", id=element.id, kind=element.kind.value)
        yield Fault(place=(*place, "columns"), message=wrong)
    yield from _twice(element.columns, (*place, "columns"))
    for column in element.columns:
        at = (*place, "columns", column.id)
        yield from _choices(column, at)
        if column.kind is ElementKind.TABLE:
            yield Fault(place=at, message=message("catalog.table_in_table", id=element.id, column=column.id))


def _twice(things: Sequence[Option] | Sequence[Column], place: Place) -> Iterator[Fault]:
    seen: set[str] = set()
    for thing in things:
        if thing.id in seen:
            yield Fault(place=place, message=message("catalog.listed_twice", id=thing.id))
        seen.add(thing.id)


def _bounds(element: DataElement, place: Place) -> Iterator[Fault]:
    of_days = element.kind in _DAYS
    limits: dict[str, Decimal] = {}
    for name, text in (("minimum", element.minimum), ("maximum", element.maximum)):
        limit = _limit(text, of_days=of_days)
        if limit is not None:
            limits[name] = limit
        elif text and not (of_days and text == "today"):
            code = "catalog.not_a_limit_day" if of_days else "catalog.not_a_number"
            yield Fault(place=(*place, name), message=message(code, key=name, value=text))
    if len(limits) == 2 and limits["minimum"] > limits["maximum"]:
        wrong = message("catalog.bounds_crossed", minimum=element.minimum, maximum=element.maximum)
        yield Fault(place=(*place, "maximum"), message=wrong)
    if element.max_length < 1:
        wrong = message("catalog.length_not_positive", value=element.max_length)
        yield Fault(place=(*place, "max_length"), message=wrong)


def _limit(text: str, *, of_days: bool) -> Decimal | None:
    """A limit as a number that can be compared, a day as its ordinal; None where it says nothing."""
    if of_days:
        day = iso_day(text)
        return Decimal(day.toordinal()) if day is not None else None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _pattern(element: DataElement, place: Place) -> Iterator[Fault]:
    try:
        re.compile(element.pattern)
    except re.error as error:
        wrong = message("catalog.pattern_unreadable", pattern=element.pattern, reason=error)
        yield Fault(place=(*place, "pattern"), message=wrong)


def _same_as(element: DataElement, catalog: Catalog, references: References) -> Iterator[Fault]:
    place: Place = ("elements", element.id, "same_as")
    yield from references.all("elements", element.same_as, place)
    for index, named in enumerate(element.same_as):
        source = catalog.elements.get(named)
        if source is not None and source.kind is not element.kind:
            wrong = message(
                "catalog.same_as_other_kind",
                id=element.id,
                kind=element.kind.value,
                source=source.id,
                source_kind=source.kind.value,
            )
            yield Fault(place=(*place, index), message=wrong)


def _identity_type(element: DataElement, catalog: Catalog, references: References) -> Iterator[Fault]:
    if not element.identity_type:
        return
    place: Place = ("elements", element.id, "identity_type")
    yield from references.one("elements", element.identity_type, place)
    named = catalog.elements.get(element.identity_type)
    if named is not None and named.kind is not ElementKind.ONE_OF:
        wrong = message("catalog.identity_type_not_enum", id=named.id, kind=named.kind.value)
        yield Fault(place=place, message=wrong)
