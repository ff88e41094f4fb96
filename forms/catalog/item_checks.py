"""What may be wrong in a service item: what it refers to, its time limits, what it lets come later."""

from __future__ import annotations

from collections.abc import Iterator

from forms.catalog.faults import Fault, Place, References, unknown_area
from forms.catalog.model import CaseType, Catalog, ServiceItem, Term
from forms.catalog.offer_checks import offer_faults
from forms.message import message

_UNITS = ("wd", "nd", "h")


def item_faults(catalog: Catalog, references: References) -> Iterator[Fault]:
    """Faults of every service item of `catalog`."""
    for item in catalog.items.values():
        place: Place = ("items", item.id)
        yield from _references(item, references, place)
        yield from _area(item, catalog, place)
        yield from _terms(item, place)
        yield from _deferrables(item, place)
        yield from _own_results(item, place)
        yield from offer_faults(item, place)


def _references(item: ServiceItem, references: References, place: Place) -> Iterator[Fault]:
    yield from references.one("departments", item.department, (*place, "department"))
    yield from references.all("blocks", item.blocks, (*place, "blocks"))
    yield from references.all("elements", item.own, (*place, "own"))
    yield from references.all("materials", item.main, (*place, "main"))
    yield from references.all("elements", item.result_elements, (*place, "result_elements"))
    yield from references.all("materials", item.result_materials, (*place, "result_materials"))
    for deferrable in item.deferrable:
        yield from references.one("materials", deferrable.material, (*place, "deferrable", deferrable.material))


def _area(item: ServiceItem, catalog: Catalog, place: Place) -> Iterator[Fault]:
    if item.area not in catalog.areas:
        yield Fault(place=(*place, "area"), message=unknown_area(item.area, catalog.areas))


def _terms(item: ServiceItem, place: Place) -> Iterator[Fault]:
    yield from term_faults("legal", item.legal, place)
    yield from term_faults("promised", item.promised, place)
    if item.legal.unit == item.promised.unit and item.promised.days > item.legal.days:
        wrong = message("catalog.promise_beyond_law", promised=item.promised.days, legal=item.legal.days)
        yield Fault(place=(*place, "promised"), message=wrong)
    if item.case_type is CaseType.INSTANT and item.promised.days:
        wrong = message("catalog.instant_with_days", item=item.name.zh, days=item.promised.days)
        yield Fault(place=(*place, "promised"), message=wrong)


def term_faults(name: str, term: Term, place: Place) -> Iterator[Fault]:
    """Faults of the time limit `name` of what stands at `place`."""
    if term.unit not in _UNITS:
        wrong = message("catalog.unknown_unit", value=term.unit)
        yield Fault(place=(*place, name, "unit"), message=wrong)
    if term.days < 0:
        wrong = message("catalog.days_negative", key=name, days=term.days)
        yield Fault(place=(*place, name, "days"), message=wrong)


def _deferrables(item: ServiceItem, place: Place) -> Iterator[Fault]:
    for deferrable in item.deferrable:
        at = (*place, "deferrable", deferrable.material)
        if deferrable.material in item.main:
            wrong = message("catalog.main_and_deferrable", item=item.name.zh, material=deferrable.material)
            yield Fault(place=at, message=wrong)
        if item.case_type is CaseType.INSTANT:
            wrong = message("catalog.instant_defers", item=item.name.zh, material=deferrable.material)
            yield Fault(place=at, message=wrong)
        elif not 1 <= deferrable.days <= item.promised.days:
            wrong = message("catalog.deferrable_too_long", days=deferrable.days, promised=item.promised.days)
            yield Fault(place=at, message=wrong)


def _own_results(item: ServiceItem, place: Place) -> Iterator[Fault]:
    needed = {*item.main, *(deferrable.material for deferrable in item.deferrable)}
    for index, material in enumerate(item.result_materials):
        if material in needed:
            wrong = message("catalog.needs_own_result", item=item.name.zh, material=material)
            yield Fault(place=(*place, "result_materials", index), message=wrong)
