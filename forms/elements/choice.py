"""Choices: one option, several options, yes or no. What is stored is the option's id, never its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeGuard

from forms.elements.element import DataElement, Option
from forms.elements.masking import by_privacy
from forms.elements.typed_text import shortened, spaceless
from forms.message import Message, message
from forms.values import Values

_BETWEEN = re.compile(r"[、,，;；\n\t]")
_MOST_NAMED = 6
_YES = frozenset(("是", "有", "对", "√", "✓", "yes", "y", "true", "1"))
_NO = frozenset(("否", "无", "没有", "不是", "×", "✗", "no", "n", "false", "0"))
_ANSWERS = {("zh_CN", True): "是", ("zh_CN", False): "否", ("en", True): "Yes", ("en", False): "No"}


def _find(options: Sequence[Option], text: str) -> str | None:
    """The id of the option that `text` names by id or label, in that order."""
    wanted = _folded(text)
    for option in options:
        if _folded(option.id) == wanted:
            return option.id
    for option in options:
        if wanted and wanted in (_folded(option.label.zh), _folded(option.label.en)):
            return option.id
    return None


def _folded(text: str) -> str:
    """`text` as choices are compared: no spaces, half width, no case."""
    return spaceless(text).casefold()


def _label(options: Sequence[Option], chosen: str, *, language: str) -> str:
    """The label of option `chosen`; an id that the catalog does not know is shown as it is."""
    return next((option.label.text(language) for option in options if option.id == chosen), chosen)


def _typed(options: Sequence[Option], chosen: str) -> str:
    """What a clerk would type for `chosen`: its label, or its id where the label says something else."""
    label = _label(options, chosen, language="zh_CN")
    return label if _find(options, label) == chosen and not _BETWEEN.search(label) else chosen


def _first_labels(options: Sequence[Option], *, language: str, between: str) -> str:
    """Enough labels for a message."""
    labels = between.join(option.label.text(language) for option in options[:_MOST_NAMED])
    return labels + "…" if len(options) > _MOST_NAMED else labels


def _unknown(element: DataElement, text: str) -> Message:
    zh = _first_labels(element.options, language="zh_CN", between="、")
    en = _first_labels(element.options, language="en", between=", ")
    return message("element.choice.unknown", element=element.id, text=shortened(text), options=zh, options_en=en)


class OneOfKind:
    """Exactly one option, stored as its id."""

    def holds(self, value: object) -> TypeGuard[str]:
        """True for text; whether it is an option is for `check`, since catalogs change."""
        return isinstance(value, str)

    def read(self, element: DataElement, text: str) -> str | None:
        """The option whose id or label was typed."""
        return _find(element.options, text)

    def explain(self, element: DataElement, text: str) -> Message:
        """Lists the options."""
        return _unknown(element, text)

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """It must be one of the options."""
        known = any(option.id == value for option in element.options)
        return () if known else (_unknown(element, value),)

    def show(self, element: DataElement, value: str, *, language: str) -> str:
        """The label."""
        return _label(element.options, value, language=language)

    def edit_text(self, element: DataElement, value: str) -> str:
        """The Chinese label."""
        return _typed(element.options, value)

    def mask(self, element: DataElement, value: str) -> str:
        """Covered unless open."""
        return by_privacy(element, self.show(element, value, language="zh_CN"))


class SeveralOfKind:
    """Any number of options, stored as a list of ids in the catalog's order."""

    def holds(self, value: object) -> TypeGuard[Sequence[str]]:
        """True for a list of texts."""
        return isinstance(value, list | tuple) and all(isinstance(chosen, str) for chosen in value)

    def read(self, element: DataElement, text: str) -> Sequence[str] | None:
        """The options whose ids or labels were typed, with 、 or a comma between; None when one is unknown."""
        whole = _find(element.options, text)
        if whole is not None:
            return [whole]
        found = [_find(element.options, part) for part in _BETWEEN.split(text) if part.strip()]
        if not found or None in found:
            return None
        return self.ordered(element, (chosen for chosen in found if chosen is not None))

    def ordered(self, element: DataElement, chosen: Iterable[str]) -> Sequence[str]:
        """`chosen` once each, in the catalog's order, so that equal answers are equal bytes; unknown ids last."""
        wanted = dict.fromkeys(chosen)
        known = [option.id for option in element.options if option.id in wanted]
        return known + [one for one in wanted if one not in known]

    def explain(self, element: DataElement, text: str) -> Message:
        """Names the first part that is no option."""
        parts = [part for part in _BETWEEN.split(text) if part.strip()]
        wrong = (part for part in parts if _find(element.options, part) is None)
        return _unknown(element, next(wrong, text))

    def check(self, element: DataElement, value: Sequence[str], *, values: Values, today: str) -> tuple[Message, ...]:
        """Each must be one of the options."""
        known = {option.id for option in element.options}
        return tuple(_unknown(element, chosen) for chosen in value if chosen not in known)

    def show(self, element: DataElement, value: Sequence[str], *, language: str) -> str:
        """The labels with 、 between (a comma in English)."""
        between = ", " if language == "en" else "、"
        return between.join(_label(element.options, chosen, language=language) for chosen in value)

    def edit_text(self, element: DataElement, value: Sequence[str]) -> str:
        """The Chinese labels with 、 between."""
        return "、".join(_typed(element.options, chosen) for chosen in value)

    def mask(self, element: DataElement, value: Sequence[str]) -> str:
        """Covered unless open."""
        return by_privacy(element, self.show(element, value, language="zh_CN"))


class YesNoKind:
    """Yes or no, stored as `bool`."""

    def holds(self, value: object) -> TypeGuard[bool]:
        """True for a truth value, not for 0 and 1."""
        return isinstance(value, bool)

    def read(self, element: DataElement, text: str) -> bool | None:
        """是, 有, yes, y, true, 1 or 否, 无, no, n, false, 0."""
        answer = _folded(text)
        if answer in _YES:
            return True
        return False if answer in _NO else None

    def explain(self, element: DataElement, text: str) -> Message:
        """Asks for yes or no."""
        return message("element.yes_no.unreadable", element=element.id, text=shortened(text))

    def check(self, element: DataElement, value: bool, *, values: Values, today: str) -> tuple[Message, ...]:
        """Both answers are good answers."""
        return ()

    def show(self, element: DataElement, value: bool, *, language: str) -> str:
        """是 or 否."""
        return _ANSWERS["en" if language == "en" else "zh_CN", value]

    def edit_text(self, element: DataElement, value: bool) -> str:
        """是 or 否."""
        return _ANSWERS["zh_CN", value]

    def mask(self, element: DataElement, value: bool) -> str:
        """Covered unless open."""
        return by_privacy(element, self.show(element, value, language="zh_CN"))
