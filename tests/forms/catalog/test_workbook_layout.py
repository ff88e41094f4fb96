"""The sheets have a column for everything that a catalog can say, and say themselves what goes into each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path as File
from typing import Any, get_args, get_origin

import msgspec
import pytest

from forms.catalog.assembly import SHEETS, HallSheet
from forms.catalog.model import CaseType, Offer, WorkCalendar
from forms.catalog.shape import SINGLE
from forms.catalog.workbook import choices
from forms.catalog.workbook.cells import Choice, Reference
from forms.catalog.workbook.layout import SheetLayout
from forms.catalog.workbook.look import TITLES
from forms.catalog.workbook.sheets import ABOUT, LAYOUTS
from forms.catalog.written import key_field
from forms.elements.element import ElementKind, Privacy

Path = tuple[str, ...]
DOCS = File(__file__).parents[3] / "docs"


def fields_of(cls: Any, path: Path) -> Iterator[Path]:
    """The place of every single value and list of plain values inside a `cls`; `*` stands for each entry of a list."""
    if get_origin(cls) is tuple and is_struct(get_args(cls)[0]):
        entry = get_args(cls)[0]
        only = SINGLE.get(entry)
        kinds = {field.name: field.type for field in msgspec.structs.fields(entry)}
        yield from fields_of(kinds[only] if only else entry, (*path, "*"))
    elif is_struct(cls):
        key = key_field(cls) if path and (path[-1] == "*" or len(path) == 1) and cls is not HallSheet else ""
        for field in msgspec.structs.fields(cls):
            if field.name != key:
                yield from fields_of(field.type, (*path, field.name))
    else:
        yield path


def is_struct(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, msgspec.Struct)


def wanted() -> set[Path]:
    paths = {path for table, cls in SHEETS.items() for path in fields_of(cls, (table,))}
    paths |= set(fields_of(HallSheet, ("hall",))) | set(fields_of(WorkCalendar, ("calendar",)))
    return paths | {("templates",)}


def columns_of(layout: SheetLayout) -> Iterator[Path]:
    """The place of every column, in the words of `fields_of`."""
    steps = tuple("*" if str(step).startswith("{") else str(step) for step in layout.inside)
    if layout.inside[:1] == ("calendar",):
        yield from (("calendar", name) for name in choices.DAYS)
        return
    around = [(steps[0], *steps[2:])] if len(steps) > 1 and steps[1] == "*" else [steps]
    if layout.deeper:
        around.append((steps[0], "columns", "*", *steps[2:]))
    entry = ("*",) if len(steps) > 2 else ()
    for place in around:
        yield from ((*place, *entry, *map(str, c.path)) for c in layout.columns if c.path is not None)


def test_every_field_of_a_catalog_has_a_column() -> None:
    there = {path for layout in LAYOUTS for path in columns_of(layout)}
    assert wanted() - there == set()
    assert there - wanted() == set()


def test_titles_are_unique() -> None:
    titles = [layout.title for layout in LAYOUTS]
    assert len(set(titles)) == len(titles) and ABOUT not in titles
    for layout in LAYOUTS:
        columns = [column.title for column in layout.columns]
        assert len(set(columns)) == len(columns), layout.title


def test_every_column_says_what_goes_into_it() -> None:
    assert [column.title for layout in LAYOUTS for column in layout.columns if len(column.help) < 2] == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ({kind.value for kind in ElementKind}, choices.KINDS),
        ({privacy.value for privacy in Privacy}, choices.PRIVACY),
        ({kind.value for kind in CaseType}, choices.CASE_TYPES),
        ({offer.value for offer in Offer}, choices.OFFERS),
    ],
)
def test_every_code_word_has_a_name_of_its_own(words: set[str], named: choices.Choices) -> None:
    assert set(named) == words
    names = [name for called in named.values() for name in called] + list(named)
    assert len(set(names)) == len(names)


def test_drop_downs_fit_into_a_cell() -> None:
    for column in (column for layout in LAYOUTS for column in layout.columns):
        if isinstance(column.cell, Choice):
            words = ",".join(called[0] for called in column.cell.choices.values())
            assert len(words) < 250, column.title


def test_what_is_referred_to_has_its_ids_in_the_first_column() -> None:
    by_title = {layout.title: layout for layout in LAYOUTS}
    tables = {c.cell.table for layout in LAYOUTS for c in layout.columns if isinstance(c.cell, Reference)}
    assert tables <= set(TITLES)
    for table, title in TITLES.items():
        assert (by_title[title].key or by_title[title].unique) == by_title[title].columns[0].title, table


def test_rows_come_after_what_they_belong_to() -> None:
    declared: set[str] = set()
    for layout in LAYOUTS:
        if len(layout.inside) == 1:
            declared.add(str(layout.inside[0]))
        elif layout.inside[1:2] and str(layout.inside[1]).startswith("{") and layout.inside[0] in SHEETS:
            assert layout.inside[0] in declared, layout.title


@pytest.mark.parametrize("name", ["catalog-excel.md", "catalog-excel.zh-CN.md"])
def test_the_guide_names_every_sheet_and_column(name: str) -> None:
    lines = (DOCS / name).read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ") and "`" in line]
    told = {row[0]: row[3] for row in rows}
    assert list(told) == [layout.title for layout in LAYOUTS]
    for layout in LAYOUTS:
        columns = [re.sub(r" `[^`]*`$", "", column) for column in told[layout.title].split("、")]
        assert columns == [f"**{c.title}**" if c.required else c.title for c in layout.columns]
