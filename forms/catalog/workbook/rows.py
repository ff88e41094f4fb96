"""The rows of every sheet, as a catalog fills them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forms.catalog.faults import Place
from forms.catalog.model import Catalog
from forms.catalog.workbook.cells import Choice
from forms.catalog.workbook.layout import Column, SheetLayout
from forms.catalog.workbook.typed import LONGEST_CELL, CellValue, units
from forms.catalog.written import SourceUnwritten, Written, as_mapping, written_calendar, written_hall, written_tables
from forms.message import message

Row = Mapping[str, CellValue]
"""The cells of a row, by what stands above them."""

_PART = 30_000
"""Characters of a long text that go into one of its cells; escapes may make them more."""


def content_of(catalog: Catalog) -> dict[str, Written]:
    """Everything that `catalog` says, by sheet of the source form."""
    tables: dict[str, Written] = dict(written_tables(catalog).items())
    templates: dict[str, Written] = dict(catalog.templates)
    return tables | {"hall": written_hall(catalog), "calendar": written_calendar(catalog), "templates": templates}


def rows_of(layout: SheetLayout, content: dict[str, Written]) -> Iterator[Row]:
    """The rows of one sheet. Raises `SourceUnwritten` when a cell cannot hold its text."""
    for addresses, body in _bodies(layout, content):
        row = {column.title: _cell(column, addresses, body) for column in layout.columns}
        for title, value in row.items():
            if isinstance(value, str) and units(value) > LONGEST_CELL:
                wrong = message("workbook.text_too_long", sheet=layout.title, column=title, limit=LONGEST_CELL)
                raise SourceUnwritten(wrong)
        yield row


def _bodies(layout: SheetLayout, content: Written) -> Iterator[tuple[Mapping[str, str], Written]]:
    """The addresses and the content of each row."""
    for addresses, container in _containers(layout, content):
        if layout.single:
            yield addresses, container
        elif isinstance(container, list):
            yield from ((addresses, body) for body in container)
        else:
            for key, body in as_mapping(container).items():
                parts = _parts(str(body)) if layout.joined else [body]
                yield from (({**addresses, layout.key: key}, part) for part in parts)


def _containers(layout: SheetLayout, content: Written) -> Iterator[tuple[Mapping[str, str], Written]]:
    yield from _inside(layout, layout.inside, content, {})
    if layout.deeper:
        deeper = (*layout.inside[:2], "columns", f"{{{layout.deeper}}}", *layout.inside[2:])
        yield from _inside(layout, deeper, content, {})


def _inside(
    layout: SheetLayout, steps: Place, content: Written | None, addresses: Mapping[str, str]
) -> Iterator[tuple[Mapping[str, str], Written]]:
    """Every mapping or list that `steps` lead to, with the addresses on the way."""
    if content is None:
        return
    if not steps:
        yield addresses, content
        return
    step, rest = str(steps[0]), steps[1:]
    if not step.startswith("{"):
        yield from _inside(layout, rest, as_mapping(content).get(step), addresses)
        return
    title = step.strip("{}")
    for key, body in as_mapping(content).items():
        if _is_address(layout.by_title[title], key):
            yield from _inside(layout, rest, body, {**addresses, title: key})


def _is_address(column: Column, key: str) -> bool:
    return not isinstance(column.cell, Choice) or key in column.cell.choices


def _cell(column: Column, addresses: Mapping[str, str], body: Written) -> CellValue:
    content = addresses.get(column.title) if column.path is None else _at(body, column.path)
    if content is None:
        return column.cell.write(column.shown) if column.shown else None
    return None if content == column.empty else column.cell.write(content)


def _at(body: Written, path: Place) -> Written | None:
    found: Written | None = body
    for step in path:
        found = as_mapping(found).get(str(step))
    return found


def _parts(text: str) -> list[Written]:
    """`text` in pieces that each fit into a cell."""
    if units(text) <= _PART:
        return [text]
    cut = text.rfind("\n", 1, _PART // 2) + 1 or _PART // 2
    return [text[:cut], *_parts(text[cut:])]
