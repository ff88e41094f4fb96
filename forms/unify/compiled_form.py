"""A unified form with its conditions compiled: what is shown, required and needed for the values typed so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter

import msgspec

from forms.catalog.conditions import Condition, compile_condition, names_of
from forms.catalog.model import Catalog
from forms.unify.situations import settled
from forms.unify.unified_form import FormField, MaterialNeed, UnifiedForm
from forms.values import Values, is_empty, is_raw


class FormNow(msgspec.Struct, frozen=True, kw_only=True):
    """A form at one moment.

    `shown` and `required` are element ids; an awaited element is never required. `values` are the typed ones plus
    those that follow from others (`same_as`) and are shown; `followed` says from which element each of these came.
    `materials` are the ones needed now.
    """

    shown: frozenset[str]
    required: frozenset[str]
    values: Values
    materials: tuple[MaterialNeed, ...]
    followed: Mapping[str, str] = {}


class _Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question and its answer."""

    values: Values
    answers: Mapping[str, bool]
    now: FormNow


_KEPT = 4
"""Answers kept: one look at a screen asks the same several times, for typed and for completed values."""


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    """One field with its conditions; the first of `follows` with a value fills it while nobody typed anything."""

    field: FormField
    section_shown: Condition
    shown: Condition
    required: Condition
    follows: tuple[str, ...]


class CompiledForm:
    """`form` of `catalog`, ready to be asked again and again. Conditions and `same_as` must not run in a circle.

    A condition sees only what is on the form and shown: a value left over from an item that was dropped, or hidden
    by another answer, counts as not given.
    """

    def __init__(self, form: UnifiedForm, catalog: Catalog) -> None:
        self.form = form
        self._catalog = catalog
        self._lines = _in_order_of_need(_lines(form))
        needed_if = (catalog.materials[need.material].needed_if for need in form.materials)
        self._needs = tuple(zip(form.materials, map(compile_condition, needed_if), strict=True))
        self._asked: tuple[_Asked, ...] = ()

    def now(self, values: Values, answers: Mapping[str, bool]) -> FormNow:
        """What is shown, required, completed and needed for `values` under `answers`."""
        for asked in self._asked:
            if asked.values == values and asked.answers == answers:
                return asked.now
        now = self._now(values, answers)
        self._asked = (_Asked(values=dict(values), answers=dict(answers), now=now), *self._asked[: _KEPT - 1])
        return now

    def _now(self, values: Values, answers: Mapping[str, bool]) -> FormNow:
        names: dict[str, object] = dict(settled(self._catalog, answers))
        completed = dict(values)
        shown: dict[str, _Line] = {}
        followed: dict[str, str] = {}
        for element, line in self._lines.items():
            if line.section_shown.holds(names) and line.shown.holds(names):
                source = _source(element, (name for name in line.follows if name in shown), completed)
                if source:
                    completed[element], followed[element] = completed[source], source
                shown[element] = line
                names.update(self._named(element, completed))
        return FormNow(
            shown=frozenset(shown),
            required=frozenset(element for element, line in shown.items() if _is_required(line, names)),
            values=completed,
            materials=tuple(need for need, needed in self._needs if needed.holds(names)),
            followed=followed,
        )

    def _named(self, element: str, completed: Values) -> Mapping[str, object]:
        value = completed.get(element)
        return {} if value is None else names_of({element: value}, {}, self._catalog.elements)


def _lines(form: UnifiedForm) -> dict[str, _Line]:
    return {
        field.element.id: _Line(
            field=field,
            section_shown=compile_condition(section.shown_if),
            shown=compile_condition(field.element.shown_if),
            required=compile_condition(field.element.required_if),
            follows=() if field.awaited_from else field.element.same_as,
        )
        for section in form.sections
        for field in section.fields
    }


def _in_order_of_need(lines: Mapping[str, _Line]) -> dict[str, _Line]:
    """Every field after those that its conditions and its source read."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for element, line in lines.items():
        read = line.section_shown.names | line.shown.names | set(line.follows)
        sorter.add(element, *(name for name in read if name in lines))
    return {element: lines[element] for element in sorter.static_order()}


def _source(element: str, follows: Iterable[str], completed: Values) -> str:
    """The first of `follows` that can fill an empty `element`, '' if none; unreadable text is not spread."""
    if not is_empty(completed.get(element)):
        return ""
    values = ((name, completed.get(name)) for name in follows)
    return next((name for name, value in values if not is_empty(value) and not is_raw(value)), "")


def _is_required(line: _Line, names: Mapping[str, object]) -> bool:
    element = line.field.element
    if line.field.awaited_from:
        return False
    return element.required or bool(element.required_if and line.required.holds(names))
