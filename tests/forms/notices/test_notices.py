"""What stands on the papers of really accepted applications."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from forms.elements.reading import show
from forms.errors import UserError
from forms.journal.commands import IssueResult, NumberCases, ReceiveDocument
from forms.journal.state import ApplicationState, PaperFact
from forms.notices.content import FormCell
from forms.notices.notice import footer, notice_context, paper_title, sheets_of, template_of
from forms.notices.refusal import PaperRefused
from forms.notices.rendering import render_html
from tests.support.accepted_papers import (
    AGENT,
    CENTRE,
    NUMBER,
    RESTAURANT_DEFERRED,
    REVIEWER,
    Intake,
    paper_of,
    restaurant,
    scan,
    shipped_catalog,
)

KINDS = ("application_form", "receipt", "acceptance_notice", "deferral_notice", "deferral_commitment")
RECEIPT = PaperFact(kind="receipt", number=f"{NUMBER}-SJ")


@pytest.fixture(scope="module")
def accepted() -> Intake:
    return restaurant()


def context_of(kind: str, state: ApplicationState, *, copy: int = 1) -> Mapping[str, Any]:
    return notice_context(paper_of(kind, state), state, shipped_catalog(), now_day="2026-12-03", copy=copy)


def html_of(kind: str, state: ApplicationState) -> str:
    return render_html(template_of(paper_of(kind, state), shipped_catalog()), context_of(kind, state))


def refusal(paper: PaperFact, state: ApplicationState) -> str:
    with pytest.raises(PaperRefused) as refused:
        notice_context(paper, state, shipped_catalog(), now_day="2026-12-03", copy=1)
    assert isinstance(refused.value, UserError)
    return refused.value.message.code


def cells_of(state: ApplicationState) -> dict[str, FormCell]:
    parts = context_of("application_form", state)["parts"]
    return {cell.label: cell for part in parts for line in part.lines for cell in line}


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_of_an_acceptance_has_a_title_and_a_template_that_prints(kind: str, accepted: Intake) -> None:
    paper = paper_of(kind, accepted.state)
    assert paper_title(paper, accepted.catalog) != kind
    html = html_of(kind, accepted.state)
    assert paper.number in html
    assert "张三丰" in html
    assert "{{" not in html and "None" not in html


def test_the_application_form_shows_every_field_that_a_case_needed(accepted: Intake) -> None:
    state, catalog = accepted.state, accepted.catalog
    parts = context_of("application_form", state)["parts"]
    labels = set(cells_of(state)) | {part.table for part in parts if part.table}
    needed = {element for case in state.cases.values() for element in case.needs_elements}
    assert labels == {catalog.elements[element].label.zh for element in needed}
    cells = cells_of(state)
    for element in needed - {"uscc", "food_mgr", "food_staff"}:
        expected = show(catalog.elements[element], state.values[element].value, language="zh_CN")
        assert cells[catalog.elements[element].label.zh].value == expected


def test_values_are_shown_as_people_read_them(accepted: Intake) -> None:
    cells = cells_of(accepted.state)
    assert cells["证件号码"].value == "110105 19491231 002X"
    assert cells["租赁到期日"].value == "2029-06-30(周六)"
    assert cells["场所权属"].value == "租赁"
    assert cells["使用面积"].value == "86.5 m²"


def test_tables_keep_their_columns(accepted: Intake) -> None:
    parts = context_of("application_form", accepted.state)["parts"]
    staff = next(part for part in parts if part.table == "从业人员健康证信息")
    assert staff.headings == ("姓名", "证件号码", "健康证号", "有效期至")
    assert staff.rows == (("李四", "110101 19900307 0011", "JK20260001", "2027-06-30(周三)"),)


def test_short_fields_share_a_line_and_long_ones_do_not(accepted: Intake) -> None:
    parts = context_of("application_form", accepted.state)["parts"]
    lines = [tuple(cell.label for cell in line) for part in parts for line in part.lines]
    assert ("申请人姓名", "证件类型") in lines
    assert ("经营范围",) in lines
    assert max(map(len, lines)) == 2


def test_what_a_case_produces_is_awaited_on_every_print(accepted: Intake) -> None:
    assert cells_of(accepted.state)["统一社会信用代码"] == FormCell(
        label="统一社会信用代码", value="", awaited_from="营业执照"
    )


def test_the_receipt_says_what_was_given_deferred_awaited_and_made(accepted: Intake) -> None:
    context = context_of("receipt", accepted.state)
    lines = {line.name: line for line in context["materials"]}
    assert lines["申请人身份证"].state == "given" and lines["申请人身份证"].pages == 2
    deferred = lines["从业人员健康合格证明"]
    assert (deferred.state, deferred.pages, deferred.note) == ("deferred", 0, "2026-11-30(周一)")
    assert (lines["营业执照"].state, lines["营业执照"].note) == ("awaited", "营业执照")
    assert lines["申请表(一表申报生成)"].state == "made"
    scans = accepted.state.scans.values()
    assert sum(line.pages for line in context["given"]) == sum(scan.pages for files in scans for scan in files)
    assert len(context["given"]) == len(accepted.state.scans)


def test_the_acceptance_notice_names_each_case_its_clock_and_its_law(accepted: Intake) -> None:
    lines = {line.name: line for line in context_of("acceptance_notice", accepted.state)["cases"]}
    assert set(lines) == {case.name for case in accepted.state.cases.values()}
    licence, food = lines["个体工商户设立登记"], lines["食品经营许可新办"]
    assert (licence.due, licence.waits_for, licence.promised_days) == ("2026-11-23(周一)", "", 0)
    assert (food.due, food.waits_for, food.promised_days) == ("", "营业执照", 5)
    assert food.department == "市场监督管理局" and "第78号" in food.basis
    assert "待“营业执照”办结后起算" in html_of("acceptance_notice", accepted.state)


def test_the_deferral_papers_name_material_standard_day_and_consequence(accepted: Intake) -> None:
    lines = context_of("deferral_notice", accepted.state)["deferrals"]
    health = next(line for line in lines if line.name == "从业人员健康合格证明")
    assert (health.due, health.days, health.items) == ("2026-11-30(周一)", 5, "食品许可")
    assert "一年内有效" in health.standard
    notice, commitment = (html_of(kind, accepted.state) for kind in ("deferral_notice", "deferral_commitment"))
    assert "逾期" in notice and "5 个工作日" in notice and "一式两份" in notice
    assert RESTAURANT_DEFERRED["M-HEALTH"] in commitment
    for promise in ("真实意思", "已经知晓", "真实、合法、有效", "补齐", "承担"):
        assert promise in commitment


def test_only_papers_that_the_applicant_keeps_cover_the_number(accepted: Intake) -> None:
    for kind in ("receipt", "acceptance_notice", "deferral_notice"):
        html = html_of(kind, accepted.state)
        assert "110105********002X" in html and "19491231" not in html
    assert "110105 19491231 002X" in html_of("deferral_commitment", accepted.state)


def test_a_reprint_says_what_the_applicant_holds_in_hand() -> None:
    intake = restaurant()
    before = {kind: context_of(kind, intake.state) for kind in KINDS}
    licence = IssueResult(
        item="BIZ-IND", outcome="granted", number="92", note="", elements={"uscc": "91350100M000100Y43"}
    )
    intake.do(licence, actor=REVIEWER, day="2026-11-24")
    intake.do(ReceiveDocument(material="M-HEALTH", scans=(scan(99, pages=4),)), day="2026-11-25")
    assert intake.state.cases["FOOD-LIC"].promised_due
    assert {kind: context_of(kind, intake.state) for kind in KINDS} == before


def test_a_case_number_of_the_centre_is_added_beside_the_receipt_number() -> None:
    intake = restaurant()
    intake.do(NumberCases(numbers={"FOOD-LIC": "370103-2026-001"}), actor=CENTRE)
    assert "370103-2026-001" in html_of("acceptance_notice", intake.state)


def test_without_deferrals_there_are_no_deferral_papers() -> None:
    state = restaurant(deferred={}).state
    assert "容缺" not in html_of("receipt", state) + html_of("acceptance_notice", state)
    notice = PaperFact(kind="deferral_notice", number=f"{NUMBER}-RQ")
    assert refusal(notice, state) == "papers.not_of_application"


def test_a_paper_of_a_newer_program_is_refused_by_its_kind(accepted: Intake) -> None:
    paper = PaperFact(kind="hologram", number=f"{NUMBER}-HG")
    state = msgspec.structs.replace(accepted.state, papers=(*accepted.state.papers, paper))
    assert refusal(paper, state) == "papers.not_of_application"
    assert paper_title(paper, accepted.catalog) == "hologram"


def test_before_acceptance_there_is_no_paper() -> None:
    state = ApplicationState(id="a1")
    assert refusal(RECEIPT, state) == "papers.not_accepted"


def test_an_agent_signs_too() -> None:
    signature = "代理人\uff08签名\uff09"
    with_agent = restaurant(agent=True, typed=AGENT)
    assert signature in html_of("deferral_commitment", with_agent.state)
    assert "赵六" in html_of("application_form", with_agent.state)
    assert signature not in html_of("deferral_commitment", restaurant().state)


def test_a_name_is_text_and_never_markup() -> None:
    state = restaurant(typed={"ap_name": "<b>张</b>&三{{ 7*7 }}"}).state
    for kind in KINDS:
        html = html_of(kind, state)
        assert "&lt;b&gt;张&lt;/b&gt;&amp;三{{ 7*7 }}" in html


def test_the_footer_counts_prints_and_the_file_keeps_a_copy(accepted: Intake) -> None:
    assert footer(RECEIPT, accepted.state, copy=2) == f"收件编号 {NUMBER} · 第 2 次打印"
    assert sheets_of("deferral_notice") == 2 and sheets_of("application_form") == 1


def test_a_catalog_without_the_template_is_named() -> None:
    catalog = msgspec.structs.replace(shipped_catalog(), templates={})
    with pytest.raises(PaperRefused) as refused:
        template_of(RECEIPT, catalog)
    assert refused.value.message.params["title"] == "收件凭证"


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{{ nobody }}", "1"),
        ("ok\n{{ paper.nothing }}", "2"),
        ("ok\n\n{% if %}", "3"),
        ("{{ paper.__class__.__mro__ }}", "1"),
        ("{{ names.append(1) }}", "1"),
        ("{{ 1 // 0 }}", "1"),
        ("{% include 'x' %}", "1"),
        ("{{ range(9) }}", "1"),
    ],
)
def test_a_faulty_template_is_refused_with_its_line(template: str, line: str, accepted: Intake) -> None:
    with pytest.raises(PaperRefused) as refused:
        render_html(template, {**context_of("receipt", accepted.state), "names": ["x"]})
    assert refused.value.message.code == "papers.template_broken"
    assert refused.value.message.params["line"] == line


def test_both_languages_have_the_same_sentences_with_the_same_places() -> None:
    folder = Path(__file__).parents[3] / "resources" / "words"
    zh, en = (tomllib.loads((folder / name / "papers.toml").read_text("utf-8")) for name in ("zh_CN", "en"))
    assert set(zh) == set(en)
    for code, sentence in zh.items():
        assert placeholders(sentence) == placeholders(en[code]), code


def placeholders(sentence: str) -> set[str]:
    return {part.split("}")[0] for part in sentence.split("{")[1:]}
