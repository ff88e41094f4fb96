"""The cases of an application as papers list them; before acceptance the items that were applied for."""

from __future__ import annotations

from collections.abc import Iterable

from forms.catalog.model import Catalog, ServiceItem
from forms.elements.date import show_day
from forms.journal.state import ApplicationState, CaseState
from forms.notices.content import CaseLine, FeeLine


def case_lines(state: ApplicationState, catalog: Catalog, *, needing: str = "") -> tuple[CaseLine, ...]:
    """Every case, or every one that needs the material `needing`, in the order the acceptance gave them."""
    if not state.cases:
        return tuple(_item_line(catalog.items[item], catalog) for item in state.items if item in catalog.items)
    cases = (case for case in state.cases.values() if not needing or needing in case.needs_materials)
    return tuple(_case_line(case, catalog) for case in cases)


def _case_line(case: CaseState, catalog: Catalog) -> CaseLine:
    item = catalog.items[case.item]
    # A case that waited says so on every reprint, also when its clock has started since.
    return CaseLine(
        name=case.name,
        department=case.department_name,
        case_number=case.case_number,
        instant=case.instant,
        promised_days=case.promised_days,
        due="" if case.waits_for else show_day(case.first_due or case.promised_due, language="zh_CN"),
        waits_for=short_names(case.waits_for, catalog),
        legal_days=item.legal.days,
        legal_unit=item.legal.unit,
        basis=item.legal.basis,
        fees=_fees(item),
        result=item.result,
    )


def _item_line(item: ServiceItem, catalog: Catalog) -> CaseLine:
    return CaseLine(
        name=item.name.zh,
        department=catalog.departments[item.department].name.zh,
        case_number="",
        instant=False,
        promised_days=item.promised.days,
        due="",
        waits_for="",
        legal_days=item.legal.days,
        legal_unit=item.legal.unit,
        basis=item.legal.basis,
        fees=_fees(item),
        result=item.result,
    )


def _fees(item: ServiceItem) -> tuple[FeeLine, ...]:
    return tuple(FeeLine(name=fee.name.zh, amount=fee.amount, per=fee.per.zh) for fee in item.fees)


def item_name(item: str, state: ApplicationState, catalog: Catalog) -> str:
    """The full name of an item by its id; a name that is none of an item stays as it is."""
    if item in state.cases:
        return state.cases[item].name
    return catalog.items[item].name.zh if item in catalog.items else item


def short_names(items: Iterable[str], catalog: Catalog) -> str:
    """Short names of items, for a line."""
    return "、".join(catalog.items[item].short.zh for item in items)
