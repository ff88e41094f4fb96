from __future__ import annotations

import pytest

from forms.elements.element import ElementKind, Privacy
from forms.elements.reading import mask, read, show


@pytest.fixture(scope="module")
def region(field):
    return field(ElementKind.REGION)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("３７０ 103", "370103"),
        ("370102000000", "370102"),
        ("济南市历下区", "370102"),
        ("山东省 济南市 历下区", "370102"),
        ("北京市市辖区朝阳区", "110105"),
        ("北京市", "110000"),
        ("石灰窑区", "420203"),
    ],
)
def test_reads_codes_and_names(region, codes, text, code):
    assert read(region, text) == code
    assert codes(region, text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("510202", []),
        ("37010", ["region.length"]),
        ("990103", ["region.province"]),
        ("370199", ["region.unknown"]),
        ("济南", ["region.several"]),
        ("朝阳区", ["region.several"]),
        ("火星", ["region.unreadable"]),
        ("37-01-02", ["region.unreadable"]),
    ],
)
def test_says_what_is_wrong(region, codes, text, wanted):
    assert codes(region, text) == wanted


def test_offers_what_a_name_may_mean(region, problems):
    (problem,) = problems(region, "朝阳区")
    assert problem.params["regions"] == "北京市朝阳区 110105、吉林省长春市朝阳区 220104"
    assert problems(region, "新城")[0].params["regions"].endswith("…")


def test_an_unknown_code_is_told_with_what_it_would_lie_in(region, problems):
    assert problems(region, "370199")[0].params["within"] == "山东省济南市"
    assert problems(region, "379900")[0].params["within"] == "山东省"


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("370102", "山东省济南市历下区", "山东省济南市历下区"),
        ("429004", "湖北省仙桃市", "湖北省仙桃市"),
        ("370181", "山东省济南市章丘市(1992—2016年)", "山东省济南市章丘市 (1992 to 2016)"),
        ("110103", "北京市崇文区(至2010年)", "北京市崇文区 (until 2010)"),
        ("990103", "990103", "990103"),
    ],
)
def test_shows_the_full_name_and_the_years_of_a_withdrawn_code(region, code, zh, en):
    assert show(region, code, language="zh_CN") == zh
    assert show(region, code, language="en") == en


def test_is_covered_as_its_privacy_says(field):
    assert mask(field(ElementKind.REGION), "370102") == "山东省济南市历下区"
    assert mask(field(ElementKind.REGION, privacy=Privacy.PERSONAL), "370102") == "*" * 9
