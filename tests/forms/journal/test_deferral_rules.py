"""The rules of deferring (容缺受理), one by one: each is told once where it fires and once where it does not.

Firing means a refusal with the code named; not firing means that the same asking is done where the rule is not broken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from journal_story import ANSWERS, BROUGHT, CLERK, FIELDS, RESTAURANT, REVIEWER, Story, scan_of
from msgspec.structs import replace

from forms.catalog.model import Catalog, ClockStart, DeferralRules, OnOverdue
from forms.catalog.package import catalog_id
from forms.distrust import credit_key, party_key
from forms.journal.actor import Actor, ActorKind
from forms.journal.authority import authorise
from forms.journal.commands import (
    AcceptApplication,
    AttachScan,
    CheckCredit,
    Command,
    CompleteDeferrals,
    ExtendDeferral,
    FillFields,
    FindFlaw,
    IssueResult,
    OpenApplication,
    PassDeferral,
    PromiseMaterial,
    ReceiveDocument,
    RequestDeferral,
    ReturnDeferral,
    SignCommitment,
    TerminateDeferral,
    WithdrawPromise,
)
from forms.journal.decision import Refusal
from forms.journal.state import DeferralStatus
from forms.rulebook import Rulebook

SUPERVISOR = Actor(kind=ActorKind.SUPERVISOR, account="s1", name="李敏", site="s1", window="A01")
HEALTH_DUE, DRAIN_DUE = "2026-09-28", "2026-09-29"
LATE, TERMINABLE = "2026-09-30", "2026-10-31"
"""The day after the due days; well after fifteen working days more."""

BOTH = ("M-HEALTH", "M-DRAINT")
APPLICANT = "11010519491231002X"


def request(material: str = "M-HEALTH", *, reason: str = "正在体检", due_day: str = HEALTH_DUE) -> RequestDeferral:
    return RequestDeferral(material=material, reason=reason, due_day=due_day)


def receive(material: str, copy: str = "1") -> ReceiveDocument:
    return ReceiveDocument(material=material, scans=(scan_of(f"{material}-{copy}"),))


def extend(due_day: str, *, reason: str = "台风") -> ExtendDeferral:
    return ExtendDeferral(material="M-HEALTH", due_day=due_day, reason=reason)


def terminate(material: str = "M-HEALTH", *, reason: str = "逾期未补") -> TerminateDeferral:
    return TerminateDeferral(material=material, reason=reason)


def listed(number: str, *, on_it: bool = True) -> CheckCredit:
    return CheckCredit(party=party_key(number), list_revision="1", listed=on_it, unchecked=False)


def grant(item: str = "FOOD-LIC") -> IssueResult:
    return IssueResult(item=item, outcome="granted", number="许 1", note="", elements={})


def licence(story: Story) -> None:
    """The business licence, on which the other cases wait."""
    story.done(
        IssueResult(item="BIZ-IND", outcome="granted", number="照 1", note="", elements={"uscc": "91350100M000100Y43"}),
        by=REVIEWER,
    )


def passed(story: Story, *materials: str) -> None:
    for material in materials:
        story.done(receive(material))
        story.done(PassDeferral(material=material), by=REVIEWER)


def on(day: str) -> Callable[[Story], None]:
    return lambda story: setattr(story, "day", day)


def told(*commands: Command, by: Actor = CLERK) -> Callable[[Story], None]:
    def tell(story: Story) -> None:
        for command in commands:
            story.done(command, by=by)

    return tell


def arrived(story: Story) -> None:
    story.done(receive("M-HEALTH"))


def all_passed(story: Story) -> None:
    passed(story, *BOTH)


@dataclass(frozen=True)
class Rule:
    """`command` after `fires` is refused with `code`, after `holds` it is done. `given` is the stage of the story."""

    name: str
    code: str
    given: str
    command: Command
    fires: tuple[Callable[[Story], None], ...] = ()
    holds: tuple[Callable[[Story], None], ...] = ()
    instead: Command | None = None
    hall: Mapping[str, Any] = field(default_factory=dict)
    other_hall: Mapping[str, Any] | None = None


PAUSE, AT_ONCE = {"on_overdue": OnOverdue.PAUSE}, {"on_overdue": OnOverdue.TERMINATE}

MATRIX = (
    Rule("only what the items list", "deferral.decisive", "filled", request("M-ID"), instead=request()),
    Rule(
        "never what one item decides on", "deferral.decisive_elsewhere", "filled", request("M-PREM"), instead=request()
    ),
    Rule("only what is needed", "deferral.not_needed", "filled", request("M-BED"), instead=request()),
    Rule("not what another case produces", "deferral.awaited", "filled", request("M-BL"), instead=request()),
    Rule("a reason", "deferral.reason_missing", "filled", request(reason=" "), instead=request()),
    Rule("no longer than promised", "deferral.due_day", "filled", request(due_day="2026-11-30"), instead=request()),
    Rule("not for today", "deferral.due_day", "filled", request(due_day="2026-09-21"), instead=request()),
    Rule("a working day", "deferral.due_day_off", "filled", request(due_day="2026-09-27"), instead=request()),
    Rule(
        "the hall's longest deferral",
        "deferral.due_day",
        "filled",
        request(),
        hall={"most_days": 2},
        other_hall={"most_days": 5},
    ),
    Rule(
        "not for whoever is on the distrust list",
        "deferral.distrusted",
        "filled",
        request(),
        fires=(told(listed("11010519491231002X")),),
        holds=(told(listed("11010519491231002X", on_it=False)),),
    ),
    Rule(
        "the listing of somebody else bars nobody",
        "deferral.distrusted",
        "filled",
        request(),
        fires=(told(listed("11010519491231002x ")),),
        holds=(told(listed("440524188001010014")),),
    ),
    Rule(
        "nor is what was asked for before accepted",
        "deferral.distrusted",
        "filled",
        AcceptApplication(receipt_number="江A01-260921-0001"),
        fires=(told(request(), request("M-DRAINT", due_day=DRAIN_DUE), listed("11010519491231002X")),),
        holds=(told(request(), request("M-DRAINT", due_day=DRAIN_DUE)),),
    ),
    Rule(
        "an unchecked one may ask",
        "deferral.distrusted",
        "filled",
        request(),
        fires=(told(listed(APPLICANT)),),
        holds=(told(CheckCredit(party=party_key(APPLICANT), list_revision="", listed=False, unchecked=True)),),
    ),
    Rule(
        "a look that could not be made hides none that was",
        "deferral.distrusted",
        "filled",
        request(),
        fires=(
            told(listed(APPLICANT)),
            lambda story: story.tell(
                CheckCredit(party=party_key(APPLICANT), list_revision="", listed=False, unchecked=True)
            ),
        ),
        holds=(told(listed(APPLICANT)), told(listed(APPLICANT, on_it=False))),
    ),
    Rule(
        "with another number it is somebody else",
        "deferral.distrusted",
        "filled",
        request(),
        fires=(told(listed(APPLICANT)),),
        holds=(told(listed(APPLICANT), FillFields(values={"ap_id_no": "110101199003070011"})),),
    ),
    Rule(
        "a promise only where the catalog takes one",
        "promise.not_allowed",
        "filled",
        PromiseMaterial(material="M-HEALTH"),
        instead=PromiseMaterial(material="M-DRAINT"),
    ),
    Rule(
        "a promise only for what is needed",
        "deferral.not_needed",
        "filled",
        PromiseMaterial(material="M-BED"),
        instead=PromiseMaterial(material="M-DRAINT"),
    ),
    Rule(
        "no promise for what is deferred",
        "promise.deferred",
        "filled",
        PromiseMaterial(material="M-DRAINT"),
        fires=(told(request("M-DRAINT", due_day=DRAIN_DUE)),),
        holds=(told(request()),),
    ),
    Rule(
        "no deferral of what is promised",
        "promise.given",
        "filled",
        request("M-DRAINT", due_day=DRAIN_DUE),
        fires=(told(PromiseMaterial(material="M-DRAINT")),),
        holds=(told(PromiseMaterial(material="M-DRAINT"), WithdrawPromise(material="M-DRAINT")),),
    ),
    Rule(
        "no promise for what is here",
        "promise.brought",
        "filled",
        PromiseMaterial(material="M-DRAINT"),
        fires=(told(AttachScan(material="M-DRAINT", scan=scan_of("here"))),),
    ),
    Rule(
        "no promise of who is on the distrust list",
        "promise.distrusted",
        "filled",
        PromiseMaterial(material="M-DRAINT"),
        fires=(told(listed(APPLICANT)),),
        holds=(told(listed(APPLICANT, on_it=False)),),
    ),
    Rule(
        "nor is a promise from before accepted",
        "promise.distrusted",
        "filled",
        AcceptApplication(receipt_number="江A01-260921-0001"),
        fires=(told(PromiseMaterial(material="M-DRAINT"), request(), listed(APPLICANT)),),
        holds=(told(PromiseMaterial(material="M-DRAINT"), request()),),
    ),
    Rule(
        "a flawed copy counts as missing",
        "material.flawed",
        "filled",
        AcceptApplication(receipt_number="江A01-260921-0001"),
        fires=(
            told(request("M-DRAINT", due_day=DRAIN_DUE), AttachScan(material="M-HEALTH", scan=scan_of("bad"))),
            told(FindFlaw(material="M-HEALTH", scans=(scan_of("bad").sha256,), flaw="看不清")),
        ),
        holds=(
            told(request("M-DRAINT", due_day=DRAIN_DUE), AttachScan(material="M-HEALTH", scan=scan_of("bad"))),
            told(FindFlaw(material="M-HEALTH", scans=(scan_of("bad").sha256,), flaw="看不清"), request()),
        ),
    ),
    Rule(
        "a flaw is said",
        "flaw.reason_missing",
        "filled",
        FindFlaw(material="M-ID", scans=(scan_of("M-ID").sha256,), flaw=" "),
        instead=FindFlaw(material="M-ID", scans=(scan_of("M-ID").sha256,), flaw="看不清"),
    ),
    Rule(
        "a commitment needs something to commit to",
        "commitment.nothing_deferred",
        "filled",
        SignCommitment(scan=scan_of("letter")),
        holds=(told(request()),),
    ),
    Rule(
        "more time needs a reason",
        "deferral.extension_reason",
        "accepted",
        extend("2026-09-30", reason=""),
        instead=extend("2026-09-30"),
    ),
    Rule(
        "more time within the hall's limit",
        "deferral.extension_too_long",
        "accepted",
        extend("2026-12-01"),
        instead=extend("2026-10-08"),
    ),
    Rule(
        "more time ends on a working day",
        "deferral.due_day_off",
        "accepted",
        extend("2026-10-01"),
        instead=extend("2026-10-08"),
    ),
    Rule(
        "more time is more",
        "deferral.extension_not_later",
        "accepted",
        extend(HEALTH_DUE),
        instead=extend("2026-09-29"),
    ),
    Rule(
        "a hall that never extends",
        "deferral.never_extended",
        "accepted",
        extend("2026-09-29"),
        hall={"extension_days": 0},
        other_hall={"extension_days": 1},
    ),
    Rule("what passed needs no time", "deferral.already_passed", "accepted", extend("2026-09-29"), fires=(all_passed,)),
    Rule(
        "a termination needs a reason",
        "deferral.termination_reason",
        "accepted",
        terminate(reason=""),
        fires=(on(TERMINABLE),),
        holds=(on(TERMINABLE),),
        instead=terminate(),
    ),
    Rule(
        "terminated only after the days of the hall",
        "deferral.not_yet_overdue",
        "accepted",
        terminate(),
        fires=(on(LATE),),
        holds=(on(TERMINABLE),),
    ),
    Rule(
        "terminated at once where the hall does so",
        "deferral.not_yet_overdue",
        "accepted",
        terminate(),
        fires=(on(HEALTH_DUE),),
        holds=(on(LATE),),
        hall=AT_ONCE,
        other_hall=AT_ONCE,
    ),
    Rule(
        "never where the hall waits",
        "deferral.hall_waits",
        "accepted",
        terminate(),
        fires=(on(TERMINABLE),),
        holds=(on(TERMINABLE),),
        hall=PAUSE,
        other_hall=AT_ONCE,
    ),
    Rule(
        "what is here is verified, not terminated",
        "deferral.to_verify",
        "accepted",
        terminate(),
        fires=(on(TERMINABLE), arrived),
        holds=(on(TERMINABLE),),
    ),
    Rule(
        "terminated once",
        "deferral.already_terminated",
        "accepted",
        terminate(),
        fires=(on(TERMINABLE), told(terminate())),
        holds=(on(TERMINABLE),),
    ),
    Rule(
        "the result waits for what is awaited",
        "result.deferral_open",
        "accepted",
        grant(),
        fires=(licence,),
        holds=(licence, all_passed),
    ),
    Rule(
        "the result waits for what is to be verified",
        "result.deferral_open",
        "accepted",
        grant(),
        fires=(licence, arrived),
        holds=(licence, lambda story: passed(story, "M-HEALTH")),
    ),
    Rule(
        "no result after a termination",
        "result.deferral_terminated",
        "accepted",
        grant(),
        fires=(licence, on(TERMINABLE), told(terminate())),
        holds=(licence, on("2026-10-08"), lambda story: passed(story, "M-HEALTH")),
    ),
    Rule(
        "a case waits only for what it needs",
        "result.deferral_open",
        "accepted",
        grant("DRAIN"),
        fires=(licence, lambda story: passed(story, "M-HEALTH")),
        holds=(licence, lambda story: passed(story, "M-DRAINT")),
    ),
    Rule(
        "complete when all passed",
        "completion.still_open",
        "accepted",
        CompleteDeferrals(number="1"),
        fires=(lambda story: passed(story, "M-HEALTH"),),
        holds=(all_passed,),
    ),
    Rule(
        "nothing passed, nothing to confirm",
        "completion.nothing_passed",
        "accepted",
        CompleteDeferrals(number="1"),
        holds=(all_passed,),
    ),
    Rule(
        "confirmed once",
        "completion.already",
        "accepted",
        CompleteDeferrals(number="2"),
        fires=(all_passed, told(CompleteDeferrals(number="1"))),
        holds=(all_passed,),
    ),
    Rule(
        "with a number",
        "completion.no_number",
        "accepted",
        CompleteDeferrals(number=""),
        fires=(all_passed,),
        holds=(all_passed,),
        instead=CompleteDeferrals(number="1"),
    ),
    Rule(
        "a return says why",
        "deferral.return_reason_missing",
        "accepted",
        ReturnDeferral(material="M-HEALTH", reason=""),
        fires=(arrived,),
        holds=(arrived,),
        instead=ReturnDeferral(material="M-HEALTH", reason="看不清"),
    ),
    Rule(
        "nothing passes that has not come",
        "deferral.not_arrived",
        "accepted",
        PassDeferral(material="M-HEALTH"),
        holds=(arrived,),
    ),
    Rule(
        "an arrival has a document",
        "deferral.no_scan",
        "accepted",
        ReceiveDocument(material="M-HEALTH", scans=()),
        instead=receive("M-HEALTH"),
    ),
)


@pytest.fixture
def stage(rulebook: Rulebook) -> Callable[[str, Mapping[str, Any]], Story]:
    """A story told up to a stage in a hall with these rules."""

    def tell(given: str, hall: Mapping[str, Any]) -> Story:
        story = Story(_in_hall(rulebook.source, hall) if hall else rulebook)
        story.done(OpenApplication(theme="C-RESTAURANT", items=RESTAURANT, answers=ANSWERS))
        story.done(FillFields(values=dict(FIELDS)))
        for material in BROUGHT:
            story.done(AttachScan(material=material, scan=scan_of(material)))
        if given == "accepted":
            told(request(), request("M-DRAINT", due_day=DRAIN_DUE))(story)
            story.done(AcceptApplication(receipt_number="江A01-260921-0001"))
        return story

    return tell


def _in_hall(source: Catalog, hall: Mapping[str, Any]) -> Rulebook:
    catalog = replace(source, hall=replace(source.hall, deferral=DeferralRules(**hall)))
    return Rulebook(catalog, catalog_id=catalog_id(catalog))


@pytest.mark.parametrize("rule", MATRIX, ids=lambda rule: rule.name)
def test_a_rule_fires(rule: Rule, stage: Callable[[str, Mapping[str, Any]], Story]) -> None:
    story = stage(rule.given, rule.hall)
    for step in rule.fires:
        step(story)
    before = story.state
    assert rule.code in story.refused(rule.command)
    assert story.state == before, "nothing happened"


@pytest.mark.parametrize("rule", MATRIX, ids=lambda rule: rule.name)
def test_a_rule_does_not_fire(rule: Rule, stage: Callable[[str, Mapping[str, Any]], Story]) -> None:
    story = stage(rule.given, rule.hall if rule.other_hall is None else rule.other_hall)
    for step in rule.holds:
        step(story)
    decided = story.tell(rule.instead or rule.command, by=SUPERVISOR)
    assert not isinstance(decided, Refusal), [said.code for said in decided.messages]
    assert decided


def test_only_a_supervisor_gives_more_time() -> None:
    assert authorise(SUPERVISOR, "deferral_extended") is None
    assert authorise(CLERK, "deferral_extended") is not None
    assert authorise(CLERK, "deferral_terminated") is None


@pytest.mark.parametrize("second", ["extended", "terminated"])
def test_more_time_and_an_end_decided_apart_come_to_the_same(accepted: Story, second: str) -> None:
    """Whoever comes first at the centre: the applicant has more time, and both lines stay in the history."""
    base, ended = _beside(accepted, day=TERMINABLE), _beside(accepted, day=TERMINABLE)
    accepted.day = "2026-09-25"
    more = accepted.done(extend("2026-10-12"), by=SUPERVISOR)
    end = replace(ended.done(terminate()), day="2026-10-12")
    for operation in (more, end) if second == "terminated" else (end, more):
        base.take(operation)
    held = base.state.deferrals["M-HEALTH"]
    assert (held.status, held.due_day) == (DeferralStatus.AWAITED, "2026-10-12")
    assert {move.kind for move in held.history[1:]} == {"deferral_extended", "deferral_terminated"}


def _beside(story: Story, *, day: str) -> Story:
    """Another window with the same past."""
    other = Story(story.rules, day=day, device="pc2")
    other.state, other.entries = story.state, list(story.entries)
    return other


def test_a_document_that_was_there_before_the_end_is_to_be_verified(accepted: Story) -> None:
    """Another window took it in offline in time; the termination that was ordered first does not count."""
    in_time = _beside(accepted, day=HEALTH_DUE)
    arrival = in_time.done(receive("M-HEALTH"))
    accepted.day = TERMINABLE
    accepted.done(terminate())
    accepted.take(arrival)
    assert accepted.state.deferrals["M-HEALTH"].status is DeferralStatus.ARRIVED


def test_a_document_that_comes_after_the_end_is_kept_and_waits_for_a_supervisor(accepted: Story) -> None:
    accepted.day = TERMINABLE
    for command, by in ((terminate(), CLERK), (receive("M-HEALTH"), CLERK)):
        accepted.done(command, by=by)
    assert accepted.state.deferrals["M-HEALTH"].status is DeferralStatus.TERMINATED
    assert accepted.state.scans["M-HEALTH"]


def test_the_clock_starts_when_all_is_in_where_the_hall_says_so(
    stage: Callable[[str, Mapping[str, Any]], Story],
) -> None:
    story = stage("accepted", {"clock_start": ClockStart.COMPLETE})
    assert story.state.cases["DRAIN"].promised_due == ""
    licence(story)
    story.day = "2026-09-24"
    passed(story, *BOTH)
    story.day = "2026-09-28"
    story.done(CompleteDeferrals(number="S1-A01-20260928-0001"))
    case = story.state.cases["FOOD-LIC"]
    planned = story.rules.cases(story.state.items, story.state.answers, story.state.plain_values(), day="2026-09-24")
    assert case.promised_due == next(plan.promised_due for plan in planned if plan.item == "FOOD-LIC") != ""


@pytest.mark.parametrize(("hall", "moved"), [({}, True), (AT_ONCE, False)])
def test_the_clock_stood_still_while_a_document_was_late(
    stage: Callable[[str, Mapping[str, Any]], Story], hall: Mapping[str, Any], moved: bool
) -> None:
    story = stage("accepted", hall)
    licence(story)
    before = story.state.cases["FOOD-LIC"].promised_due
    story.day = "2026-09-30"
    passed(story, *BOTH)
    story.done(CompleteDeferrals(number="S1-A01-20260930-0001"))
    due = story.state.cases["FOOD-LIC"].promised_due
    assert due == (story.rules.later_by(before, first=HEALTH_DUE, last="2026-09-30") if moved else before)
    assert (due != before) is moved


def test_instant_items_never_defer(rulebook: Rulebook) -> None:
    instant = [item for item in rulebook.source.items.values() if item.case_type == "instant"]
    assert instant and not any(item.deferrable for item in instant)
    for item in instant:
        needed = rulebook.listed_materials((item.id,), {}, day="2026-09-21")
        assert not any(need.deferrable_for for need in needed)


def test_a_promise_leaves_no_deferral_behind(stage: Callable[[str, Mapping[str, Any]], Story]) -> None:
    story = stage("filled", {})
    told(PromiseMaterial(material="M-DRAINT"), request())(story)
    story.done(AcceptApplication(receipt_number="江A01-260921-0001"))
    assert list(story.state.deferrals) == ["M-HEALTH"]
    assert [paper.kind for paper in story.state.papers].count("promise_letter") == 1


@pytest.mark.parametrize("counts", [True, False])
def test_a_representative_bars_an_organisation_only_where_the_hall_says_so(
    stage: Callable[[str, Mapping[str, Any]], Story], counts: bool
) -> None:
    story = stage("filled", {"distrust_representative": counts})
    rules = story.rules
    values = {"org_name": "江州餐饮公司", "uscc": "91350100M000100Y43", "legal_rep_id": APPLICANT}
    asked = rules.credit_numbers(values, today="2026-09-21")
    assert asked == (("91350100M000100Y43", APPLICANT) if counts else ("91350100M000100Y43",))
    assert (credit_key(asked) == party_key("91350100M000100Y43")) is not counts
