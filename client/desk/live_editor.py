"""One application's editor between two looks at it: what did not change is the very same object, and costs nothing.

A screen may skip every view that `is` the one it already shows.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from client.desk.credit_standing import credit_standing
from client.desk.editor_view import EditorView, FieldView, MaterialView, SectionView
from client.desk.marked import left_to_do
from client.desk.part_views import field_view, material_view, section_view
from client.desk.rival import Rival
from client.desk.typed import Patch, typed_over
from forms.journal.decide_acceptance import lacking
from forms.journal.decision import Now
from forms.journal.rules import NeededMaterial
from forms.journal.state import ApplicationState, ApplicationStatus
from forms.message import Message
from forms.rulebook import Rulebook
from forms.unify.unified_form import MaterialNeed, Section
from forms.unify.unify import overlap
from forms.values import is_same

_KEPT = 16
"""Editors kept alive: more than a window has tabs open."""

Rivals = Mapping[str, tuple[Rival, ...]]


class LiveEditors:
    """The editors that were looked at last, by application. Any thread may ask."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, LiveEditor] = OrderedDict()
        self._lock = threading.Lock()

    def view(
        self, saved: ApplicationState, patch: Patch, *, rules: Rulebook, rivals: Rivals, title: str, now: Now
    ) -> EditorView:
        """The editor of the application `saved` with `patch` typed over it; `title` is what lists call it."""
        with self._lock:
            editor = self._kept.pop(saved.id, None)
            if editor is None or not editor.serves(saved, rules, now):
                editor = LiveEditor(typed_over(saved, patch), rules, day=now.day, earlier=editor)
            self._kept[saved.id] = editor
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return editor.view(saved, patch, rivals=rivals, title=title, now=now)


class LiveEditor:
    """The editor of one application for one choice of items and answers on one day."""

    def __init__(
        self, state: ApplicationState, rules: Rulebook, *, day: str, earlier: LiveEditor | None = None
    ) -> None:
        self._choice = (state.items, dict(state.answers), day)
        self._rules = rules
        form = rules.form(state.items, state.answers)
        self._parts = {section.id: section for section in form.sections}
        self._asked = {field.element.id: (field, section.id) for section in form.sections for field in section.fields}
        self._overlap = overlap(rules.source, state.items)
        self._live = rules.live_form(state.items, state.answers, state.plain_values(), today=day)
        self._saved: ApplicationState | None = None
        self._patch: Patch = {}
        self._rivals: Rivals = {}
        self._needs: tuple[MaterialNeed, ...] = ()
        self._needed: tuple[NeededMaterial, ...] = ()
        # What looks as it did before the items changed stays the same object, too.
        self._fields: dict[str, FieldView] = dict(earlier._fields) if earlier else {}
        self._sections: dict[str, SectionView] = dict(earlier._sections) if earlier else {}
        self._materials: tuple[MaterialView, ...] = earlier._materials if earlier else ()
        self._form_views: tuple[SectionView, ...] = ()
        self._told: tuple[Message, ...] = ()

    def serves(self, state: ApplicationState, rules: Rulebook, now: Now) -> bool:
        """Whether this editor is for the choice in `state`, under `rules`, today."""
        return rules is self._rules and self._choice == (state.items, state.answers, now.day)

    def view(self, saved: ApplicationState, patch: Patch, *, rivals: Rivals, title: str, now: Now) -> EditorView:
        """The editor with `patch` typed over what is `saved`."""
        state = typed_over(saved, patch)
        is_other = saved is not self._saved or rivals != self._rivals
        touched = {*self._asked, *self._patch, *patch} if is_other else _differing(self._patch, patch)
        if is_other:
            touched |= {*(self._saved or saved).values, *saved.values}
        self._show_fields(touched | self._type(state, touched), state, rivals)
        if is_other or self._live.now.materials is not self._needs:
            self._show_materials(state, day=now.day)
        self._saved, self._patch, self._rivals = saved, dict(patch), rivals
        return EditorView(
            application=saved.id,
            title=title,
            applicant=state.party.name or self._rules.applicant(self._live.now.values).name,
            state=state,
            sections=self._form_views,
            materials=self._materials,
            lacks=self._lacks(state, now),
            overlap=self._overlap,
            day=now.day,
        )

    def _type(self, state: ApplicationState, elements: Iterable[str]) -> set[str]:
        """Bring the live form to `state`; returns every element of which anything is new."""
        news: set[str] = set()
        for element in elements:
            held = state.values.get(element)
            news |= self._live.change(element, held.value if held is not None else None)
        return news

    def _lacks(self, state: ApplicationState, now: Now) -> tuple[Message, ...]:
        if state.status is not ApplicationStatus.INTAKE:
            return left_to_do(state, self._rules)
        lacks = lacking(state, fields=self._live.lacks(), needed=self._needed, rules=self._rules, now=now)
        if lacks != self._told:
            self._told = lacks
        return self._told

    def _show_fields(self, elements: Iterable[str], state: ApplicationState, rivals: Rivals) -> None:
        changed: set[str] = set()
        for element in elements:
            if element not in self._asked:
                continue
            field, section = self._asked[element]
            problems, theirs = self._live.problems(element), rivals.get(element, ())
            view = field_view(
                field, state=state, form=self._live.now, problems=problems, rivals=theirs, rules=self._rules
            )
            old = self._fields.get(element)
            if old is None or old != view or not is_same(old.value, view.value):
                self._fields[element] = view
                changed.add(section)
        if changed or not self._form_views:
            self._show_sections(changed)

    def _show_sections(self, changed: set[str]) -> None:
        is_first = not self._form_views
        for section in self._parts.values():
            if section.id in changed or is_first:
                self._sections[section.id] = self._section(section)
        self._form_views = tuple(self._sections[section] for section in self._parts)

    def _section(self, section: Section) -> SectionView:
        fields = tuple(self._fields[field.element.id] for field in section.fields)
        view, old = section_view(section, fields, self._rules), self._sections.get(section.id)
        return old if old is not None and old == view and _are_identical(old.fields, fields) else view

    def _show_materials(self, state: ApplicationState, *, day: str) -> None:
        self._needs = self._live.now.materials
        self._needed = self._rules.needed_materials(self._needs, day=day)
        old = {view.material: view for view in self._materials}
        credit = credit_standing(state, self._rules, day=day)
        fresh = (material_view(state, need, credit=credit) for need in self._needed)
        views = tuple(old[view.material] if old.get(view.material) == view else view for view in fresh)
        if not _are_identical(views, self._materials):
            self._materials = views


def _differing(one: Patch, other: Patch) -> set[str]:
    """Elements that were typed into in only one of both, or otherwise."""
    either = one.keys() | other.keys()
    return {e for e in either if (e in one) is not (e in other) or not is_same(one.get(e), other.get(e))}


def _are_identical(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))
