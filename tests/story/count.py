"""The counting program: opens the client's encrypted journal and the centre's database itself, and compares them.

It shares no code with the product: it reads both files with SQL, takes the key from the key ring, and hashes every
byte anew. `python -m tests.story.count --client FOLDER --centre FOLDER` prints JSON; 0 when nothing is lost or doubled.

Lost is what the client was answered for and the centre has not (or has otherwise): an operation, an application, a
case, a scan; and an operation of the centre that never came down. Doubled is a second effect of one thing: the
same fact under another identity, a second acceptance of one application, one receipt or case number given twice.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keyring
from sqlcipher3 import dbapi2

KEYRING_SERVICE = "Yichuang"
JOURNAL, SALT_BYTES = "journal.db", 16
CENTRE = "central.sqlite"

Identity = tuple[str, int, int]


@dataclass(frozen=True)
class Fact:
    """One operation as it lies in a file; `sha256` is computed here over the stored bytes."""

    identity: Identity
    stream: str
    kind: str
    outcome: str
    sha256: str
    envelope: dict[str, Any]

    @property
    def effect(self) -> str:
        """What it says, whatever its number: the random salt makes two equal ones the same fact."""
        said = {name: self.envelope.get(name) for name in ("stream", "kind", "salt", "body")}
        return json.dumps(said, sort_keys=True)


@dataclass(frozen=True)
class Window:
    """What the client holds."""

    device: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Centre:
    """What the centre holds: `applications` by id with receipt number, `cases` (application, item, number)."""

    facts: tuple[Fact, ...]
    applications: dict[str, str]
    cases: tuple[tuple[str, str, str], ...]
    scans: frozenset[str]


@dataclass(frozen=True)
class Count:
    """The numbers of `summary.json`; `waiting` operations have no answer yet."""

    applications: int
    cases: int
    deferrals_opened: int
    deferrals_closed: int
    operations_sent: int
    operations_at_central: int
    lost: int
    duplicated: int
    waiting: int


def count(client: Path, centre: Path) -> Count:
    """Open both and compare."""
    window, held = read_window(client), read_centre(centre)
    own = [fact for fact in window.facts if fact.identity[0] == window.device]
    whole = {(fact.identity, fact.sha256) for fact in held.facts}
    distinct = {fact.effect: fact for fact in reversed(held.facts)}.values()
    return Count(
        applications=len(held.applications),
        cases=len(held.cases),
        deferrals_opened=sum(len(fact.envelope["body"]["deferrals"]) for fact in _acceptances(distinct)),
        deferrals_closed=sum(fact.kind == "deferral_passed" for fact in distinct),
        operations_sent=sum(bool(fact.outcome) for fact in own),
        operations_at_central=sum((fact.identity, fact.sha256) in whole for fact in own),
        lost=_lost(window, held),
        duplicated=_duplicated(held),
        waiting=sum(not fact.outcome for fact in own),
    )


def _lost(window: Window, centre: Centre) -> int:
    whole = {(fact.identity, fact.sha256) for fact in centre.facts}
    answered = [fact for fact in window.facts if fact.outcome]
    up = sum((fact.identity, fact.sha256) not in whole for fact in answered)
    known = {fact.effect for fact in window.facts}
    down = sum(fact.stream.startswith("application/") and fact.effect not in known for fact in centre.facts)
    streams = {fact.stream.removeprefix("application/") for fact in answered if fact.stream.startswith("application/")}
    applications = len(streams - set(centre.applications))
    expected = {
        (fact.stream.removeprefix("application/"), case["item"])
        for fact in _acceptances(answered)
        for case in fact.envelope["body"]["cases"]
    }
    cases = len(expected - {(application, item) for application, item, _ in centre.cases})
    scans = {scan for fact in answered for scan in fact.envelope["needs_blobs"]}
    return up + down + applications + cases + len(scans - centre.scans)


def _duplicated(centre: Centre) -> int:
    effects = Counter(fact.effect for fact in centre.facts)
    distinct = {fact.effect: fact for fact in centre.facts}.values()
    acceptances = Counter(fact.stream for fact in _acceptances(distinct))
    receipts = Counter(number for number in centre.applications.values() if number)
    numbers = Counter(number for _, _, number in centre.cases if number)
    return sum(_beyond_one(counted) for counted in (effects, acceptances, receipts, numbers))


def _beyond_one(counted: Counter[str]) -> int:
    return sum(times - 1 for times in counted.values())


def _acceptances(facts: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.kind == "application_accepted"]


def read_window(folder: Path) -> Window:
    """The client's journal, with its key from the key ring."""
    path = folder / JOURNAL
    with path.open("rb") as file:
        salt = file.read(SALT_BYTES).hex()
    key = keyring.get_password(KEYRING_SERVICE, f"store-{salt}")
    if key is None:
        raise SystemExit(f"the key ring has no key for {path}")
    with closing(dbapi2.connect(str(path))) as database:
        database.execute(f"PRAGMA key = \"x'{key}'\"")
        database.execute("PRAGMA query_only = ON")
        (device,) = database.execute("SELECT value FROM meta WHERE name = 'device'").fetchone()
        rows = database.execute("SELECT device, epoch, dseq, stream, kind, outcome, data FROM operations").fetchall()
    return Window(device=device, facts=_facts(rows))


def read_centre(folder: Path) -> Centre:
    """The centre's database."""
    with closing(dbapi2.connect(str(folder / CENTRE))) as database:
        database.execute("PRAGMA query_only = ON")
        ledger = database.execute("SELECT device, epoch, dseq, stream, kind, outcome, bytes FROM ledger").fetchall()
        states = database.execute("SELECT id, state FROM application").fetchall()
        cases = database.execute("SELECT application, item, case_number FROM case_queue").fetchall()
        runs = database.execute("SELECT sha256, data FROM scan_bytes ORDER BY sha256, start").fetchall()
    return Centre(
        facts=_facts(ledger),
        applications={name: json.loads(state).get("receipt_number", "") for name, state in states},
        cases=tuple(cases),
        scans=_whole_scans(runs),
    )


def _facts(rows: Sequence[tuple[Any, ...]]) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            identity=(device, epoch, dseq),
            stream=stream,
            kind=kind,
            outcome=outcome,
            sha256=hashlib.sha256(data).hexdigest(),
            envelope=json.loads(data),
        )
        for device, epoch, dseq, stream, kind, outcome, data in rows
    )


def _whole_scans(runs: Sequence[tuple[str, bytes]]) -> frozenset[str]:
    hashes: dict[str, Any] = {}
    for name, data in runs:
        hashes.setdefault(name, hashlib.sha256()).update(data)
    return frozenset(name for name, hashed in hashes.items() if hashed.hexdigest() == name)


def main(arguments: Sequence[str]) -> int:
    """Print the count; 0 when nothing is lost or doubled."""
    parser = argparse.ArgumentParser(prog="python -m tests.story.count", description=__doc__)
    parser.add_argument("--client", type=Path, required=True)
    parser.add_argument("--centre", type=Path, required=True)
    asked = parser.parse_args(arguments)
    counted = count(asked.client, asked.centre)
    sys.stdout.write(json.dumps(asdict(counted), indent=2) + "\n")
    return 0 if counted.lost == counted.duplicated == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
