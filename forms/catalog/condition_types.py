"""The types of the condition language: how it sees the values of each kind of element."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from forms.elements.date import DateKind, DateTimeKind
from forms.elements.element import DataElement, ElementKind


class Sort(StrEnum):
    """What a value is to the language. A day or moment is text that is compared only with days or moments."""

    NUMBER = "number"
    TRUTH = "bool"
    TEXT = "text"
    DAY = "date"
    MOMENT = "datetime"
    LIST = "list"
    RANGE = "daterange"
    NULL = "null"
    UNKNOWN = "unknown"


class Type(msgspec.Struct, frozen=True, kw_only=True):
    """A sort, named for a person in `about`; `options` bound a choice, `literals` are the texts it can be."""

    sort: Sort
    about: str = ""
    options: tuple[str, ...] = ()
    literals: tuple[str, ...] = ()


UNKNOWN = Type(sort=Sort.UNKNOWN)
TEXTS = (Sort.TEXT, Sort.DAY, Sort.MOMENT)
"""What is stored as text."""

_SORTS: Mapping[ElementKind, Sort] = {
    ElementKind.INTEGER: Sort.NUMBER,
    ElementKind.DECIMAL: Sort.NUMBER,
    ElementKind.MONEY: Sort.NUMBER,
    ElementKind.TABLE: Sort.NUMBER,
    ElementKind.DATE: Sort.DAY,
    ElementKind.DATETIME: Sort.MOMENT,
    ElementKind.DATE_RANGE: Sort.RANGE,
    ElementKind.SEVERAL_OF: Sort.LIST,
    ElementKind.YES_NO: Sort.TRUTH,
}
SIGNATURES: Mapping[str, tuple[tuple[Sort, ...], Sort]] = {
    "days_between": ((Sort.DAY, Sort.DAY), Sort.NUMBER),
    "add_days": ((Sort.DAY, Sort.NUMBER), Sort.DAY),
    "add_months": ((Sort.DAY, Sort.NUMBER), Sort.DAY),
    "rounded": ((Sort.NUMBER, Sort.NUMBER), Sort.NUMBER),
}
"""What each function of `condition_functions` takes and gives."""


def type_of(element: DataElement) -> Type:
    """How conditions see the values of `element`."""
    options = tuple(option.id for option in element.options)
    about = f"{element.id} ({element.kind.value})"
    return Type(sort=_SORTS.get(element.kind, Sort.TEXT), about=about, options=options)


def situation_type(situation: str) -> Type:
    """How conditions see the answer to `situation`."""
    return Type(sort=Sort.TRUTH, about=f"{situation} (bool)")


def fits(given: Type, element: DataElement) -> bool:
    """Whether what an expression gives can be a value of `element`; nothing gives a whole range or table."""
    wanted = type_of(element)
    if element.kind in (ElementKind.DATE_RANGE, ElementKind.TABLE):
        return False
    if given.literals and wanted.sort in TEXTS:
        return all(is_of(literal, wanted) for literal in given.literals)
    return given.sort is Sort.UNKNOWN or given.sort is wanted.sort


def is_of(literal: str, wanted: Type) -> bool:
    """Whether a written text can be a value of the text-like type `wanted`."""
    if wanted.sort is Sort.DAY:
        return DateKind().holds(literal)
    if wanted.sort is Sort.MOMENT:
        return DateTimeKind().holds(literal)
    return literal in wanted.options if wanted.options else True


def engine_types(names: Mapping[str, Type]) -> Mapping[str, object]:
    """`names` and the functions in the parser's own types, for what the walk leaves to it."""
    from rule_engine import DataType

    kinds = {
        Sort.NUMBER: DataType.FLOAT,
        Sort.TRUTH: DataType.BOOLEAN,
        Sort.LIST: DataType.ARRAY(DataType.STRING),
        Sort.RANGE: DataType.MAPPING(DataType.STRING, DataType.STRING),
        Sort.UNKNOWN: DataType.UNDEFINED,
    }
    functions = {
        name: DataType.FUNCTION(
            name,
            return_type=kinds.get(given, DataType.STRING),
            argument_types=tuple(kinds.get(sort, DataType.STRING) for sort in wanted),
        )
        for name, (wanted, given) in SIGNATURES.items()
    }
    return {name: kinds.get(known.sort, DataType.STRING) for name, known in names.items()} | functions
