"""How long does a catalog of 1,000 items take: to load, and to find one of its items?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from benchmarks.desk_place import DeskPlace, KeysHere
from benchmarks.harness import Row, timed
from client.house import RESOURCES
from forms.catalog.model import Catalog
from forms.catalog.package import build, open_signed, sign
from forms.catalog.publisher_key import new_private_key, public_key
from forms.catalog.search import CatalogIndex
from forms.catalog.source import read_source
from forms.pinyin import initials, pinyin_keys
from tests.support.large_catalogs import many_items

LOAD_LIMIT_MS = 150.0
FIND_LIMIT_MS = 10.0
ITEMS = 1000
WARM_UP = 2


def measure(folder: Path, *, loads: int, finds: int) -> list[Row]:
    """The p95 of both ways to load, and of each way to find."""
    catalog = many_items(read_source(RESOURCES / "catalog"), ITEMS)
    return [*_loading(catalog, folder, loads), *_finding(catalog, finds)]


def _loading(catalog: Catalog, folder: Path, turns: int) -> Iterator[Row]:
    """From a signed file, as it arrives; and from the store, as at every start, until rules can be asked."""
    private, package = new_private_key(), build(catalog)
    signed, trusted = sign(package.data, private), [public_key(private)]
    samples = _taken(turns, lambda: len(open_signed(signed, trusted=trusted, expected_id=package.id).catalog.items))
    yield timed("load: a signed package of 1,000 items", samples, limit=LOAD_LIMIT_MS)
    place = DeskPlace(folder / "load", KeysHere(), catalog=catalog)
    try:
        samples = _taken(turns, lambda: len(place.again().catalog(package.id).items))
        yield timed("load: 1,000 items at the start of the desk", samples, limit=LOAD_LIMIT_MS)
    finally:
        place.close()


def _taken(turns: int, load: Callable[[], int]) -> list[float]:
    samples = []
    for _ in range(turns + WARM_UP):
        begun = time.perf_counter()
        count = load()
        samples.append((time.perf_counter() - begun) * 1000)
        if count != ITEMS:
            raise RuntimeError(f"{count} items were read")
    return samples[WARM_UP:]


def _finding(catalog: Catalog, turns: int) -> Iterator[Row]:
    """Every key press is a search: names begun with one character, with two, and so on, of items in turn."""
    index = CatalogIndex(catalog)
    index.warm_up()
    names = [item.name.zh for item in islice(catalog.items.values(), 0, None, 7)]
    ways = {
        "Chinese": names,
        "pinyin": [pinyin_keys(name)[-1] for name in names],
        "initials": [initials(name)[0] for name in names],
    }
    for way, texts in ways.items():
        samples = []
        for query in islice(cycle(_begun(texts)), turns):
            begun = time.perf_counter()
            hits = index.find(query)
            samples.append((time.perf_counter() - begun) * 1000)
            if not hits:
                raise RuntimeError(f"{query} was not found")
        yield timed(f"find: one of 1,000 items by {way}", samples, limit=FIND_LIMIT_MS)


def _begun(texts: list[str]) -> list[str]:
    return [text[: 1 + number % len(text)] for number, text in enumerate(texts)]
