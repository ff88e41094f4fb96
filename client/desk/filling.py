"""Filling the unified form: the editor's view, autosave of what is typed, and saving it as facts."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from client.desk.carry_out import carry_out_all
from client.desk.choosing import title_of
from client.desk.desk import Desk
from client.desk.editor_view import EditorView, FieldView, MaterialView, SectionView
from client.desk.rivals import Rival, rivals_of
from client.desk.session import Session
from client.store.rows import Draft
from forms.deferral import latest_due, may_be_deferred, not_deferrable
from forms.elements.reading import check
from forms.journal.commands import FillFields, SettleConflict
from forms.journal.decide_acceptance import missing
from forms.journal.decision import Now, Refusal
from forms.journal.rules import NeededMaterial
from forms.journal.state import ApplicationState, ApplicationStatus, FieldValue
from forms.message import Message, message
from forms.rulebook import Rulebook
from forms.unify.compiled_form import FormNow
from forms.unify.unified_form import FormField, Section
from forms.unify.unify import overlap
from forms.values import Value, is_empty

Patch = Mapping[str, Value | None]
"""What was typed and is not yet saved; `None` empties a field."""


def draft_of(session: Session, desk: Desk, application: str) -> Patch:
    """The clerk's unsaved typing, from before a crash or a closed tab."""
    draft = desk.store.drafts.load(application, session.account)
    return dict(draft.patch) if draft is not None else {}


def autosave(session: Session, desk: Desk, application: str, patch: Patch) -> int:
    """Keep unsaved typing on disk; returns when (UTC ms). Never sent, never hashed."""
    state = desk.store.journal.state(application)
    wall = desk.clock()
    desk.store.drafts.save(
        Draft(
            application=application,
            clerk=session.account,
            base_rev=state.rev,
            catalog=state.catalog,
            patch=dict(patch),
            saved_wall=wall,
        )
    )
    return wall


def save(session: Session, desk: Desk, application: str, patch: Patch) -> ApplicationState | Refusal:
    """Save what was typed as facts and end the draft. Wrong values may be saved; they are only not accepted.

    What was typed into a field that two windows had filled differently is the clerk's choice of its value.
    """
    with desk.store.turn():
        open_ones = desk.store.journal.state(application).conflicts
        chosen = [SettleConflict(element=name, value=value) for name, value in patch.items() if name in open_ones]
        filled = FillFields(values={name: value for name, value in patch.items() if name not in open_ones})
        return carry_out_all(session, desk, application=application, commands=(*chosen, filled), ends_draft=True)


def editor_view(desk: Desk, application: str, patch: Patch) -> EditorView:
    """The editor for `application` with `patch` typed over what is saved."""
    saved = desk.store.journal.state(application)
    state = typed_over(saved, patch)
    rules, now = desk.rules(state.catalog), desk.now()
    form = rules.form_now(state.items, state.answers, state.plain_values())
    return EditorView(
        application=application,
        title=title_of(desk, state),
        applicant=state.party.name or rules.applicant(form.values).name,
        state=state,
        sections=_sections(state, rules, form, now, rivals_of(desk, saved)),
        materials=_materials(state, rules, form, now),
        lacks=missing(state, rules, now) if state.status is ApplicationStatus.INTAKE else (),
        overlap=overlap(desk.catalog(state.catalog), state.items),
        day=now.day,
    )


def typed_over(state: ApplicationState, patch: Patch) -> ApplicationState:
    """`state` as if `patch` were saved; a field that was typed into is in conflict no more."""
    values = dict(state.values)
    for element, value in patch.items():
        if value is None:
            values.pop(element, None)
        else:
            values[element] = FieldValue(value=value, device="", rev=0)
    conflicts = {element: kept for element, kept in state.conflicts.items() if element not in patch}
    return replace(state, values=values, conflicts=conflicts)


def _sections(
    state: ApplicationState, rules: Rulebook, form: FormNow, now: Now, rivals: Mapping[str, tuple[Rival, ...]]
) -> tuple[SectionView, ...]:
    views = []
    for section in rules.form(state.items, state.answers).sections:
        fields = (_field(field, state=state, form=form, rules=rules, now=now) for field in section.fields)
        views.append(_section(section, tuple(_with_rivals(field, state, rivals) for field in fields), rules))
    return tuple(views)


def _section(section: Section, fields: tuple[FieldView, ...], rules: Rulebook) -> SectionView:
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


def _field(field: FormField, *, state: ApplicationState, form: FormNow, rules: Rulebook, now: Now) -> FieldView:
    element = field.element
    value, shown = form.values.get(element.id), element.id in form.shown
    problems: tuple[Message, ...] = ()
    if shown and value is not None and not is_empty(value):
        problems = check(element, value, values=form.values, today=now.day)
    source, label = _source(field, state, rules, form)
    return FieldView(
        element=element,
        items=tuple(rules.short_name(item) for item in field.items),
        value=value,
        shown=shown,
        required=element.id in form.required,
        source=source,
        source_label=label,
        awaited_from=rules.short_name(field.awaited_from) if field.awaited_from and value is None else "",
        problems=problems,
    )


def _with_rivals(field: FieldView, state: ApplicationState, rivals: Mapping[str, tuple[Rival, ...]]) -> FieldView:
    """A field in conflict is shown whatever the form says now, until the clerk has chosen."""
    element = field.element.id
    if element not in rivals:
        return field
    problems = field.problems
    if element in state.conflicts:
        problems = (message("conflict.open", element=element), *problems)
    return replace(field, shown=True, problems=problems, rivals=rivals[element])


def _source(field: FormField, state: ApplicationState, rules: Rulebook, form: FormNow) -> tuple[str, str]:
    held = state.values.get(field.element.id)
    if held is None:
        followed = form.followed.get(field.element.id, "")
        return ("same_as", rules.element_label(followed)) if followed else ("", "")
    if held.source.startswith("case:"):
        return "case", rules.short_name(held.source.removeprefix("case:"))
    return held.source, _fact_label(field, held, rules, form) if held.source == "same_as" else ""


def _fact_label(field: FormField, held: FieldValue, rules: Rulebook, form: FormNow) -> str:
    """Which field gave the value that acceptance filled in: the first with that value, whatever it was then."""
    sources = field.element.same_as
    same = (source for source in sources if form.values.get(source) == held.value)
    return rules.element_label(next(same, sources[0] if sources else ""))


def _materials(state: ApplicationState, rules: Rulebook, form: FormNow, now: Now) -> tuple[MaterialView, ...]:
    needed = rules.materials(state.items, state.answers, form.values, day=now.day)
    return tuple(_material(state, need) for need in needed)


def _material(state: ApplicationState, need: NeededMaterial) -> MaterialView:
    scans = state.scans.get(need.material, ())
    request = state.deferral_requests.get(need.material)
    refusal = None if may_be_deferred(need) else not_deferrable(need)
    return MaterialView(
        material=need.material,
        name=need.name,
        items=tuple(need.item_names.get(item, item) for item in need.items),
        status=_status(state, need),
        scans=scans,
        pages=sum(scan.pages for scan in scans),
        awaited_from=need.item_names.get(need.awaited_from, ""),
        due_day=_due_day(state, need.material),
        reason=request.reason if request else "",
        latest_due=latest_due(need),
        refusal=refusal,
    )


def _due_day(state: ApplicationState, material: str) -> str:
    if material in state.deferrals:
        return state.deferrals[material].due_day
    request = state.deferral_requests.get(material)
    return request.due_day if request else ""


def _status(state: ApplicationState, need: NeededMaterial) -> str:
    if state.scans.get(need.material):
        return "scanned"
    if need.material in state.produced:
        return "produced"
    if need.made:
        return "made"
    if need.awaited_from:
        return "awaited"
    deferred = need.material in state.deferral_requests or need.material in state.deferrals
    return "deferred" if deferred else "missing"
