"""A form at one moment, worked out field by field; after a change only what depends on it is worked out again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush

import msgspec

from forms.catalog.conditions import exposed
from forms.unify.computed import computed_value
from forms.unify.form_plan import FormPlan, Line
from forms.unify.unified_form import MaterialNeed
from forms.values import Value, Values, is_empty, is_raw, is_same


class FormNow(msgspec.Struct, frozen=True, kw_only=True):
    """A form at one moment.

    `shown` and `required` are element ids; an awaited or computed element is never required. `values` are the typed
    ones plus those that follow from others (`same_as`, `computed`) and are shown; `followed` says from which element
    each that follows the same fact came. `materials` are the ones needed now.
    """

    shown: frozenset[str]
    required: frozenset[str]
    values: Values
    materials: tuple[MaterialNeed, ...]
    followed: Mapping[str, str] = {}


class Moment:
    """The working state behind a `FormNow`; `names` is what conditions see, `values` what the form holds.

    A condition sees only what is on the form and shown: a value left over from an item that was dropped, or hidden
    by another answer, counts as not given. What was typed into a computed field counts for nothing.
    """

    def __init__(self, plan: FormPlan, *, values: Values, answers: Mapping[str, bool]) -> None:
        self._plan = plan
        self._typed = dict(values)
        self.names: dict[str, object] = {name: answers.get(name, default) for name, default in plan.situations.items()}
        self.values = dict(values)
        self.shown: set[str] = set()
        self.required: set[str] = set()
        self.followed: dict[str, str] = {}
        for element in plan.order:
            self._work_out(plan.lines[element])
        self._ask_again(plan.lines)
        self._needed = [needed_if.holds(self.names) for _, needed_if in plan.needs]
        self.materials = self._materials()

    def now(self) -> FormNow:
        """What the form is at this moment."""
        return FormNow(
            shown=frozenset(self.shown),
            required=frozenset(self.required),
            values=dict(self.values),
            materials=self.materials,
            followed=dict(self.followed),
        )

    def change(self, element: str, value: Value | None) -> tuple[set[str], set[str]]:
        """Type `value` into `element` (None empties it).

        Returns the elements whose value or showing changed, and those that became or ceased to be required.
        """
        self._type(element, value)
        changed = self._work_out_from(element)
        readers = {reader for name in changed for reader in self._plan.required_readers.get(name, ())}
        asked = self._ask_again((readers | changed) & self._plan.lines.keys())
        self._need_again({index for name in changed for index in self._plan.material_readers.get(name, ())})
        return changed, asked

    def _type(self, element: str, value: Value | None) -> None:
        if value is None:
            self._typed.pop(element, None)
        else:
            self._typed[element] = value

    def _work_out_from(self, element: str) -> set[str]:
        """Work out `element` and, in order, whoever reads what changed."""
        plan = self._plan
        if element not in plan.lines:
            return {element} if self._keep_typed(element) else set()
        changed: set[str] = set()
        queue, queued = [plan.places[element]], {element}
        while queue:
            name = plan.order[heappop(queue)]
            if not self._work_out(plan.lines[name]):
                continue
            changed.add(name)
            for reader in plan.value_readers.get(name, ()):
                if reader not in queued:
                    queued.add(reader)
                    heappush(queue, plan.places[reader])
        return changed

    def _work_out(self, line: Line) -> bool:
        """Whether it shows, and what it holds; True when any of that is new."""
        element = line.element.id
        before = element in self.shown, self.values.get(element), self.followed.pop(element, "")
        self.shown.discard(element)
        self.names.pop(element, None)
        self._keep_typed(element)
        if line.computed is not None:
            self.values.pop(element, None)
        if line.shown[0].holds(self.names) and line.shown[1].holds(self.names):
            self._fill(line)
            self.shown.add(element)
        after = element in self.shown, self.values.get(element), self.followed.get(element, "")
        return before[::2] != after[::2] or not is_same(before[1], after[1])

    def _keep_typed(self, element: str) -> bool:
        before, typed = self.values.get(element), self._typed.get(element)
        if typed is None:
            self.values.pop(element, None)
        else:
            self.values[element] = typed
        return not is_same(before, typed)

    def _fill(self, line: Line) -> None:
        element = line.element.id
        if line.computed is not None:
            result = computed_value(line.element, line.computed.result(self.names))
            if result is not None:
                self.values[element] = result
        elif is_empty(self.values.get(element)):
            self._follow(element, line.follows)
        value = exposed(line.element, self.values.get(element))
        if value is not None:
            self.names[element] = value

    def _follow(self, element: str, sources: Iterable[str]) -> None:
        """Fill from the first source with a value; unreadable text is put right where it was typed, not spread."""
        for source in sources:
            value = self.values.get(source) if source in self.shown else None
            if value is not None and not is_empty(value) and not is_raw(value):
                self.values[element], self.followed[element] = value, source
                return

    def _ask_again(self, elements: Iterable[str]) -> set[str]:
        """Those of `elements` that became or ceased to be required."""
        turned = set()
        for element in elements:
            condition = self._plan.lines[element].required
            required = condition is not None and element in self.shown and condition.holds(self.names)
            if required != (element in self.required):
                turned.add(element)
        self.required ^= turned
        return turned

    def _need_again(self, indices: Iterable[int]) -> None:
        turned = [index for index in indices if self._plan.needs[index][1].holds(self.names) != self._needed[index]]
        for index in turned:
            self._needed[index] = not self._needed[index]
        if turned:
            self.materials = self._materials()

    def _materials(self) -> tuple[MaterialNeed, ...]:
        needs = zip(self._plan.needs, self._needed, strict=True)
        return tuple(need for (need, _), needed in needs if needed)
