"""Administrative regions as values: the six-digit code is stored, the full name is shown, either may be typed."""

from __future__ import annotations

import re
from typing import TypeGuard

from forms.elements.element import DataElement
from forms.elements.masking import by_privacy
from forms.elements.regions import Region, regions
from forms.elements.typed_text import code_text, is_digits, shortened
from forms.message import Message, message
from forms.values import Values

_LENGTH = 6
_STATISTICAL = re.compile(r"(\d{6})0{6}", re.ASCII)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,30}")
_MOST_NAMED = 3
_YEARS = {"en": " ({first} to {last})"}
_UNTIL = {"en": " (until {last})"}


class RegionKind:
    """A region code. Withdrawn codes are good: they stand on papers that are still valid."""

    def holds(self, value: object) -> TypeGuard[str]:
        """True for any text."""
        return isinstance(value, str)

    def read(self, element: DataElement, text: str) -> str | None:
        """The digits (without the zeros of a statistical code of twelve), or the code of the region so named."""
        code = code_text(text)
        if is_digits(code):
            statistical = _STATISTICAL.fullmatch(code)
            return statistical[1] if statistical else code
        named = regions().named(code)
        return named.code if named else None

    def explain(self, element: DataElement, text: str) -> Message:
        """Offers regions that a name may mean; else asks for six digits or a name."""
        name = code_text(text)
        meant = regions().search(name, limit=_MOST_NAMED + 1) if _NAME.fullmatch(name) else ()
        if not meant:
            return message("element.region.unreadable", element=element.id, text=shortened(text))
        offered = "、".join(f"{regions().full_name(region.code)} {region.code}" for region in meant[:_MOST_NAMED])
        more = "…" if len(meant) > _MOST_NAMED else ""
        return message("element.region.several", element=element.id, text=shortened(text), regions=offered + more)

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """A code that was given once, whether or not it still is."""
        if not is_digits(value):
            return (self.explain(element, value),)
        if len(value) != _LENGTH:
            return (message("element.region.length", element=element.id, length=len(value)),)
        if regions().find(value):
            return ()
        return (_never_given(element, value),)

    def show(self, element: DataElement, value: str, *, language: str) -> str:
        """`山东省济南市历下区`; after a name that the code no longer bears, its years."""
        region = regions().find(value)
        return regions().full_name(value) + _years(region, language) if region else value

    def edit_text(self, element: DataElement, value: str) -> str:
        """The code."""
        return value

    def mask(self, element: DataElement, value: str) -> str:
        """Covered unless open."""
        return by_privacy(element, self.show(element, value, language="zh_CN"))


def _never_given(element: DataElement, code: str) -> Message:
    """Names the smallest region that the code lies in, where its beginning is right."""
    known = next(filter(None, map(regions().find, (code[:4] + "00", code[:2] + "0000"))), None)
    if known is None:
        return message("element.region.province", element=element.id, province=code[:2])
    within = regions().full_name(known.code)
    return message("element.region.unknown", element=element.id, given=code, within=within, year=regions().latest)


def _years(region: Region, language: str) -> str:
    """When a name that is no longer in use was; nothing for one that is."""
    if region.last is None:
        return ""
    if region.first is None:
        return _UNTIL.get(language, "(至{last}年)").format(last=region.last)
    return _YEARS.get(language, "({first}—{last}年)").format(first=region.first, last=region.last)
