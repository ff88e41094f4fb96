"""Whether an item's own form and its part of a unified form are always the same.

A department must receive what its own form would have given. So no condition may read a field that only other items
ask for, and no field may stand in sections that are shown under different conditions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forms.catalog.conditions import UnreadableCondition, compile_condition
from forms.catalog.faults import Fault, Place
from forms.catalog.model import Catalog, ServiceItem
from forms.message import message


def own_form_faults(catalog: Catalog) -> Iterator[Fault]:
    """One fault per condition and name that an item reads but does not ask for; one per element with two sections."""
    told: set[tuple[Place, str]] = set()
    for item in catalog.items.values():
        asked = asked_by(catalog, item)
        for place, text in _conditions(catalog, item, asked):
            for name in sorted(_names(text) - asked):
                if name in catalog.elements and (place, name) not in told:
                    told.add((place, name))
                    wrong = message("condition.reads_elsewhere", item=item.name.zh, name=name, condition=text)
                    yield Fault(place=place, message=wrong)
    for element, conditions in _sections(catalog).items():
        if len(conditions) > 1:
            yield Fault(place=("elements", element), message=message("condition.section_differs", id=element))


def asked_by(catalog: Catalog, item: ServiceItem) -> frozenset[str]:
    """The elements on the item's own form: not what its own result fills; with an agent's, whom it may know."""
    blocks = (catalog.blocks[block] for block in item.blocks if block in catalog.blocks)
    shared = (element for block in blocks for element in block.elements)
    return frozenset((*shared, *item.own)) - frozenset(item.result_elements)


def _conditions(catalog: Catalog, item: ServiceItem, asked: frozenset[str]) -> Iterator[tuple[Place, str]]:
    for name in item.blocks:
        if name in catalog.blocks:
            yield ("blocks", name, "shown_if"), catalog.blocks[name].shown_if
    for name in sorted(asked & catalog.elements.keys()):
        for field in ("shown_if", "required_if", "computed"):
            yield ("elements", name, field), getattr(catalog.elements[name], field)
    papers = (*item.main, *(deferrable.material for deferrable in item.deferrable))
    for name in papers:
        if name in catalog.materials:
            yield ("materials", name, "needed_if"), catalog.materials[name].needed_if


def _names(text: str) -> frozenset[str]:
    try:
        return compile_condition(text).names
    except UnreadableCondition:
        return frozenset()


def _sections(catalog: Catalog) -> Mapping[str, set[str]]:
    """The conditions of the sections in which each element stands on the own forms of the items."""
    place = {block: number for number, block in enumerate(catalog.blocks)}
    found: dict[str, set[str]] = {}
    for item in catalog.items.values():
        seen: set[str] = set()
        for block in sorted((name for name in item.blocks if name in place), key=place.__getitem__):
            for element in set(catalog.blocks[block].elements) - seen:
                found.setdefault(element, set()).add(catalog.blocks[block].shown_if.strip())
            seen.update(catalog.blocks[block].elements)
        for element in set(item.own) - seen:
            found.setdefault(element, set()).add("")
    return found
