"""What may be wrong in a catalog whose every entry has the right shape: references, conditions, limits, circles.

The same checks serve a person who writes a source and a device that is offered a package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain, islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from forms.catalog.condition_functions import FUNCTIONS
from forms.catalog.conditions import compile_condition
from forms.catalog.cycles import cycle_faults
from forms.catalog.deferral_checks import deferral_faults
from forms.catalog.element_checks import element_faults
from forms.catalog.faults import Fault, Ids, Place, References, ids_of
from forms.catalog.item_checks import item_faults, term_faults
from forms.catalog.limits import MAX_FAULTS
from forms.catalog.material_checks import material_faults
from forms.catalog.model import Catalog, Theme
from forms.catalog.own_form_checks import own_form_faults
from forms.catalog.party_checks import party_faults
from forms.catalog.procedure_checks import procedure_faults
from forms.catalog.template_checks import template_faults
from forms.clock.axis import office_span
from forms.message import message

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED = {"and", "or", "not", "in", "is", "for", "if", "true", "false", "null", "nan", "inf"}


def faults(catalog: Catalog, *, known: Ids | None = None) -> tuple[Fault, ...]:
    """What is wrong in `catalog`: the first `MAX_FAULTS`, and one more where there are more.

    `known` ids count as existing even where the catalog lacks their entry.
    """
    ids = known or ids_of(catalog)
    references = References(ids, catalog.elements)
    found = chain(
        _names(catalog),
        element_faults(catalog, references),
        _blocks(catalog, references),
        material_faults(catalog, references),
        item_faults(catalog, references),
        party_faults(catalog, references),
        _reusable(catalog),
        _themes(catalog, references),
        _agent(catalog, references),
        _calendar(catalog),
        _zone(catalog),
        deferral_faults(catalog),
        procedure_faults(catalog, references),
        _office_hours(catalog),
        cycle_faults(catalog),
        own_form_faults(catalog),
        template_faults(catalog, known=ids["templates"]),
    )
    return tuple(islice(found, MAX_FAULTS + 1))


def _names(catalog: Catalog) -> Iterator[Fault]:
    """Elements and situations are names in conditions: one flat namespace."""
    for table in ("elements", "situations"):
        for name in getattr(catalog, table):
            if not _NAME.fullmatch(name) or name in _RESERVED or name in FUNCTIONS:
                yield Fault(place=(table, name), message=message("catalog.not_a_name", id=name))
    for name in catalog.situations:
        if name in catalog.elements:
            wrong = message("catalog.element_and_situation", id=name)
            yield Fault(place=("situations", name), message=wrong)


def _reusable(catalog: Catalog) -> Iterator[Fault]:
    for element in catalog.elements.values():
        if element.reusable and element.computed:
            wrong = message("catalog.computed_and_reusable", id=element.id)
            yield Fault(place=("elements", element.id, "reusable"), message=wrong)


def _blocks(catalog: Catalog, references: References) -> Iterator[Fault]:
    for block in catalog.blocks.values():
        yield from references.all("elements", block.elements, ("blocks", block.id, "elements"))
        yield from references.condition(block.shown_if, ("blocks", block.id, "shown_if"))


def _themes(catalog: Catalog, references: References) -> Iterator[Fault]:
    for theme in catalog.themes.values():
        place: Place = ("themes", theme.id)
        yield from references.one("departments", theme.lead, (*place, "lead"))
        yield from references.all("items", (wanted.item for wanted in theme.items), (*place, "items"))
        yield from references.all("situations", theme.situations, (*place, "situations"))
        yield from term_faults("limit", theme.limit, place)
        yield from term_faults("quick", theme.quick, place)
        yield from _wanted_if(theme, theme.quick_if, catalog, references, (*place, "quick_if"))
        if bool(theme.quick.days) != bool(theme.quick_if):
            yield Fault(place=(*place, "quick"), message=message("catalog.quick_half", theme=theme.name.zh))
        for index, wanted in enumerate(theme.items):
            at = (*place, "items", index, "wanted_if")
            yield from _wanted_if(theme, wanted.wanted_if, catalog, references, at)


def _wanted_if(theme: Theme, text: str, catalog: Catalog, references: References, place: Place) -> Iterator[Fault]:
    """Items are chosen before anything is filled in: only the theme's own questions may decide."""
    found = tuple(references.condition(text, place))
    yield from found
    if found or not text:
        return
    for name in sorted(compile_condition(text).names - set(theme.situations)):
        about: dict[str, str] = {"name": name, "theme": theme.name.zh}
        if name in catalog.elements:
            known = ", ".join(theme.situations) or "-"
            yield Fault(
                place=place, message=message("condition.wanted_if_element", condition=text, known=known, **about)
            )
        else:
            yield Fault(place=place, message=message("catalog.situation_not_asked", **about))


def _agent(catalog: Catalog, references: References) -> Iterator[Fault]:
    if catalog.agent_situation:
        yield from references.one("situations", catalog.agent_situation, ("hall", "agent", "situation"))
    if catalog.agent_block:
        yield from references.one("blocks", catalog.agent_block, ("hall", "agent", "block"))
    yield from references.all("materials", catalog.agent_materials, ("hall", "agent", "materials"))


def _calendar(catalog: Catalog) -> Iterator[Fault]:
    calendar = catalog.calendar
    for name in ("first", "last"):
        if not _is_day(getattr(calendar, name)):
            wrong = message("catalog.not_a_day", value=getattr(calendar, name))
            yield Fault(place=("calendar", name), message=wrong)
    for name in ("holidays", "workdays", "hall_open", "hall_closed"):
        for index, day in enumerate(getattr(calendar, name)):
            place: Place = ("calendar", name, index)
            if not _is_day(day):
                yield Fault(place=place, message=message("catalog.not_a_day", value=day))
            elif not calendar.first <= day <= calendar.last:
                wrong = message("catalog.day_outside", day=day, first=calendar.first, last=calendar.last)
                yield Fault(place=place, message=wrong)
    for day in sorted({*calendar.holidays} & {*calendar.workdays}):
        yield Fault(place=("calendar", "workdays"), message=message("catalog.day_twice", day=day))
    for day in sorted({*calendar.hall_open} & {*calendar.hall_closed}):
        yield Fault(place=("calendar", "hall_closed"), message=message("catalog.day_open_and_closed", day=day))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _office_hours(catalog: Catalog) -> Iterator[Fault]:
    ended = 0
    for index, text in enumerate(catalog.hall.office_hours):
        try:
            first, last = office_span(text)
        except ValueError:
            first, last = ended, ended - 1
        if not ended <= first < last:
            wrong = message("catalog.office_hours", value=text)
            yield Fault(place=("hall", "hall", "office_hours", index), message=wrong)
        ended = max(ended, last)


def _zone(catalog: Catalog) -> Iterator[Fault]:
    try:
        ZoneInfo(catalog.hall.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        wrong = message("catalog.unknown_zone", zone=catalog.hall.zone)
        yield Fault(place=("hall", "hall", "zone"), message=wrong)
