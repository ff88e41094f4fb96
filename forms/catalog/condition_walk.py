"""Finds what can never fit together in a condition, part by part, before a clerk meets it.

It walks the syntax tree that the window will evaluate. What this walk does not know it leaves to the parser's types.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from forms.catalog.condition_types import SIGNATURES, TEXTS, UNKNOWN, Sort, Type, is_of
from forms.message import Message, message

_ATTRIBUTES: Mapping[str, tuple[tuple[Sort, ...], Sort]] = {
    "length": ((Sort.TEXT, Sort.LIST), Sort.NUMBER),
    "is_empty": ((Sort.TEXT, Sort.LIST), Sort.TRUTH),
}
_ORDERED = (Sort.NUMBER, Sort.DAY, Sort.MOMENT)
_LOOSE = (Sort.NULL, Sort.UNKNOWN)


def typed(tree: object, names: Mapping[str, Type], *, condition: str) -> tuple[Type, tuple[Message, ...]]:
    """What the expression `tree`, written as `condition`, gives where `names` have these types; all that is wrong."""
    walk = _Walk(names, condition)
    return walk.type(tree), tuple(walk.found)


class _Walk:
    """One walk over a tree; `found` collects what is wrong."""

    def __init__(self, names: Mapping[str, Type], condition: str) -> None:
        self._names = names
        self._condition = condition
        self.found: list[Message] = []

    def type(self, node: Any) -> Type:
        """The type of `node`, after that of its parts."""
        rule = _RULES.get(type(node).__name__)
        return rule(self, node) if rule is not None else self._foreign(type(node).__name__)

    def _say(self, code: str, **params: str) -> Type:
        self.found.append(message(code, condition=self._condition, **params))
        return UNKNOWN

    def _foreign(self, what: str) -> Type:
        return self._say("condition.foreign", what=what.removesuffix("Expression"))

    def _symbol(self, node: Any) -> Type:
        return self._names.get(node.name, UNKNOWN)

    def _literal(self, node: Any) -> Type:
        value = node.value
        if isinstance(value, bool):
            return Type(sort=Sort.TRUTH, about=str(value).lower())
        if isinstance(value, str):
            return Type(sort=Sort.TEXT, about=f'"{value}"', literals=(value,))
        return Type(sort=Sort.NUMBER, about=str(value)) if value is not None else Type(sort=Sort.NULL, about="null")

    def _list(self, node: Any) -> Type:
        members = [self.type(member) for member in node.value]
        literals = tuple(literal for member in members for literal in member.literals)
        for member in members[1:]:
            self._agree(members[0], member)
        return Type(sort=Sort.LIST, about="[…]", literals=literals)

    def _equal(self, node: Any) -> Type:
        self._agree(self.type(node.left), self.type(node.right))
        return Type(sort=Sort.TRUTH)

    def _ordered(self, node: Any) -> Type:
        left, right = self.type(node.left), self.type(node.right)
        sides = [side for side in (left, right) if not self._is_ordered(side, beside=(left, right))]
        for side in sides[:1]:
            self._say("condition.not_ordered", found=side.about or side.sort)
        if not sides:
            self._agree(left, right)
        return Type(sort=Sort.TRUTH)

    def _is_ordered(self, side: Type, *, beside: tuple[Type, Type]) -> bool:
        """A written day is text by itself; beside a day it is one."""
        if side.literals:
            return any(other.sort in (Sort.DAY, Sort.MOMENT, Sort.UNKNOWN) for other in beside)
        return side.sort in _ORDERED or side.sort is Sort.UNKNOWN

    def _agree(self, left: Type, right: Type) -> None:
        """Say why `left` and `right` can never be equal, if they cannot."""
        if left.sort in _LOOSE or right.sort in _LOOSE:
            return
        if right.literals and not left.literals and left.sort in TEXTS:
            self._literals(left, right)
        elif left.literals and not right.literals and right.sort in TEXTS:
            self._literals(right, left)
        elif left.sort is not right.sort:
            self._say("condition.mismatch", left=left.about or left.sort, right=right.about or right.sort)

    def _literals(self, named: Type, written: Type) -> None:
        for literal in written.literals:
            if is_of(literal, named):
                continue
            if named.options:
                options = ", ".join(named.options)
                self._say("catalog.unknown_option", option=literal, name=named.about.split()[0], options=options)
            else:
                self._say("condition.not_a_day", found=literal, name=named.about or named.sort)

    def _contains(self, node: Any) -> Type:
        container, member = self.type(node.container), self.type(node.member)
        if container.sort is Sort.LIST and container.literals:
            self._agree(member, Type(sort=Sort.TEXT, about=container.about, literals=container.literals))
        elif container.sort is Sort.LIST or (container.sort is Sort.TEXT and container.options):
            self._agree(Type(sort=Sort.TEXT, about=container.about, options=container.options), member)
        elif container.sort in TEXTS:
            self._wants(member, *TEXTS)
        else:
            self._wants(container, Sort.LIST)
        return Type(sort=Sort.TRUTH)

    def _logic(self, node: Any) -> Type:
        for side in (node.left, node.right):
            self._wants(self.type(side), Sort.TRUTH)
        return Type(sort=Sort.TRUTH)

    def _unary(self, node: Any) -> Type:
        wanted = Sort.TRUTH if node.type == "not" else Sort.NUMBER
        self._wants(self.type(node.right), wanted)
        return Type(sort=wanted)

    def _sum(self, node: Any) -> Type:
        left, right = self.type(node.left), self.type(node.right)
        if left.sort is Sort.TEXT and right.sort is Sort.TEXT:
            return Type(sort=Sort.TEXT, about="… + …")
        return self._numbers(left, right)

    def _arithmetic(self, node: Any) -> Type:
        return self._numbers(self.type(node.left), self.type(node.right))

    def _numbers(self, *sides: Type) -> Type:
        for side in sides:
            self._wants(side, Sort.NUMBER)
        return Type(sort=Sort.NUMBER)

    def _wants(self, given: Type, *wanted: Sort) -> None:
        if given.sort is Sort.UNKNOWN or given.sort in wanted:
            return
        codes = {Sort.TRUTH: "condition.wants_truth", Sort.NUMBER: "condition.wants_number"}
        self._say(codes.get(wanted[0], "condition.wants"), found=given.about or given.sort, wanted=wanted[0])

    def _fuzzy(self, node: Any) -> Type:
        for side in (node.left, node.right):
            self._wants(self.type(side), *TEXTS)
        return Type(sort=Sort.TRUTH)

    def _either(self, node: Any) -> Type:
        self._wants(self.type(node.condition), Sort.TRUTH)
        return self._merged(self.type(node.case_true), self.type(node.case_false))

    def _coalesce(self, node: Any) -> Type:
        return self._merged(self.type(node.left), self.type(node.right))

    def _merged(self, first: Type, second: Type) -> Type:
        self._agree(first, second)
        if first.sort in _LOOSE or second.sort in _LOOSE:
            return second if first.sort in _LOOSE else first
        literals = first.literals + second.literals if first.literals and second.literals else ()
        named = second if first.literals else first
        return Type(sort=named.sort, about=named.about, options=named.options, literals=literals)

    def _item(self, node: Any) -> Type:
        container, item = self.type(node.container), self.type(node.item)
        if container.sort is Sort.RANGE:
            if item.literals and item.literals[0] not in ("from", "to"):
                self._say("condition.range_side", found=item.literals[0])
            return Type(sort=Sort.DAY, about=container.about)
        self._wants(container, Sort.RANGE)
        return UNKNOWN

    def _slice(self, node: Any) -> Type:
        self._wants(self.type(node.container), *TEXTS)
        return Type(sort=Sort.TEXT, about="…[:]")

    def _attribute(self, node: Any) -> Type:
        owner = self.type(node.object)
        wanted, given = _ATTRIBUTES.get(node.name, ((), Sort.UNKNOWN))
        if not wanted:
            return self._foreign("." + node.name)
        self._wants(owner, *wanted)
        return Type(sort=given, about=f"….{node.name}")

    def _call(self, node: Any) -> Type:
        name = getattr(node.function, "name", "")
        if name not in SIGNATURES or type(node.function).__name__ != "SymbolExpression":
            return self._foreign(f"{name}()")
        wanted, given = SIGNATURES[name]
        arguments = [self.type(argument) for argument in node.arguments]
        if len(arguments) != len(wanted):
            return self._say("condition.arguments", function=name, wanted=str(len(wanted)))
        for argument, sort in zip(arguments, wanted, strict=True):
            if argument.literals and sort is Sort.DAY:
                self._literals(Type(sort=Sort.DAY, about=name), argument)
            else:
                self._wants(argument, sort)
        return Type(sort=given, about=f"{name}(…)")


_RULES: Mapping[str, Callable[[_Walk, Any], Type]] = {
    "SymbolExpression": _Walk._symbol,
    "BooleanExpression": _Walk._literal,
    "FloatExpression": _Walk._literal,
    "StringExpression": _Walk._literal,
    "NullExpression": _Walk._literal,
    "ArrayExpression": _Walk._list,
    "SetExpression": _Walk._list,
    "ComparisonExpression": _Walk._equal,
    "ArithmeticComparisonExpression": _Walk._ordered,
    "FuzzyComparisonExpression": _Walk._fuzzy,
    "LogicExpression": _Walk._logic,
    "UnaryExpression": _Walk._unary,
    "AddExpression": _Walk._sum,
    "SubtractExpression": _Walk._arithmetic,
    "ArithmeticExpression": _Walk._arithmetic,
    "ContainsExpression": _Walk._contains,
    "TernaryExpression": _Walk._either,
    "CoalesceExpression": _Walk._coalesce,
    "GetItemExpression": _Walk._item,
    "GetSliceExpression": _Walk._slice,
    "GetAttributeExpression": _Walk._attribute,
    "FunctionCallExpression": _Walk._call,
}
"""By the parser's name of a syntax node; every other is not part of the language."""
