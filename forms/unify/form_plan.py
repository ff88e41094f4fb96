"""How the fields of a form hang together: the order in which they are worked out, and who reads whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter

import msgspec

from forms.catalog.conditions import Condition, compile_condition
from forms.catalog.model import Catalog
from forms.elements.element import DataElement
from forms.message import Message, message
from forms.unify.unified_form import FormField, MaterialNeed, Section, UnifiedForm

_Readers = Mapping[str, tuple[str, ...]]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One field with its conditions compiled.

    It shows when both `shown` hold. The first of `follows` with a value fills it while nobody typed anything.
    `constraints` are what must hold, each with what is said under the field where it does not; `missing` is said of
    a required field without a value.
    """

    element: DataElement
    awaited: bool
    shown: tuple[Condition, Condition]
    required: Condition | None
    computed: Condition | None
    follows: tuple[str, ...]
    constraints: tuple[tuple[Condition, Message], ...]
    missing: Message

    def reads(self) -> frozenset[str]:
        """Names on which its showing and its value depend."""
        own = self.computed.names if self.computed is not None else frozenset()
        return self.shown[0].names | self.shown[1].names | own | frozenset(self.follows)


class FormPlan:
    """The fixed part of a form. Conditions, `computed` and `same_as` must not run in a circle.

    `lines` are by element id in reading order, `places` say when each is worked out: after all that it reads. The
    `…_readers` are by the name that is read: `value_readers` fields that show or fill by it, `required_readers` and
    `constraint_readers` fields, `material_readers` indices of `needs`. `situations` are the questions read, with
    their defaults.
    """

    def __init__(self, form: UnifiedForm, catalog: Catalog) -> None:
        self.lines = {field.element.id: _line(section, field) for section in form.sections for field in section.fields}
        self.order = tuple(_in_order_of_need(self.lines))
        self.places = {element: place for place, element in enumerate(self.order)}
        needed_if = (compile_condition(catalog.materials[need.material].needed_if) for need in form.materials)
        self.needs = tuple(zip(form.materials, needed_if, strict=True))
        self.value_readers = _readers((element, line.reads()) for element, line in self.lines.items())
        self.required_readers = _readers((e, line.required.names) for e, line in self.lines.items() if line.required)
        self.constraint_readers = _readers(
            (element, constraint.names) for element, line in self.lines.items() for constraint, _ in line.constraints
        )
        self.material_readers = _needs_readers(self.needs)
        read = {*self.value_readers, *self.required_readers, *self.constraint_readers, *self.material_readers}
        self.situations = {
            name: catalog.situations[name].default for name in sorted(read) if name in catalog.situations
        }


def _line(section: Section, field: FormField) -> Line:
    element, awaited = field.element, bool(field.awaited_from)
    computed = compile_condition(element.computed) if element.computed else None
    asked = not awaited and computed is None
    return Line(
        element=element,
        awaited=awaited,
        shown=(compile_condition(section.shown_if), compile_condition(element.shown_if)),
        required=_required(element) if asked else None,
        computed=computed,
        follows=element.same_as if asked else (),
        constraints=tuple(
            (compile_condition(constraint.holds), _said(element, constraint.message.zh, constraint.message.text("en")))
            for constraint in element.constraints
        ),
        missing=message("field.missing", element=element.id, label=element.label.zh),
    )


def _required(element: DataElement) -> Condition | None:
    """When it has to be filled in; None for never."""
    if element.required:
        return compile_condition("")
    return compile_condition(element.required_if) if element.required_if else None


def _said(element: DataElement, zh: str, en: str) -> Message:
    return message("element.constraint", element=element.id, text=zh, text_en=en)


def _in_order_of_need(lines: Mapping[str, Line]) -> Iterable[str]:
    """Every field after those that its conditions, its computation and its sources read."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for element, line in lines.items():
        sorter.add(element, *(name for name in line.reads() if name in lines))
    return sorter.static_order()


def _readers(reads: Iterable[tuple[str, Iterable[str]]]) -> _Readers:
    found: dict[str, dict[str, None]] = {}
    for reader, names in reads:
        for name in names:
            found.setdefault(name, {})[reader] = None
    return {name: tuple(readers) for name, readers in found.items()}


def _needs_readers(needs: Iterable[tuple[MaterialNeed, Condition]]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for index, (_, needed_if) in enumerate(needs):
        for name in needed_if.names:
            found.setdefault(name, []).append(index)
    return {name: tuple(indices) for name, indices in found.items()}
