"""Seeds a catalog's calendar from the published holiday notices (放假安排) that `chinese_calendar` carries.

Run `python -m forms.catalog.calendar_seed FIRST_YEAR LAST_YEAR TARGET` when a new year's notice is out.
Only people who make catalogs need `chinese_calendar`; a client reads the calendar from its package.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from forms.catalog.model import WorkCalendar

_HEADER = """\
# 节假日与调休上班日,按国务院办公厅历年放假通知;由 forms.catalog.calendar_seed 生成,新一年的通知发布后重新生成。
# holidays:周一至周五中放假的日子;workdays:周六、周日中上班的日子。
"""


def seed(first_year: int, last_year: int) -> WorkCalendar:
    """The calendar of whole years: weekdays that are off, weekend days that are worked.

    Raises `NotImplementedError` for a year whose notice the library does not carry.
    """
    import chinese_calendar

    days = list(_days(date(first_year, 1, 1), date(last_year, 12, 31)))
    holidays = [day for day in days if day.weekday() < 5 and chinese_calendar.is_holiday(day)]
    workdays = [day for day in days if day.weekday() >= 5 and chinese_calendar.is_workday(day)]
    return WorkCalendar(
        revision=f"{first_year}-{last_year}",
        first=days[0].isoformat(),
        last=days[-1].isoformat(),
        holidays=tuple(day.isoformat() for day in holidays),
        workdays=tuple(day.isoformat() for day in workdays),
    )


def as_yaml(calendar: WorkCalendar) -> str:
    """The text of `calendar.yaml`."""
    lines = [f"revision: {calendar.revision}", f"first: {calendar.first}", f"last: {calendar.last}"]
    lines += ["holidays:", *_items(calendar.holidays), "workdays:", *_items(calendar.workdays)]
    return _HEADER + "\n".join(lines) + "\n"


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def _items(days: tuple[str, ...]) -> Iterator[str]:
    return (f"  - {day}" for day in days)


def main(arguments: list[str]) -> int:
    """Write the calendar of the years named on the command line."""
    first_year, last_year, target = arguments
    Path(target).write_text(as_yaml(seed(int(first_year), int(last_year))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
