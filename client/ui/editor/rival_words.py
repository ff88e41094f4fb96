"""What is said of a field that two windows filled in differently, and what is offered."""

from __future__ import annotations

from client.desk.editor_view import FieldView
from client.desk.rivals import Rival
from client.ui.translation import tr
from forms.elements.element import DataElement
from forms.elements.reading import show
from forms.words import Words

OPEN = "conflict.open"
MOST = 5
"""Sentences under one field; a table marks every wrong cell besides."""


def error_words(field: FieldView, words: Words, *, being_typed: bool) -> str:
    """What is wrong with a field. While it is being typed into, only that another window filled it differently.

    A sentence a line, the first few. A conflict stays said until it is saved: it may have come while the clerk was
    typing.
    """
    told = [problem for problem in field.problems if not being_typed or problem.code == OPEN]
    sentences = [words.say(problem) for problem in told]
    if field.rivals:
        if all(problem.code != OPEN for problem in told):
            sentences.insert(0, tr("editor", "Two windows filled this differently; saving takes what stands here now."))
        sentences.insert(
            1, tr("editor", "; ").join(_whose(rival, field.element, words.language) for rival in field.rivals)
        )
    more = len(sentences) - MOST
    if more > 0:
        sentences[MOST:] = [tr("editor", "and {count} more").format(count=more)]
    return "\n".join(sentences)


def offers(field: FieldView, *, language: str) -> tuple[str, ...]:
    """One button for each value."""
    return tuple(_offer(rival, field.element, language) for rival in field.rivals)


def _offer(rival: Rival, element: DataElement, language: str) -> str:
    if rival.value is None:
        return tr("editor", "Leave empty")
    return tr("editor", "Take “{value}”").format(value=show(element, rival.value, language=language))


def _whose(rival: Rival, element: DataElement, language: str) -> str:
    value = tr("editor", "nothing") if rival.value is None else show(element, rival.value, language=language)
    if rival.own:
        return tr("editor", "this window: {value}").format(value=value)
    if not rival.window:
        return tr("editor", "another PC: {value}").format(value=value)
    return tr("editor", "window {window} ({clerk}): {value}").format(
        window=rival.window, clerk=rival.clerk, value=value
    )
