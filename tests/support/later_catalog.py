"""A later catalog than the shipped one, with a change of every sort in what the restaurant is asked."""

from __future__ import annotations

from functools import cache
from typing import Any

from msgspec.structs import replace

from forms.catalog.model import Catalog, Deferrable, Material, Offer, Policy, ServiceItem, Term
from forms.catalog.package import Package
from forms.elements.element import DataElement, ElementKind, Label, Option
from tests.support.accepted_papers import shipped_catalog
from tests.support.publisher import published

GONE = "emp_count"
"""Asked by the shipped catalog, by the later one no more."""

NEW = "kitchen_open"
REUSABLE = ("ap_name", "ap_id_type", "ap_phone", "ap_addr", "prem_addr")


def with_elements(catalog: Catalog, **changes: dict[str, Any]) -> Catalog:
    changed = {name: replace(catalog.elements[name], **change) for name, change in changes.items()}
    return replace(catalog, elements={**catalog.elements, **changed})


def with_item(catalog: Catalog, name: str, **changes: Any) -> Catalog:
    return replace(catalog, items={**catalog.items, name: replace(catalog.items[name], **changes)})


def without_element(catalog: Catalog, element: str) -> Catalog:
    """No block and no item asks for `element` any more."""
    blocks = {
        name: replace(block, elements=tuple(one for one in block.elements if one != element))
        for name, block in catalog.blocks.items()
    }
    items = {
        name: replace(item, own=tuple(one for one in item.own if one != element))
        for name, item in catalog.items.items()
    }
    return replace(catalog, blocks=blocks, items=items)


def reusable(catalog: Catalog) -> Catalog:
    """What an applicant gave may be taken over, nothing else; identity papers for a year."""
    marked = with_elements(catalog, **{name: {"reusable": name in REUSABLE} for name in catalog.elements})
    days = {"M-ID": 365}
    materials = {
        name: replace(material, reusable_days=days.get(name, 0)) for name, material in catalog.materials.items()
    }
    return replace(marked, materials=materials)


@cache
def later_catalog() -> Catalog:
    """New: a field and a material. Gone: a field. Changed: label, options, limit, days, deferral. Closing: an item."""
    catalog = reusable(shipped_catalog())
    element = DataElement(id=NEW, label=Label("是否明厨亮灶", "Open kitchen"), kind=ElementKind.YES_NO, required=True)
    extra = Material(id="M-KITCHEN", name=Label("厨房布局图", "Plan of the kitchen"))
    catalog = replace(
        catalog,
        version="2026-12",
        elements={**catalog.elements, NEW: element},
        materials={**catalog.materials, extra.id: extra},
    )
    food, sign = catalog.items["FOOD-LIC"], catalog.items["SIGN"]
    catalog = with_item(
        catalog,
        "FOOD-LIC",
        own=(*food.own, NEW),
        main=(*food.main, extra.id),
        promised=Term(days=food.promised.days - 1),
        deferrable=_sooner(food),
    )
    catalog = with_item(catalog, "SIGN", policy=Policy(offer=Offer.CLOSING, until="2026-11-30"), own=sign.own)
    catalog = without_element(catalog, GONE)
    return with_elements(
        catalog,
        shop_name={"label": Label("字号名称", "Trade name"), "max_length": 4},
        prem_right={"options": (*catalog.elements["prem_right"].options, Option(id="lent", label=Label("借用")))},
    )


def _sooner(item: ServiceItem) -> tuple[Deferrable, ...]:
    return tuple(
        replace(entry, days=entry.days - 1) if entry.material == "M-HEALTH" else entry for entry in item.deferrable
    )


@cache
def later_package() -> Package:
    """The later catalog, signed by the publisher that the halls trust."""
    return published(later_catalog())
