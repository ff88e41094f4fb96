"""Circles in a catalog: fields that wait for each other, items that need each other's results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from forms.catalog.conditions import UnreadableCondition, compile_condition
from forms.catalog.faults import Fault, Place
from forms.catalog.limits import MAX_CIRCLES
from forms.catalog.model import Catalog, ServiceItem
from forms.message import Message, message

Graph = dict[str, set[str]]
"""What each thing depends on."""


def cycle_faults(catalog: Catalog) -> Iterator[Fault]:
    """One fault per circle of `same_as`, of conditions that show fields, and of results that items hand over."""
    same_as = _same_as(catalog)
    for chain in _cycles(same_as):
        text = " → ".join(chain)
        place: Place = ("elements", chain[0], "same_as")
        yield Fault(place=place, message=_itself(place, chain) or message("catalog.same_as_circular", chain=text))
    for chain in _cycles(_worked_out_from(catalog, same_as)):
        text = " → ".join(chain)
        place = _where(catalog, chain[0], chain[1])
        wrong = _itself(place, chain) or message("catalog.condition_circular", chain=text)
        yield Fault(place=place, message=wrong)
    for chain in _cycles(_feeds(catalog)):
        text = " → ".join(chain)
        wrong = message("catalog.results_circular", chain=text)
        yield Fault(place=("items", chain[0], "result_materials"), message=wrong)


def _itself(place: Place, chain: list[str]) -> Message | None:
    """That the element at `place` reads itself, in the field at its end; None for a longer way round."""
    alone = len(chain) == 2 and place[0] == "elements"
    return message("catalog.reads_itself", id=chain[0], key=place[-1]) if alone else None


def _same_as(catalog: Catalog) -> Graph:
    return {element.id: set(element.same_as) for element in catalog.elements.values() if element.same_as}


def _worked_out_from(catalog: Catalog, same_as: Graph) -> Graph:
    """A field depends on the fields that its condition and its computation read, and on those that fill it."""
    graph: Graph = {
        element.id: _names(element.shown_if) | _names(element.computed) for element in catalog.elements.values()
    }
    for block in catalog.blocks.values():
        for element_id in block.elements:
            graph.setdefault(element_id, set()).update(_names(block.shown_if))
    circular = {name for chain in _cycles(same_as) for name in chain}
    for element_id, sources in same_as.items():
        if element_id not in circular:
            graph.setdefault(element_id, set()).update(sources)
    return graph


def _where(catalog: Catalog, element_id: str, reads: str) -> Place:
    """The condition that makes `element_id` depend on `reads`: that of a block around it, its computation, its own."""
    for block in catalog.blocks.values():
        if element_id in block.elements and reads in _names(block.shown_if):
            return ("blocks", block.id, "shown_if")
    if reads in _names(catalog.elements[element_id].computed):
        return ("elements", element_id, "computed")
    return ("elements", element_id, "shown_if")


def _names(condition: str) -> set[str]:
    try:
        return set(compile_condition(condition).names)
    except UnreadableCondition:
        return set()


def _feeds(catalog: Catalog) -> Graph:
    """An item depends on the items whose results make a material that it needs."""
    makers: dict[str, set[str]] = {}
    for item in catalog.items.values():
        for material in item.result_materials:
            makers.setdefault(material, set()).add(item.id)
    return {item.id: _makers_for(item, makers) for item in catalog.items.values()}


def _makers_for(item: ServiceItem, makers: Mapping[str, set[str]]) -> set[str]:
    needed = (*item.main, *(deferrable.material for deferrable in item.deferrable))
    return {maker for material in needed for maker in makers.get(material, ())}


def _cycles(graph: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Circles, `MAX_CIRCLES` at most, each beginning with its first name; one is cut open to find the next."""
    left = {name: set(sources) for name, sources in graph.items()}
    for _ in range(MAX_CIRCLES):
        try:
            TopologicalSorter(left).prepare()
            return
        except CycleError as error:
            chain: list[str] = list(reversed(error.args[1]))
        left[chain[0]].discard(chain[1])
        yield _from_smallest(chain)


def _from_smallest(chain: list[str]) -> list[str]:
    start = chain.index(min(chain))
    return [*chain[start:-1], *chain[:start], chain[start]]
