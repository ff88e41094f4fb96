"""What an expression gave, as the stored value of a field: exact where it can be, canonical always."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from forms.elements.element import DataElement, ElementKind
from forms.elements.reading import read, read_chosen
from forms.values import Value, is_raw

_PLACES = 10
_FEN_PLACES = 2


def computed_value(element: DataElement, result: object) -> Value | None:
    """`result` of a `computed` expression as a value of `element`; None where it gives none.

    Sums and products are exact. More decimals than a field has use for (two in 元, else ten: only a division gives
    them) are rounded, halves away from zero. What the kind of `element` cannot read is no value.
    """
    if isinstance(result, bool):
        return result if element.kind is ElementKind.YES_NO else None
    if isinstance(result, Decimal):
        return _read(element, _written(element, result)) if result.is_finite() else None
    if isinstance(result, str):
        return _read(element, result)
    if isinstance(result, Iterable) and element.kind is ElementKind.SEVERAL_OF:
        return read_chosen(element, (one for one in result if isinstance(one, str)))
    return None


def _read(element: DataElement, text: str) -> Value | None:
    value = read(element, text)
    return None if is_raw(value) else value


def _written(element: DataElement, number: Decimal) -> str:
    places = _FEN_PLACES if element.kind is ElementKind.MONEY and element.unit == "元" else _PLACES
    if -int(number.as_tuple().exponent) > places:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return format(number, "f")
