"""The one condition language of the catalog: when a field shows, a material is needed, an item is wanted.

A condition is an expression over one flat namespace of element and situation ids: `prem_right == "lease"`,
`q_open_public and prem_area > 50`, `"seal" in seal_kinds`. A name that has no value is null. The language has no
clock and no random: the same form and answers always give the same fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from forms.elements.element import DataElement, ElementKind
from forms.errors import UserError
from forms.message import message
from forms.values import Value, Values, is_empty, is_raw

_NUMBERS = {ElementKind.DECIMAL, ElementKind.MONEY}
_STRING = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'")


class UnreadableCondition(UserError):
    """The text is no condition; the message names it and says what the parser found."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition; `names` are the element and situation ids it reads."""

    text: str
    names: frozenset[str]
    _test: Callable[[Mapping[str, object]], bool] = field(repr=False, compare=False)

    def holds(self, names: Mapping[str, object]) -> bool:
        """Whether the condition holds; one that cannot be evaluated (a number compared to nothing) does not."""
        return self._test(names)


@lru_cache(maxsize=4096)
def compile_condition(text: str) -> Condition:
    """Compile `text`; the same text is compiled once. Empty text always holds.

    Raises `UnreadableCondition` when the text does not parse or asks for the clock.
    """
    text = text.strip()
    if not text:
        return Condition(text, frozenset(), lambda _: True)
    if "$" in _STRING.sub("", text):
        raise UnreadableCondition(message("catalog.condition_builtin", condition=text))
    return _compile(text)


def warm_up() -> None:
    """Load the parser now; for a background thread at start, so that the first form need not wait for it."""
    compile_condition("true")


def names_of(values: Values, answers: Mapping[str, bool], elements: Mapping[str, DataElement]) -> dict[str, object]:
    """The namespace that conditions read: values by element id and situation answers by situation id.

    Decimal and money become `Decimal`, the several chosen a list, a table its number of rows, a range stays
    `{"from", "to"}`, all else as stored. Empty, unreadable and unknown values are left out, which reads as null.
    """
    names: dict[str, object] = dict(answers)
    for element_id, value in values.items():
        element = elements.get(element_id)
        if element is None or is_empty(value) or is_raw(value):
            continue
        exposed = _exposed(value, element.kind)
        if exposed is not None:
            names[element_id] = exposed
    return names


def _exposed(value: Value, kind: ElementKind) -> object:
    if kind in _NUMBERS:
        return _number(value)
    if kind is ElementKind.SEVERAL_OF:
        return list(value) if isinstance(value, list | tuple) else None
    if kind is ElementKind.TABLE:
        return len(value) if isinstance(value, Mapping) else None
    return value


def _number(value: Value) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _compile(text: str) -> Condition:
    # rule_engine builds its parser tables while it is imported, which takes about half a second.
    import rule_engine

    context = rule_engine.Context(default_timezone="utc", default_value=None, mapping_attribute_lookup=False)
    try:
        rule = rule_engine.Rule(text, context=context)
    except rule_engine.errors.EngineError as error:
        raise UnreadableCondition(message("catalog.condition_unreadable", condition=text, reason=error)) from error

    def test(names: Mapping[str, object]) -> bool:
        try:
            return bool(rule.matches(names))
        except Exception:  # rule_engine lets Python's own errors through, such as a TypeError for `x in null`
            return False

    return Condition(text, frozenset(context.symbols), test)
