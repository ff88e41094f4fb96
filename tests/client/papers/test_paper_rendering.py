"""Papers rendered from really accepted applications, read back from the PDF."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from client.papers.renderer import QtPaperRenderer
from forms.elements.reading import show
from forms.journal.state import ApplicationState
from forms.notices.notice import footer, notice_context, paper_title, template_of
from forms.notices.receipt_code import make_code, read_code
from forms.notices.refusal import PaperRefused
from forms.notices.rendering import render_html
from tests.support.accepted_papers import AGENT, DAY, NUMBER, Intake, paper_of, restaurant, shipped_catalog
from tests.support.later_papers import LATER
from tests.support.paper_pages import ReadBack

KINDS = (
    "application_form",
    "power_of_attorney",
    "fire_commitment",
    "receipt",
    "acceptance_notice",
    "deferral_notice",
    "deferral_commitment",
)
_ROOM = 0.6
"""Millimetres that a rule may stand outside the type area."""


def pdf_of(kind: str, state: ApplicationState, *, copy: int = 1) -> bytes:
    catalog, paper = shipped_catalog(), paper_of(kind, state)
    html = render_html(template_of(paper, catalog), notice_context(paper, state, catalog, now_day=DAY, copy=copy))
    return QtPaperRenderer().render(
        html,
        title=paper_title(paper, catalog),
        qr=make_code(state.receipt_number),
        footer=footer(paper, state, copy=copy),
    )


def printed(kind: str, state: ApplicationState, *, copy: int = 1) -> ReadBack:
    return ReadBack(pdf_of(kind, state, copy=copy))


@pytest.fixture(scope="module")
def accepted() -> Intake:
    return restaurant(agent=True, typed={**AGENT, "fire_commit": "是"})


@pytest.fixture(scope="module")
def papers(accepted: Intake, qapp: object) -> Mapping[str, ReadBack]:
    return {kind: printed(kind, accepted.state) for kind in KINDS}


def rendered(html: str, *, qr: str = "", note: str = "") -> ReadBack:
    return ReadBack(QtPaperRenderer().render(f"<html><body>{html}</body></html>", title="t", qr=qr, footer=note))


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_is_a4_with_its_title_number_and_applicant_as_text(
    kind: str, accepted: Intake, papers: Mapping[str, ReadBack]
) -> None:
    paper = papers[kind]
    assert paper.size_mm() == pytest.approx((210, 297), abs=0.2)
    text = paper.text(0)
    assert paper_title(paper_of(kind, accepted.state), accepted.catalog) in text and "张三丰" in text
    assert f"{NUMBER}-" in text and "扫码查询" in text


@pytest.mark.parametrize("kind", KINDS)
def test_every_font_is_embedded(kind: str, papers: Mapping[str, ReadBack], tmp_path: Path) -> None:
    fonts = papers[kind].fonts(tmp_path)
    assert fonts and all(embedded for _, embedded in fonts), fonts


@pytest.mark.parametrize("kind", KINDS)
def test_the_code_leads_back_to_the_application(kind: str, papers: Mapping[str, ReadBack]) -> None:
    codes = papers[kind].codes()
    assert codes == [make_code(NUMBER)]
    assert read_code(codes[0]) == NUMBER


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_leaves_the_margins_of_official_papers(kind: str, papers: Mapping[str, ReadBack]) -> None:
    for page in range(papers[kind].pages):
        left, top, right, bottom = papers[kind].ink_box_mm(page)
        assert left >= 28 - _ROOM and right <= 184 + _ROOM
        assert top >= (10 if page == 0 else 37 - _ROOM)
        assert bottom <= 275


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_counted_on_each_of_them(kind: str, papers: Mapping[str, ReadBack]) -> None:
    paper = papers[kind]
    for page in range(paper.pages):
        assert f"第{page + 1}页共{paper.pages}页·收件编号{NUMBER}·第1次打印" in paper.text(page)


def test_every_value_of_the_form_can_be_found_in_the_pdf(accepted: Intake, papers: Mapping[str, ReadBack]) -> None:
    state, catalog, text = accepted.state, accepted.catalog, papers["application_form"].text()
    for element, field in state.values.items():
        known = catalog.elements[element]
        if known.kind.value != "table":
            shown = re.sub(r"\s+", "", show(known, field.value, language="zh_CN"))
            assert shown in text, element
        assert known.label.zh.replace(" ", "") in text, element


def test_the_second_print_says_so(qapp: object) -> None:
    assert "第2次打印" in printed("receipt", restaurant().state, copy=2).text(0)


def test_a_long_application_flows_over_pages_under_its_headings(qapp: object) -> None:
    staff = "\n".join(f"职工{number}\t110101199003070011\tJK{number:08d}\t2027-06-30" for number in range(90))
    state = restaurant(typed={"food_staff": staff, "co_scope": "餐饮服务、食品销售、" * 60}).state
    paper = printed("application_form", state)
    assert paper.pages >= 6
    assert paper.text().count("从业人员健康证信息") == sum(
        "健康证号" in paper.text(page) for page in range(paper.pages)
    )
    assert sum("健康证号" in paper.text(page) for page in range(paper.pages)) >= 3
    for number in range(90):
        page = next(page for page in range(paper.pages) if f"JK{number:08d}" in paper.text(page))
        assert f"职工{number}110101199003070011JK{number:08d}" in paper.text(page)
    assert f"第{paper.pages}页共{paper.pages}页" in paper.text(paper.pages - 1)
    for page in range(paper.pages):
        assert paper.ink_box_mm(page)[3] <= 275


def test_no_row_is_cut_by_a_page(qapp: object) -> None:
    row = "<tr><td>{n}甲<br>乙<br>丙{n}</td></tr>"
    rows = "".join(row.format(n=number) for number in range(100, 160))
    paper = rendered(f'<table class="grid" width="100%"><thead><tr><th>表头</th></tr></thead>{rows}</table>')
    assert paper.pages > 2
    for page in range(paper.pages):
        assert paper.text(page).startswith("表头")
        for number in range(100, 160):
            assert (f"{number}甲" in paper.text(page)) == (f"丙{number}" in paper.text(page)), number


def test_a_signature_block_stays_whole(qapp: object) -> None:
    for lines in range(30, 44):
        block = '<table class="plain" width="100%"><tr><td>盖章处</td></tr><tr><td>签收</td></tr></table>'
        paper = rendered("<p>一行</p>" * lines + block)
        assert any(
            {"盖章处", "签收"} <= set(re.findall("盖章处|签收", paper.text(page))) for page in range(paper.pages)
        )


def test_a_row_longer_than_a_page_is_printed_all_the_same(qapp: object) -> None:
    lines = "<br>".join(f"第{number}行" for number in range(100))
    paper = rendered(f'<table class="grid" width="100%"><tr><td>{lines}</td></tr><tr><td>末行</td></tr></table>')
    assert "第0行" in paper.text(0) and "第99行" in paper.text() and "末行" in paper.text()


def test_tables_within_tables_do_no_harm(qapp: object) -> None:
    inner = '<table class="grid"><tr><td>内</td></tr></table>'
    outer = f'<table class="grid" width="100%"><tr><td>{inner}</td></tr></table>'
    assert rendered(outer * 60).pages > 1


def test_bold_is_bold(qapp: object, tmp_path: Path) -> None:
    words = "受理通知书申请容缺承诺材料"
    plain, bold = (rendered(f'<p class="text">{markup}</p>') for markup in (words, f"<b>{words}</b>"))

    def ink(paper: ReadBack) -> float:
        picture = paper.picture(0, dpi=600).crop((0, 0, 4960, 2000))
        return sum(255 - shade for shade in picture.tobytes()) / 255

    assert 1.2 < ink(bold) / ink(plain) < 1.8
    assert all(embedded for _, embedded in bold.fonts(tmp_path))
    assert bold.text(0).startswith(words) and bold.text(0).count(words) == 1


def test_text_is_black_on_white(qapp: object) -> None:
    shades = rendered("<h1>黑</h1>").picture(0).getextrema()
    assert shades == (0, 255)


@pytest.mark.parametrize("rare", ["\U000f8fff", "\U0003fffd"])
def test_a_character_without_a_glyph_is_named_instead_of_printed_as_a_box(rare: str, qapp: object) -> None:
    with pytest.raises(PaperRefused) as refused:
        rendered(f"<p>张{rare}</p>")
    assert refused.value.message.code == "papers.unprintable"
    assert refused.value.message.params["text"] == rare


def test_without_a_chinese_font_nothing_is_printed(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text("<fontconfig></fontconfig>")
    program = """
import sys
from PyQt5.QtWidgets import QApplication
from client.papers.renderer import QtPaperRenderer
from forms.notices.refusal import PaperRefused
app = QApplication([])
try:
    QtPaperRenderer().render("<p>x</p>", title="t", qr="", footer="")
except PaperRefused as refusal:
    sys.exit(0 if refusal.message.code == "papers.no_chinese_font" else 2)
sys.exit(3)
"""
    environment = {**os.environ, "FONTCONFIG_FILE": str(config), "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run([sys.executable, "-c", program], env=environment, cwd=Path(__file__).parents[3], timeout=60)
    assert run.returncode == 0


def test_the_same_paper_is_laid_out_the_same_each_time(qapp: object) -> None:
    state = restaurant().state
    first, second = (printed("receipt", state) for _ in range(2))
    assert first.pages == second.pages
    assert all(first.picture(page).tobytes() == second.picture(page).tobytes() for page in range(first.pages))


def test_papers_are_made_beside_the_window(qapp: object) -> None:
    state = restaurant().state
    meant = printed("receipt", state).text()
    with ThreadPoolExecutor(max_workers=2) as workers:
        made = [workers.submit(pdf_of, "receipt", state) for _ in range(6)]
        pdfs = [paper.result() for paper in made]
    assert [ReadBack(pdf).text() for pdf in pdfs] == [meant] * 6


@pytest.mark.parametrize(
    ("kind", "seal"),
    [("receipt", "收件专用章"), ("acceptance_notice", "行政审批专用章"), ("deferral_notice", "行政审批专用章")],
)
def test_the_place_of_the_seal_is_named(kind: str, seal: str, papers: Mapping[str, ReadBack]) -> None:
    assert seal in papers[kind].text()


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_names_nobody(kind: str, accepted: Intake, papers: Mapping[str, ReadBack]) -> None:
    (code,) = papers[kind].codes()
    typed = [field.value for field in accepted.state.values.values() if isinstance(field.value, str)]
    assert not [value for value in typed if len(value) > 1 and value in code]


def test_the_thirteen_papers_of_a_hall_are_all_read_back() -> None:
    state = restaurant(agent=True, typed={**AGENT, "fire_commit": "是"}).state
    read = {kind for kind in KINDS if not paper_of(kind, state).material}
    assert len(read | set(LATER)) == 13
