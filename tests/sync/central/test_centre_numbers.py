"""What leased numbers end as at the centre, and how it binds provisional ones."""

from __future__ import annotations

import pytest

from forms.journal.commands import ReceiveApplication, RefuseApplication, RequestCorrection
from forms.journal.issuing import CorrectionFacts, Lack, PaperIssued
from forms.journal.numbering import NumbersReturned, NumberVoided, provisional_number, provisional_prefix
from forms.journal.operation import DEVICE
from forms.journal.voiding import PaperVoided
from tests.sync.central.centre_window import Hall, Window, codes, outcomes, told

PREFIX = "01-3-"
FIRST = f"{PREFIX}20261123-00001"
NOTHING = CorrectionFacts(items=("NO",), lacks=(), received_day="")
LACKING = CorrectionFacts(items=(), lacks=(Lack(name="租赁合同", standard="原件"),), received_day="2026-11-23")


def window_with_numbers(hall: Hall) -> Window:
    window = hall.window("pc1")
    window.send()
    return window


def void(window: Window, number: str) -> bytes:
    return window.seal(NumberVoided(number=number, reason="卡纸"), stream=DEVICE + "pc1")


def give_back(window: Window, first: int, last: int, *, prefix: str = PREFIX) -> bytes:
    body = NumbersReturned(prefix=prefix, first=first, last=last, reason="撤窗")
    return window.seal(body, stream=DEVICE + "pc1")


def unused(hall: Hall) -> int:
    return hall.store.numbers.unused(device="pc1", epoch=1)


def objections(hall: Hall, application: str) -> list[str]:
    state = hall.store.applications.state(application)
    assert state is not None
    return [objection.code for objection in state.objections]


def test_a_void_number_is_counted_once_and_objected_to_on_a_paper(hall: Hall) -> None:
    window = window_with_numbers(hall)
    void(window, FIRST)
    void(window, FIRST)
    reply = window.send_all()
    assert outcomes(reply) == ["applied", "rejected"] and codes(reply)[1] == "centre.number_ended"
    assert unused(hall) == 199
    window.accepted("a1", number=FIRST)
    assert outcomes(window.send_all())[-1] == "applied"
    assert objections(hall, "a1") == ["centre.number_ended"] and unused(hall) == 199


def test_a_number_in_use_or_of_another_window_cannot_be_void(hall: Hall) -> None:
    window = window_with_numbers(hall)
    window.accepted("a1", number=FIRST)
    for number in (FIRST, f"{PREFIX}1", f"{PREFIX}20261123-00999", "随手写的"):
        void(window, number)
    reply = window.send_all()
    assert outcomes(reply)[-4:] == ["rejected"] * 4
    assert codes(reply)[-4:] == ["centre.number_used"] * 2 + ["centre.number_not_leased"] * 2
    assert unused(hall) == 199


def test_a_closing_window_gives_its_numbers_back_and_gets_new_ones_at_the_next_sign_in(hall: Hall) -> None:
    window = window_with_numbers(hall)
    window.accepted("a1", number=FIRST)
    give_back(window, 2, 200)
    assert set(outcomes(window.send_all())) == {"applied"}
    assert unused(hall) == 0
    assert [op.kind for op in told(window.send()) if op.kind == "numbers_leased"] == ["numbers_leased"]
    window.signed_in()
    window.send_all()
    leases = [op.body for op in told(window.send()) if op.kind == "numbers_leased"]
    assert [(lease["first"], lease["last"]) for lease in leases] == [(1, 200), (201, 400)], "never leased again"


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (1, 200, "centre.number_used"),
        (2, 201, "centre.number_not_leased"),
        (9, 8, "centre.number_not_leased"),
        (0, 5, "centre.number_not_leased"),
    ],
)
def test_only_unused_numbers_of_one_block_come_back(hall: Hall, first: int, last: int, code: str) -> None:
    window = window_with_numbers(hall)
    window.accepted("a1", number=FIRST)
    give_back(window, first, last)
    reply = window.send_all()
    assert (outcomes(reply)[-1], codes(reply)[-1]) == ("rejected", code)
    assert unused(hall) == 199


def test_a_provisional_number_is_bound_to_one_of_the_centres_own(hall: Hall) -> None:
    window = window_with_numbers(hall)
    mine = provisional_number(provisional_prefix(device="pc1", epoch=1), 1)
    window.accepted("a1", number=mine)
    for _ in range(2):
        assert set(outcomes(window.send_all())) == {"applied"}
    state = hall.store.applications.state("a1")
    assert state is not None and state.objections == ()
    assert (state.receipt_number, dict(state.bound_numbers)) == (mine, {mine: f"{PREFIX}20261123-00201"})
    window.accepted("a2", number=f"{PREFIX}20261123-00201")
    window.send_all()
    assert "centre.number_not_leased" in objections(hall, "a2") or "centre.number_used" in objections(hall, "a2")


def test_another_windows_provisional_number_is_bound_with_an_objection(hall: Hall) -> None:
    window = window_with_numbers(hall)
    theirs = provisional_number(provisional_prefix(device="pc2", epoch=1), 1)
    window.accepted("a1", number=theirs)
    window.send_all()
    state = hall.store.applications.state("a1")
    assert state is not None and set(state.bound_numbers) == {theirs}
    assert objections(hall, "a1") == ["centre.number_not_leased"]


def test_a_paper_after_the_intake_uses_a_number_and_is_checked(hall: Hall) -> None:
    window = window_with_numbers(hall)
    window.accepted("a1", number=FIRST)
    window.tell("a1", PaperIssued(number=f"{PREFIX}20261123-00002", facts=LACKING))
    window.tell("a1", PaperIssued(number=FIRST, facts=NOTHING))
    assert set(outcomes(window.send_all())) == {"applied"}, "it is in the applicant's hand"
    window.tell("a1", PaperIssued(number=f"{PREFIX}20261123-00003", facts=NOTHING))
    window.send_all()
    assert unused(hall) == 197
    assert objections(hall, "a1") == ["paper.number_used", "paper.nothing_on_it"]


def test_the_numbers_of_a_correction_and_of_a_refusal_are_taken(hall: Hall) -> None:
    window = window_with_numbers(hall)
    numbers = [f"{PREFIX}20261123-{count:05d}" for count in (1, 2, 3)]
    window.opened("a1")
    window.do("a1", ReceiveApplication(receipt_number=numbers[0]))
    window.do("a1", RequestCorrection(number=numbers[1]))
    window.do("a1", RefuseApplication(number=numbers[2], reason="不属本机关", remedies="可以复议"))
    assert set(outcomes(window.send_all())) == {"applied"}
    assert [hall.store.numbers.carried(prefix=PREFIX, first=n, last=n) for n in (1, 2, 3, 4)] == ["a1"] * 3 + [""]
    assert unused(hall) == 197


def test_a_void_paper_ends_its_number_and_is_found_by_it(hall: Hall) -> None:
    window = window_with_numbers(hall)
    window.accepted("a1", number=FIRST)
    window.tell("a1", PaperIssued(number=f"{PREFIX}20261123-00002", facts=LACKING))
    for _ in range(2):
        window.tell("a1", PaperVoided(number=f"{PREFIX}20261123-00002-BZ", reason="地址写错"))
    window.tell("a1", PaperVoided(number=f"{FIRST}-SJ", reason="不该作废"))
    assert outcomes(window.send_all())[-3:] == ["applied", "applied", "rejected"]
    numbers = hall.store.numbers
    assert numbers.ended(prefix=PREFIX, first=2, last=2) == "void" and unused(hall) == 198
    assert numbers.used_by(receipt_number=f"{PREFIX}20261123-00002", prefix=PREFIX, number=2) == "a1"
    assert numbers.ended(prefix=PREFIX, first=1, last=1) == ""


def test_a_number_on_papers_of_two_applications_is_objected_to(hall: Hall) -> None:
    window = window_with_numbers(hall)
    window.accepted("a1", number=FIRST)
    window.accepted("a2", number=f"{PREFIX}20261123-00002")
    window.tell("a2", PaperIssued(number=FIRST, facts=LACKING))
    window.send_all()
    assert objections(hall, "a2") == ["centre.number_used"]
