"""The one condition language of the catalog: when a field shows, a material is needed, what a computed field is.

An expression over one flat namespace of element and situation ids: `prem_right == "lease"`, `"seal" in seal_kinds`,
`q_open_public and prem_area > 50`, `rounded(price * 0.05, 2)`. A name that has no value is null; days are ISO text;
numbers are exact decimals. The language has no clock and no random: the same form gives always the same answer.
"""

from __future__ import annotations

import decimal
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from forms.catalog.condition_functions import FUNCTIONS
from forms.catalog.condition_mistakes import mistake_in
from forms.catalog.condition_types import Type, engine_types
from forms.elements.element import DataElement, ElementKind
from forms.elements.kinds import KINDS
from forms.errors import UserError
from forms.message import Message, message
from forms.values import Value, Values, is_empty, is_raw

MAX_LENGTH = 2000
"""Most characters of a condition: longer ones nobody can read, and nesting would exhaust the parser."""

_NUMBERS = {ElementKind.DECIMAL, ElementKind.MONEY}
_STRING = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'")
_ARITHMETIC = decimal.Context(
    prec=100, Emax=999, Emin=-999, traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow]
)
"""Sums and products of stored numbers are exact; what would not fit into any field is no number at all."""


class UnreadableCondition(UserError):
    """The text is no condition; the message names it and says what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled expression; `names` are the element and situation ids it reads, `tree` is its syntax tree."""

    text: str
    names: frozenset[str]
    _evaluate: Callable[[Mapping[str, object]], object] = field(repr=False, compare=False)
    tree: object = field(default=None, repr=False, compare=False)

    def holds(self, names: Mapping[str, object]) -> bool:
        """Whether the condition holds; one that cannot be evaluated (a number compared to nothing) does not."""
        return bool(self._evaluate(names))

    def is_broken(self, names: Mapping[str, object]) -> bool:
        """Whether what must hold is known not to: every name that it reads has a value, and it is false."""
        return all(name in names for name in self.names) and self._evaluate(names) is False

    def result(self, names: Mapping[str, object]) -> object:
        """What the expression gives: text, `bool`, `Decimal` or a tuple of texts; None where that is unknown."""
        return self._evaluate(names)


@lru_cache(maxsize=4096)
def compile_condition(text: str) -> Condition:
    """Compile `text`; the same text is compiled once. Empty text always holds.

    Raises `UnreadableCondition` when the text does not parse, is too long or asks for the clock.
    """
    text = text.strip()
    if not text:
        return Condition(text, frozenset(), lambda _: True)
    if len(text) > MAX_LENGTH:
        wrong = message("condition.long", condition=text[:40], length=len(text), most=MAX_LENGTH)
        raise UnreadableCondition(wrong)
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
        seen = exposed(element, value) if element is not None else None
        if seen is not None:
            names[element_id] = seen
    return names


def exposed(element: DataElement, value: Value | None) -> object:
    """`value` of `element` as conditions see it (see `names_of`); None for what reads as null."""
    if value is None or is_empty(value) or is_raw(value) or not KINDS[element.kind].holds(value):
        return None
    return _exposed(value, element.kind)


def _exposed(value: Value, kind: ElementKind) -> object:
    if kind in _NUMBERS:
        return Decimal(str(value))
    if kind is ElementKind.SEVERAL_OF:
        return list(value) if isinstance(value, Sequence) else None
    if kind is ElementKind.TABLE:
        return len(value) if isinstance(value, Mapping) else None
    return value


def is_refused(text: str, names: Mapping[str, Type]) -> bool:
    """Whether the parser, told the types of all names, refuses a readable `text`."""
    import rule_engine

    context = rule_engine.Context(mapping_attribute_lookup=False, type_resolver=engine_types(names))
    try:
        rule_engine.Rule(text.strip(), context=context)
    except rule_engine.errors.EngineError:
        return True
    return False


def _compile(text: str) -> Condition:
    # rule_engine builds its parser tables while it is imported, which takes about half a second.
    import rule_engine

    context = rule_engine.Context(
        default_timezone="utc",
        default_value=None,
        mapping_attribute_lookup=False,
        resolver=_resolve,
        decimal_context=_ARITHMETIC,
    )
    try:
        # What is the same for every form is worked out while it is read.
        with decimal.localcontext(_ARITHMETIC):
            rule = rule_engine.Rule(text, context=context)
    except (rule_engine.errors.EngineError, ArithmeticError, RecursionError) as error:
        raise UnreadableCondition(_refusal(text, error)) from error

    def evaluate(names: Mapping[str, object]) -> object:
        try:
            return rule.evaluate(names)
        except Exception:  # rule_engine lets Python's own errors through, such as a TypeError for `x in null`
            return None

    return Condition(text, frozenset(context.symbols) - FUNCTIONS.keys(), evaluate, rule.statement.expression)


def _refusal(text: str, error: Exception) -> Message:
    """What `error`, which the parser raised for `text`, means to the person who wrote it."""
    from rule_engine import errors

    if isinstance(error, ArithmeticError | errors.ArithmeticError):
        return message("condition.arithmetic", condition=text)
    if isinstance(error, errors.RegexSyntaxError):
        return message("condition.pattern", condition=text, pattern=error.value)
    if isinstance(error, RecursionError):
        return message("condition.nested", condition=text[:40])
    if not isinstance(error, errors.RuleSyntaxError):
        return message("condition.refused", condition=text)
    return mistake_in(text, stopped=getattr(error.token, "lexpos", None))


def _resolve(names: Mapping[str, object], name: str) -> object:
    """A value or a function; null for a name without value, without the search for similar ones that costs most."""
    return names[name] if name in names else FUNCTIONS.get(name)
