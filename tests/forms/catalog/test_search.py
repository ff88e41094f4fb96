import pytest

from forms.catalog.model import Catalog
from forms.catalog.search import CatalogIndex, Hit


@pytest.fixture(scope="module")
def index(sample: Catalog) -> CatalogIndex:
    return CatalogIndex(sample)


def ids(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.id for hit in hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("kfd", "C-RESTAURANT"),
        ("KFD", "C-RESTAURANT"),
        ("开饭", "C-RESTAURANT"),
        ("kaifandian", "C-RESTAURANT"),
        ("restaurant", "C-RESTAURANT"),
        ("bdc", "RE-QUERY"),
        ("不动产", "RE-QUERY"),
        ("yyzz", "BIZ-IND"),
        ("公章", "SEAL"),
        ("spxk", "FOOD-LIC"),
        ("食品 xuke", "FOOD-LIC"),
        ("FOOD-REC", "FOOD-REC"),
    ],
)
def test_the_best_hit_comes_first(index: CatalogIndex, query: str, first: str) -> None:
    assert ids(index.find(query))[0] == first


def test_an_area_and_a_department_find_their_items(index: CatalogIndex, sample: Catalog) -> None:
    estate = {item.id for item in sample.items.values() if item.area == "不动产登记"}
    assert estate <= set(ids(index.find("bdc")))
    food = {item.id for item in sample.items.values() if item.department == "scjg"}
    assert food <= set(ids(index.find("食品药品监督管理局"))), "by a former name"
    assert food <= set(ids(index.find("scjdglj"))), "by the initials of the present name"


def test_names_rank_above_departments(index: CatalogIndex) -> None:
    hits = ids(index.find("消防"))
    assert hits[:2] == ["FIRE-OPEN", "FIRE-DESIGN"]
    by_department = ids(index.find("公安局"))
    assert set(by_department) == {"SEAL", "ID-CARD", "BIRTH-HK", "HK-BOOK", "RES-ENDORSE", "DEATH-HK"}


def test_themes_come_first_when_equally_good(index: CatalogIndex) -> None:
    hits = index.find("开")
    assert hits[0].is_theme
    transport = index.find("道路")
    starts = [hit for hit in transport if (hit.field, hit.match) == (transport[0].field, transport[0].match)]
    assert [hit.is_theme for hit in starts] == sorted((hit.is_theme for hit in starts), reverse=True)
    assert starts[0].id == "C-FREIGHT" and len(starts) > 1


def test_an_area_filters(index: CatalogIndex, sample: Catalog) -> None:
    hits = index.find("", area="商事登记")
    assert {hit.id for hit in hits if not hit.is_theme} == {i.id for i in sample.items.values() if i.area == "商事登记"}
    assert {hit.id for hit in hits if hit.is_theme} == {"C-RESTAURANT", "C-STORE", "C-FREIGHT"}
    assert index.find("kfd", area="不动产登记") == ()


def test_an_empty_query_finds_all_in_catalog_order(index: CatalogIndex, sample: Catalog) -> None:
    assert ids(index.find("  ")) == [*sample.themes, *sample.items]


@pytest.mark.parametrize("query", ["zzz", "没有这个", "kfd zzz", "%"])
def test_nothing_matches_nothing(index: CatalogIndex, query: str) -> None:
    assert index.find(query) == ()
