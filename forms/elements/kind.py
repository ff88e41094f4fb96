"""The door of a kind: how one sort of value is read, checked, shown and covered."""

from __future__ import annotations

from typing import Protocol, TypeGuard, TypeVar

from forms.elements.element import DataElement, ElementKind
from forms.message import Message
from forms.values import Values

T = TypeVar("T")

LONGEST_LINE = 200
"""No number, date or code is longer; longer text is kept as typed without being analysed."""

_LONG_KINDS = frozenset(
    (
        ElementKind.TEXT,
        ElementKind.MULTILINE,
        ElementKind.ADDRESS,
        ElementKind.TABLE,
        ElementKind.ONE_OF,
        ElementKind.SEVERAL_OF,
    )
)


def overlong(kind: ElementKind, text: str) -> bool:
    """Whether `text` is longer than any value of `kind`, so that reading it would only take time."""
    return len(text) > LONGEST_LINE and kind not in _LONG_KINDS


class Kind(Protocol[T]):
    """One kind of field; `T` is the type of its stored values. No method raises, whatever was typed or stored.

    A rule of the definition itself (`pattern`, `minimum`, `maximum`) must be well formed: the catalog refuses others.
    """

    def holds(self, value: object) -> TypeGuard[T]:
        """True when `value` has the stored shape of this kind; it may still break a rule."""

    def read(self, element: DataElement, text: str) -> T | None:
        """The stored value for tidy, not empty `text`; None when it cannot be read."""

    def explain(self, element: DataElement, text: str) -> Message:
        """Why `text` cannot be read, and how to write it."""

    def check(self, element: DataElement, value: T, *, values: Values, today: str) -> tuple[Message, ...]:
        """Every rule that `value` breaks. `values` are the form's other values, `today` is an ISO day."""

    def show(self, element: DataElement, value: T, *, language: str) -> str:
        """`value` for reading, in `language` ('zh_CN' or 'en')."""

    def edit_text(self, element: DataElement, value: T) -> str:
        """`value` as an editor shows it; `read` gives the same value back."""

    def mask(self, element: DataElement, value: T) -> str:
        """`value` for lists, covered as far as its privacy asks."""
