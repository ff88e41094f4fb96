"""Values of form fields as they are stored, hashed and sent.

No floats anywhere: decimals and money are strings, days are ISO text, instants are UTC milliseconds.
Text that its kind cannot read is kept as `{"raw": "..."}`: it may be saved, never accepted.
A table is `{row_id: {column: value}}`, never a list: two windows may add rows at the same time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Value = str | int | bool | Sequence[str] | Mapping[str, str | Mapping[str, str]]
"""text, enum, date, decimal, codes: str · int: int · yes/no: bool · several of: list of str ·
range: {"from", "to"} · raw: {"raw"} · table: {row_id: {column: str}}."""

Values = Mapping[str, Value]


def raw(text: str) -> Mapping[str, str]:
    """Keep `text` that its kind could not read."""
    return {"raw": text}


def is_raw(value: object) -> bool:
    """True for a value kept only as typed."""
    return isinstance(value, Mapping) and set(value) == {"raw"}


def is_same(one: object, other: object) -> bool:
    """True for the same answer: equal, and of one type, since Python takes 1 for true."""
    return one is other or (type(one) is type(other) and one == other)


def is_empty(value: object) -> bool:
    """True when nothing was answered; `False` and 0 are answers."""
    return value is None or (isinstance(value, str | Sequence | Mapping) and len(value) == 0)
