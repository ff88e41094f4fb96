"""The form under a clerk's hands: after each change only what depends on it is worked out and checked again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from forms.elements.reading import check
from forms.message import Message
from forms.unify.compiled_form import CompiledForm
from forms.unify.form_plan import Line
from forms.unify.moment import FormNow, Moment
from forms.values import Value, Values, is_empty


class LiveForm:
    """A form with `values` typed under `answers`, checked on the ISO day `today`.

    It always says what a new one with the same values would say. One thread at a time may use it.
    """

    def __init__(self, form: CompiledForm, *, values: Values, answers: Mapping[str, bool], today: str) -> None:
        self._plan = form.plan
        self._today = today
        self._moment = Moment(self._plan, values=values, answers=answers)
        self._problems: dict[str, tuple[Message, ...]] = {}
        self._checked_by: dict[str, tuple[str, ...]] = {}
        self._checks_reading: dict[str, set[str]] = {}
        self._now: FormNow | None = None
        self._all_lacks: tuple[Message, ...] | None = None
        self._check_again(self._plan.lines)

    @property
    def now(self) -> FormNow:
        """What is shown, required, completed and needed; the same object until something changes."""
        if self._now is None:
            self._now = self._moment.now()
        return self._now

    def problems(self, element: str) -> tuple[Message, ...]:
        """What is wrong with what a shown field holds, and which of its constraints are broken."""
        return self._problems.get(element, ())

    def lacks(self) -> tuple[Message, ...]:
        """What is missing or wrong among the shown fields, in reading order; awaited elements are neither."""
        if self._all_lacks is None:
            self._all_lacks = tuple(lack for line in self._plan.lines.values() for lack in self._lacks(line))
        return self._all_lacks

    def change(self, element: str, value: Value | None) -> frozenset[str]:
        """Type `value` into `element`; None empties it. Returns every element of which anything is new."""
        changed, asked = self._moment.change(element, value)
        if not changed:
            return frozenset()
        self._now = self._all_lacks = None
        again = self._concerned(changed)
        before = {name: self.problems(name) for name in again}
        self._check_again(again)
        said = {name for name in again if self.problems(name) != before[name]}
        return frozenset(changed | asked | said)

    def _concerned(self, changed: Iterable[str]) -> set[str]:
        """Fields whose check may come out otherwise."""
        found = set(changed) & self._plan.lines.keys()
        for name in changed:
            found.update(self._plan.constraint_readers.get(name, ()), self._checks_reading.get(name, ()))
        return found

    def _lacks(self, line: Line) -> tuple[Message, ...]:
        element = line.element
        if line.awaited or element.id not in self._moment.shown:
            return ()
        if element.id in self._moment.required and is_empty(self._moment.values.get(element.id)):
            return (line.missing,)
        return self._problems.get(element.id, ())

    def _check_again(self, elements: Iterable[str]) -> None:
        for element in elements:
            values = _Noting(self._moment.values, every=self._plan.lines)
            problems = self._check(self._plan.lines[element], values)
            if problems:
                self._problems[element] = problems
            else:
                self._problems.pop(element, None)
            self._note(element, values.read)

    def _check(self, line: Line, values: _Noting) -> tuple[Message, ...]:
        element = line.element.id
        if element not in self._moment.shown:
            return ()
        value = self._moment.values.get(element)
        found = () if value is None else check(line.element, value, values=values, today=self._today)
        broken = (said for constraint, said in line.constraints if constraint.is_broken(self._moment.names))
        return (*found, *broken)

    def _note(self, element: str, read: Iterable[str]) -> None:
        """Remember whose values the check of `element` looked at."""
        for name in self._checked_by.get(element, ()):
            self._checks_reading[name].discard(element)
        self._checked_by[element] = tuple(read)
        for name in self._checked_by[element]:
            self._checks_reading.setdefault(name, set()).add(element)


class _Noting(Mapping[str, Value]):
    """Values that note which of them a check reads, so that it is made again when one of those changes."""

    def __init__(self, values: Values, *, every: Iterable[str]) -> None:
        self._values = values
        self._every = every
        self.read: set[str] = set()

    def __getitem__(self, element: str) -> Value:
        self.read.add(element)
        return self._values[element]

    def __iter__(self) -> Iterator[str]:
        self.read.update(self._values, self._every)
        return iter(self._values)

    def __len__(self) -> int:
        self.read.update(self._values, self._every)
        return len(self._values)
