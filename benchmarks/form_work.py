"""How long does the work behind a form take, without a window: to unify items, and to check one change?"""

from __future__ import annotations

import random
import time
from pathlib import Path

from benchmarks.desk_place import DeskPlace, KeysHere
from benchmarks.harness import Row, timed
from client.desk import filling
from client.house import RESOURCES
from forms.catalog.source import read_source
from forms.elements.element import DataElement, ElementKind
from forms.journal.decision import Refusal
from forms.unify.compiled_form import CompiledForm
from forms.unify.unify import unify
from forms.values import Value
from tests.support.large_catalogs import FIELDS, THEME, large_form

UNIFY_LIMIT_MS = 5.0
CHANGE_LIMIT_MS = 2.0
WARM_UP = 10
RESTAURANT = "C-RESTAURANT"

VALUES: dict[ElementKind, tuple[Value, Value]] = {
    ElementKind.TEXT: ("江州市解放路 21 号", "人民路 8 号"),
    ElementKind.ONE_OF: ("resident", "passport"),
    ElementKind.DECIMAL: ("12.5", "80"),
    ElementKind.YES_NO: (True, False),
    ElementKind.DATE: ("2026-01-01", "2026-12-31"),
    ElementKind.PHONE: ("13912345678", "1391234567"),
    ElementKind.INTEGER: (1, 3),
    ElementKind.IDENTITY: ("11010519491231002X", "110105194912310021"),
    ElementKind.MONEY: ("1250.50", "99"),
}


def measure(folder: Path, *, turns: int) -> list[Row]:
    """The p95 of both."""
    return [_unifying(turns), _changing(folder, turns)]


def _unifying(turns: int) -> Row:
    """Unify, compile and work out the six items of the restaurant, nothing kept from the turn before."""
    catalog = read_source(RESOURCES / "catalog")
    items = tuple(entry.item for entry in catalog.themes[RESTAURANT].items)
    samples = []
    for _ in range(turns + WARM_UP):
        begun = time.perf_counter()
        CompiledForm(unify(catalog, items=items, answers={}), catalog).now({}, {})
        samples.append((time.perf_counter() - begun) * 1000)
    return timed("unify: the six items of the restaurant", samples[WARM_UP:], limit=UNIFY_LIMIT_MS)


def _changing(folder: Path, turns: int) -> Row:
    """Any field in turn gets another value: conditions, checks, what is missing, and all that a screen shows of it."""
    place = DeskPlace(folder / "change", KeysHere(), catalog=large_form(read_source(RESOURCES / "catalog")))
    try:
        application, elements = _filled(place)
        chance, patch, samples = random.Random(20261123), dict[str, Value | None](), []
        for turn in range(turns + WARM_UP):
            element = elements[chance.randrange(len(elements))]
            patch[element.id] = VALUES[element.kind][turn % 2]
            begun = time.perf_counter()
            view = filling.editor_view(place.desk, application, patch)
            samples.append((time.perf_counter() - begun) * 1000)
        _assert_whole(sum(len(section.fields) for section in view.sections))
        return timed("change: one of 150 fields, 40 conditions, checked", samples[WARM_UP:], limit=CHANGE_LIMIT_MS)
    finally:
        place.close()


def _filled(place: DeskPlace) -> tuple[str, list[DataElement]]:
    """An application of the large form with a value in every field that somebody types, and those fields."""
    state = place.begin(theme=THEME, answers={})
    fields = place.desk.rules(state.catalog).form(state.items, state.answers).fields()
    elements = [field.element for field in fields if not field.element.computed]
    typed = {element.id: VALUES[element.kind][0] for element in elements}
    if isinstance(filling.save(place.session, place.desk, state.id, typed), Refusal):
        raise RuntimeError("the form could not be filled in")
    return state.id, elements


def _assert_whole(fields: int) -> None:
    if fields != FIELDS:
        raise RuntimeError(f"{fields} fields were shown")
