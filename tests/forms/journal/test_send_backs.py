"""Send-backs: a reviewer marks, the window changes just that, and says when it is done."""

from __future__ import annotations

import pytest
from journal_story import CENTRE, CLERK, REVIEWER, Story, scan_of
from msgspec.structs import replace

from forms.journal.admission import admission
from forms.journal.authority import authorise
from forms.journal.commands import (
    AmendFields,
    AnswerSendBack,
    AttachScan,
    SendBackApplication,
    WithdrawApplication,
)
from forms.journal.send_backs import marked_elements, marked_materials

ASKED = SendBackApplication(item="SIGN", elements=("sign_size",), materials=("M-SIGNP",), reason="尺寸与照片不符")


@pytest.fixture
def sent_back(accepted: Story) -> Story:
    accepted.done(ASKED, by=REVIEWER)
    return accepted


def test_a_reviewer_marks_fields_and_materials_of_a_case(sent_back: Story) -> None:
    (asked,) = sent_back.state.send_backs
    assert (asked.reason, asked.by, asked.is_open) == ("尺寸与照片不符", REVIEWER.name, True)
    assert marked_elements(sent_back.state) == {"sign_size"} and marked_materials(sent_back.state) == {"M-SIGNP"}
    assert authorise(CLERK, "send_back_requested") is not None and authorise(CENTRE, "fields_amended") is not None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"item": "NOBODY"}, "send_back.not_now"),
        ({"reason": " "}, "send_back.reason_missing"),
        ({"elements": (), "materials": ()}, "send_back.nothing_marked"),
        ({"elements": ("food_mode",)}, "send_back.not_of_case"),
        ({"materials": ("M-FLOW",)}, "send_back.not_of_case"),
    ],
)
def test_what_no_reviewer_may_ask(accepted: Story, change: dict[str, object], code: str) -> None:
    assert list(accepted.refused(replace(ASKED, **change))) == [code]


def test_before_acceptance_nothing_is_sent_back(filled: Story) -> None:
    assert list(filled.refused(ASKED)) == ["send_back.not_now"]
    assert list(filled.refused(AmendFields(values={"sign_size": "6 x 1 x 0.3"}))) == ["amendment.not_marked"]


def test_only_marked_fields_are_amended_and_only_rightly(sent_back: Story) -> None:
    assert list(sent_back.refused(AmendFields(values={"sign_type": "wall"}))) == ["amendment.not_marked"]
    assert sent_back.refused(AmendFields(values={"sign_size": {"raw": "??"}}))
    assert sent_back.tell(AmendFields(values={"sign_size": sent_back.state.values["sign_size"].value})) == []
    sent_back.done(AmendFields(values={"sign_size": "5 x 1 x 0.2"}))
    assert sent_back.state.values["sign_size"].value == "5 x 1 x 0.2"


def test_only_marked_materials_get_further_scans(sent_back: Story) -> None:
    other = AttachScan(material="M-PREM", scan=scan_of("new"))
    assert list(sent_back.refused(other)) == ["application.already_accepted"]
    attached = sent_back.done(AttachScan(material="M-SIGNP", scan=scan_of("new")))
    assert len(sent_back.state.scans["M-SIGNP"]) == 2
    assert admission(sent_back.state, attached) is None
    foreign = replace(attached, body={**attached.body, "material": "M-PREM"})
    refusal = admission(sent_back.state, foreign)
    assert refusal is not None and refusal.code == "application.already_accepted"


def test_an_answer_needs_what_was_asked_or_a_word_why_not(sent_back: Story) -> None:
    said = sent_back.refused(AnswerSendBack())
    assert set(said) == {"send_back.field_untouched", "send_back.material_untouched"}
    sent_back.done(AmendFields(values={"sign_size": "5 x 1 x 0.2"}))
    assert list(sent_back.refused(AnswerSendBack(note=" "))) == ["send_back.material_untouched"]
    sent_back.done(AnswerSendBack(note="照片是对的"))
    (asked,) = sent_back.state.send_backs
    assert (asked.is_open, asked.note, asked.answered_by) == (False, "照片是对的", CLERK.name)
    assert list(sent_back.refused(AnswerSendBack(note="x"))) == ["send_back.none_open"]
    assert list(sent_back.refused(AmendFields(values={"sign_size": "4 x 1 x 0.2"}))) == ["amendment.not_marked"]


def test_one_asked_after_the_answer_stays_open(sent_back: Story) -> None:
    sent_back.done(AnswerSendBack(note="照片是对的"))
    sent_back.done(ASKED, by=REVIEWER)
    assert [asked.is_open for asked in sent_back.state.send_backs] == [False, True]
    assert set(sent_back.refused(AnswerSendBack())) == {"send_back.field_untouched", "send_back.material_untouched"}
    sent_back.done(AnswerSendBack(note="仍是对的"))
    assert [asked.note for asked in sent_back.state.send_backs] == ["照片是对的", "仍是对的"]


def test_two_windows_amend_one_field_and_nothing_is_lost(sent_back: Story) -> None:
    amended = sent_back.done(AmendFields(values={"sign_size": "5 x 1 x 0.2"}))
    sent_back.take(replace(amended, device="pc2", dseq=1, body={"values": {"sign_size": "9 x 1 x 0.2"}}))
    assert sent_back.state.values["sign_size"].value == "5 x 1 x 0.2"
    assert [kept.value for kept in sent_back.state.conflicts["sign_size"]] == ["9 x 1 x 0.2"]


def test_nothing_is_sent_back_after_a_withdrawal(sent_back: Story) -> None:
    sent_back.done(WithdrawApplication(reason="不办了"))
    assert list(sent_back.refused(ASKED)) == ["send_back.not_now"]
