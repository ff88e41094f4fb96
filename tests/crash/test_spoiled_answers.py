"""The centre answers 500, a portal answers, a reply is cut or comes twice: the link says so, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crash.faulty_gate import Fault, FaultyGate
from tests.story.applicant import SHOP
from tests.story.centre import Centre
from tests.story.child import Child
from tests.story.desk_steps import CLERK_MODULE, all_sent, begin, counted, done, signed_in_with_catalog
from tests.story.place import Place
from tests.story.waiting import until


@dataclass(frozen=True)
class Line:
    """A clerk who works through the gate."""

    place: Place
    gate: FaultyGate
    clerk: Child


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    place = Place(Path(tmp_path_factory.mktemp("gate")))
    centre = Centre(place)
    gate = FaultyGate(centre.port)
    with place.start_clerk(CLERK_MODULE, central=gate.url) as clerk:
        signed_in_with_catalog(clerk)
        yield Line(place, gate, clerk)
    gate.close()
    centre.stop()


@pytest.fixture(autouse=True)
def _healed_afterwards(line: Line) -> Iterator[None]:
    yield
    line.gate.fault = Fault.NONE


@pytest.mark.parametrize(
    ("fault", "state", "code"),
    [
        (Fault.CENTRE_500, "centre_fault", "centre.fault"),
        (Fault.GATEWAY_500, "centre_fault", "sync.gateway"),
        (Fault.PORTAL, "not_our_server", "sync.portal"),
        (Fault.LOST_PORTAL, "not_our_server", "sync.portal"),
        (Fault.HALF, "weak", "sync.torn"),
    ],
)
def test_an_answer_that_does_not_count_changes_nothing(line: Line, fault: Fault, state: str, code: str) -> None:
    before = counted(line.place)
    line.gate.fault, line.gate.spoiled = fault, 0
    application = _work(line.clerk)
    link = until(lambda: _says(line.clerk, state, code), f"{state}, {code}", seen=lambda: line.clerk.do("link"))
    assert all(link["says"]), link
    assert line.gate.spoiled
    assert line.clerk.do("outbox")["operations"] > 0
    assert line.clerk.do("application", application=application)["values"]["shop_name"]["value"] == SHOP
    line.gate.fault = Fault.NONE
    all_sent(line.clerk)
    assert line.clerk.do("link")["state"] in ("online", "weak")
    _one_more(line.place, before)


@pytest.mark.parametrize("fault", [Fault.REPLY_TWICE, Fault.REQUEST_TWICE])
def test_what_comes_twice_counts_once(line: Line, fault: Fault) -> None:
    before = counted(line.place)
    line.gate.fault, line.gate.spoiled = fault, 0
    _work(line.clerk)
    until(lambda: _exchanged(line, 1), "an exchange that came twice")
    _work(line.clerk)
    until(lambda: _exchanged(line, 3), "more of them")
    line.gate.fault = Fault.NONE
    all_sent(line.clerk)
    _one_more(line.place, before, applications=2)


def _work(clerk: Child) -> str:
    application = begin(clerk)
    done(clerk.do("fill", application=application, texts={"shop_name": SHOP}))
    return application


def _says(clerk: Child, state: str, code: str) -> dict[str, list[str]]:
    link: dict[str, list[str]] = clerk.do("link")
    if link["state"] == state and code in link["codes"]:
        return link
    clerk.do("sync_now")
    return {}


def _exchanged(line: Line, times: int) -> bool:
    line.clerk.do("sync_now")
    return line.gate.spoiled >= times


def _one_more(place: Place, before: dict[str, int], *, applications: int = 1) -> None:
    after = counted(place)
    assert after["applications"] == before["applications"] + applications
    assert (after["lost"], after["duplicated"], after["waiting"]) == (0, 0, 0)
