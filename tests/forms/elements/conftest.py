"""Shared makers of fields and sentences for the tests of this room."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from forms.elements.element import DataElement, ElementKind, Label, Option
from forms.elements.reading import check, read
from forms.message import Message
from forms.values import Value, Values, is_empty

WORDS = Path(__file__).parents[3] / "resources" / "words"
TODAY = "2026-11-20"

Field = Callable[..., DataElement]
Codes = Callable[..., list[str]]


@pytest.fixture(scope="session")
def field() -> Field:
    def make(kind: ElementKind, **rest: object) -> DataElement:
        return DataElement(id="the_field", label=Label("字段", "Field"), kind=kind, **rest)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def problems() -> Callable[..., tuple[Message, ...]]:
    """What `check` says of typed text."""

    def of(element: DataElement, text: str, *, values: Values | None = None, today: str = TODAY) -> tuple[Message, ...]:
        value: Value | None = read(element, text)
        return () if value is None or is_empty(value) else check(element, value, values=values or {}, today=today)

    return of


@pytest.fixture(scope="session")
def codes(problems: Callable[..., tuple[Message, ...]]) -> Codes:
    """The codes of what `check` says of typed text, without the room's prefix."""
    return lambda element, text, **rest: [
        found.code.removeprefix("element.") for found in problems(element, text, **rest)
    ]


@pytest.fixture(scope="session")
def sentences() -> Mapping[str, Mapping[str, str]]:
    """The room's sentences by language and code."""
    return {
        language: tomllib.loads((WORDS / language / "elements.toml").read_text(encoding="utf-8"))
        for language in ("zh_CN", "en")
    }


@pytest.fixture(scope="session")
def options() -> tuple[Option, ...]:
    labels = (("own", "自有", "Own"), ("lease", "租赁", "Lease"), ("free", "无偿使用", "Free use"))
    return tuple(Option(id=option, label=Label(zh, en)) for option, zh, en in labels)
