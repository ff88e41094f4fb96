"""The application form: every field that showed at acceptance, by section, two short fields to a line.

Other papers pick single fields of it by the id of their element.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from forms.catalog.model import Catalog
from forms.elements.element import ElementKind
from forms.elements.reading import show, shown_rows
from forms.journal.state import ApplicationState
from forms.notices.case_lines import short_names
from forms.notices.content import FormCell, FormPart
from forms.unify.unified_form import FormField, Section
from forms.unify.unify import unify
from forms.values import is_empty

_SHORT = 12.0
"""Chinese characters that fit into one line of half a form."""


def form_parts(state: ApplicationState, catalog: Catalog) -> tuple[FormPart, ...]:
    """The form's stretches in reading order: a section breaks where a table stands among its fields."""
    parts: list[FormPart] = []
    for section, fields in _shown(state, catalog):
        parts.extend(_section_parts(section, fields, state, catalog))
    return tuple(parts)


def form_fields(state: ApplicationState, catalog: Catalog) -> dict[str, FormCell]:
    """The form's fields by element id; tables are no single fields."""
    fields = (field for _, shown in _shown(state, catalog) for field in shown)
    return {field.element.id: _cell(field, state, catalog) for field in fields if not _is_table(field)}


def _shown(state: ApplicationState, catalog: Catalog) -> Iterator[tuple[Section, list[FormField]]]:
    form = unify(catalog, items=state.items, answers=state.answers)
    shown = {element for case in state.cases.values() for element in case.needs_elements}
    for section in form.sections:
        yield section, [field for field in section.fields if field.element.id in shown]


def _is_table(field: FormField) -> bool:
    return field.element.kind is ElementKind.TABLE


def _section_parts(
    section: Section, fields: Sequence[FormField], state: ApplicationState, catalog: Catalog
) -> Iterator[FormPart]:
    for is_table, stretch in groupby(fields, key=_is_table):
        if is_table:
            yield from (_table(section, field, state) for field in stretch)
        else:
            cells = [_cell(field, state, catalog) for field in stretch]
            yield FormPart(heading=section.label.zh, lines=tuple(_lines(cells)))


def _table(section: Section, field: FormField, state: ApplicationState) -> FormPart:
    held = state.values.get(field.element.id)
    return FormPart(
        heading=section.label.zh,
        table=field.element.label.zh,
        headings=tuple(column.label.zh for column in field.element.columns),
        rows=shown_rows(field.element, held.value, language="zh_CN") if held is not None else (),
    )


def _cell(field: FormField, state: ApplicationState, catalog: Catalog) -> FormCell:
    """One field. What a result fills was not known at acceptance, so no print of the form may show it."""
    held = state.values.get(field.element.id)
    known = held is not None and not field.awaited_from and not is_empty(held.value)
    return FormCell(
        label=field.element.label.zh,
        value=show(field.element, held.value, language="zh_CN") if held is not None and known else "",
        awaited_from=short_names([field.awaited_from], catalog) if field.awaited_from else "",
    )


def _lines(cells: Sequence[FormCell]) -> Iterator[tuple[FormCell, ...]]:
    """Short cells in pairs, long ones alone, in their order."""
    waiting: FormCell | None = None
    for cell in cells:
        if waiting is not None and _is_short(cell):
            yield (waiting, cell)
            waiting = None
            continue
        if waiting is not None:
            yield (waiting,)
        waiting = cell if _is_short(cell) else None
        if waiting is None:
            yield (cell,)
    if waiting is not None:
        yield (waiting,)


def _is_short(cell: FormCell) -> bool:
    return not cell.awaited_from and _width(cell.value) <= _SHORT


def _width(text: str) -> float:
    """Width in Chinese characters; ASCII counts a little over half."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55 for character in text)
