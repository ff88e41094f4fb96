from __future__ import annotations

import pypdfium2
import pytest

from client.desk import consulting
from forms.message import Message
from forms.notices.choice_code import Choice, choice_code
from forms.notices.refusal import PaperRefused

pytestmark = [pytest.mark.qt_log_ignore("QStandardPaths: .*", extend=True), pytest.mark.usefixtures("qapp")]

RESTAURANT = Choice(theme="C-RESTAURANT", answers={"q_open_public": True, "q_drain_city": False})


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pages)


def test_the_notice_says_everything_and_leaves_nothing(pc):
    before = pc.store.journal.device_operations()
    notice = consulting.one_time_notice(pc.session, pc.desk, RESTAURANT)
    said, told = text_of(notice.pdf), consulting.consult(pc.desk, RESTAURANT)
    assert "一次性告知书" in said and "“开饭店”" in said
    for part in (*told.items, *told.materials):
        assert "".join(part.name.zh.split()) in said
    assert "可容缺" in said and "5个工作日补交" in said
    assert pc.store.journal.device_operations() == before


def test_a_notice_brought_back_is_the_same_choice(pc):
    assert consulting.choice_of(pc.desk, choice_code(RESTAURANT)) == RESTAURANT


@pytest.mark.parametrize("choice", [Choice(theme="C-GONE"), Choice(items=("BIZ-IND", "GONE")), Choice()])
def test_a_notice_of_what_is_no_longer_offered_says_so(pc, choice):
    said = consulting.choice_of(pc.desk, choice_code(choice))
    assert isinstance(said, Message) and said.code == "choice_code.gone"


def test_questions_that_are_asked_no_more_are_left_out(pc):
    old = Choice(theme="C-RESTAURANT", answers={"q_open_public": True, "q_forgotten": True})
    chosen = consulting.choice_of(pc.desk, choice_code(old))
    assert isinstance(chosen, Choice) and dict(chosen.answers) == {"q_open_public": True}


def test_a_catalog_without_the_template_says_so(pc, monkeypatch):
    monkeypatch.setattr(consulting, "TEMPLATE", "no_such_template")
    with pytest.raises(PaperRefused) as refused:
        consulting.one_time_notice(pc.session, pc.desk, RESTAURANT)
    assert refused.value.message.code == "papers.template_missing"
