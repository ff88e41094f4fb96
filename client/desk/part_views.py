"""How one field, section or material of the form looks to the clerk, from what the journal and the form say of it."""

from __future__ import annotations

from msgspec.structs import replace

from client.desk.credit_standing import Credit
from client.desk.editor_view import FieldView, MaterialView, SectionView
from client.desk.marked import is_locked
from client.desk.rival import Rival
from forms.deferral import latest_due, may_be_deferred, not_deferrable
from forms.journal.decide_promises import is_promised, promise_fault
from forms.journal.rules import NeededMaterial
from forms.journal.state import ApplicationState, FieldValue
from forms.message import Message, message
from forms.rulebook import Rulebook
from forms.unify.compiled_form import FormNow
from forms.unify.unified_form import FormField, Section
from forms.values import is_empty


def field_view(
    field: FormField,
    *,
    state: ApplicationState,
    form: FormNow,
    problems: tuple[Message, ...],
    rivals: tuple[Rival, ...],
    rules: Rulebook,
) -> FieldView:
    """One field of `form`; one in conflict is shown whatever the form says now, until the clerk has chosen."""
    element = field.element
    value = form.values.get(element.id)
    source, label = _source(field, state, rules, form)
    view = FieldView(
        element=element,
        items=tuple(rules.short_name(item) for item in field.items),
        value=value,
        shown=element.id in form.shown,
        required=element.id in form.required,
        source=source,
        source_label=label,
        awaited_from=rules.short_name(field.awaited_from) if field.awaited_from and value is None else "",
        problems=problems,
        locked=is_locked(state, element.id),
    )
    if not rivals:
        return view
    if element.id in state.conflicts:
        problems = (message("conflict.open", element=element.id), *problems)
    return replace(view, shown=True, problems=problems, rivals=rivals)


def section_view(section: Section, fields: tuple[FieldView, ...], rules: Rulebook) -> SectionView:
    """One section and how much of it is done."""
    item = rules.source.items.get(section.id)
    wanted = [field for field in fields if field.shown and field.required and not field.awaited_from]
    done = [field for field in wanted if not is_empty(field.value) and not field.problems]
    return SectionView(
        id=section.id,
        label=section.label,
        short=item.short if item is not None else section.label,
        fields=fields,
        done=len(done),
        wanted=len(wanted),
    )


def material_view(state: ApplicationState, need: NeededMaterial, *, credit: Credit) -> MaterialView:
    """One material and where it stands; `credit` is what is known of the applicant's."""
    scans = state.scans.get(need.material, ())
    request = state.deferral_requests.get(need.material)
    refusal = None if may_be_deferred(need) else not_deferrable(need)
    if refusal is None and credit is Credit.LISTED:
        refusal = message("deferral.distrusted", material=need.material, name=need.name)
    status = _status(state, need)
    if status == "promised":
        refusal = message("promise.given", material=need.material, name=need.name)
    return MaterialView(
        material=need.material,
        name=need.name,
        items=tuple(need.item_names.get(item, item) for item in need.items),
        status=status,
        scans=scans,
        pages=sum(scan.pages for scan in scans),
        awaited_from=need.item_names.get(need.awaited_from, ""),
        due_day=_due_day(state, need.material),
        reason=request.reason if request else "",
        latest_due=latest_due(need),
        refusal=refusal,
        may_be_promised=promise_fault(need) is None,
        unchecked=credit is Credit.UNCHECKED and status in ("deferred", "promised"),
        flaws={scan: state.flaws.get(scan, "") for scan in state.flawed.get(need.material, ())},
    )


def _source(field: FormField, state: ApplicationState, rules: Rulebook, form: FormNow) -> tuple[str, str]:
    element = field.element
    if element.computed:
        return ("computed", "") if element.id in form.values else ("", "")
    held = state.values.get(element.id)
    if held is None or element.id in form.followed:
        followed = form.followed.get(element.id, "")
        return ("same_as", rules.element_label(followed)) if followed else ("", "")
    if held.source.startswith("case:"):
        return "case", rules.short_name(held.source.removeprefix("case:"))
    return held.source, _fact_label(field, held, rules, form) if held.source == "same_as" else ""


def _fact_label(field: FormField, held: FieldValue, rules: Rulebook, form: FormNow) -> str:
    """Which field gave the value that acceptance filled in: the first with that value, whatever it was then."""
    sources = field.element.same_as
    same = (source for source in sources if form.values.get(source) == held.value)
    return rules.element_label(next(same, sources[0] if sources else ""))


def _due_day(state: ApplicationState, material: str) -> str:
    if material in state.deferrals:
        return state.deferrals[material].due_day
    request = state.deferral_requests.get(material)
    return request.due_day if request else ""


def _status(state: ApplicationState, need: NeededMaterial) -> str:
    if state.sound_scans(need.material):
        return "scanned"
    if need.material in state.produced:
        return "produced"
    if need.made:
        return "made"
    if need.awaited_from:
        return "awaited"
    if is_promised(state, need):
        return "promised"
    deferred = need.material in state.deferral_requests or need.material in state.deferrals
    return "deferred" if deferred else "missing"
