"""A span of days, stored as `{"from": day, "to": day}`, both included; a side not yet typed is empty text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeGuard

from forms.elements.chinese_numerals import with_digits
from forms.elements.date import check_day, explain_day, iso_day, read_day, show_day
from forms.elements.element import DataElement
from forms.elements.masking import by_privacy
from forms.elements.typed_text import half_width, shortened
from forms.message import Message, message
from forms.values import Values

_ONE_DAY = r"\d{4}\s*[-/.年\s]\s*\d{1,2}\s*[-/.月\s]\s*\d{1,2}\s*[日号]?|\d{8}"
_RANGE = re.compile(rf"\s*({_ONE_DAY})?\s*(?:至|到|~|-+|/|,|\bto\b)\s*({_ONE_DAY})?\s*", re.ASCII)
_SIDES = re.compile(r"\s*(?:至|到|~|\bto\b)\s*", re.ASCII)
_TO = {"en": " to "}


class DateRangeKind:
    """A first and a last day."""

    def holds(self, value: object) -> TypeGuard[Mapping[str, str]]:
        """True for both sides, each an ISO day or empty, at least one of them a day."""
        if not isinstance(value, Mapping) or set(value) != {"from", "to"}:
            return False
        sides = (value["from"], value["to"])
        return any(sides) and all(isinstance(side, str) and (not side or iso_day(side)) for side in sides)

    def read(self, element: DataElement, text: str) -> Mapping[str, str] | None:
        """Two days in any form of `read_day` with 至, 到, ~ or a dash between; either may be missing."""
        found = _RANGE.fullmatch(with_digits(half_width(text)))
        return self.join(found[1] or "", found[2] or "") if found else None

    def join(self, first: str, last: str) -> Mapping[str, str] | None:
        """The range of two separately typed days; None when one cannot be read or both are empty."""
        days = [read_day(side) if side.strip() else "" for side in (first, last)]
        if None in days or not any(days):
            return None
        return {"from": days[0] or "", "to": days[1] or ""}

    def explain(self, element: DataElement, text: str) -> Message:
        """Which side is no day; else how to write a range."""
        sides = _SIDES.split(half_width(text))
        if len(sides) == 2:
            wrong = [side for side in sides if side.strip() and read_day(side) is None]
            if wrong:
                return explain_day(element, wrong[0])
        return message("element.date_range.unreadable", element=element.id, text=shortened(text))

    def check(
        self, element: DataElement, value: Mapping[str, str], *, values: Values, today: str
    ) -> tuple[Message, ...]:
        """Both sides present, each within the element's limits, first not after last."""
        first, last = value["from"], value["to"]
        if not first:
            return (message("element.date_range.no_first", element=element.id),)
        if not last:
            return (message("element.date_range.no_last", element=element.id),)
        found = check_day(element, first, today=today) or check_day(element, last, today=today)
        if first > last:
            found += (message("element.date_range.reversed", element=element.id, first=first, last=last),)
        return found

    def show(self, element: DataElement, value: Mapping[str, str], *, language: str) -> str:
        """`2026-01-01(周四) 至 2026-12-31(周四)`."""
        sides = (show_day(value[side], language=language) for side in ("from", "to"))
        return _TO.get(language, " 至 ").join(sides).strip()

    def edit_text(self, element: DataElement, value: Mapping[str, str]) -> str:
        """`2026-01-01 至 2026-12-31`."""
        return f"{value['from']} 至 {value['to']}".strip()

    def mask(self, element: DataElement, value: Mapping[str, str]) -> str:
        """Covered unless open."""
        return by_privacy(element, f"{value['from']} ~ {value['to']}")
