"""Makes a catalog of what a source says, whatever the source is: a folder of YAML sheets or an Excel workbook.

A reader brings the content of every sheet as plain text, lists and mappings, and knows where each part of it stands.
Here the content gets the types of the model and is checked; what is wrong is told by place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from forms.catalog.checks import faults
from forms.catalog.faults import Ids, Place
from forms.catalog.limits import MAX_CONDITIONS, MAX_ENTRIES, MAX_FAULTS, MAX_ID
from forms.catalog.model import (
    FORMAT,
    Block,
    Catalog,
    Department,
    Hall,
    Material,
    Party,
    ServiceItem,
    Situation,
    Theme,
    WorkCalendar,
)
from forms.catalog.shape import Content, Wrong, shaped
from forms.elements.element import DataElement
from forms.message import Message, message

SHEETS: Mapping[str, type[msgspec.Struct]] = {
    "departments": Department,
    "parties": Party,
    "blocks": Block,
    "elements": DataElement,
    "materials": Material,
    "situations": Situation,
    "themes": Theme,
    "items": ServiceItem,
}
"""The sheets that are tables of things by id, and what each of their entries is."""


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts for an applicant: the question that says so, the block that names them, the papers they bring."""

    situation: str
    block: str
    materials: tuple[str, ...]


class HallSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The sheet `hall`: whose catalog this is, which edition, its areas, and its rule for agents."""

    version: str
    hall: Hall
    areas: tuple[str, ...]
    agent: Agent


@dataclass(frozen=True, kw_only=True)
class RawCatalog:
    """What a source says, before it has types.

    `tables` has a mapping from id to content for each of `SHEETS` that could be read, in reading order; an id that is
    declared twice has its first content. `hall` and `calendar` are None when they could not be read.
    `templates` are texts by name; `unreadable_templates` are there but could not be read.
    """

    tables: Mapping[str, Mapping[str, Content]]
    hall: Content | None
    calendar: Content | None
    templates: Mapping[str, str]
    unreadable_templates: frozenset[str] = frozenset()


def assemble(raw: RawCatalog, wrong: Wrong) -> Catalog | None:
    """The catalog that `raw` describes, without the entries that do not fit; `wrong` is told everything.

    None when a whole sheet is missing or does not fit: what refers to it then cannot be judged; and when there are
    more than `MAX_FAULTS` faults. A place that `wrong` gets begins with the sheet, then the id, then fields, keys and
    indexes inside.
    """
    tell = _Teller(wrong)
    try:
        catalog = _typed(raw, tell)
        if catalog is not None:
            _check(catalog, raw, tell)
    except _Enough:
        wrong((), message("catalog.more_faults", limit=MAX_FAULTS))
        return None
    return catalog


class _Enough(Exception):
    """More was wrong than is told."""


class _Teller:
    """Tells the first `MAX_FAULTS`, then ends the reading: who has more begins with those."""

    def __init__(self, wrong: Wrong) -> None:
        self._wrong = wrong
        self._told = 0

    def __call__(self, place: Place, wrong: Message) -> None:
        if self._told == MAX_FAULTS:
            raise _Enough
        self._told += 1
        self._wrong(place, wrong)


def _check(catalog: Catalog, raw: RawCatalog, tell: Wrong) -> None:
    conditions = len(_conditions(catalog))
    if conditions > MAX_CONDITIONS:
        tell((), message("catalog.too_many_conditions", count=conditions, limit=MAX_CONDITIONS))
        return
    for fault in faults(catalog, known=_declared(raw)):
        tell(fault.place, fault.message)


def _typed(raw: RawCatalog, wrong: Wrong) -> Catalog | None:
    tables = {name: _table(name, content, wrong) for name, content in raw.tables.items()}
    hall = None if raw.hall is None else shaped(raw.hall, HallSheet, ("hall",), wrong)
    calendar = None if raw.calendar is None else shaped(raw.calendar, WorkCalendar, ("calendar",), wrong)
    if hall is None or calendar is None or tables.keys() != SHEETS.keys() or None in tables.values():
        return None
    return Catalog(
        format=FORMAT,
        version=hall.version,
        hall=hall.hall,
        areas=hall.areas,
        calendar=calendar,
        templates=raw.templates,
        agent_situation=hall.agent.situation,
        agent_block=hall.agent.block,
        agent_materials=hall.agent.materials,
        order={name: tuple(table) for name, table in tables.items() if table is not None},
        **tables,  # type: ignore[arg-type]
    )


def _conditions(catalog: Catalog) -> set[str]:
    """The different conditions of `catalog`."""
    texts = {block.shown_if for block in catalog.blocks.values()}
    texts |= {material.needed_if for material in catalog.materials.values()}
    texts |= {wanted.wanted_if for theme in catalog.themes.values() for wanted in theme.items}
    texts |= {theme.quick_if for theme in catalog.themes.values()}
    for element in catalog.elements.values():
        texts |= {element.shown_if, element.required_if, element.computed}
        texts |= {constraint.holds for constraint in element.constraints}
    return texts - {""}


def _table(name: str, content: Mapping[str, Content], wrong: Wrong) -> dict[str, msgspec.Struct] | None:
    if len(content) > MAX_ENTRIES:
        wrong((name,), message("catalog.too_many_entries", table=name, count=len(content), limit=MAX_ENTRIES))
        return None
    table: dict[str, msgspec.Struct] = {}
    for key, body in content.items():
        if not 1 <= len(key) <= MAX_ID:
            wrong((name, key), message("catalog.id_length", id=key[:MAX_ID], limit=MAX_ID))
            continue
        entry = shaped(body, SHEETS[name], (name, key), wrong, key=key)
        if entry is not None:
            table[key] = entry
    return table


def _declared(raw: RawCatalog) -> Ids:
    """Every id that a sheet declares, even where its entry is broken: a reference to it is no second error."""
    ids = {name: frozenset(table) for name, table in raw.tables.items()}
    return ids | {"templates": frozenset(raw.templates) | raw.unreadable_templates}


def known_place(place: Place, places: Mapping[Place, object]) -> Place:
    """`place`, or the innermost place around it that is in `places`; () when there is none."""
    while place and place not in places:
        place = place[:-1]
    return place
