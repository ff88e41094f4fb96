"""The papers of one application: which there are, which can be made now and why not the others, void and made anew."""

from __future__ import annotations

import pytest

from client.desk import issuing, paper_list, paper_making, printing
from client.desk.paper_drafts import Drafts, drafts
from forms.journal.commands import IssuePaper
from forms.journal.decide import decide
from forms.journal.decision import Refusal
from forms.journal.issuing import Served, ServiceFacts
from forms.journal.state import ApplicationState
from tests.client.desk.desk_hall import Pc

KINDS = {
    "receipt",
    "acceptance_notice",
    "deferral_notice",
    "deferral_commitment",
    "correction_notice",
    "refusal_notice",
    "completion_notice",
    "procedure_notice",
    "termination_notice",
    "conclusion_notice",
    "delivery_receipt",
    "material_handover",
    "result_handover",
}
SECOND, THIRD = "01-03-20261123-00002", "01-03-20261123-00003"


def now(pc: Pc) -> Drafts:
    return drafts(pc.desk, pc.state(pc.hall.application))


def keys(pc: Pc) -> list[str]:
    return [draft.key for draft in now(pc).possible]


def why(pc: Pc) -> dict[str, str]:
    return {one.kind: one.why.code for one in now(pc).not_now}


def make(pc: Pc, key: str, **said: str) -> ApplicationState:
    made = paper_making.make(pc.session, pc.desk, pc.hall.application, key, said)
    assert isinstance(made, ApplicationState), made.messages
    return made


def codes(refusal: ApplicationState | Refusal) -> list[str]:
    assert isinstance(refusal, Refusal)
    return [message.code for message in refusal.messages]


def test_every_kind_of_paper_is_there_or_can_be_made_or_is_told_why_not(accepted_pc: Pc) -> None:
    made = {paper.kind for paper in paper_list.made_papers(accepted_pc.desk, accepted_pc.state(hall(accepted_pc)))}
    assert made | {draft.kind for draft in now(accepted_pc).possible} | why(accepted_pc).keys() >= KINDS
    assert not made & why(accepted_pc).keys()
    assert why(accepted_pc) == {
        "completion_notice": "completion.nothing_passed",
        "termination_notice": "papers.nothing_ended",
        "conclusion_notice": "papers.nothing_concluded",
        "result_handover": "papers.nothing_granted",
        "correction_notice": "papers.intake_over",
        "refusal_notice": "papers.intake_over",
        "procedure_notice": "papers.by_pause",
    }


def hall(pc: Pc) -> str:
    return pc.hall.application


def test_before_the_acceptance_the_list_says_when_papers_come(complete_pc: Pc) -> None:
    assert keys(complete_pc) == []
    said = why(complete_pc)
    assert said["receipt"] == said["acceptance_notice"] == said["material_handover"] == "papers.by_acceptance"
    assert said["correction_notice"] == said["refusal_notice"] == "papers.by_answer"


def test_what_was_said_once_is_not_offered_again_until_it_is_void(accepted_pc: Pc) -> None:
    state = make(accepted_pc, "delivery_receipt", way="邮寄送达")
    paper = state.papers[-1]
    assert paper.number == f"{SECOND}-SD" and "delivery_receipt" not in keys(accepted_pc)
    assert why(accepted_pc)["delivery_receipt"] == "papers.nothing_to_serve"
    reason = "送达地址写错"
    void = paper_list.void_paper(accepted_pc.session, accepted_pc.desk, state.id, paper.number, reason=reason)
    assert isinstance(void, ApplicationState)
    line = paper_list.made_papers(accepted_pc.desk, void)[-1]
    assert (line.void_reason, line.cannot_void and line.cannot_void.code) == (reason, "paper.already_void")
    assert paper_list.one_paper(accepted_pc.desk, state.id, paper.number) is None
    assert paper not in printing.valid_papers(void)
    assert make(accepted_pc, "delivery_receipt").papers[-1].number == f"{THIRD}-SD"


def test_a_void_number_is_void_in_the_account_here_and_after_a_rebuild(accepted_pc: Pc) -> None:
    state = make(accepted_pc, "delivery_receipt")
    paper_list.void_paper(accepted_pc.session, accepted_pc.desk, state.id, f"{SECOND}-SD", reason="写错")
    before = accepted_pc.store.numbers.account()
    (block,) = before
    assert (block.used, block.void, block.returned, block.left) == (1, 1, 0, 198)
    accepted_pc.store.journal.rebuild()
    assert accepted_pc.store.numbers.account() == before
    accepted_pc.sync()
    assert accepted_pc.store.sync.summary().quarantined == 0
    assert accepted_pc.store.numbers.account() == before
    assert accepted_pc.store.views.by_receipt(SECOND) == state.id


@pytest.mark.parametrize(
    ("number", "reason", "code"),
    [
        ("01-03-20261123-00001-SJ", "打坏了", "paper.of_acceptance"),
        (f"{SECOND}-SD", " ", "paper.void_reason_missing"),
        ("01-03-20261123-00009-SD", "打坏了", "paper.unknown"),
    ],
)
def test_what_cannot_be_void_is_told(accepted_pc: Pc, number: str, reason: str, code: str) -> None:
    make(accepted_pc, "delivery_receipt")
    refused = paper_list.void_paper(accepted_pc.session, accepted_pc.desk, hall(accepted_pc), number, reason=reason)
    assert codes(refused) == [code]


def test_materials_are_counted_and_handed_over_once(accepted_pc: Pc) -> None:
    offered = [draft for draft in now(accepted_pc).possible if draft.kind == "material_handover"]
    assert len(offered) >= 3 and all(draft.about for draft in offered)
    first = offered[0]
    wrong = paper_making.make(accepted_pc.session, accepted_pc.desk, hall(accepted_pc), first.key, {"count:0": "一份"})
    assert codes(wrong) == ["papers.counts_wrong"]
    state = make(accepted_pc, first.key, **{"count:0": "2 / 3", "note": "原件核对后退回"})
    handed = state.issued[state.papers[-1].number].facts
    assert handed["materials"][0]["originals"] == 2 and handed["materials"][0]["copies"] == 3
    assert first.key not in keys(accepted_pc)


def test_no_number_stands_on_two_papers_of_an_application(accepted_pc: Pc) -> None:
    served = ServiceFacts(papers=(Served(title="受理通知书", number="1"),), way="直接送达", place="江州市")
    left = accepted_pc.store.numbers.left()
    state = accepted_pc.state(hall(accepted_pc))
    rules = accepted_pc.desk.rules(state.catalog)
    for number in (state.receipt_number, f"{state.receipt_number}-SD"):
        refused = decide(state, IssuePaper(number=number, facts=served), rules, accepted_pc.desk.now())
        assert isinstance(refused, Refusal) and refused.messages[0].code == "paper.number_used"
    assert isinstance(issuing.issue_paper(accepted_pc.session, accepted_pc.desk, state.id, served), ApplicationState)
    assert accepted_pc.store.numbers.left() == left - 1
