"""Numbers at a window: voiding, giving back, papers of their own, and what the centre makes of it."""

from __future__ import annotations

import pytest

from client.desk import issuing, numbering, printing
from forms.journal.decision import Refusal
from forms.journal.issuing import (
    CompletedMaterial,
    CompletionFacts,
    ConcludedCase,
    ConclusionFacts,
    CorrectionFacts,
    HandedResult,
    Lack,
    ResultsFacts,
    Served,
    ServiceFacts,
)
from forms.journal.state import ApplicationState
from forms.message import Message
from tests.client.desk.desk_hall import Pc

FIRST, SECOND = "01-03-20261123-00001", "01-03-20261123-00002"
SERVED = ServiceFacts(papers=(Served(title="受理通知书", number=f"{FIRST}-SL"),), way="直接送达", place="江州市")


def issue(pc: Pc, facts: object) -> ApplicationState | Refusal:
    return issuing.issue_paper(pc.session, pc.desk, pc.hall.application, facts)  # type: ignore[arg-type]


def codes(refusal: ApplicationState | Refusal) -> list[str]:
    assert isinstance(refusal, Refusal)
    return [message.code for message in refusal.messages]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (FIRST, "number.in_use"),
        (f"{FIRST}-SJ", "number.in_use"),
        ("01-03-20261124-00001", "number.in_use"),
        ("01-03-20261123-00003", "number.not_reached"),
        ("01-05-20261123-00001", "number.not_ours"),
        ("", "number.not_ours"),
    ],
)
def test_only_a_number_without_a_valid_paper_can_be_void(accepted_pc: Pc, number: str, code: str) -> None:
    before = accepted_pc.device_kinds()
    refused = numbering.void_number(accepted_pc.session, accepted_pc.desk, number, reason="卡纸")
    assert refused is not None and refused.code == code
    assert accepted_pc.device_kinds() == before


def test_a_spoilt_number_is_void_here_and_at_the_centre(accepted_pc: Pc) -> None:
    assert numbering.void_number(accepted_pc.session, accepted_pc.desk, SECOND, reason=" ") is not None
    assert numbering.void_number(accepted_pc.session, accepted_pc.desk, f" {SECOND}-SJ ", reason="卡纸") is None
    again = numbering.void_number(accepted_pc.session, accepted_pc.desk, SECOND, reason="卡纸")
    assert again is not None and again.code == "number.ended"
    accepted_pc.sync()
    assert accepted_pc.store.sync.summary().quarantined == 0
    assert accepted_pc.accept(accepted_pc.complete_small()).receipt_number.endswith("-00003")


def test_a_closing_window_gives_everything_back(accepted_pc: Pc) -> None:
    left = accepted_pc.store.numbers.left()
    assert isinstance(numbering.return_numbers(accepted_pc.session, accepted_pc.desk, reason=""), Message)
    assert numbering.return_numbers(accepted_pc.session, accepted_pc.desk, reason="窗口撤销") == left > 0
    accepted_pc.sync()
    assert accepted_pc.store.numbers.left() == 0, "no new block for a window that closes"
    assert numbering.return_numbers(accepted_pc.session, accepted_pc.desk, reason="窗口撤销") == 0
    accepted_pc.sign_in()
    accepted_pc.sync()
    assert accepted_pc.store.numbers.left() > 0


@pytest.mark.usefixtures("qapp")
@pytest.mark.qt_log_ignore("QStandardPaths: .*", extend=True)
def test_a_paper_after_the_intake_has_a_number_of_its_own_and_is_printed(accepted_pc: Pc) -> None:
    state = issue(accepted_pc, SERVED)
    assert isinstance(state, ApplicationState)
    fact = state.papers[-1]
    assert (fact.kind, fact.number) == ("delivery_receipt", f"{SECOND}-SD")
    paper = printing.render(accepted_pc.desk, state, fact)
    assert paper.title == "送达回执" and paper.pdf
    accepted_pc.sync()
    known = accepted_pc.state(state.id)
    assert known.objections == () and known.papers == state.papers
    assert accepted_pc.store.views.by_receipt(SECOND) == state.id


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (ServiceFacts(papers=(), way="直接送达", place=""), "paper.nothing_on_it"),
        (
            CorrectionFacts(items=("NOWHERE",), lacks=(Lack(name="x", standard=""),), received_day="2026-11-23"),
            "paper.item_foreign",
        ),
        (
            ConclusionFacts(
                cases=(ConcludedCase(item="BIZ-IND", outcome="granted", number="1", day="2026-11-23"),), collect=""
            ),
            "paper.case_not_ended",
        ),
        (
            ResultsFacts(results=(HandedResult(item="BIZ-IND", title="营业执照", number="1"),), way="", receiver=""),
            "paper.nothing_to_hand_out",
        ),
    ],
)
def test_no_paper_says_what_is_not_so(accepted_pc: Pc, facts: object, code: str) -> None:
    before, left = accepted_pc.state(accepted_pc.hall.application), accepted_pc.store.numbers.left()
    assert codes(issue(accepted_pc, facts)) == [code]
    assert accepted_pc.state(before.id) == before and accepted_pc.store.numbers.left() == left


def test_completion_is_not_confirmed_while_a_deferral_is_open(accepted_pc: Pc) -> None:
    material = CompletedMaterial(name="从业人员健康合格证明", arrived_day="2026-11-24", passed_day="2026-11-25")
    facts = CompletionFacts(materials=(material,), clocks=(), day="2026-11-25")
    assert codes(issue(accepted_pc, facts)) == ["paper.deferral_open"]
