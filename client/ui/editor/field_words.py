"""What is said under a field that has no error: where its value comes from, what may be typed, who else asks for it."""

from __future__ import annotations

from client.desk.editor_view import FieldView
from client.ui.translation import tr
from forms.elements.element import DataElement
from forms.journal.reuse import earlier_of

MOST_NAMED_ITEMS = 3


def note_of(field: FieldView, language: str) -> str:
    """The note under `field`; '' when there is nothing to say."""
    if field.awaited_from:
        return tr("editor", "Filled in when {item} is issued").format(item=field.awaited_from)
    if field.source == "case":
        return tr("editor", "From the result of {item}").format(item=field.source_label)
    if field.source == "same_as":
        return tr("editor", "Same as {label}").format(label=field.source_label)
    day, number = earlier_of(field.source)
    if day:
        return tr("changes", "From {day}, receipt {number}").format(day=day, number=number)
    return _choices_of(field.element, language) or _shared_by(field.items)


def _choices_of(element: DataElement, language: str) -> str:
    """What may be typed into the columns of a table that have choices."""
    offered = (column for column in element.columns if column.options)
    return " · ".join(
        tr("editor", "{column}: {choices}").format(
            column=column.label.text(language), choices="、".join(o.label.text(language) for o in column.options)
        )
        for column in offered
    )


def _shared_by(items: tuple[str, ...]) -> str:
    if len(items) < 2:
        return ""
    if len(items) <= MOST_NAMED_ITEMS:
        return tr("editor", "Shared by {items}").format(items=" · ".join(items))
    named = " · ".join(items[:MOST_NAMED_ITEMS])
    return tr("editor", "Shared by {items} and others, {count} in all").format(items=named, count=len(items))
