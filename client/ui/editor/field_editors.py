"""Which editor serves which kind of element, and how its content becomes a stored value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from client.ui.editor.computed_words import computed_words
from client.ui.editor.read_out import amount_words, person_words
from client.ui.editor.table_fields import show_table, table_for, table_value
from client.ui.translation import tr
from client.ui.widgets.choice_box import Choice, ChoiceBox
from client.ui.widgets.choice_editors import NO, YES, SeveralOf, YesNo
from client.ui.widgets.code_groups import (
    BANK_CARD_GROUPS,
    CREDIT_CODE_GROUPS,
    PROJECT_CODE_GROUPS,
    UNIT_NUMBER_GROUPS,
    Groups,
    amount_groups,
    grouped,
    phone_groups,
)
from client.ui.widgets.computed_edit import ComputedEdit
from client.ui.widgets.day_editors import DateEdit, DateTimeEdit
from client.ui.widgets.editor import FieldEditor
from client.ui.widgets.identity_edit import IdentityEdit
from client.ui.widgets.long_text import LongTextEdit
from client.ui.widgets.range_edit import DateRangeEdit
from client.ui.widgets.region_edit import RegionEdit
from client.ui.widgets.table_edit import TableEdit
from client.ui.widgets.text_editors import CodeEdit, TextEdit
from forms.elements.element import DataElement, ElementKind
from forms.elements.reading import edit_text, read, read_chosen, read_range, show
from forms.values import Value
from forms.words import Words

LONG_TEXT = 300
"""Text elements that may be longer than this get several lines."""

_CODES: Mapping[ElementKind, tuple[Groups, str]] = {
    ElementKind.CREDIT_CODE: (CREDIT_CODE_GROUPS, " "),
    ElementKind.PHONE: (phone_groups, " "),
    ElementKind.BANK_CARD: (BANK_CARD_GROUPS, " "),
    ElementKind.UNIT_NUMBER: (UNIT_NUMBER_GROUPS, " "),
    ElementKind.PROJECT_CODE: (PROJECT_CODE_GROUPS, "-"),
}
"""The groups of a code and what stands between them."""

_UPPER = frozenset({ElementKind.CREDIT_CODE, ElementKind.UNIT_NUMBER, ElementKind.PROJECT_CODE})
WIDE = frozenset({ElementKind.TABLE, ElementKind.SEVERAL_OF, ElementKind.MULTILINE, ElementKind.ADDRESS})
"""Kinds that take the whole width of the form."""

_YES_NO = {True: YES, False: NO}


def is_wide(element: DataElement) -> bool:
    """True when the element takes a whole row."""
    return element.kind in WIDE or (element.kind is ElementKind.TEXT and element.max_length >= LONG_TEXT)


def editor_for(
    element: DataElement,
    *,
    language: str,
    words: Words | None = None,
    labels: Mapping[str, str] = MappingProxyType({}),
) -> FieldEditor:
    """A new editor for `element`.

    With `words` the cells of a table are checked while it is filled. `labels` are the names of all elements by id:
    a computed field says what it is computed from.
    """
    if element.kind is ElementKind.TABLE:
        return table_for(element, language=language, words=words)
    if element.computed:
        return _computed(element, labels)
    build = _BUILDERS.get(element.kind)
    return build(element, language) if build is not None else _line(element, language)


def value_in(editor: FieldEditor, element: DataElement) -> Value | None:
    """What the editor holds, as a stored value; None when nothing was answered."""
    if isinstance(editor, TableEdit):
        return table_value(editor, element)
    if isinstance(editor, SeveralOf):
        return read_chosen(element, editor.chosen())
    if isinstance(editor, DateRangeEdit):
        return read_range(element, *editor.ends())
    text = editor.value_text()
    if isinstance(editor, YesNo) and text in _YES_NO.values():
        return text == _YES_NO[True]
    if isinstance(editor, ChoiceBox):
        return text or None
    return read(element, text)


def show_in(editor: FieldEditor, element: DataElement, value: Value | None) -> None:
    """Put a stored value into the editor, without any signal."""
    if isinstance(editor, TableEdit):
        show_table(editor, element, value)
    elif isinstance(editor, SeveralOf):
        editor.set_chosen(value if isinstance(value, list | tuple) else (_as_text(element, value),))
    elif isinstance(editor, YesNo):
        editor.set_value_text(_YES_NO[value] if isinstance(value, bool) else _as_text(element, value))
    elif isinstance(editor, ChoiceBox) and isinstance(value, str):
        editor.set_value_text(value)
    else:
        editor.set_value_text(_as_text(element, value))


def _as_text(element: DataElement, value: Value | None) -> str:
    """An amount has its thousands set apart once it is read; while it is typed nothing moves."""
    text = "" if value is None else edit_text(element, value)
    return grouped(text, amount_groups(text), ",") if element.kind is ElementKind.MONEY else text


def _choices(element: DataElement, language: str) -> tuple[Choice, ...]:
    return tuple(Choice(option.id, option.label.text(language)) for option in element.options)


def _line(element: DataElement, language: str) -> FieldEditor:
    return TextEdit(placeholder=element.hint.text(language))


def _text(element: DataElement, language: str) -> FieldEditor:
    if element.kind is ElementKind.MULTILINE or element.max_length >= LONG_TEXT:
        return LongTextEdit(lines=3, placeholder=element.hint.text(language))
    return _line(element, language)


def _address(element: DataElement, language: str) -> FieldEditor:
    return LongTextEdit(lines=1, one_line=True, placeholder=element.hint.text(language))


def _code(element: DataElement, language: str) -> FieldEditor:
    groups, gap = _CODES.get(element.kind, ((), " "))
    upper = element.kind in _UPPER
    return CodeEdit(groups=groups, gap=gap, upper=upper, placeholder=element.hint.text(language))


def _money(element: DataElement, language: str) -> FieldEditor:
    return CodeEdit(placeholder=element.hint.text(language), says=partial(amount_words, element))


def _identity(element: DataElement, language: str) -> FieldEditor:
    return IdentityEdit(says=partial(person_words, element), placeholder=element.hint.text(language))


def _computed(element: DataElement, labels: Mapping[str, str]) -> FieldEditor:
    says = partial(amount_words, element) if element.kind is ElementKind.MONEY else None
    return ComputedEdit(rule=computed_words(element.computed, labels), says=says)


def _date(element: DataElement, language: str) -> FieldEditor:
    return DateEdit(placeholder=element.hint.text(language) or tr("editor", "such as 20261203"))


def _moment(element: DataElement, language: str) -> FieldEditor:
    return DateTimeEdit(placeholder=element.hint.text(language) or tr("editor", "such as 20261203 14:30"))


def _range(element: DataElement, language: str) -> FieldEditor:
    return DateRangeEdit(placeholder=element.hint.text(language) or tr("editor", "such as 20261203"))


def _region(element: DataElement, language: str) -> FieldEditor:
    hint = element.hint.text(language) or tr("editor", "Name, initials or code")
    return RegionEdit(name_of=partial(show, element, language=language), placeholder=hint)


_BUILDERS: Mapping[ElementKind, Callable[[DataElement, str], FieldEditor]] = {
    ElementKind.TEXT: _text,
    ElementKind.MULTILINE: _text,
    ElementKind.ADDRESS: _address,
    ElementKind.IDENTITY: _identity,
    ElementKind.CREDIT_CODE: _code,
    ElementKind.PHONE: _code,
    ElementKind.BANK_CARD: _code,
    ElementKind.UNIT_NUMBER: _code,
    ElementKind.PROJECT_CODE: _code,
    ElementKind.REGION: _region,
    ElementKind.INTEGER: _code,
    ElementKind.DECIMAL: _code,
    ElementKind.MONEY: _money,
    ElementKind.DATE: _date,
    ElementKind.DATETIME: _moment,
    ElementKind.DATE_RANGE: _range,
    ElementKind.ONE_OF: lambda element, language: ChoiceBox(_choices(element, language)),
    ElementKind.SEVERAL_OF: lambda element, language: SeveralOf(_choices(element, language)),
    ElementKind.YES_NO: lambda element, language: YesNo(),
}
