"""What becomes of deferrals at the desk: more time, the end by a person, completion, the signed letter, flaws."""

from __future__ import annotations

from client.desk import attaching, deferring, filling
from forms.journal.state import DeferralStatus
from tests.client.desk.desk_hall import DAY_MS, Pc, codes, done, picture

HEALTH = "M-HEALTH"
MONTH_MS = 40 * DAY_MS


def test_a_supervisor_gives_more_time_and_a_clerk_may_not(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    asked = {"material": HEALTH, "due_day": "2026-12-07", "reason": "体检中心停业"}
    assert codes(deferring.extend(accepted_pc.session, accepted_pc.desk, application, **asked)) == [
        "authority.not_allowed"
    ]
    latest = deferring.latest_extension(accepted_pc.desk, accepted_pc.state(application), HEALTH)
    assert latest == "2026-12-14", "ten working days beyond the first due day"
    supervisor = accepted_pc.sign_in("limin")
    state = done(deferring.extend(supervisor, accepted_pc.desk, application, **asked))
    assert state.deferrals[HEALTH].due_day == "2026-12-07"
    assert (state.deferrals[HEALTH].history[-1].actor, state.deferrals[HEALTH].first_due) == ("李敏", "2026-11-30")
    accepted_pc.sync()
    assert accepted_pc.state(application).deferrals[HEALTH].due_day == "2026-12-07"


def test_a_clerk_ends_what_is_long_overdue_and_nothing_ends_by_itself(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    asked = {"material": HEALTH, "reason": "逾期未补"}
    early = deferring.terminate(accepted_pc.session, accepted_pc.desk, application, **asked)
    assert codes(early) == ["deferral.not_yet_overdue"]
    accepted_pc.hall.wall += MONTH_MS
    accepted_pc.sync()
    assert accepted_pc.state(application).deferrals[HEALTH].status is DeferralStatus.AWAITED
    state = done(deferring.terminate(accepted_pc.session, accepted_pc.desk, application, **asked))
    assert state.deferrals[HEALTH].status is DeferralStatus.TERMINATED
    assert not [row for row in accepted_pc.desk.store.ledger.lines() if row.material == HEALTH]


def test_the_signed_letter_travels_to_the_centre(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    scan = attaching.keep_scan(accepted_pc.desk, picture("承诺书"), name="承诺书.png")
    state = done(deferring.sign_commitment(accepted_pc.session, accepted_pc.desk, application, scan=scan))
    assert [signed.scan.sha256 for signed in state.commitments] == [scan.sha256]
    assert accepted_pc.last_operation(application).needs_blobs == (scan.sha256,)


def test_completion_is_confirmed_only_when_all_passed(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    refusal = deferring.complete(accepted_pc.session, accepted_pc.desk, application)
    assert codes(refusal) == ["completion.nothing_passed"]


def test_a_flawed_copy_is_deferred_like_a_missing_one(pc: Pc) -> None:
    application = pc.begin()
    attached = attaching.attach(
        pc.session, pc.desk, application, material=HEALTH, data=picture("健康证"), name="健康证.png"
    )
    (scan,) = done(attached).scans[HEALTH]
    done(
        deferring.find_flaw(
            pc.session, pc.desk, application, material=HEALTH, scans=(scan.sha256,), flaw="体检日期看不清"
        )
    )
    view = next(one for one in filling.editor_view(pc.desk, application, {}).materials if one.material == HEALTH)
    assert view.status == "missing"
    state = done(
        deferring.defer(pc.session, pc.desk, application, material=HEALTH, reason="换一份", due_day="2026-11-30")
    )
    assert state.scans[HEALTH] == (scan,), "the copy is kept"
    assert set(state.deferral_requests) == {HEALTH}
