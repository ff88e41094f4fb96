"""Days and local times: ISO text (`2026-12-03`, `2026-12-03T14:30`) in the hall's zone."""

from __future__ import annotations

import datetime
import re
from typing import TypeGuard

from forms.elements.chinese_numerals import with_digits
from forms.elements.element import DataElement
from forms.elements.masking import by_privacy
from forms.elements.typed_text import half_width, shortened
from forms.message import Message, message
from forms.values import Values

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}[日号]?", re.ASCII)
_AROUND_MARKS = re.compile(r"\s*([-/.年月日号])\s*")
_WEEKDAY = re.compile(r"\s*\(?(?:周|星期)[一二三四五六日天]\)?\Z")
_MIDNIGHT = re.compile(r"[T\s]+0?0:00(?::00)?\Z")
_TIME = re.compile(
    r"[T\s]*(凌晨|早上|上午|中午|下午|晚上|AM|PM)?\s*(\d{1,2})[:时点](?:(\d{1,2})(?:[:分](?:(\d{1,2})秒?)?)?)?\Z",
    re.ASCII | re.IGNORECASE,
)
_TIME_DIGITS = re.compile(r"(\d{8})[T\s]*(\d{2})(\d{2})", re.ASCII)
_ISO_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?", re.ASCII)
_AFTERNOON = ("下午", "晚上", "PM")
_MORNING = ("凌晨", "早上", "上午", "AM")
_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FAR_YEARS = 200


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _parts(text: str) -> tuple[str, str, str] | None:
    """Year, month and day as typed, in any of the forms that clerks and spreadsheets use."""
    plain = _WEEKDAY.sub("", _MIDNIGHT.sub("", with_digits(half_width(text)))).strip()
    found = _DAY.fullmatch(re.sub(r"\s+", "-", _AROUND_MARKS.sub(r"\1", plain)))
    if found is None:
        return None
    return (found[1], found[2], found[3]) if found[1] else (found[4], found[5], found[6])


def read_day(text: str) -> str | None:
    """`text` as an ISO day, or None: 2026年12月3日, 2026/12/3, 2026.12.3, 20261203, 2026 12 3, 2026-12-03(周四)."""
    parts = _parts(text)
    day = _day(*parts) if parts else None
    return day.isoformat() if day else None


def iso_day(text: str) -> datetime.date | None:
    """The day of strictly ISO `text`, or None."""
    found = _ISO_DAY.fullmatch(text)
    return _day(found[1], found[2], found[3]) if found else None


def explain_day(element: DataElement, text: str) -> Message:
    """Why `text` is no day: no such month, no such day in that month, a year of two digits, or no date at all."""
    parts = _parts(text)
    if parts is None:
        short = _SHORT_YEAR.fullmatch(_AROUND_MARKS.sub(r"\1", half_width(text).strip()))
        code = "element.date.short_year" if short else "element.date.unreadable"
        return message(code, element=element.id, text=shortened(text))
    year, month, day = (int(part) for part in parts)
    code = "element.date.no_day" if 1 <= month <= 12 else "element.date.no_month"
    return message(code, element=element.id, year=year, month=month, day=day)


def show_day(value: str, *, language: str) -> str:
    """`2026-12-03(周四)`, in English `2026-12-03 (Thu)`; text that is no ISO day as it is."""
    day = iso_day(value)
    if day is None:
        return value
    return (
        f"{value} ({_WEEKDAYS_EN[day.weekday()]})" if language == "en" else f"{value}(周{_WEEKDAYS_ZH[day.weekday()]})"
    )


def check_day(element: DataElement, day: str, *, today: str) -> tuple[Message, ...]:
    """`minimum` and `maximum` (ISO days or 'today'), then years that can only be a slip of the finger."""
    minimum = today if element.minimum == "today" else element.minimum
    maximum = today if element.maximum == "today" else element.maximum
    if minimum and day < minimum:
        return (message("element.date.before", element=element.id, minimum=minimum),)
    if maximum and day > maximum:
        return (message("element.date.after", element=element.id, maximum=maximum),)
    if abs(int(day[:4]) - int(today[:4])) > _FAR_YEARS:
        return (message("element.date.far", element=element.id, year=day[:4]),)
    return ()


class DateKind:
    """A day, stored as ISO text."""

    def holds(self, value: object) -> TypeGuard[str]:
        """True for an ISO day that exists."""
        return isinstance(value, str) and iso_day(value) is not None

    def read(self, element: DataElement, text: str) -> str | None:
        """The ISO day (see `read_day`)."""
        return read_day(text)

    def explain(self, element: DataElement, text: str) -> Message:
        """See `explain_day`."""
        return explain_day(element, text)

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """See `check_day`."""
        return check_day(element, value, today=today)

    def show(self, element: DataElement, value: str, *, language: str) -> str:
        """With its day of the week."""
        return show_day(value, language=language)

    def edit_text(self, element: DataElement, value: str) -> str:
        """The ISO day."""
        return value

    def mask(self, element: DataElement, value: str) -> str:
        """Covered unless open."""
        return by_privacy(element, value)


class DateTimeKind:
    """A day and a time on the hall's clock, stored as `2026-12-03T14:30`, with seconds only where typed."""

    def holds(self, value: object) -> TypeGuard[str]:
        """True for a stored day and time that exist."""
        found = _ISO_TIME.fullmatch(value) if isinstance(value, str) else None
        if found is None or iso_day(found[1]) is None:
            return False
        return _clock(found[2], found[3], found[4]) is not None

    def read(self, element: DataElement, text: str) -> str | None:
        """A day in any form of `read_day`, then 14:30, 14时30分, 下午2点30分 or 1430 after eight digits."""
        plain = half_width(text)
        digits = _TIME_DIGITS.fullmatch(plain.strip())
        if digits:
            return _joined(digits[1], _clock(digits[2], digits[3], None))
        found = _TIME.search(plain)
        if found is None:
            return None
        hour = _hour(found[1], int(found[2]))
        return _joined(plain[: found.start()], _clock(str(hour), found[3], found[4]))

    def explain(self, element: DataElement, text: str) -> Message:
        """Says when only the time is missing."""
        code = "element.datetime.time_missing" if read_day(text) else "element.datetime.unreadable"
        return message(code, element=element.id, text=shortened(text))

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """The rules of its day."""
        return check_day(element, value[:10], today=today)

    def show(self, element: DataElement, value: str, *, language: str) -> str:
        """`2026-12-03(周四) 14:30`."""
        return f"{show_day(value[:10], language=language)} {value[11:]}"

    def edit_text(self, element: DataElement, value: str) -> str:
        """`2026-12-03 14:30`."""
        return value.replace("T", " ")

    def mask(self, element: DataElement, value: str) -> str:
        """Covered unless open."""
        return by_privacy(element, self.edit_text(element, value))


def _hour(half_of_day: str | None, hour: int) -> int:
    """The hour of 24, given 上午/下午 or AM/PM when typed. 中午 is 11 to 13 o'clock."""
    if half_of_day is None:
        return hour
    if half_of_day.upper() in _AFTERNOON or (half_of_day == "中午" and hour < 11):
        return hour + 12 if hour < 12 else hour
    return 0 if half_of_day.upper() in _MORNING and hour == 12 else hour


def _clock(hour: str, minute: str | None, second: str | None) -> str | None:
    try:
        clock = datetime.time(int(hour), int(minute or 0), int(second or 0))
    except ValueError:
        return None
    return clock.isoformat("seconds" if clock.second else "minutes")


def _joined(day_text: str, clock: str | None) -> str | None:
    day = read_day(day_text)
    return f"{day}T{clock}" if day and clock else None
