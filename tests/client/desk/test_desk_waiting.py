"""What waits for an answer, as the workbench tells it: who, for what, since when, until when."""

from __future__ import annotations

from client.desk import answering, attaching, looking, sent_back
from client.desk.waiting import WaitingRow, Waits
from tests.client.desk.desk_hall import DAY, DAY_MS, DEFERRED, Pc, done


def rows(pc: Pc) -> tuple[WaitingRow, ...]:
    """What waits, but for letters to be signed (see test_desk_letters)."""
    found = looking.workbench(pc.session, pc.desk).waiting
    return tuple(row for row in found if row.waits is not Waits.LETTER)


def test_nothing_waits_on_the_first_morning(pc: Pc) -> None:
    pc.begin()
    assert rows(pc) == ()


def test_the_alarm_comes_a_working_day_before_the_answer_is_due(complete_pc: Pc) -> None:
    pc, application = complete_pc, complete_pc.hall.application
    done(answering.receive(pc.session, pc.desk, application, {}))
    told = []
    for _ in range(10):
        (row,) = rows(pc)
        assert (row.application, row.since, row.due, row.applicant) == (application, DAY, "2026-11-30", "张三丰")
        told.append((pc.desk.now().day[8:], row.waits, row.is_alarm))
        pc.hall.wall += DAY_MS
    waits = {day: (what, alarm) for day, what, alarm in told}
    assert waits["26"] == (Waits.UNANSWERED, False) and waits["27"] == (Waits.UNANSWERED, True)
    assert waits["30"] == (Waits.UNANSWERED, True) and waits["01"] == (Waits.BY_LAW, True)


def test_a_correction_waits_until_it_is_accepted(complete_pc: Pc) -> None:
    pc, application = complete_pc, complete_pc.hall.application
    for scan in pc.state(application).scans["M-ID"]:
        done(attaching.remove(pc.session, pc.desk, application, material="M-ID", sha256=scan.sha256))
    done(answering.request_correction(pc.session, pc.desk, application, {}))
    assert [(row.waits, row.since, row.is_alarm) for row in rows(pc)] == [(Waits.CORRECTION, DAY, False)]
    pc.attach(application, "M-ID")
    pc.accept(application)
    assert rows(pc) == () and DEFERRED


def test_what_was_sent_back_waits_until_it_is_answered(accepted_pc: Pc) -> None:
    pc, hall = accepted_pc, accepted_pc.hall
    assert rows(pc) == ()
    hall.review.send_back(hall.reviewer, hall.application, item="SIGN", elements=("sign_size",), reason="尺寸不符")
    pc.sync()
    assert [(row.waits, row.reason, row.is_alarm) for row in rows(pc)] == [(Waits.SENT_BACK, "尺寸不符", True)]
    done(sent_back.answer(pc.session, pc.desk, hall.application, {}, note="以图为准"))
    assert rows(pc) == ()


def test_a_store_that_is_rebuilt_shows_the_same(complete_pc: Pc) -> None:
    pc = complete_pc
    done(answering.receive(pc.session, pc.desk, pc.hall.application, {}))
    before = rows(pc)
    pc.reopen()
    assert rows(pc) == before and before
