"""A flawed copy at the desk: marked, taken back, deferred like a missing one, and said on the papers."""

from __future__ import annotations

from client.desk import accepting, attaching, deferring, filling
from forms.notices.notice import notice_context, template_of
from forms.notices.rendering import render_html
from tests.client.desk.desk_hall import Pc, codes, done, picture

HEALTH = "M-HEALTH"
FLAW = "体检日期看不清"


def with_flaw(pc: Pc, application: str) -> str:
    """A copy of the health certificate, marked; its SHA-256."""
    done(deferring.take_back(pc.session, pc.desk, application, material=HEALTH))
    (scan,) = pc.attach(application, HEALTH, data=picture("健康证")).scans[HEALTH]
    marked = {"material": HEALTH, "scans": (scan.sha256,), "flaw": FLAW}
    done(deferring.find_flaw(pc.session, pc.desk, application, **marked))
    return scan.sha256


def paper(pc: Pc, application: str, kind: str) -> str:
    state = pc.state(application)
    catalog = pc.desk.catalog(state.catalog)
    fact = next(one for one in state.papers if one.kind == kind)
    return render_html(template_of(fact, catalog), notice_context(fact, state, catalog, now_day="2026-11-24", copy=1))


def test_a_mark_says_why_and_is_taken_back(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    scan = with_flaw(complete_pc, application)
    view = next(
        one for one in filling.editor_view(complete_pc.desk, application, {}).materials if one.material == HEALTH
    )
    assert (view.status, dict(view.flaws)) == ("missing", {scan: FLAW})
    again = {"material": HEALTH, "scans": (scan,)}
    done(deferring.withdraw_flaw(complete_pc.session, complete_pc.desk, application, **again))
    state = complete_pc.state(application)
    assert (state.flawed, state.flaws) == ({}, {})
    assert complete_pc.kinds(application)[-1] == "flaw_withdrawn"
    count = len(complete_pc.kinds(application))
    done(deferring.withdraw_flaw(complete_pc.session, complete_pc.desk, application, **again))
    assert len(complete_pc.kinds(application)) == count, "what is not marked is no new fact"
    complete_pc.sync()
    assert complete_pc.state(application).flawed == {}
    assert complete_pc.hall.centre.ordering.state(application).flawed == {}


def test_a_reason_is_asked_for_and_nothing_is_marked_after_the_acceptance(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    scan = with_flaw(complete_pc, application)
    session, desk = complete_pc.session, complete_pc.desk
    done(deferring.withdraw_flaw(session, desk, application, material=HEALTH, scans=(scan,)))
    empty = deferring.find_flaw(session, desk, application, material=HEALTH, scans=(scan,), flaw=" ")
    assert codes(empty) == ["flaw.reason_missing"]
    done(accepting.accept(session, desk, application, {}))
    for late in (
        deferring.find_flaw(session, desk, application, material=HEALTH, scans=(scan,), flaw=FLAW),
        deferring.withdraw_flaw(session, desk, application, material=HEALTH, scans=(scan,)),
    ):
        assert codes(late) == ["application.already_accepted"]


def test_the_receipt_and_the_notice_say_what_is_wrong(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    with_flaw(complete_pc, application)
    complete_pc.defer(application, HEALTH, "换一份")
    state = complete_pc.accept(application)
    assert state.deferrals[HEALTH].flawed
    receipt = paper(complete_pc, application, "receipt")
    assert receipt.count(FLAW) == 1 and "容缺" in receipt
    assert FLAW in paper(complete_pc, application, "deferral_notice")


def test_a_copy_that_is_good_enough_is_not_called_flawed_on_paper(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    with_flaw(complete_pc, application)
    attaching.attach(
        complete_pc.session, complete_pc.desk, application, material=HEALTH, data=picture("第二份"), name="2.png"
    )
    complete_pc.accept(application)
    assert FLAW not in paper(complete_pc, application, "receipt")
