"""Reminders at the desk: who is at which step on which day, what is said, and that nobody is phoned twice."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from client.desk import deferring, ledger_reminders, looking
from client.desk.ledger_reminders import OVERDUE, DueLine, ReminderWay, call_list, notice_text, notice_texts, remind
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState
from tests.client.desk.desk_given import DAY_MS, WORDS, codes, done
from tests.client.desk.desk_pc import Pc

HEALTH, DRAIN = "M-HEALTH", "M-DRAINT"
NUMBER = "01-03-20261123-00001"
DUE = "2026-11-30"
"""Both documents of the restaurant: a Monday."""


PHONE = ReminderWay.PHONE


def phone(pc: Pc, material: str, *, reached: bool = True) -> ApplicationState | Refusal:
    """Phone the applicant about one document."""
    return remind(pc.session, pc.desk, pc.hall.application, material=material, way=PHONE, reached=reached)


def on(pc: Pc, days: int) -> dict[int, list[DueLine]]:
    """So many days after the acceptance: the lines by their steps."""
    pc.hall.wall += days * DAY_MS
    due = ledger_reminders.today_due(pc.desk)
    return {step.step: list(step.lines) for step in (*due.steps, due.overdue) if step.total}


@pytest.mark.parametrize(
    ("days", "step", "left"),
    [(2, 3, 3), (3, 3, 2), (4, 1, 1), (5, 1, 1), (6, 1, 1), (7, 0, 0), (8, OVERDUE, -1), (11, OVERDUE, -4)],
    ids=["Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "the day", "Tuesday", "Friday after"],
)
def test_each_day_has_its_step(accepted_pc: Pc, days: int, step: int, left: int) -> None:
    found = on(accepted_pc, days)
    assert list(found) == [step]
    assert [(line.row.material, line.left, line.done) for line in found[step]] == [
        (DRAIN, left, False),
        (HEALTH, left, False),
    ]


def test_on_the_first_days_nobody_is_reminded(accepted_pc: Pc) -> None:
    assert on(accepted_pc, 1) == {} and call_list(accepted_pc.desk) == ()


def test_an_applicant_is_called_once_for_everything(accepted_pc: Pc) -> None:
    on(accepted_pc, 4)
    (call,) = call_list(accepted_pc.desk)
    assert (call.applicant, call.phone, call.receipt_number) == ("张三丰", "13912345678", NUMBER)
    assert [line.row.material for line in call.lines] == [DRAIN, HEALTH]
    assert call_list(accepted_pc.desk, keeper="wangfang") == (call,) and call_list(accepted_pc.desk, keeper="li") == ()


def test_who_was_reached_is_not_phoned_again_until_the_next_step(accepted_pc: Pc) -> None:
    on(accepted_pc, 2)
    made = done(phone(accepted_pc, HEALTH))
    (reminder,) = made.deferrals[HEALTH].reminders
    assert (reminder.step, reminder.due_day, reminder.day, reminder.actor) == (3, DUE, "2026-11-25", "王芳")
    (call,) = call_list(accepted_pc.desk)
    assert [line.row.material for line in call.lines] == [DRAIN]
    (first, second) = on(accepted_pc, 0)[3]
    assert (first.done, second.done) == (False, True)
    assert (second.row.reminded.actor, second.row.reminded.day, second.row.reminded.way) == (
        "王芳",
        "2026-11-25",
        PHONE,
    )
    due = ledger_reminders.today_due(accepted_pc.desk)
    assert (due.waiting, [(step.total, step.waiting) for step in due.steps][-1]) == (1, (2, 1))
    on(accepted_pc, 2)
    (again,) = call_list(accepted_pc.desk)
    assert [line.row.material for line in again.lines] == [DRAIN, HEALTH]


def test_who_was_not_reached_is_phoned_again(accepted_pc: Pc) -> None:
    on(accepted_pc, 4)
    done(
        remind(
            accepted_pc.session,
            accepted_pc.desk,
            accepted_pc.hall.application,
            material=DRAIN,
            way=PHONE,
            reached=False,
        )
    )
    (call,) = call_list(accepted_pc.desk)
    assert [line.row.material for line in call.lines] == [DRAIN, HEALTH]
    assert not call.lines[0].row.reminded.reached and call.lines[0].row.reminded.day == "2026-11-27"


def test_another_window_sees_that_somebody_phoned(accepted_pc: Pc) -> None:
    on(accepted_pc, 4)
    accepted_pc.sync()
    done(phone(accepted_pc, DRAIN))
    accepted_pc.sync()
    other = Pc(accepted_pc.hall, "another")
    other.sign_in("zhaolei")
    other.sync()
    (call,) = call_list(other.desk)
    assert [line.row.material for line in call.lines] == [HEALTH]
    other.store.close()


def test_more_time_begins_the_steps_anew(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    on(accepted_pc, 4)
    done(phone(accepted_pc, HEALTH))
    supervisor = replace(accepted_pc.session, role="supervisor")
    done(
        deferring.extend(
            supervisor, accepted_pc.desk, application, material=HEALTH, due_day="2026-12-04", reason="台风停业"
        )
    )
    on(accepted_pc, 6)
    lines = ledger_reminders.today_due(accepted_pc.desk)
    (step,) = [step for step in lines.steps if step.total]
    assert (step.step, step.lines[0].row.material, step.lines[0].done) == (1, HEALTH, False)


def test_what_has_arrived_is_not_reminded_of(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    accepted_pc.receive(application, HEALTH)
    assert [line.row.material for line in on(accepted_pc, 8)[OVERDUE]] == [DRAIN]
    refused = phone(accepted_pc, HEALTH)
    assert codes(refused) == ["reminder.arrived"]
    unknown = phone(accepted_pc, "M-ID")
    assert codes(unknown) == ["deferral.none_open"]


@pytest.mark.parametrize(
    ("days", "code"),
    [(8, "reminder.overdue_until"), (28, "reminder.overdue_until"), (29, "reminder.overdue_terminate")],
    ids=["the day after", "15 working days", "the day after those"],
)
def test_what_is_overdue_comes_with_what_the_hall_allows(accepted_pc: Pc, days: int, code: str) -> None:
    lines = on(accepted_pc, days)[OVERDUE]
    assert {line.proposal.code for line in lines if line.proposal is not None} == {code}
    assert all(WORDS.say(line.proposal) != code for line in lines if line.proposal is not None)


def test_a_notice_names_no_more_than_is_needed(accepted_pc: Pc) -> None:
    (lines,) = on(accepted_pc, 4).values()
    (both,) = notice_texts(accepted_pc.desk, lines)
    said = WORDS.say(both)
    assert "江州市政务服务中心" in said and NUMBER in said and DUE in said
    assert lines[0].row.material_name in said and lines[1].row.material_name in said
    for secret in ("张三丰", "1391234", accepted_pc.state(accepted_pc.hall.application).party.id_no):
        assert secret not in said
    assert lines[1].row.material_name not in WORDS.say(notice_text(accepted_pc.desk, lines[0]))


@pytest.mark.parametrize(("days", "words"), [(4, "前交到窗口"), (7, "今天"), (8, "逾期")])
def test_a_notice_says_what_the_day_is(accepted_pc: Pc, days: int, words: str) -> None:
    (lines,) = on(accepted_pc, days).values()
    assert words in WORDS.say(notice_text(accepted_pc.desk, lines[0]))


def test_a_reminder_is_in_the_history(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    on(accepted_pc, 4)
    done(
        remind(
            accepted_pc.session,
            accepted_pc.desk,
            application,
            material=HEALTH,
            way=ReminderWay.SMS,
            reached=True,
            note="周一送来",
        )
    )
    entry = looking.timeline(accepted_pc.desk, application)[-1]
    assert (entry.kind, entry.material, entry.facts["way"]) == ("reminder_made", HEALTH, "sms")
    move = accepted_pc.state(application).deferrals[HEALTH].history[-1]
    assert (move.kind, move.reason, move.actor) == ("reminder_made", "周一送来", "王芳")


def test_a_doubtful_day_is_confirmed_first(accepted_pc: Pc) -> None:
    accepted_pc.hall.wall += 200 * DAY_MS
    assert codes(phone(accepted_pc, HEALTH)) == ["day.confirm_first"]
