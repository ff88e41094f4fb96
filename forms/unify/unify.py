"""Unifying: several items' forms become one, each element and each material once, with who needs it.

What the result of one chosen item produces is awaited from that item by all others: it is internal hand-over and
never asked from the applicant. An item is never asked for what its own result produces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from forms.catalog.model import CaseType, Catalog, Deferrable, Material, ServiceItem
from forms.unify.situations import settled
from forms.unify.unified_form import FormField, MaterialNeed, Overlap, Section, UnifiedForm

_Askers = Mapping[str, tuple[str, ...]]


def unify(catalog: Catalog, *, items: Sequence[str], answers: Mapping[str, bool]) -> UnifiedForm:
    """The unified form for `items` under `answers`. KeyError for an item that the catalog does not have.

    Shared blocks come first, in catalog order, then one section per item with what only its own list asks for.
    The agent's block and materials are there only when the agent question is answered yes.
    """
    chosen = [catalog.items[item] for item in dict.fromkeys(items)]
    agent = settled(catalog, answers).get(catalog.agent_situation, False)
    return UnifiedForm(
        items=tuple(item.id for item in chosen),
        sections=tuple(_sections(catalog, chosen, agent=agent)),
        materials=tuple(_materials(catalog, chosen, agent=agent)),
    )


def overlap(catalog: Catalog, items: Sequence[str]) -> Overlap:
    """What one form saves over one form per item: before conditions, with an agent's fields, without their papers."""
    chosen = [catalog.items[item] for item in items]
    fields = [element for item in chosen for element in _asked(catalog, item)]
    materials = [material for item in chosen for material in _listed(item)]
    papers = _papers(catalog, materials)
    handed_over = papers & _papers(catalog, (made for item in chosen for made in item.result_materials))
    held_or_made = {paper for paper in papers - handed_over if _is_held_or_made(catalog.materials[paper])}
    return Overlap(
        fields_separate=len(fields),
        fields_unified=len(set(fields)),
        materials_listed=len(materials),
        materials_distinct=len(papers),
        handed_over=len(handed_over),
        held_or_made=len(held_or_made),
        to_bring=len(papers) - len(handed_over) - len(held_or_made),
    )


def _papers(catalog: Catalog, materials: Iterable[str]) -> set[str]:
    """The papers that `materials` are: one that an item brings up to date is the same paper before and after."""
    return {catalog.materials[material].updates or material for material in materials}


def _is_held_or_made(material: Material) -> bool:
    return material.from_library or material.made


def _asked(catalog: Catalog, item: ServiceItem) -> tuple[str, ...]:
    """Elements on an item's own form."""
    shared = (element for block in item.blocks for element in catalog.blocks[block].elements)
    return tuple(dict.fromkeys((*shared, *item.own)))


def _listed(item: ServiceItem) -> tuple[str, ...]:
    return (*item.main, *(deferrable.material for deferrable in item.deferrable))


def _sections(catalog: Catalog, chosen: Sequence[ServiceItem], *, agent: bool) -> Iterator[Section]:
    askers = _element_askers(catalog, chosen, agent=agent)
    placed: set[str] = set()
    wanted = {block for item in chosen for block in item.blocks}
    for block in catalog.blocks.values():
        if block.id in wanted and (agent or block.id != catalog.agent_block):
            fields = _fields(catalog, chosen, block.elements, askers, placed)
            yield Section(id=block.id, label=block.label, fields=fields, shown_if=block.shown_if)
    for item in chosen:
        fields = _fields(catalog, chosen, item.own, askers, placed)
        if fields:
            yield Section(id=item.id, label=item.name, fields=fields)


def _element_askers(catalog: Catalog, chosen: Sequence[ServiceItem], *, agent: bool) -> _Askers:
    """Who asks the applicant or another item for each element, in the order of the choice."""
    askers: dict[str, tuple[str, ...]] = {}
    hidden = () if agent or not catalog.agent_block else catalog.blocks[catalog.agent_block].elements
    for item in chosen:
        for element in _asked(catalog, item):
            if element not in hidden and element not in item.result_elements:
                askers[element] = (*askers.get(element, ()), item.id)
    return askers


def _fields(
    catalog: Catalog, chosen: Sequence[ServiceItem], elements: Sequence[str], askers: _Askers, placed: set[str]
) -> tuple[FormField, ...]:
    """Fields for those of `elements` that somebody asks for and that have no place on the form yet."""
    fresh = [element for element in elements if element in askers and element not in placed]
    placed.update(fresh)
    return tuple(
        FormField(
            element=catalog.elements[element],
            items=askers[element],
            awaited_from=next((item.id for item in chosen if element in item.result_elements), ""),
        )
        for element in fresh
    )


def _materials(catalog: Catalog, chosen: Sequence[ServiceItem], *, agent: bool) -> Iterator[MaterialNeed]:
    order = dict.fromkeys(
        material
        for item in chosen
        for material in (*_listed(item), *_agent_papers(catalog, item, agent=agent))
        if material not in item.result_materials
    )
    for material in order:
        yield _need(catalog, chosen, material, agent=agent)


def _agent_papers(catalog: Catalog, item: ServiceItem, *, agent: bool) -> tuple[str, ...]:
    return catalog.agent_materials if agent and catalog.agent_block in item.blocks else ()


def _need(catalog: Catalog, chosen: Sequence[ServiceItem], material: str, *, agent: bool) -> MaterialNeed:
    needing, decisive = [], []
    deferrable: list[tuple[str, Deferrable]] = []
    for item in chosen:
        if material in item.result_materials:
            continue
        allowed = _allowed(item, material)
        if allowed is not None:
            deferrable.append((item.id, allowed))
        elif material in _listed(item) or material in _agent_papers(catalog, item, agent=agent):
            decisive.append(item.id)
        else:
            continue
        needing.append(item.id)
    return MaterialNeed(
        material=material,
        name=catalog.materials[material].name,
        items=tuple(needing),
        decisive_for=tuple(decisive),
        deferrable_for=tuple(deferrable),
        awaited_from=next((item.id for item in chosen if material in item.result_materials), ""),
        made=catalog.materials[material].made,
        template=catalog.materials[material].template,
    )


def _allowed(item: ServiceItem, material: str) -> Deferrable | None:
    """How long `item` lets `material` wait; never for an instant item, which decides on the spot."""
    if item.case_type is CaseType.INSTANT or material in item.main:
        return None
    return next((entry for entry in item.deferrable if entry.material == material), None)
