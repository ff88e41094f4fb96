"""The functions of the condition language. All are pure; days are ISO text, numbers are exact decimals."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

_MOST_PLACES = 10


def days_between(first: str, last: str) -> Decimal:
    """Natural days from `first` to `last`: 0 on the same day, negative when `last` is earlier."""
    return Decimal((_day(last) - _day(first)).days)


def add_days(day: str, days: Decimal) -> str:
    """The day that is `days` natural days after `day`."""
    return (_day(day) + datetime.timedelta(days=_whole(days))).isoformat()


def add_months(day: str, months: Decimal) -> str:
    """The same day `months` months later, or that month's last day where it has no such day (Civil Code art. 202)."""
    begun = _day(day)
    years, month = divmod(begun.year * 12 + begun.month - 1 + _whole(months), 12)
    last = calendar.monthrange(years, month + 1)[1]
    return datetime.date(years, month + 1, min(begun.day, last)).isoformat()


def rounded(number: Decimal, places: Decimal) -> Decimal:
    """`number` with `places` decimals (0 to 10), halves away from zero (四舍五入)."""
    wanted = _whole(places)
    if not 0 <= wanted <= _MOST_PLACES:
        raise ValueError("places")
    return number.quantize(Decimal(1).scaleb(-wanted), rounding=ROUND_HALF_UP)


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _whole(number: Decimal) -> int:
    if number != int(number):
        raise ValueError("not whole")
    return int(number)


FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "days_between": days_between,
    "add_days": add_days,
    "add_months": add_months,
    "rounded": rounded,
}
"""By the name that an expression calls; no element or situation may be called so."""
