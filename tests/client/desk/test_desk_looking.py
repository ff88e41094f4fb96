"""Looking: the workbench, lists, the timeline and the outbox say what is, in words, and change nothing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from client.desk import filling, looking
from client.desk.ledger_reminders import OVERDUE
from client.desk.looking import _NOT_IN_TIMELINE, Outbox, TimelineEntry, Workbench
from forms.journal.kinds import KINDS
from forms.journal.operation import APPLICATION
from forms.message import message
from sync.report import Work
from sync.transport import Unreachable
from tests.client.desk.desk_hall import DAY, DAY_MS, WORDS, Hall, Pc

NUMBER = "01-03-20261123-00001"
WORD_FILES = Path(__file__).parents[3] / "resources" / "words"
FACTS_OF_SENTENCES = {"stage", "number"}
"""What the screens give to a sentence of the timeline."""


def words(language: str) -> dict[str, str]:
    return tomllib.loads((WORD_FILES / language / "desk.toml").read_text(encoding="utf-8"))


def timeline(pc: Pc) -> list[TimelineEntry]:
    return list(looking.timeline(pc.desk, pc.hall.application))


# The workbench


def due_in(bench: Workbench) -> dict[int, int]:
    """How many deferrals are at each step that has any."""
    steps = (*bench.due.steps, bench.due.overdue)
    assert all(step.total == len(step.lines) for step in steps)
    return {step.step: step.total for step in steps if step.total}


def test_the_first_morning_is_quiet(pc: Pc) -> None:
    bench = looking.workbench(pc.session, pc.desk)
    assert (bench.day, due_in(bench), bench.due_cases, bench.drafts) == (DAY, {}, (), ())
    assert not any(bench.counts.values()) and bench.numbers_left == 200


def test_the_workbench_counts_what_was_done_today_and_what_is_open(accepted_pc: Pc) -> None:
    accepted_pc.begin()
    bench = looking.workbench(accepted_pc.session, accepted_pc.desk)
    assert {name: count for name, count in bench.counts.items() if count} == {
        "accepted_today": 1,
        "drafts": 1,
        "open_deferrals": 2,
        "due_today": 1,
    }
    assert [(case.item_name, case.promised_due) for case in bench.due_cases] == [("个体工商户设立登记", DAY)]
    assert due_in(bench) == {} and bench.numbers_left == 199


@pytest.mark.parametrize(
    ("days", "step", "due", "overdue"),
    [(3, 3, 0, 0), (4, 1, 2, 0), (6, 1, 2, 0), (7, 0, 2, 0), (8, OVERDUE, 2, 2)],
    ids=["Thursday", "Friday", "Sunday", "the due Monday", "Tuesday after"],
)
def test_what_is_due_is_shown_by_its_step_and_counted_until_the_next_working_day(
    accepted_pc: Pc, days: int, step: int, due: int, overdue: int
) -> None:
    accepted_pc.hall.wall += days * DAY_MS
    bench = looking.workbench(accepted_pc.session, accepted_pc.desk)
    assert due_in(bench) == {step: 2} and looking.due_count(accepted_pc.desk) == due
    assert bench.counts["deferrals_overdue"] == overdue
    assert bench.counts["accepted_today"] == 0 and bench.counts["overdue"] == 1
    assert bench.counts["deferrals_due_today"] == (2 if days == 7 else 0)


def test_a_clerk_finds_what_she_began_and_typed(pc: Pc) -> None:
    first, second = pc.begin(), pc.begin(theme="", items=("SEAL", "SIGN"))
    for typed in ({"ap_name": "单"}, {"ap_name": "单曾国", "ap_phone": "13912345678"}):
        filling.autosave(pc.session, pc.desk, first, pc.typed(typed))
    rows = looking.workbench(pc.session, pc.desk).drafts
    assert [(row.application, row.title, row.applicant, row.typed) for row in rows] == [
        (first, "开饭店", "单曾国", 2),
        (second, "公章、门头", "", 0),
    ]
    colleague = pc.sign_in("zhaolei")
    assert looking.workbench(colleague, pc.desk).drafts == ()


# Lists


@pytest.mark.parametrize("query", ["", "张三丰", "三丰", "zsf", "zhangsan", NUMBER, "00001", "13912345678", "5678"])
def test_an_application_is_found_by_whatever_the_applicant_says(accepted_pc: Pc, query: str) -> None:
    (row,) = looking.applications(accepted_pc.desk, query)
    assert (row.application, row.title, row.applicant) == (accepted_pc.hall.application, "开饭店", "张三丰")
    assert (row.status, row.receipt_number, row.cases, row.cases_ended) == ("accepted", NUMBER, 6, 0)
    assert (row.open_deferrals, row.pending, row.quarantined) == (2, 0, False)


def test_a_stranger_is_not_found(accepted_pc: Pc) -> None:
    assert looking.applications(accepted_pc.desk, "李四") == ()


def test_an_application_is_found_by_its_case_numbers(accepted_pc: Pc) -> None:
    case = looking.application(accepted_pc.desk, accepted_pc.hall.application).cases["FOOD-LIC"]
    assert [row.application for row in looking.applications(accepted_pc.desk, case.case_number)] == [
        accepted_pc.hall.application
    ]


def test_the_ledger_lists_open_deferrals_and_on_demand_all(accepted_pc: Pc) -> None:
    hall = accepted_pc.hall
    accepted_pc.receive(hall.application, "M-HEALTH")
    accepted_pc.sync()
    hall.review.pass_deferral(hall.reviewer, hall.application, material="M-HEALTH")
    accepted_pc.sync()
    (drain,) = looking.ledger(accepted_pc.desk)
    assert (drain.material, drain.item_names, drain.status) == ("M-DRAINT", ("排水",), "awaited")
    assert (drain.receipt_number, drain.applicant, drain.due_day) == (NUMBER, "张三丰", "2026-11-30")
    everything = {row.material: row.status for row in looking.ledger(accepted_pc.desk, open_only=False)}
    assert everything == {"M-HEALTH": "passed", "M-DRAINT": "awaited"}


# The timeline


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_kind_that_a_timeline_may_show_has_its_sentence(language: str) -> None:
    sentences = words(language)
    for kind in KINDS.values():
        if kind.stream == APPLICATION and kind.name not in _NOT_IN_TIMELINE:
            sentence = sentences[f"timeline.{kind.name}"]
            assert sentence and set(re.findall(r"{(\w+)}", sentence)) <= FACTS_OF_SENTENCES


def test_the_timeline_tells_the_story_without_the_typing(accepted_pc: Pc) -> None:
    entries = [entry for entry in timeline(accepted_pc) if entry.kind != "credit_checked"]
    assert [entry.kind for entry in entries] == [
        "application_opened",
        "deferral_requested",
        "deferral_requested",
        "application_accepted",
        "deferral_opened",
        "deferral_opened",
        "cases_numbered",
    ]
    assert [entry.actor for entry in entries] == ["王芳"] * 6 + ["审批中心"]
    assert [entry.material for entry in entries[1:3]] == ["M-HEALTH", "M-DRAINT"]
    assert entries[3].facts["receipt_number"] == NUMBER and {entry.day for entry in entries} == {DAY}
    assert all(entry.confirmed for entry in entries)


def test_what_the_centre_has_not_confirmed_is_shown_as_such(accepted_pc: Pc) -> None:
    accepted_pc.receive(accepted_pc.hall.application, "M-HEALTH")
    entry = timeline(accepted_pc)[-1]
    assert (entry.kind, entry.material, entry.confirmed) == ("deferral_arrived", "M-HEALTH", False)
    accepted_pc.sync()
    assert timeline(accepted_pc)[-1].confirmed


def test_what_reviewers_did_is_in_the_timeline(accepted_pc: Pc) -> None:
    accepted_pc.hall.issue_licence(accepted_pc.hall.application)
    accepted_pc.sync()
    *stages, result = timeline(accepted_pc)[-5:]
    assert [entry.facts["stage"] for entry in stages] == ["accepted", "handling", "review", "approval"]
    assert (result.kind, result.item, result.actor) == ("result_issued", "BIZ-IND", "陈审核")
    assert result.facts["number"] == "JZ-0001"


# The outbox


def test_the_outbox_empties_as_parts_go(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    complete_pc.accept(application)
    complete_pc.on_a_slow_link()
    first = looking.outbox(complete_pc.desk)
    (row,) = first.applications
    assert (row.application, row.title, row.applicant, row.receipt_number) == (application, "开饭店", "张三丰", NUMBER)
    assert row.operations == len(complete_pc.kinds(application)) and row.sent_scan_bytes == 0
    assert row.scan_bytes == sum(scan.size for scan in first.scans) == first.summary.scan_bytes
    assert len(first.scans) == 12 == first.summary.scans and all(scan.sent == 0 for scan in first.scans)
    seen = _watched(complete_pc)
    assert seen[0].applications[0].operations == 0, "form data goes before scans"
    partly = [scan for outbox in seen for scan in outbox.scans if 0 < scan.sent < scan.size]
    assert partly, "parts are seen on their way"
    left = [outbox.summary.scan_bytes for outbox in seen]
    assert left == sorted(left, reverse=True) and len(set(left)) > 20
    for outbox in seen:
        for waiting in outbox.applications:
            assert waiting.scan_bytes - waiting.sent_scan_bytes == outbox.summary.scan_bytes
    last = seen[-1]
    assert (last.applications, last.scans, last.summary.operations, last.summary.scans) == ((), (), 0, 0)


def _watched(pc: Pc) -> list[Outbox]:
    """The outbox after each request, until nothing waits."""
    seen: list[Outbox] = []
    while pc.step().work is not Work.NOTHING:
        seen.append(looking.outbox(pc.desk))
    return seen


def test_half_a_scan_is_still_half_after_a_restart_without_a_link(pc: Pc) -> None:
    application = pc.begin()
    pc.attach(application, "M-PREM")
    pc.on_a_slow_link()
    while not looking.outbox(pc.desk).scans[0].sent:
        pc.step()
    (before,) = looking.outbox(pc.desk).scans
    assert 0 < before.sent < before.size and before.material == "M-PREM"
    pc.reopen()
    pc.wire.trouble = Unreachable(message("sync.unreachable"))
    assert pc.engine.step().error is pc.wire.trouble
    assert looking.outbox(pc.desk).scans == (before,)
    pc.wire.trouble = None
    pc.sync()
    assert looking.outbox(pc.desk).scans == ()


def test_how_long_something_waits_is_told(pc: Pc) -> None:
    contact = looking.outbox(pc.desk).last_contact_wall
    assert 0 < contact < pc.hall.wall
    application = pc.begin()
    opened = pc.last_operation(application).wall
    pc.hall.wall += DAY_MS
    assert looking.outbox_summary(pc.desk).oldest_wall == opened
    assert looking.outbox(pc.desk).applications[0].oldest_wall == opened


def test_what_the_centre_refused_is_kept_with_its_reason(hall: Hall, pc: Pc) -> None:
    """The clerk was moved to another site while her window had no link."""
    application = pc.begin()
    pc.sync()
    pc.fill(application, {"ap_name": "张三丰"})
    pc.fill(application, {"ap_phone": "13912345678"})
    person = hall.kept.accounts.find("wangfang")
    assert person is not None
    hall.kept.accounts.put(replace(person, site="02"))
    pc.sync()
    outbox = looking.outbox(pc.desk)
    assert [(row.application, row.kind) for row in outbox.quarantine] == [(application, "fields_filled")] * 2
    reason = outbox.quarantine[0].message
    assert reason.code == "centre.operation_actor" and WORDS.say(reason) != reason.code
    assert WORDS.say(outbox.quarantine[1].message) != outbox.quarantine[1].message.code
    assert outbox.summary.quarantined == 2 and outbox.summary.operations == 0 and outbox.applications == ()
    (row,) = looking.applications(pc.desk, "")
    assert row.quarantined and pc.state(application).values == {}, "the screen shows what counts"
    assert looking.workbench(pc.session, pc.desk).counts["quarantined"] == 2
