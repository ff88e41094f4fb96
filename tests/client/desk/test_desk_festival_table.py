"""The table of due days, through the real window and the real centre: accepted, paused and let go on day by day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest
from msgspec.structs import replace

from client.desk.scan_reader import ChildScanReader
from forms.catalog.model import CaseType, Catalog, Term
from forms.journal.commands import PauseCase
from forms.journal.state import ApplicationState, digest
from sync.central.demo import seed
from tests.client.desk.desk_given import QUERY_TYPED
from tests.client.desk.desk_hall import Hall, Pc
from tests.support.accepted_papers import shipped_catalog
from tests.support.festival_table import ROWS
from tests.support.publisher import KEY, published

VECTORS = [
    ["2024-03-04", "wd", "5", "-", "2024-03-11"],
    ["2024-03-08", "wd", "1", "-", "2024-03-11"],
    ["2024-03-09", "wd", "5", "-", "2024-03-15"],
    ["2024-03-04", "wd", "5", "2024-03-05/2024-03-07", "2024-03-13"],
]
"""Monday: next Monday; Friday at 17:00: Monday; Saturday, the hall open: Friday; paused from Tuesday to Thursday."""

TABLE = sorted([*VECTORS, *ROWS])


def catalog() -> Catalog:
    """One item for each term of the table; the law gives as long as the hall promises."""
    shipped = shipped_catalog()
    query = shipped.items["RE-QUERY"]
    terms = {_item(unit, days): Term(days=int(days), unit=unit) for _, unit, days, _, _ in TABLE}
    items = {
        name: replace(query, id=name, case_type=CaseType.PROMISED, promised=term, legal=term, main=("M-APP",))
        for name, term in terms.items()
    }
    calendar = replace(shipped.calendar, first="2024-01-01")
    order = {**shipped.order, "items": (*shipped.items, *items)}
    return replace(shipped, items={**shipped.items, **items}, calendar=calendar, order=order)


def _item(unit: str, days: str) -> str:
    return f"T-{unit}-{days}"


def at(day: str, *, hour: int = 9) -> int:
    """UTC ms of an hour of a day in the hall."""
    moment = datetime.fromisoformat(day).replace(hour=hour, tzinfo=timezone(timedelta(hours=8)))
    return int(moment.astimezone(UTC).timestamp() * 1000)


@pytest.fixture
def hall(tmp_path: Path, reader: ChildScanReader, light_passwords: None) -> Hall:
    hall = Hall(tmp_path / "hall", reader=reader, wall=at("2024-03-01"))
    hall.kept.publishers.add(KEY)
    package = published(catalog())
    hall.kept.catalogs.publish(package.id, version="table", data=package.data)
    seed(hall.kept, {})
    return hall


def test_window_and_centre_name_the_day_that_a_person_counts(hall: Hall) -> None:
    """Every row lives its days: accepted on the first, paused and let go on, all rows side by side as they come."""
    pc = hall.pc()
    begun: dict[int, str] = {}
    for day, events in groupby(sorted(_events()), key=itemgetter(0)):
        hall.wall = at(day, hour=17 if day == "2024-03-08" else 9)
        pc.sign_in()
        pc.sync()
        for _, number, what in events:
            if what == "accept":
                begun[number] = accepted(pc, _item(*TABLE[number][1:3]))
            else:
                act(hall, begun[number], what)
        pc.sync()
    wrong = {number: _days(hall, pc, application) for number, application in begun.items()}
    assert wrong == {number: (row[4],) * 4 for number, row in enumerate(TABLE)}
    hall.close()


def _events() -> list[tuple[str, int, str]]:
    events = []
    for number, (start, _, _, pause, _) in enumerate(TABLE):
        events.append((start, number, "accept"))
        if pause != "-":
            first, last = pause.split("/")
            events += [(first, number, "pause"), (last, number, "resume")]
    return events


def accepted(pc: Pc, item: str) -> str:
    application = pc.begin(theme="", items=(item,), answers={"q_agent": False})
    pc.fill(application, QUERY_TYPED)
    pc.accept(application)
    return application


def act(hall: Hall, application: str, what: str) -> None:
    state = hall.kept.applications.state(application)
    assert state is not None
    (item,) = state.cases
    if what == "pause":
        command = PauseCase(item=item, procedure="hearing", reason="听证")
        hall.review.pause_case(hall.reviewer, application, command)
    else:
        hall.review.resume_case(hall.reviewer, application, item=item)


def _days(hall: Hall, pc: Pc, application: str) -> tuple[str, ...]:
    """The promised and the legal day as the window has them, then as the centre has them."""
    mine, theirs = pc.state(application), hall.kept.applications.state(application)
    assert theirs is not None and digest(mine) == digest(theirs) and not theirs.objections
    return (*_of(mine), *_of(theirs))


def _of(state: ApplicationState) -> tuple[str, str]:
    (case,) = state.cases.values()
    return case.promised_due, case.legal_due
