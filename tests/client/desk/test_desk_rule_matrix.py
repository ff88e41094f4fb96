"""The rules of deferring (容缺受理) through a real desk and a real centre: each fires and does not fire.

`fires` and `holds` act in a hall of their own and answer what was said against it: codes of a refusal at the window, or
of the centre's objections once everything is exchanged. The same rules without a desk are in `test_deferral_rules`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from client.desk import accepting, deferring, promising
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState
from sync.central.refused import CallRefused
from tests.client.desk.desk_hall import DAY_MS, Hall, Pc, codes
from tests.client.desk.test_desk_distrust import APPLICANT, OTHER, begun, defer, publish
from tests.support.distrust_lists import SOMEBODY

Act = Callable[[Hall], list[str]]
HEALTH, DRAIN, REPORT = "M-HEALTH", "M-DRAINT", "M-DRAINOK"
DUE = "2026-11-27"


def said(result: ApplicationState | Refusal) -> list[str]:
    return codes(result) if isinstance(result, Refusal) else []


def ask(material: str = HEALTH, *, reason: str = "正在办理", due: str = DUE) -> Act:
    """Ask for a deferral in a restaurant that is filled in."""

    def act(hall: Hall) -> list[str]:
        pc = hall.pc()
        application = begun(pc)
        return said(deferring.defer(pc.session, pc.desk, application, material=material, reason=reason, due_day=due))

    return act


def with_list(*numbers: str, then: Act) -> Act:
    """The centre has a list in force, and the window has it."""

    def act(hall: Hall) -> list[str]:
        publish(hall, *numbers)
        hall.pc().sync()
        return then(hall)

    return act


def complete(hall: Hall) -> str:
    return hall.pc().complete()


def accept(
    *, but: dict[str, str] | None = None, before: Callable[[Pc, str], object] = lambda pc, application: None
) -> Act:
    """Hand everything in but what is deferred, then accept."""

    def act(hall: Hall) -> list[str]:
        pc = hall.pc()
        application = begun(pc)
        before(pc, application)
        pc.hand_in(application, but={HEALTH: "体检", DRAIN: "检测"} if but is None else but)
        return said(accepting.accept(pc.session, pc.desk, application, {}))

    return act


def objected(*listed: str, list_first: bool) -> Act:
    """What the centre says of an acceptance whose window could ask no list."""

    def act(hall: Hall) -> list[str]:
        pc = hall.pc()
        application = complete(hall)
        if list_first:
            publish(hall, *listed)
        pc.accept(application)
        pc.sync()
        if not list_first:
            publish(hall, *listed)
            pc.sync()
            pc.sync()
        state = pc.state(application)
        assert len(state.deferrals) == 2 and state.accepted_day, "whatever is said, the acceptance stands"
        return [objection.code for objection in state.objections]

    return act


def result(*, passed: bool) -> Act:
    """Grant the drainage permit, which needs the water test."""

    def act(hall: Hall) -> list[str]:
        pc, review, reviewer = hall.pc(), hall.review, hall.reviewer
        application = complete(hall)
        pc.accept(application)
        pc.sync()
        hall.issue_licence(application)
        if passed:
            pc.receive(application, DRAIN)
            pc.sync()
            review.pass_deferral(reviewer, application, material=DRAIN)
        for stage in ("accepted", "handling", "review", "approval"):
            review.move_stage(reviewer, application, item="DRAIN", stage=stage)
        try:
            review.issue_result(reviewer, application, item="DRAIN", outcome="granted", number="1", elements={})
        except CallRefused as refused:
            return [reason.code for reason in refused.messages]
        return []

    return act


def completion(*materials: str) -> Act:
    """Confirm that everything is in after these have passed."""

    def act(hall: Hall) -> list[str]:
        pc = hall.pc()
        application = complete(hall)
        pc.accept(application)
        for material in materials:
            pc.receive(application, material)
            pc.sync()
            hall.review.pass_deferral(hall.reviewer, application, material=material)
        pc.sync()
        return said(deferring.complete(pc.session, pc.desk, application))

    return act


def extension(account: str, due: str = "2026-12-02") -> Act:
    """More time, asked for by the holder of an account."""

    def act(hall: Hall) -> list[str]:
        pc = hall.pc()
        application = complete(hall)
        pc.accept(application)
        session = pc.sign_in(account)
        return said(deferring.extend(session, pc.desk, application, material=HEALTH, due_day=due, reason="台风"))

    return act


def termination(days: int) -> Act:
    """End the wait so many days after the acceptance."""

    def act(hall: Hall) -> list[str]:
        pc = hall.pc()
        application = complete(hall)
        pc.accept(application)
        hall.wall += days * DAY_MS
        pc.sync()
        return said(deferring.terminate(pc.session, pc.desk, application, material=HEALTH, reason="逾期未补"))

    return act


def promise(material: str = REPORT) -> Act:
    def act(hall: Hall) -> list[str]:
        pc = hall.pc()
        return said(promising.promise(pc.session, pc.desk, begun(pc), material=material))

    return act


def flawed(pc: Pc, application: str) -> None:
    state = pc.attach(application, HEALTH)
    scans = tuple(scan.sha256 for scan in state.scans[HEALTH])
    deferring.find_flaw(pc.session, pc.desk, application, material=HEALTH, scans=scans, flaw="看不清")


def renumbered(hall: Hall) -> list[str]:
    """Deferred by one, then the number becomes that of somebody on the list."""
    pc = hall.pc()
    application = begun(pc)
    defer(pc, application)
    pc.fill(application, {"ap_id_no": OTHER})
    pc.hand_in(application, but={})
    return said(accepting.accept(pc.session, pc.desk, application, {}))


@dataclass(frozen=True)
class Rule:
    """`fires` is told `code`; `holds` is told nothing."""

    name: str
    code: str
    fires: Act
    holds: Act


MATRIX = (
    Rule("only what the items list", "deferral.decisive", ask("M-ID"), ask()),
    Rule("never what one item decides on", "deferral.decisive_elsewhere", ask("M-PREM"), ask()),
    Rule("no longer than promised", "deferral.due_day", ask(due="2027-02-01"), ask()),
    Rule("until a working day", "deferral.due_day_off", ask(due="2026-11-28"), ask()),
    Rule("with a reason", "deferral.reason_missing", ask(reason=" "), ask()),
    Rule("a flawed copy is as good as none", "material.flawed", accept(but={DRAIN: "检测"}, before=flawed), accept()),
    Rule(
        "not for who is on the list",
        "deferral.distrusted",
        with_list(APPLICANT, then=ask()),
        with_list(SOMEBODY, then=ask()),
    ),
    Rule("without a list it may be asked for", "deferral.distrusted", with_list(APPLICANT, then=ask()), ask()),
    Rule(
        "nor accepted for who is on it",
        "deferral.distrusted",
        with_list(OTHER, then=renumbered),
        with_list(SOMEBODY, then=accept()),
    ),
    Rule(
        "unchecked: looked up at intake",
        "centre.deferral_distrusted",
        objected(APPLICANT, list_first=True),
        objected(SOMEBODY, list_first=True),
    ),
    Rule(
        "unchecked: looked up when a list comes",
        "centre.deferral_distrusted",
        objected(APPLICANT, list_first=False),
        objected(SOMEBODY, list_first=False),
    ),
    Rule("the result waits", "result.deferral_open", result(passed=False), result(passed=True)),
    Rule("complete when all passed", "completion.still_open", completion(HEALTH), completion(HEALTH, DRAIN)),
    Rule("only a supervisor gives time", "authority.not_allowed", extension("wangfang"), extension("limin")),
    Rule(
        "no more time than the hall allows",
        "deferral.extension_too_long",
        extension("limin", "2027-02-01"),
        extension("limin"),
    ),
    Rule("terminated only after the days of the hall", "deferral.not_yet_overdue", termination(9), termination(40)),
    Rule("a promise only where the catalog takes one", "promise.not_allowed", promise(HEALTH), promise()),
    Rule(
        "no promise of who is on the list",
        "promise.distrusted",
        with_list(APPLICANT, then=promise()),
        with_list(SOMEBODY, then=promise()),
    ),
)


@pytest.mark.parametrize("rule", MATRIX, ids=lambda rule: rule.name)
def test_a_rule_fires_at_desk_or_centre(rule: Rule, hall: Hall) -> None:
    assert rule.code in rule.fires(hall)


@pytest.mark.parametrize("rule", MATRIX, ids=lambda rule: rule.name)
def test_a_rule_does_not_fire_at_desk_or_centre(rule: Rule, hall: Hall) -> None:
    assert rule.holds(hall) == []
