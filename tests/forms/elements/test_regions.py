from __future__ import annotations

import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from forms.elements.region_seed import as_text, derived
from forms.elements.regions import Region, Regions, read_regions, regions
from forms.errors import Bug

DATA = Path(__file__).parents[3] / "resources" / "regions.tsv"

SMALL = Regions(
    (
        Region("420000", "湖北省"),
        Region("420200", "黄石市"),
        Region("420203", "西塞山区", 2001),
        Region("420203", "石灰窑区", 1983, 2000),
        Region("420281", "大冶市", 1994),
        Region("429000", "省直辖县级行政单位", 1986),
        Region("429004", "仙桃市", 1994),
        Region("371200", "莱芜市", 1992, 2018),
        Region("370000", "山东省"),
    )
)


def names(found: tuple[Region, ...]) -> list[str]:
    return [region.name for region in found]


def test_a_code_is_found_under_its_last_name_and_keeps_its_former_ones():
    assert SMALL.find("420203") == Region("420203", "西塞山区", 2001)
    assert names(tuple(SMALL.names("420203"))) == ["石灰窑区", "西塞山区"]
    assert SMALL.find("420204") is None
    assert SMALL.names("420204") == ()


def test_goes_down_from_provinces_to_counties():
    assert names(SMALL.provinces()) == ["山东省", "湖北省"]
    assert names(SMALL.children("420000")) == ["黄石市", "省直辖县级行政单位"]
    assert names(SMALL.children("420200")) == ["西塞山区", "大冶市"]
    assert SMALL.children("420203") == ()


def test_shows_a_year_as_it_was():
    assert names(SMALL.children("420200", year=1990)) == ["石灰窑区"]
    assert names(SMALL.children("420200", year=2000)) == ["石灰窑区", "大冶市"]
    assert names(SMALL.children("420200", year=2001)) == ["西塞山区", "大冶市"]
    assert names(SMALL.children("370000", year=2018)) == ["莱芜市"]
    assert SMALL.children("370000", year=2019) == ()


def test_path_and_full_name_go_from_province_to_county():
    assert names(SMALL.path("429004")) == ["湖北省", "省直辖县级行政单位", "仙桃市"]
    assert SMALL.full_name("429004") == "湖北省仙桃市"
    assert SMALL.full_name("420203") == "湖北省黄石市西塞山区"
    assert SMALL.full_name("420000") == "湖北省"
    assert SMALL.path("990000") == ()
    assert SMALL.full_name("990000") == "990000"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("４２０2", ["黄石市", "西塞山区", "大冶市"]),
        ("市", ["黄石市", "大冶市", "仙桃市", "莱芜市"]),
        ("大 冶", ["大冶市"]),
        ("石", ["黄石市", "石灰窑区"]),
        ("石灰", ["石灰窑区"]),
        ("黄石大冶", ["大冶市"]),
        ("湖北仙桃", ["仙桃市"]),
        ("火星", []),
        (" \u3000", []),
        ("5", []),
    ],
)
def test_searches_by_code_and_by_present_and_former_names(text, wanted):
    assert names(SMALL.search(text)) == wanted
    assert names(SMALL.search(text, limit=1)) == wanted[:1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("黄石市西塞山区", "420203"),
        ("湖北省黄石市大冶市", "420281"),
        ("大冶市", "420281"),
        ("石灰窑区", "420203"),
        ("湖北省仙桃市", "429004"),
        ("大冶", None),
        ("", None),
    ],
)
def test_an_exact_name_names_one_region(text, code):
    found = SMALL.named(text)
    assert (found and found.code) == code


def test_the_same_name_in_two_cities_names_neither():
    assert regions().named("朝阳区") is None
    assert regions().named("北京市朝阳区") == regions().find("110105")


def test_the_data_knows_today_and_the_past():
    known = regions()
    assert len(known.provinces(year=2026)) == 34
    assert len(known.children("370000", year=2026)) == 16
    assert known.full_name("370181") == "山东省济南市章丘市"
    assert known.find("370181") == Region("370181", "章丘市", 1992, 2016)
    assert names(known.search("济南历下")) == ["历下区"]


def test_every_region_of_the_data_lies_in_a_known_one():
    known = regions()
    for province in known.provinces():
        assert known.path(province.code) == (province,)
        for city in known.children(province.code):
            assert known.path(city.code) == (province, city)
            for county in known.children(city.code):
                assert known.path(county.code) == (province, city, county)


def test_the_data_holds_at_least_what_its_source_holds():
    source = resources.files("stdnum").joinpath("cn", "loc.dat").read_text(encoding="utf-8")
    assert set(derived(source.splitlines())) <= set(read_regions(DATA))


def test_the_seed_understands_every_form_of_its_source(tmp_path):
    lines = [
        "# remark",
        '21 province="辽宁省"',
        '  0000 county="辽宁省"',
        '  0311 county="[1983-1982]郊区,[1983-1995]旧堡区,[1996-]千山区"',
        '  0400 county="[-1990]本溪市"',
    ]
    made = list(derived(lines))
    assert made == [
        Region("210000", "辽宁省"),
        Region("210311", "郊区", None, 1982),
        Region("210311", "旧堡区", 1983, 1995),
        Region("210311", "千山区", 1996),
        Region("210400", "本溪市", None, 1990),
    ]
    file = tmp_path / "regions.tsv"
    file.write_text(as_text(made), encoding="utf-8")
    assert list(read_regions(file)) == made
    with pytest.raises(ValueError, match="not understood"):
        list(derived(["  03 county=本溪市"]))


def test_a_torn_file_is_our_mistake(tmp_path):
    torn = tmp_path / "regions.tsv"
    torn.write_text("110000\t\t\t北京市\n1101", encoding="utf-8")
    with pytest.raises(Bug, match="cannot be read"):
        read_regions(torn)
    with pytest.raises(Bug, match="cannot be read"):
        read_regions(tmp_path / "absent.tsv")


def test_nothing_is_read_before_someone_asks():
    program = "import forms.elements.reading, forms.elements.regions as r; assert r.regions.cache_info().currsize == 0"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=DATA.parents[1], timeout=60)
