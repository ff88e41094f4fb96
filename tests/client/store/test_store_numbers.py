"""Numbers of papers: every one ends used, void or returned, none comes twice, provisional ones are nobody else's."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_window import CLERK, DAY, Centre, Window, accepted

from client.store.migrations import journal_0003_numbers
from forms.journal.device import PaperPrinted
from forms.journal.issuing import PaperIssued, Served, ServiceFacts
from forms.journal.numbering import NumberBound, NumbersReturned, NumberVoided, is_provisional
from forms.notices.receipt_code import make_code, read_code

CHILD = Path(__file__).with_name("numbering_child.py")
PREFIX = "S1-W1-"
VIEWS = ("view_blocks", "view_carried", "view_ended", "view_provisional", "view_prints", "view_numbers")
SERVED = ServiceFacts(papers=(Served(title="受理通知书", number="1"),), way="直接送达", place="江州市")


def note(window: Window, *bodies: object) -> None:
    window.store.journal.commit_device(bodies, actor=CLERK, now=window.now())  # type: ignore[arg-type]


def accept(window: Window, application: str) -> str:
    number = window.store.numbers.next(DAY)
    window.begin(application)
    window.commit(application, accepted(number))
    return number


def shown(window: Window) -> list[object]:
    database = window.store.journal._database
    return [database.all(f"SELECT * FROM {view} ORDER BY 1, 2") for view in VIEWS]


def tallies(window: Window) -> list[tuple[int, int, int, int, int]]:
    """(size, used, void, returned, left) of each block; they must make up the size."""
    account = window.store.numbers.account()
    found = [(b.last - b.first + 1, b.used, b.void, b.returned, b.left) for b in account]
    assert all(size == sum(parts) for size, *parts in found), found
    return found


@pytest.fixture
def leased(window: Window, centre: Centre) -> Window:
    centre.lease(window.store.device.id, prefix=PREFIX, first=1, last=5)
    window.sync(centre)
    return window


def test_a_number_ends_used_void_or_returned(leased: Window) -> None:
    assert accept(leased, "a1").endswith("-00001")
    note(leased, NumberVoided(number=f"{PREFIX}20261123-00002", reason="卡纸"))
    assert leased.store.numbers.peek(DAY) == f"{PREFIX}20261123-00003"
    assert [leased.store.numbers.standing(f"{PREFIX}20261123-{n:05d}") for n in range(1, 7)] == [
        "used",
        "void",
        "next",
        "later",
        "later",
        "",
    ]
    assert tallies(leased) == [(5, 1, 1, 0, 3)]
    (rest,) = leased.store.numbers.rest()
    note(leased, NumbersReturned(prefix=rest.prefix, first=rest.first, last=rest.last, reason="撤窗"))
    assert tallies(leased) == [(5, 1, 1, 3, 0)]
    assert leased.store.numbers.peek(DAY) is None and leased.store.numbers.standing(f"{PREFIX}4") == "returned"
    before = shown(leased)
    leased.store.journal.rebuild()
    assert shown(leased) == before


def test_a_paper_after_the_intake_uses_a_number_of_its_own(leased: Window) -> None:
    accept(leased, "a1")
    number = leased.store.numbers.next(DAY)
    state = leased.commit("a1", PaperIssued(number=number, facts=SERVED))
    assert state.papers[-1].number == f"{number}-SD"
    assert leased.store.numbers.peek(DAY) == f"{PREFIX}20261123-00003"
    assert leased.store.views.by_receipt(number) == "a1"
    assert tallies(leased) == [(5, 2, 0, 0, 3)]


def test_a_number_made_from_another_is_none_of_the_block(leased: Window) -> None:
    number = accept(leased, "a1")
    leased.commit("a1", PaperIssued(number=f"{number}-4", facts=SERVED))
    assert leased.store.numbers.peek(DAY) == f"{PREFIX}20261123-00002"
    assert leased.store.views.by_receipt(f"{number}-4") == "a1" and tallies(leased) == [(5, 1, 0, 0, 4)]


def test_the_number_of_a_refused_acceptance_is_never_given_again_and_can_be_voided(
    leased: Window, centre: Centre
) -> None:
    centre.refuse.add("a1")
    number = accept(leased, "a1")
    leased.sync(centre)
    assert leased.store.numbers.standing(number) == "refused" and tallies(leased) == [(5, 1, 0, 0, 4)]
    note(leased, NumberVoided(number=number, reason="中心没有收下这次受理"))
    assert leased.store.numbers.standing(number) == "void" and tallies(leased) == [(5, 0, 1, 0, 4)]
    assert leased.store.numbers.peek(DAY) == f"{PREFIX}20261123-00002"
    before = shown(leased)
    leased.store.journal.rebuild()
    assert shown(leased) == before


def test_a_start_that_was_cut_off_between_lease_and_use_loses_no_number(leased: Window) -> None:
    given = leased.store.numbers.next(DAY)
    leased.begin("a1")
    leased.reopen()
    assert leased.store.numbers.next(DAY) == given == accept(leased, "a2")
    leased.reopen()
    assert leased.store.numbers.next(DAY) != given and tallies(leased) == [(5, 1, 0, 0, 4)]


def test_numbers_survive_being_killed_between_lease_and_use(leased: Window) -> None:
    """kill -9 at any moment, over the end of the block: each number once, none lost, the next one is new."""
    said: list[list[str]] = []
    for round_number in range(3):
        leased.store.close()
        said += killed_while_numbering(leased, round_number=round_number, lines=4, after=round_number * 0.013)
        leased.store = leased._opened()
        assert leased.store.journal.verify() == ()
    numbers = [number for _, number in said]
    stored = {row[0] for row in leased.store.journal._database.all("SELECT number FROM view_numbers")}
    assert len(numbers) >= 12 and len(set(numbers)) == len(numbers) and set(numbers) <= stored
    for application, number in said:
        assert leased.store.views.by_receipt(number) == application
    assert sum(map(is_provisional, numbers)) >= 7 and tallies(leased) == [(5, 5, 0, 0, 0)]
    assert leased.store.numbers.next(DAY) not in stored
    before = shown(leased)
    leased.store.journal.rebuild()
    assert shown(leased) == before


def killed_while_numbering(window: Window, *, round_number: int, lines: int, after: float) -> list[list[str]]:
    command = [sys.executable, str(CHILD), str(window.folder), str(round_number)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write(json.dumps(window.keys.secrets).encode() + b"\n")
    child.stdin.flush()
    said = [child.stdout.readline() for _ in range(lines)]
    time.sleep(after)
    child.kill()
    said += child.stdout.read().splitlines(keepends=True)
    child.wait()
    child.stdin.close()
    child.stdout.close()
    return [json.loads(line) for line in said if line.endswith(b"\n")]


def test_provisional_numbers_go_on_after_a_restart_and_are_no_other_windows(
    window: Window, other: Window, centre: Centre
) -> None:
    numbers = [accept(window, f"a{n}") for n in range(2)]
    window.reopen()
    numbers += [accept(window, "a3"), accept(other, "b1"), accept(other, "b2")]
    assert len(set(numbers)) == 5 and all(map(is_provisional, numbers))
    centre.lease(window.store.device.id, prefix=PREFIX, first=1, last=1)
    window.sync(centre)
    assert accept(window, "a4") == f"{PREFIX}20261123-00001"
    assert accept(window, "a5").endswith("〕1-0004")
    before = shown(window)
    window.store.journal.rebuild()
    assert shown(window) == before


def test_a_provisional_number_is_read_from_a_code_and_typed(window: Window) -> None:
    number = window.store.numbers.next(DAY)
    assert read_code(make_code(number)) == number
    assert read_code(number.lower()) == read_code(f" {number}-SJ ") == number


def test_a_bound_number_finds_the_application_and_changes_no_paper(window: Window, centre: Centre) -> None:
    number = accept(window, "a1")
    papers = window.store.journal.state("a1").papers
    window.sync(centre)
    centre.write("a1", NumberBound(provisional=number, number=f"{PREFIX}20261124-00201"))
    centre.write("a1", NumberBound(provisional=number, number=f"{PREFIX}20261124-00999"))
    window.sync(centre)
    state = window.store.journal.state("a1")
    assert (state.receipt_number, state.papers) == (number, papers)
    assert dict(state.bound_numbers) == {number: f"{PREFIX}20261124-00201"}, "a number once bound stays"
    for known in (number, f"{PREFIX}20261124-00201"):
        assert window.store.views.by_receipt(known) == "a1"
    assert window.store.views.by_receipt(f"{PREFIX}20261124-00999") is None


def test_a_copied_folder_gives_the_same_number_and_only_one_of_them_stands(
    leased: Window, centre: Centre, tmp_path: Path
) -> None:
    leased.store.close()
    shutil.copytree(leased.folder, tmp_path / "copy")
    leased.store = leased._opened()
    copy = Window(tmp_path / "copy", keys=leased.keys)
    mine, theirs = accept(leased, "a1"), accept(copy, "c1")
    assert mine == theirs, "nothing tells a copy that it is one"
    leased.sync(centre)
    sync = copy.store.sync
    sent = [data for _, data in sync.outgoing(limit_bytes=1 << 16)]
    assert {result.duplicate for result in centre.take(sync.device(), sent)} == {True}
    assert centre.revs.keys() >= {"application/a1"} and "application/c1" not in centre.revs
    copy.store.close()


def test_every_printing_is_counted_without_reading_the_journal(leased: Window) -> None:
    number = f"{accept(leased, 'a1')}-SJ"
    for copy in (1, 2, 3):
        assert leased.store.prints.copies(number) == copy - 1
        note(leased, PaperPrinted(application="a1", number=number, copy=copy))
    assert leased.store.prints.copies(number) == 3 and leased.store.prints.copies("another") == 0
    before = shown(leased)
    leased.reopen()
    assert shown(leased) == before
    leased.store.journal.rebuild()
    assert shown(leased) == before
    plan = leased.store.journal._database.all(
        "EXPLAIN QUERY PLAN SELECT copies FROM view_prints WHERE number = ?", (number,)
    )
    assert [row[3] for row in plan] == ["SEARCH view_prints USING PRIMARY KEY (number=?)"]


def test_an_older_file_gets_its_counts_from_its_operations(leased: Window) -> None:
    number = accept(leased, "a1")
    for copy in (1, 2):
        note(leased, PaperPrinted(application="a1", number=f"{number}-SJ", copy=copy))
    before, database = shown(leased), leased.store.journal._database
    with database.write():
        for view in ("view_prints", "view_ended", "view_provisional", "view_carried"):
            database.run(f"DROP TABLE {view}")
        journal_0003_numbers.up(None, database.peewee)
    assert shown(leased) == before


STEPS = st.lists(
    st.sampled_from(["accept", "paper", "void", "return", "lease", "refuse", "sync", "reopen", "rebuild"]),
    min_size=5,
    max_size=20,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.tuples(STEPS, STEPS))
def test_no_number_ever_comes_twice_and_none_is_lost(steps: tuple[list[str], list[str]]) -> None:
    with TemporaryDirectory() as folder:
        centre, names = Centre(), count()
        windows = [Window(Path(folder) / name) for name in ("one", "two")]
        given_out: list[str] = []
        blocks = count(1, 3)
        try:
            for one, two in zip(*(run + ["sync"] * (20 - len(run)) for run in steps), strict=True):
                for window, step in zip(windows, (one, two), strict=True):
                    taken = carried_out(window, step, centre, application=f"a{next(names)}", first=blocks)
                    given_out += [taken] if taken else []
                    tallies(window)
            assert len(given_out) == len(set(given_out)), json.dumps(given_out, ensure_ascii=False)
        finally:
            for window in windows:
                window.store.close()


def carried_out(window: Window, step: str, centre: Centre, *, application: str, first: count[int]) -> str:
    """Do one thing; the number that it put on a paper or voided, '' for none."""
    numbers = window.store.numbers
    if step == "lease":
        start = next(first)
        centre.lease(window.store.device.id, prefix=PREFIX, first=start, last=start + 2)
    elif step == "sync":
        window.sync(centre)
    elif step == "reopen":
        window.reopen()
    elif step == "rebuild":
        before = shown(window)
        window.store.journal.rebuild()
        assert shown(window) == before
    elif step == "return":
        note(
            window, *(NumbersReturned(prefix=r.prefix, first=r.first, last=r.last, reason="x") for r in numbers.rest())
        )
    elif step == "void":
        return voided(window)
    else:
        if step == "refuse":
            centre.refuse.add(application)
        return accept_or_issue(window, application, issue=step == "paper")
    return ""


def voided(window: Window) -> str:
    number = window.store.numbers.peek(DAY)
    if number is not None:
        note(window, NumberVoided(number=number, reason="x"))
    return number or ""


def accept_or_issue(window: Window, application: str, *, issue: bool) -> str:
    if not issue:
        return accept(window, application)
    window.begin(application)
    number = window.store.numbers.next(DAY)
    window.commit(application, PaperIssued(number=number, facts=SERVED))
    return number
