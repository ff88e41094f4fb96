"""Papers after the intake, made by operations of really handled applications and read back from the PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from forms.journal.issuing import (
    CompletedMaterial,
    CompletionFacts,
    CorrectionFacts,
    HandedMaterial,
    HandoverFacts,
    Lack,
    MovedClock,
    facts_of,
    kind_of_facts,
)
from forms.journal.state import ApplicationState, PaperFact
from forms.notices.later_papers import later_notice
from forms.notices.notice import notice_context, paper_title, query_number
from forms.notices.receipt_code import make_code, read_code
from tests.support.accepted_papers import DAY, NUMBER, restaurant, shipped_catalog
from tests.support.later_papers import LATER, concluded, corrected, handled, later_paper, pdf_of_paper, refused
from tests.support.paper_pages import ReadBack

_ROOM = 0.6
"""Millimetres that a rule may stand outside the type area."""
_MARKS = {"correction_notice": ("第三十二条", "签收"), "refusal_notice": ("决定不予受理", "行政复议", "行政诉讼")}
_SEALS = {"material_handover": "收件专用章"}


@pytest.fixture(scope="module")
def papers(qapp: object) -> Mapping[str, ReadBack]:
    return {kind: ReadBack(pdf_of_paper(*later_paper(kind))) for kind in LATER}


def words_of(value: object) -> Iterator[str]:
    """Every text and every number above none of what a template may print."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from words_of(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from words_of(one)
    elif isinstance(value, str):
        yield re.sub(r"\s+", "", value)
    elif isinstance(value, int) and not isinstance(value, bool) and value:
        yield str(value)


@pytest.mark.parametrize("kind", LATER)
def test_every_fact_of_a_paper_can_be_read_off_it(kind: str, papers: Mapping[str, ReadBack]) -> None:
    state, paper = later_paper(kind)
    text, issued = papers[kind].text(), state.issued[paper.number]
    notice = later_notice(facts_of(issued), state, shipped_catalog())
    words = [word for word in words_of(notice) if word]
    assert len(words) >= 3
    assert [word for word in words if word not in text] == []
    titles = ("退件通知书",) if kind == "termination_notice" else (paper_title(paper, shipped_catalog()),)
    for said in (*titles, "张三丰", paper.number, "江州市政务服务中心", *_MARKS.get(kind, ())):
        assert said in text
    assert f"（{_SEALS.get(kind, '行政审批专用章')}）".replace("（", "").replace("）", "") in text
    assert f"第1页共{papers[kind].pages}页·收件编号{query_number(paper, state)}·第1次打印" in papers[kind].text(0)


@pytest.mark.parametrize("kind", LATER)
def test_the_code_of_a_paper_leads_back_and_names_nobody(kind: str, papers: Mapping[str, ReadBack]) -> None:
    state, _ = later_paper(kind)
    (code,) = papers[kind].codes()
    assert code == make_code(state.receipt_number) and read_code(code) == state.receipt_number
    private = {str(field.value) for field in state.values.values() if isinstance(field.value, str)}
    assert not [value for value in private if len(value) > 1 and value in code]
    assert len(code) == len(f"YC1|{state.receipt_number}|") + 6


@pytest.mark.parametrize("kind", LATER)
def test_nothing_is_clipped_and_every_font_is_embedded(
    kind: str, papers: Mapping[str, ReadBack], tmp_path: Path
) -> None:
    assert papers[kind].size_mm() == pytest.approx((210, 297), abs=0.2)
    for page in range(papers[kind].pages):
        left, top, right, bottom = papers[kind].ink_box_mm(page)
        assert left >= 28 - _ROOM and right <= 184 + _ROOM
        assert top >= (10 if page == 0 else 37 - _ROOM) and bottom <= 275
    fonts = papers[kind].fonts(tmp_path)
    assert fonts and all(embedded for _, embedded in fonts)


@pytest.mark.parametrize("kind", LATER)
def test_a_reprint_differs_by_its_mark_alone(kind: str, papers: Mapping[str, ReadBack]) -> None:
    state, paper = later_paper(kind)
    again = ReadBack(pdf_of_paper(state, paper, copy=2, day="2027-03-01"))
    assert again.text().replace("第2次打印", "第1次打印") == papers[kind].text() != again.text()


def test_the_papers_of_the_acceptance_stay_as_they_are_to_the_last_result() -> None:
    before, after = restaurant().state, concluded()
    assert after.cases["FOOD-LIC"].pauses and after.completions and before.papers == after.papers[: len(before.papers)]
    for paper in before.papers:
        assert content(paper, before) == content(paper, after), paper.kind


def content(paper: PaperFact, state: ApplicationState) -> object:
    return notice_context(paper, state, shipped_catalog(), now_day=DAY, copy=1)


def test_a_receipt_before_the_answer_lists_what_was_handed_in(qapp: object) -> None:
    state = corrected()
    paper = next(paper for paper in state.papers if paper.kind == "receipt")
    text = ReadBack(pdf_of_paper(state, paper)).text()
    for said in ("收件凭证", "张三丰", "申请人身份证", "共收材料3份6页", "食品经营许可新办", f"收件日期{DAY}"):
        assert said in text, said
    assert "容缺" not in text


def test_a_refusal_names_the_competent_organ_and_the_remedies(papers: Mapping[str, ReadBack]) -> None:
    text = papers["refusal_notice"].text()
    assert "江北新区行政审批局" in text and "六十日内申请行政复议" in text and "六个月内提起行政诉讼" in text
    assert refused().status.value == "refused"


def test_a_confirmation_tells_where_the_clocks_end(qapp: object) -> None:
    story = handled(restaurant())
    item = next(iter(story.state.cases))
    state = with_facts(
        story.state,
        CompletionFacts(
            materials=(CompletedMaterial(name="检测报告", arrived_day="2026-11-25", passed_day="2026-11-26"),),
            clocks=(
                MovedClock(item=item, before="2026-11-24", due="2026-12-02"),
                MovedClock(item=item, before="", due=""),
            ),
            day="2026-11-26",
        ),
    )
    text = ReadBack(pdf_of_paper(state, state.papers[-1])).text()
    assert "2026-11-24(周二)2026-12-02(周三)" in text and "未起算待前一事项办结后起算" in text


def test_many_lacks_flow_over_pages_under_their_headings_without_a_cut(qapp: object) -> None:
    lacks = tuple(
        Lack(name=f"材料{n:03d}", standard=f"原件 1 份，A4，加盖公章，第 {n} 号要求" * 2, wrong="缺页")
        for n in range(60)
    )
    state = with_facts(
        handled(restaurant()).state, CorrectionFacts(items=("FOOD-LIC",), lacks=lacks, received_day=DAY, until=DAY)
    )
    paper = ReadBack(pdf_of_paper(state, state.papers[-1]))
    assert paper.pages >= 4 and "共60项" in paper.text()
    for number in range(60):
        (page,) = [page for page in range(paper.pages) if f"材料{number:03d}" in paper.text(page)]
        assert paper.text(page).count(f"第{number}号要求") == 2, "a row stays whole"
    for page in range(paper.pages):
        assert paper.ink_box_mm(page)[3] <= 275
        assert ("需要补正的材料或内容" in paper.text(page)) == ("号要求" in paper.text(page))


def test_a_name_on_a_paper_is_text_and_never_markup(qapp: object) -> None:
    handed = HandedMaterial(name="<b>执照</b>{{ 7*7 }}", originals=1, copies=2, scanned_pages=3)
    facts = HandoverFacts(department="<i>局</i>", items=(), materials=(handed,))
    state = with_facts(handled(restaurant()).state, facts)
    text = ReadBack(pdf_of_paper(state, state.papers[-1])).text()
    assert "<b>执照</b>{{7*7}}" in text and "<i>局</i>" in text


def with_facts(state: ApplicationState, facts: object) -> ApplicationState:
    """`state` with one more paper of `facts`, as its operation would leave it."""
    number = f"{NUMBER}-X"
    made = replace(concluded().issued[concluded().papers[-1].number], facts=msgspec.to_builtins(facts))
    paper = PaperFact(kind=kind_of_facts(facts), number=number)  # type: ignore[arg-type]
    return replace(state, papers=(*state.papers, paper), issued={**state.issued, number: made})


FIELDS = {
    "receipt": {"materials": ("name", "items", "note"), "cases": ("name", "department")},
    "acceptance_notice": {"cases": ("name", "department", "basis", "due", "waits_for"), "deferrals": ("name",)},
    "deferral_notice": {"deferrals": ("name", "standard", "items", "due", "days")},
    "deferral_commitment": {"deferrals": ("name", "items", "reason", "due"), "cases": ("name",)},
}
"""What of each line of the acceptance's papers must be on them."""


@pytest.mark.parametrize("kind", FIELDS)
def test_every_line_of_the_papers_of_an_acceptance_can_be_read_off_them(kind: str, qapp: object) -> None:
    state = restaurant().state
    paper = next(paper for paper in state.papers if paper.kind == kind)
    text = ReadBack(pdf_of_paper(state, paper)).text()
    context = notice_context(paper, state, shipped_catalog(), now_day=DAY, copy=1)
    lines = [(line, names) for part, names in FIELDS[kind].items() for line in context[part]]  # type: ignore[attr-defined]
    assert len(lines) >= 2
    said = [re.sub(r"\s+", "", str(getattr(line, name))) for line, names in lines for name in names]
    assert [word for word in said if word not in text] == []
