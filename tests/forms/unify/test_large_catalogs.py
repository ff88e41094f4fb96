"""The catalogs that the benchmarks measure are what they say, and nothing is wrong in them."""

from __future__ import annotations

from forms.catalog.checks import faults
from forms.catalog.model import Catalog
from forms.unify.unify import unify
from tests.support.large_catalogs import CONDITIONS, FIELDS, ITEMS, conditions_of, large_form, many_items


def test_the_large_form_has_150_fields_and_40_conditions(hall: Catalog) -> None:
    catalog = large_form(hall)
    assert faults(catalog) == ()
    assert len(unify(catalog, items=ITEMS, answers={}).fields()) == FIELDS == 150
    assert conditions_of(catalog) == CONDITIONS == 40


def test_a_catalog_of_1000_items_is_in_order(hall: Catalog) -> None:
    catalog = many_items(hall)
    assert len(catalog.items) == 1000
    assert len({item.name.zh for item in catalog.items.values()}) == 1000
    assert faults(catalog) == ()
