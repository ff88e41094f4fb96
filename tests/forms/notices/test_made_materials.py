"""Materials that the system makes: each is a paper of its own, with the facts of the form and what is promised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from forms.catalog.model import Catalog, Material
from forms.elements.element import Label
from forms.notices.content import FormCell
from forms.notices.notice import notice_context, paper_title, template_of
from forms.notices.refusal import PaperRefused
from forms.notices.rendering import render_html
from tests.support.accepted_papers import AGENT, DAY, NUMBER, Intake, paper_of, restaurant, shipped_catalog


@pytest.fixture(scope="module")
def accepted() -> Intake:
    return restaurant(agent=True, typed={**AGENT, "fire_commit": "是"})


def context_of(kind: str, intake: Intake) -> Mapping[str, Any]:
    return notice_context(paper_of(kind, intake.state), intake.state, intake.catalog, now_day=DAY, copy=1)


def html_of(kind: str, intake: Intake) -> str:
    return render_html(template_of(paper_of(kind, intake.state), intake.catalog), context_of(kind, intake))


def titles(intake: Intake) -> list[str]:
    return [paper_title(paper, intake.catalog) for paper in intake.state.papers]


def test_what_the_applicant_signs_comes_before_what_the_hall_issues(accepted: Intake) -> None:
    assert titles(accepted) == [
        "政务服务事项申请表",
        "授权委托书",
        "消防安全告知承诺书",
        "收件凭证",
        "受理通知书",
        "容缺受理通知书",
        "申请容缺受理承诺书",
    ]
    suffixes = [paper.number.removeprefix(f"{NUMBER}-") for paper in accepted.state.papers]
    assert suffixes == ["SQ", "W1", "W2", "SJ", "SL", "RQ", "CN"]
    assert [paper.material for paper in accepted.state.papers] == ["M-APP", "M-POA", "M-FIREC", "", "", "", ""]


def test_what_is_not_needed_is_not_printed() -> None:
    assert titles(restaurant(deferred={})) == ["政务服务事项申请表", "收件凭证", "受理通知书"]


def test_the_fire_commitment_describes_the_place_and_its_consequences(accepted: Intake) -> None:
    html = html_of("fire_commitment", accepted)
    for fact in ("张三丰家常菜馆", "江州市江北区滨江路120号一层", "86.5 m²", "餐馆", "地上1层", "13912345678"):
        assert fact in html
    fields = context_of("fire_commitment", accepted)["fields"]
    assert fields["exits"] == FormCell(label="安全出口数量", value="2")
    assert "待“营业执照”办结后产生" in html
    for words in ("第十五条", "第五十八条", "三万元以上三十万元以下", "承诺", "签名或盖章", "一式两份"):
        assert words in html


def test_the_power_of_attorney_names_both_and_every_matter(accepted: Intake) -> None:
    html = html_of("power_of_attorney", accepted)
    for fact in ("张三丰", "110105 19491231 002X", "赵六", "110101 19900307 0011", "13800138000"):
        assert fact in html
    assert all(case.name in html for case in accepted.state.cases.values())
    for words in ("权限", "2026-11-23(周一) 起", "委托人（签名或盖章）", "受托人（签名）"):
        assert words in html


def test_a_paper_lists_only_the_cases_that_need_it(accepted: Intake) -> None:
    assert [case.name for case in context_of("fire_commitment", accepted)["cases"]] == [
        "公众聚集场所投入使用营业前消防安全检查"
    ]


def with_commitments() -> Catalog:
    """The shipped catalog, asking for two commitments by the same template."""
    shipped = shipped_catalog()
    made = [
        Material(id=f"M-{name}", name=Label(name), made=True, template="commitment", statements=(Label(f"{name}属实"),))
        for name in ("甲承诺书", "乙承诺书")
    ]
    item = shipped.items["BIZ-IND"]
    asking = replace(item, main=(*item.main, *(material.id for material in made)))
    return replace(
        shipped,
        materials={**shipped.materials, **{material.id: material for material in made}},
        items={**shipped.items, "BIZ-IND": asking},
    )


def test_two_materials_by_one_template_are_two_papers() -> None:
    intake = restaurant(catalog=with_commitments())
    papers = [paper for paper in intake.state.papers if paper.kind == "commitment"]
    assert [paper.number for paper in papers] == [f"{NUMBER}-W1", f"{NUMBER}-W2"]
    for paper, title in zip(papers, ("甲承诺书", "乙承诺书"), strict=True):
        context = notice_context(paper, intake.state, intake.catalog, now_day=DAY, copy=1)
        html = render_html(template_of(paper, intake.catalog), context)
        assert f"<h1>{title}</h1>" in html and f"{title}属实" in html and paper.number in html
        assert "个体工商户设立登记" in html and "食品经营许可新办" not in html
    assert len({paper.number for paper in intake.state.papers}) == len(intake.state.papers)


def test_a_field_that_the_form_lacks_is_a_fault_of_the_template(accepted: Intake) -> None:
    with pytest.raises(PaperRefused) as refused:
        render_html('ok\n{{ fields["no_such"].value }}', context_of("fire_commitment", accepted))
    assert (refused.value.message.code, refused.value.message.params["line"]) == ("papers.template_broken", "2")


def test_tables_are_no_single_fields(accepted: Intake) -> None:
    fields = context_of("power_of_attorney", accepted)["fields"]
    assert "ag_name" in fields and "food_staff" not in fields
