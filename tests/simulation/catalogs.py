"""Two small catalogs: two items of which one waits for the other, materials that may and may not be deferred."""

from __future__ import annotations

from functools import cache

from forms.catalog.model import (
    FORMAT,
    Block,
    CaseType,
    Catalog,
    Deferrable,
    Department,
    Hall,
    Material,
    Party,
    ServiceItem,
    Term,
    WorkCalendar,
)
from forms.catalog.package import Package, read_package
from forms.catalog.template_checks import PAPERS
from forms.elements.element import DataElement, ElementKind, Label
from forms.rulebook import Rulebook
from tests.support.publisher import published

LICENCE, FOOD = "BIZ-IND", "FOOD-OP"
ITEM_CHOICES = ((LICENCE,), (FOOD,), (LICENCE, FOOD))
TYPED = ("ap_name", "ap_phone", "shop_name", "shop_area")
MATERIALS = ("identity", "lease", "layout", "health")
USCC = "91350211M000100Y46"


def _element(name: str, kind: ElementKind = ElementKind.TEXT, *, required: bool = True) -> DataElement:
    return DataElement(id=name, label=Label(name), kind=kind, required=required)


def _item(name: str, *, department: str, own: tuple[str, ...], main: tuple[str, ...], **rest: object) -> ServiceItem:
    return ServiceItem(
        id=name,
        name=Label(name),
        short=Label(name),
        area="business",
        department=department,
        case_type=CaseType.PROMISED,
        legal=Term(days=20),
        promised=Term(days=10),
        result="",
        blocks=("applicant",),
        own=own,
        main=main,
        **rest,  # type: ignore[arg-type]
    )


@cache
def catalog(version: str) -> Catalog:
    """Version 1 or 2; the second lets one more material be deferred."""
    deferrable = (Deferrable(material="layout", days=5), Deferrable(material="health", days=8))
    return Catalog(
        format=FORMAT,
        version=version,
        hall=Hall(name=Label("大厅"), organ="审"),
        areas=("business",),
        departments={name: Department(code=name, name=Label(name)) for name in ("market", "health")},
        blocks={"applicant": Block(id="applicant", label=Label("申请人"), elements=("ap_name", "ap_phone"))},
        parties={"person": Party(id="person", kind="person", name="ap_name", phone="ap_phone")},
        elements={
            "ap_name": _element("ap_name"),
            "ap_phone": _element("ap_phone", required=False),
            "shop_name": _element("shop_name"),
            "shop_area": _element("shop_area", required=False),
            "uscc": _element("uscc", ElementKind.CREDIT_CODE),
        },
        materials={name: Material(id=name, name=Label(name)) for name in (*MATERIALS, "licence")},
        situations={},
        items={
            LICENCE: _item(
                LICENCE,
                department="market",
                own=("shop_name",),
                main=("identity",),
                deferrable=(Deferrable(material="lease", days=5),),
                result_elements=("uscc",),
                result_materials=("licence",),
            ),
            FOOD: _item(
                FOOD,
                department="health",
                own=("shop_name", "shop_area", "uscc"),
                main=("identity", "licence") if version == "1" else ("licence",),
                deferrable=deferrable,
            ),
        },
        themes={},
        calendar=WorkCalendar(revision=version, first="2026-01-01", last="2026-12-31", holidays=(), workdays=()),
        templates=dict.fromkeys(PAPERS, "<p>{{ desk.hall }}</p>"),
    )


@cache
def package(version: str) -> Package:
    """The package as the centre publishes it."""
    return published(catalog(version))


@cache
def rulebook(catalog_id: str) -> Rulebook:
    """Rules by catalog id; KeyError for a foreign one."""
    for version in ("1", "2"):
        if package(version).id == catalog_id:
            return Rulebook(read_package(package(version).data, catalog_id), catalog_id=catalog_id)
    raise KeyError(catalog_id)


def version_of(catalog_id: str) -> str:
    """What a trace says instead of a hash."""
    return rulebook(catalog_id).source.version
