"""A window's store with a large ledger: every operation came through the feed, the fold and the projector.

Built once and kept in `build/ledger`, under a name made of all that what is stored depends on.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from benchmarks.desk_place import DeskPlace, KeysHere
from benchmarks.ledger_stories import People, Told, Wish, tell
from client.store.store import Store
from forms.calendar import add_working_days
from forms.catalog.package import build
from forms.rulebook import Rulebook
from sync.wire import PROTOCOL, ExchangeReply, FeedEntry

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "ledger"
DAY = "2026-11-23"
"""The Monday on which the ledger is opened."""

_BATCH = 2000
"""Operations of one exchange while catching up."""

_CODE = ("client/store", "forms/journal", "resources/catalog", "benchmarks/ledger_st*.py")

_PLAIN = Wish(items=("RE-QUERY",))
_DEFERRED = (
    (Wish(items=("FOOD-LIC",), deferred=("M-HEALTH",)), 5),
    (Wish(items=("FOOD-LIC", "SIGN"), deferred=("M-PREM", "M-HEALTH")), 3),
    (Wish(items=("DRAIN",), deferred=("M-DRAINT", "M-DRAINOK")), 5),
    (Wish(items=("SIGN",), deferred=("M-SIGNSAFE",)), 5),
    (Wish(items=("FIRE-OPEN",), deferred=("M-FIREP",)), 5),
    (Wish(items=("GJJ-LOAN",), deferred=("M-INCOME",)), 5),
    (Wish(items=("NURSE",), deferred=("M-PHYS", "M-EMPLOY")), 3),
)
"""What is deferred, and for how many working days at most."""

_SHARE_ARRIVED = 0.1
_AGO = 15
"""Open deferrals were accepted within so many working days."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """How many applications, and how many deferrals of them are open; some more have ended."""

    applications: int
    open_deferrals: int

    @property
    def ended(self) -> int:
        """Applications whose deferrals have all passed."""
        return self.applications // 20


FULL = Size(applications=200_000, open_deferrals=20_000)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Where a built store lies; `built_s` seconds it took, 0 when it was there."""

    folder: Path
    keys: KeysHere
    built_s: float


def kept_store(size: Size, *, place: Path = KEPT, say: Callable[[str], None] = lambda _text: None) -> Kept:
    """The folder of a store of `size` below `place`, built unless it is there."""
    folder = place / f"{size.applications}-{size.open_deferrals}-{_fingerprint()}"
    noted = folder.with_suffix(".keys")
    if noted.exists():
        keys = KeysHere()
        keys.kept = msgspec.json.decode(noted.read_bytes(), type=dict[str, str])
        return Kept(folder=folder, keys=keys, built_s=0.0)
    shutil.rmtree(place, ignore_errors=True)
    keys = KeysHere()
    begun = time.perf_counter()
    _build(folder, keys, size, say)
    noted.write_bytes(msgspec.json.encode(keys.kept))
    return Kept(folder=folder, keys=keys, built_s=time.perf_counter() - begun)


def _fingerprint() -> str:
    hashed = hashlib.sha256()
    for pattern in _CODE:
        found = sorted(ROOT.glob(pattern)) if "*" in pattern else sorted((ROOT / pattern).rglob("*.*"))
        for path in found:
            if "__pycache__" not in path.parts:
                hashed.update(path.read_bytes())
    return hashed.hexdigest()[:16]


def _build(folder: Path, keys: KeysHere, size: Size, say: Callable[[str], None]) -> None:
    place = DeskPlace(folder, keys)
    catalog = place.desk.catalog(place.desk.current_catalog())
    rules = Rulebook(catalog, catalog_id=build(catalog).id)
    taken = 0
    for number, reply in enumerate(_replies(rules, size)):
        taken += place.store.sync.take(reply)
        if number % 50 == 0:
            say(f"{taken} operations")
    _close(place.store, place)


def _close(store: Store, place: DeskPlace) -> None:
    """Fold the WAL in, so that a copy of the folder is whole."""
    store.journal._database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    place.close()


def _replies(rules: Rulebook, size: Size) -> Iterator[ExchangeReply]:
    """What the centre feeds, in exchanges of `_BATCH` operations."""
    batch: list[FeedEntry] = []
    for number, entry in enumerate(_entries(rules, size), start=1):
        batch.append(msgspec.structs.replace(entry, feed_seq=number))
        if len(batch) == _BATCH:
            yield _reply(batch)
            batch = []
    yield _reply(batch)


def _reply(batch: list[FeedEntry]) -> ExchangeReply:
    return ExchangeReply(
        protocol=PROTOCOL,
        results=(),
        feed=tuple(batch),
        cursor=str(batch[-1].feed_seq if batch else 0),
        more=True,
        expects=1,
        server_wall=0,
        server_day=DAY,
    )


def _entries(rules: Rulebook, size: Size) -> Iterator[FeedEntry]:
    people = People(seed=4)
    for told, day in _stories(rules, size):
        person = people.person(day, operations=len(told.operations))
        for number, data in enumerate(told.retold(person)):
            yield FeedEntry(
                feed_seq=0,
                rev=number + 1,
                device=person.device,
                epoch=1,
                dseq=person.dseq + number,
                operation=msgspec.Raw(data),
            )


def _stories(rules: Rulebook, size: Size) -> Iterator[tuple[Told, str]]:
    """The stories of `size`, mixed as a year mixes them."""
    chance = random.Random(44)
    days = [add_working_days(rules.source.calendar, DAY, -ago) for ago in range(200)]
    told: dict[tuple[Wish, str], Told] = {}

    def of(wish: Wish, day: str) -> tuple[Told, str]:
        if (wish, day) not in told:
            told[wish, day] = tell(rules, wish, day=day)
        return told[wish, day], day

    wishes = [*_open(chance, size.open_deferrals), *_ended(chance, size.ended)]
    wishes += [(_PLAIN, chance.randrange(len(days))) for _ in range(size.applications - len(wishes))]
    chance.shuffle(wishes)
    for wish, ago in wishes:
        yield of(wish, days[ago])


def _open(chance: random.Random, count: int) -> Iterator[tuple[Wish, int]]:
    """Wishes with `count` deferrals in all that have not ended, and how many working days ago they were accepted."""
    left = count
    while left > 0:
        wish, most = chance.choice(_DEFERRED)
        deferred = wish.deferred[:left]
        left -= len(deferred)
        arrives = chance.random() < _SHARE_ARRIVED
        days = chance.randint(1, most)
        ago = chance.randrange(_AGO) if chance.random() < 0.4 else chance.randrange(days + 1)
        yield Wish(items=wish.items, deferred=deferred, days=days, arrives=arrives), ago


def _ended(chance: random.Random, count: int) -> Iterator[tuple[Wish, int]]:
    for _ in range(count):
        wish, most = chance.choice(_DEFERRED)
        yield Wish(items=wish.items, deferred=wish.deferred, days=most, passes=True), chance.randrange(_AGO, 120)
