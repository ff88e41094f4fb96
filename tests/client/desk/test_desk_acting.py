"""What may be done with an accepted application, and a supervisor who signs at a clerk's window for one act."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from client.desk import acting, answering, attaching, deferring, signing_in
from client.desk.acting import Act
from client.desk.session import Session
from forms.catalog.model import OnOverdue
from forms.errors import SignInRefused
from forms.journal.actor import ActorKind
from forms.journal.commands import TerminateDeferral
from forms.journal.state import ApplicationStatus, DeferralStatus
from forms.message import Message, message
from forms.rulebook import Rulebook
from sync.central.demo import PASSWORD
from sync.transport import Unreachable
from tests.client.desk.desk_hall import DAY_MS, Pc, codes, done, picture

HEALTH, DRAIN = "M-HEALTH", "M-DRAINT"


def sheet(pc: Pc, session: Session | None = None) -> acting.Acts:
    return acting.acts(session or pc.session, pc.desk, pc.hall.application)


def why(acts: acting.Acts, act: Act) -> str:
    refusal = acts.line(act).refusal
    return refusal.code if refusal is not None else ""


def days_later(pc: Pc, days: int) -> None:
    pc.hall.wall += days * DAY_MS
    pc.sync()


def signed(pc: Pc, account: str = "limin", *, password: str = PASSWORD) -> Session:
    return signing_in.sign_for_one_act(pc.session, pc.desk, account=account, password=password)


def refused(pc: Pc, account: str, *, password: str = PASSWORD) -> Message:
    with pytest.raises(SignInRefused) as caught:
        signed(pc, account, password=password)
    return caught.value.message


def test_on_the_day_of_the_acceptance(accepted_pc: Pc) -> None:
    acts = sheet(accepted_pc)
    assert {line.act: why(acts, line.act) for line in acts.lines} == {
        Act.RECEIVE: "",
        Act.SIGN: "",
        Act.COMPLETE: "completion.nothing_passed",
        Act.EXTEND: "",
        Act.TERMINATE: "deferral.not_yet_overdue",
        Act.WITHDRAW: "",
        Act.PAPERS: "",
    }
    assert [line.act for line in acts.lines if line.needs_supervisor] == [Act.EXTEND]
    assert acts.is_unsigned and acts.proposed() is None
    assert len(acts.ending_cases) == 6 and len(acts.ending_deferrals) == 2
    supervisor = accepted_pc.sign_in("limin")
    assert not any(line.needs_supervisor for line in sheet(accepted_pc, supervisor).lines)


def test_the_signed_letter_is_no_longer_missed(accepted_pc: Pc) -> None:
    scan = attaching.keep_scan(accepted_pc.desk, picture("承诺书"), name="承诺书.png")
    done(deferring.sign_commitment(accepted_pc.session, accepted_pc.desk, accepted_pc.hall.application, scan=scan))
    assert not sheet(accepted_pc).is_unsigned


def test_what_is_overdue_is_proposed_and_nothing_more(accepted_pc: Pc) -> None:
    """The shipped hall waits fifteen working days and then proposes to return."""
    days_later(accepted_pc, 10)
    acts = sheet(accepted_pc)
    late = next(held for held in acts.deferrals if held.material == HEALTH)
    assert late.is_overdue and late.proposes is None and late.proposal is not None
    assert late.proposal.code == "propose.wait_until" and late.proposal.params["first"] == "2026-12-22"
    assert acts.proposed() is None
    days_later(accepted_pc, 30)
    proposed = sheet(accepted_pc).proposed()
    assert proposed is not None and proposed.proposes is Act.TERMINATE
    assert proposed.proposal is not None and proposed.proposal.code == "propose.return"
    assert proposed.name in acting.overdue_reason(proposed, day="2027-01-02")
    state = accepted_pc.state(accepted_pc.hall.application)
    assert {held.status for held in state.deferrals.values()} == {DeferralStatus.AWAITED}


@pytest.mark.parametrize(
    ("late", "proposal", "act"),
    [
        (OnOverdue.TERMINATE, "propose.terminate", Act.TERMINATE),
        (OnOverdue.PAUSE, "propose.wait", None),
        (OnOverdue.RETURN_AFTER, "propose.wait_until", None),
    ],
)
def test_each_hall_proposes_by_its_own_rule(
    accepted_pc: Pc, late: OnOverdue, proposal: str, act: Act | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day after the due day; nothing of it is done."""
    catalog = accepted_pc.state(accepted_pc.hall.application).catalog
    source = accepted_pc.desk.catalog(catalog)
    hall = replace(source.hall, deferral=replace(source.hall.deferral, on_overdue=late))
    rules = Rulebook(replace(source, hall=hall), catalog_id=catalog)
    monkeypatch.setattr(accepted_pc.desk, "rules", lambda _catalog: rules)
    days_later(accepted_pc, 8)
    acts = sheet(accepted_pc)
    held = acts.held(HEALTH)
    assert held is not None and held.is_overdue and held.left == -1
    assert held.proposal is not None and (held.proposal.code, held.proposes) == (proposal, act)
    assert (why(acts, Act.TERMINATE) == "") is (act is Act.TERMINATE)
    assert acts.likely() is (act or Act.SIGN)


def test_a_confirmation_says_which_clocks_move(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    days_later(accepted_pc, 10)
    for material in (HEALTH, DRAIN):
        accepted_pc.receive(application, material)
    accepted_pc.sync()
    for material in (HEALTH, DRAIN):
        accepted_pc.hall.review.pass_deferral(accepted_pc.hall.reviewer, application, material=material, note="")
    accepted_pc.sync()
    acts = sheet(accepted_pc)
    assert why(acts, Act.COMPLETE) == "" and why(acts, Act.RECEIVE) == "act.nothing_to_receive"
    state = done(deferring.complete(accepted_pc.session, accepted_pc.desk, application))
    for moved in acts.moved:
        case = next(case for case in state.cases.values() if case.name == moved.name)
        assert case.promised_due == moved.after != moved.before
    assert why(sheet(accepted_pc), Act.COMPLETE) == "completion.already"


def test_asking_writes_nothing(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    before = accepted_pc.kinds(application)
    sheet(accepted_pc)
    asked = acting.refusal_of(accepted_pc.desk, application, TerminateDeferral(material=HEALTH, reason=""))
    assert codes(asked) == ["deferral.termination_reason"]
    assert accepted_pc.kinds(application) == before


def test_a_withdrawn_one_has_nothing_left_but_its_papers(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    done(answering.withdraw(accepted_pc.session, accepted_pc.desk, application, reason="不办了"))
    acts = sheet(accepted_pc)
    assert acts.state.status is ApplicationStatus.WITHDRAWN
    assert why(acts, Act.WITHDRAW) == "application.is_withdrawn" and why(acts, Act.PAPERS) == ""
    assert (
        why(acts, Act.EXTEND) == "application.is_withdrawn"
        and why(acts, Act.TERMINATE) == "deferral.already_terminated"
    )


@pytest.mark.parametrize("offline", [False, True], ids=["online", "offline"])
def test_a_supervisor_signs_for_one_act_and_the_clerk_stays(accepted_pc: Pc, offline: bool) -> None:
    application, clerk = accepted_pc.hall.application, accepted_pc.session
    if offline:
        signed(accepted_pc)
        accepted_pc.wire.trouble = Unreachable(message("sync.unreachable"))
    token = accepted_pc.store.sync.token()
    supervisor = signed(accepted_pc)
    assert (supervisor.account, supervisor.window, supervisor.offline) == ("limin", clerk.window, offline)
    assert accepted_pc.store.sync.token() == token, "the exchange goes on in the clerk's name"
    assert accepted_pc.store.settings.get("last_account") == clerk.account
    asked = {"material": HEALTH, "due_day": "2026-12-07", "reason": "体检中心停业"}
    done(deferring.extend(supervisor, accepted_pc.desk, application, **asked))
    later = {**asked, "due_day": "2026-12-08"}
    assert codes(deferring.extend(clerk, accepted_pc.desk, application, **later)) == ["authority.not_allowed"]
    operation = accepted_pc.last_operation(application)
    assert (operation.actor.kind, operation.actor.account) == (ActorKind.SUPERVISOR, "limin")
    accepted_pc.wire.trouble = None
    accepted_pc.sync()
    assert accepted_pc.store.sync.quarantine() == ()
    assert accepted_pc.hall.centre.ordering.state(application).deferrals[HEALTH].due_day == "2026-12-07"


def test_who_may_not_sign(accepted_pc: Pc) -> None:
    before = accepted_pc.device_kinds()
    assert refused(accepted_pc, "zhaolei").code == "sign_in.not_supervisor"
    assert refused(accepted_pc, "limin", password="falsch").code == "centre.sign_in_refused"
    accepted_pc.wire.trouble = Unreachable(message("sync.unreachable"))
    assert refused(accepted_pc, "limin").code == "sign_in.first_needs_centre"
    assert accepted_pc.device_kinds() == before


def test_wrong_passwords_are_counted_offline(accepted_pc: Pc) -> None:
    signed(accepted_pc)
    accepted_pc.wire.trouble = Unreachable(message("sync.unreachable"))
    assert refused(accepted_pc, "limin", password="falsch") == message("sign_in.wrong_password", left=4)
    assert signed(accepted_pc).offline
