from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.elements.element import ElementKind, Privacy
from forms.elements.reading import check, edit_text, mask, read, read_range, show

WAYS = (
    "{0}年{1}月{2}日",
    "{0}/{1}/{2}",
    "{0}.{1}.{2}",
    "{0} {1} {2}",
    "{0}-{1}-{2}",
    "{0:04}{1:02}{2:02}",
    "{0} 年 {1} 月 {2} 号",
)
RANGE_WAYS = ("{} 至 {}", "{}到{}", "{}～{}", "{} - {}", "{}——{}", "{} to {}")


@pytest.fixture(scope="module")
def day(field):
    return field(ElementKind.DATE)


@pytest.fixture(scope="module")
def moment(field):
    return field(ElementKind.DATETIME)


@pytest.fixture(scope="module")
def span(field):
    return field(ElementKind.DATE_RANGE)


@settings(deadline=None, max_examples=60)
@given(st.dates(datetime.date(1000, 1, 1)), st.sampled_from(WAYS))
def test_every_way_of_writing_reads_as_the_day(day, date, way):
    assert read(day, way.format(date.year, date.month, date.day)) == date.isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "２０２６－１２－０３",
        "2026。12。3",
        "2026-12-03(周四)",
        "2026-12-03 00:00:00",
        "2026年12月03日 星期四",
        "二〇二六年十二月三日",
        "二零二六 年 十二 月 三 号",
        "2026\u200d-12\u00ad-3",
    ],
)
def test_reads_what_is_copied_and_mistyped(day, text):
    assert read(day, text) == "2026-12-03"


@settings(deadline=None, max_examples=60)
@given(st.dates(datetime.date(1000, 1, 1)))
def test_reads_days_in_chinese_numerals(day, date):
    numerals = "〇一二三四五六七八九"

    def spelled(number: int) -> str:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else numerals[tens]) + ("十" if tens else "") + (numerals[ones] if ones else "")

    year = "".join(numerals[int(digit)] for digit in str(date.year))
    assert read(day, f"{year}年{spelled(date.month)}月{spelled(date.day)}日") == date.isoformat()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-02-30", ["date.no_day"]),
        ("2026年13月1日", ["date.no_month"]),
        ("26-12-3", ["date.short_year"]),
        ("12月3日", ["date.unreadable"]),
        ("明天", ["date.unreadable"]),
        ("3026-12-03", ["date.far"]),
        ("0000-01-01", ["date.no_day"]),
        ("2024-02-29", []),
    ],
)
def test_says_what_is_wrong(day, codes, text, wanted):
    assert codes(day, text) == wanted


def test_limits_may_be_days_or_today(field, codes):
    born = field(ElementKind.DATE, minimum="1900-01-01", maximum="today")
    assert codes(born, "2026-11-20") == []
    assert codes(born, "2026-11-21") == ["date.after"]
    assert codes(born, "1899-12-31") == ["date.before"]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2026-12-03 14:30", "2026-12-03T14:30"),
        ("2026年12月3日14时30分", "2026-12-03T14:30"),
        ("2026/12/3 下午2点30分", "2026-12-03T14:30"),
        ("202612031430", "2026-12-03T14:30"),
        ("2026-12-03T14:30:15", "2026-12-03T14:30:15"),
        ("2026-12-3 2:30 PM", {"raw": "2026-12-3 2:30 PM"}),
        ("2026-12-3 凌晨12:05", "2026-12-03T00:05"),
        ("2026-12-3 中午1点", "2026-12-03T13:00"),
        ("2026-12-3 晚上11点", "2026-12-03T23:00"),
        ("2026-12-3 中午12点", "2026-12-03T12:00"),
        ("2026-12-03 9：05", "2026-12-03T09:05"),
        ("2026-12-03 25:00", {"raw": "2026-12-03 25:00"}),
    ],
)
def test_reads_times(moment, text, stored):
    assert read(moment, text) == stored


def test_says_that_the_time_is_missing(moment, codes):
    assert codes(moment, "2026-12-03") == ["datetime.time_missing"]
    assert codes(moment, "昨天 3 点") == ["datetime.unreadable"]


@settings(deadline=None, max_examples=60)
@given(st.datetimes(datetime.datetime(1000, 1, 1)))
def test_a_time_reads_back(moment, instant):
    value = read(moment, instant.strftime("%Y-%m-%d %H:%M:%S"))
    assert read(moment, edit_text(moment, value)) == value
    assert datetime.datetime.fromisoformat(value) == instant.replace(microsecond=0)


@settings(deadline=None, max_examples=60)
@given(st.dates(datetime.date(1000, 1, 1)), st.dates(datetime.date(1000, 1, 1)), st.sampled_from(RANGE_WAYS))
def test_every_way_of_writing_reads_as_the_range(span, first, last, way):
    wanted = {"from": first.isoformat(), "to": last.isoformat()}
    assert read(span, way.format(first, last)) == wanted
    assert read(span, edit_text(span, wanted)) == wanted
    assert read_range(span, f"{first:%Y%m%d}", str(last)) == wanted


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        ("2026-01-01", "2026-12-31", []),
        ("2026-01-01", "2026-01-01", []),
        ("2026-12-31", "2026-01-01", ["element.date_range.reversed"]),
        ("2026-01-01", "", ["element.date_range.no_last"]),
        ("", "2026-01-01", ["element.date_range.no_first"]),
        ("2026-01-01", "2026-02-30", ["element.date.no_day"]),
        ("x", "", ["element.date.unreadable"]),
    ],
)
def test_checks_both_sides(span, first, last, wanted):
    value = read_range(span, first, last)
    assert [found.code for found in check(span, value, values={}, today="2026-11-20")] == wanted


def test_asks_for_a_range_where_a_day_was_typed(span, codes):
    assert codes(span, "2026-01-01") == ["date_range.unreadable"]


def test_an_empty_range_is_empty(span):
    assert read_range(span, " ", "") is None


def test_shows_the_day_of_the_week(day, moment, span):
    assert show(day, "2026-12-03", language="zh_CN") == "2026-12-03(周四)"
    assert show(day, "2026-12-03", language="en") == "2026-12-03 (Thu)"
    assert show(moment, "2026-12-06T08:05", language="zh_CN") == "2026-12-06(周日) 08:05"
    both = {"from": "2026-11-30", "to": "2026-12-01"}
    assert show(span, both, language="zh_CN") == "2026-11-30(周一) 至 2026-12-01(周二)"


def test_a_stored_day_that_does_not_exist_is_told_and_shown_as_it_is(day):
    assert show(day, "2026-02-30", language="zh_CN") == "2026-02-30"
    assert check(day, "2026-02-30", values={}, today="2026-11-20")[0].code == "element.date.no_day"


def test_masks_a_personal_day(field):
    assert mask(field(ElementKind.DATE, privacy=Privacy.SENSITIVE), "2026-12-03") == "****-**-**"
