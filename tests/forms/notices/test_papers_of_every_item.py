"""Papers of each shipped item and theme, accepted on its own: none has data that a template cannot print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from forms.elements.element import Column, DataElement, ElementKind
from forms.journal.commands import OpenApplication
from forms.notices.notice import notice_context, paper_title, template_of
from forms.notices.rendering import render_html
from tests.support.accepted_papers import DAY, Intake, shipped_catalog

TYPED = {
    ElementKind.TEXT: "张三",
    ElementKind.MULTILINE: "热食类制售；\n冷食类制售",
    ElementKind.ADDRESS: "济南市市中区解放路12号",
    ElementKind.UNIT_NUMBER: "370103001001GB00001F00010001",
    ElementKind.PROJECT_CODE: "2405-421102-47-01-123456",
    ElementKind.INTEGER: "3",
    ElementKind.DECIMAL: "300",
    ElementKind.MONEY: "1250",
    ElementKind.DATE: "2027-06-30",
    ElementKind.DATETIME: "2026-11-20 14:30",
    ElementKind.DATE_RANGE: "2026-12-01 至 2029-11-30",
    ElementKind.YES_NO: "是",
    ElementKind.IDENTITY: "11010519491231002X",
    ElementKind.CREDIT_CODE: "91350100M000100Y43",
    ElementKind.PHONE: "13912345678",
    ElementKind.BANK_CARD: "6222021234567890128",
    ElementKind.REGION: "370103",
}
BY_ID = {
    "father_id": "110105198802034560",
    "ag_id_no": "110105199008091239",
    "supervisor": "江州监理公司",
    "id_reason": "丢失补领",
}
ALL_YES = {situation: True for situation in shipped_catalog().situations}


def typed(element: DataElement | Column) -> str:
    if element.id in BY_ID:
        return BY_ID[element.id]
    if element.options:
        return element.options[0].label.zh
    if element.kind is ElementKind.TABLE:
        return "\t".join(typed(column) for column in element.columns)
    return TYPED[element.kind]


def accepted(items: Sequence[str], *, answers: Mapping[str, bool] = {}, theme: str = "") -> Intake:
    intake = Intake()
    intake.do(OpenApplication(theme=theme, items=tuple(items), answers=answers))
    fields = intake.rules.form(items, answers).fields()
    for _ in range(3):
        shown = intake.rules.form_now(items, answers, intake.state.plain_values()).shown
        asked = [field for field in fields if field.element.id in shown and not field.awaited_from]
        intake.typed({field.element.id: typed(field.element) for field in asked})
    intake.hand_in({})
    intake.accept()
    return intake


def printed(intake: Intake) -> dict[str, str]:
    """HTML of every paper by title."""
    papers = {}
    for paper in intake.state.papers:
        context = notice_context(paper, intake.state, intake.catalog, now_day=DAY, copy=1)
        papers[paper_title(paper, intake.catalog)] = render_html(template_of(paper, intake.catalog), context)
    return papers


@pytest.mark.parametrize("item", list(shipped_catalog().items))
def test_each_item_has_papers(item: str) -> None:
    intake = accepted([item])
    assert intake.state.party.name == "张三"
    for html in printed(intake).values():
        assert intake.state.cases[item].name in html
        assert "张三" in html


@pytest.mark.parametrize("theme", list(shipped_catalog().themes))
@pytest.mark.parametrize("answers", [{}, ALL_YES], ids=["no", "yes"])
def test_each_theme_has_papers(theme: str, answers: Mapping[str, bool]) -> None:
    intake = accepted(Intake().rules.theme_items(theme, answers), answers=answers, theme=theme)
    assert intake.state.party.name == "张三"
    for html in printed(intake).values():
        assert "张三" in html and "{{" not in html and "None" not in html


def test_every_material_that_the_system_makes_is_printed_where_it_is_needed() -> None:
    catalog = shipped_catalog()
    needing = {
        "M-FIREC": "FIRE-OPEN",
        "M-LOST": "ID-CARD",
        "M-CREDIT": "GJJ-LOAN",
        "M-VEHC": "ROAD-FRT",
        "M-LINEQ": "BUS-LINE",
        "M-FUND": "CONST",
        "M-POA": "RE-QUERY",
    }
    assert {*needing, "M-APP"} == {material.id for material in catalog.materials.values() if material.made}
    for material, item in needing.items():
        intake = accepted([item], answers={"q_agent": material == "M-POA"})
        assert material in {paper.material for paper in intake.state.papers}
        html = printed(intake)[catalog.materials[material].name.zh]
        assert catalog.items[item].name.zh in html
        assert all(statement.zh in html for statement in catalog.materials[material].statements)
