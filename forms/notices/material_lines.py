"""The materials of an application as papers list them: handed in, deferred, awaited from a case, or made here."""

from __future__ import annotations

from forms.calendar import working_days_between
from forms.catalog.model import Catalog
from forms.elements.date import show_day
from forms.journal.promises import promised_materials
from forms.journal.state import ApplicationState, DeferralState
from forms.notices.case_lines import short_names
from forms.notices.content import DeferralLine, MaterialLine, PromiseLine
from forms.unify.unified_form import MaterialNeed
from forms.unify.unify import unify


def material_lines(state: ApplicationState, catalog: Catalog) -> tuple[MaterialLine, ...]:
    """Every material that a case needed at acceptance, in the form's order; before it, what was handed in."""
    form = unify(catalog, items=state.items, answers=state.answers)
    needed = {material for case in state.cases.values() for material in case.needs_materials} or set(state.handed_in)
    return tuple(_material_line(need, state, catalog) for need in form.materials if need.material in needed)


def _material_line(need: MaterialNeed, state: ApplicationState, catalog: Catalog) -> MaterialLine:
    material = need.material
    needing = [case.item for case in state.cases.values() if material in case.needs_materials]
    standing, note = _standing(material, state, catalog)
    # What arrived for a deferral after acceptance was not handed in with it.
    given = state.handed_in.get(material) if standing == "given" else None
    return MaterialLine(
        name=catalog.materials[material].name.zh,
        items=short_names(needing or need.items, catalog),
        state=standing,
        files=given.files if given is not None else 0,
        pages=given.pages if given is not None else 0,
        note=note,
        flaw=_flaw(material, state),
    )


def _flaw(material: str, state: ApplicationState) -> str:
    """What was wrong with it when it was handed in."""
    handed_in = state.handed_in.get(material)
    return handed_in.flaw if handed_in is not None else ""


def _standing(material: str, state: ApplicationState, catalog: Catalog) -> tuple[str, str]:
    """State of a material at acceptance, and the day or the item it is expected from."""
    deferral = state.deferrals.get(material)
    if deferral is not None:
        return "deferred", show_day(_first_due(deferral), language="zh_CN")
    if material in promised_materials(state):
        return "promised", ""
    if material in state.handed_in:
        return "given", ""
    feeding = [case.item for case in state.cases.values() if material in case.feeds_materials]
    if feeding:
        return "awaited", short_names(feeding, catalog)
    return ("made", "") if catalog.materials[material].made else ("given", "")


def promise_lines(state: ApplicationState, catalog: Catalog) -> tuple[PromiseLine, ...]:
    """Every material that a promise replaced at acceptance (告知承诺), in the order promised."""
    return tuple(
        PromiseLine(
            name=state.promises[material].name,
            standard=catalog.materials[material].standard.zh,
            items=short_names(
                [case.item for case in state.cases.values() if material in case.needs_materials], catalog
            ),
        )
        for material in promised_materials(state)
    )


def deferral_lines(state: ApplicationState, catalog: Catalog) -> tuple[DeferralLine, ...]:
    """Every deferral that the acceptance opened, the first due first."""
    deferrals = sorted(state.deferrals.values(), key=_first_due)
    return tuple(_deferral_line(deferral, state, catalog) for deferral in deferrals)


def _first_due(deferral: DeferralState) -> str:
    """The day on the paper in the applicant's hand, whatever extended it since."""
    return deferral.first_due or deferral.due_day


def _deferral_line(deferral: DeferralState, state: ApplicationState, catalog: Catalog) -> DeferralLine:
    return DeferralLine(
        name=deferral.name,
        standard=catalog.materials[deferral.material].standard.zh,
        items=short_names(deferral.items, catalog),
        reason=deferral.reason,
        due=show_day(_first_due(deferral), language="zh_CN"),
        days=working_days_between(catalog.calendar, state.accepted_day, _first_due(deferral)),
        flaw=_flaw(deferral.material, state),
    )
