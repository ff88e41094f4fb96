"""Situations (情形): which questions a choice raises, and which items their answers choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from forms.catalog.conditions import compile_condition
from forms.catalog.model import Catalog, ServiceItem, Situation, Term


def settled(catalog: Catalog, answers: Mapping[str, bool]) -> dict[str, bool]:
    """`answers`, and the catalog's default where a question was not answered."""
    return {situation.id: situation.default for situation in catalog.situations.values()} | dict(answers)


def theme_items(catalog: Catalog, theme: str, answers: Mapping[str, bool]) -> tuple[str, ...]:
    """Ids of the items that `theme` wants under `answers`, in its order. KeyError for an unknown theme."""
    names = settled(catalog, answers)
    wanted = (entry for entry in catalog.themes[theme].items if compile_condition(entry.wanted_if).holds(names))
    return tuple(entry.item for entry in wanted)


def theme_limit(catalog: Catalog, theme: str, answers: Mapping[str, bool]) -> Term:
    """The term within which all of `theme` is done under `answers`. KeyError for an unknown theme."""
    known = catalog.themes[theme]
    is_quick = known.quick_if and compile_condition(known.quick_if).holds(settled(catalog, answers))
    return known.quick if is_quick else known.limit


def situations_for(catalog: Catalog, *, items: Sequence[str], theme: str = "") -> tuple[Situation, ...]:
    """The questions to ask for `items` and, when given, `theme`, in catalog order."""
    asked = set(catalog.themes[theme].situations) if theme else set()
    for item in items:
        asked.update(_names_read(catalog, catalog.items[item]))
    return tuple(situation for situation in catalog.situations.values() if situation.id in asked)


def _names_read(catalog: Catalog, item: ServiceItem) -> Iterator[str]:
    """Names in the conditions of an item's blocks, elements and materials; only some are situations."""
    if catalog.agent_block in item.blocks:
        yield catalog.agent_situation
    for text in _conditions(catalog, item):
        yield from compile_condition(text).names


def _conditions(catalog: Catalog, item: ServiceItem) -> Iterator[str]:
    elements = list(item.own)
    for block in item.blocks:
        yield catalog.blocks[block].shown_if
        elements += catalog.blocks[block].elements
    for element in elements:
        asked = catalog.elements[element]
        yield from (asked.shown_if, asked.required_if, asked.computed)
        yield from (constraint.holds for constraint in asked.constraints)
    for material in (*item.main, *(deferrable.material for deferrable in item.deferrable)):
        yield catalog.materials[material].needed_if
