"""Papers of each shipped item, accepted on its own: no item has data that a template cannot print."""

from __future__ import annotations

import pytest

from forms.elements.element import Column, DataElement, ElementKind
from forms.journal.commands import OpenApplication
from forms.notices.notice import notice_context, template_of
from forms.notices.rendering import render_html
from tests.support.accepted_papers import DAY, Intake, shipped_catalog

TYPED = {
    ElementKind.TEXT: "张三",
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
PATTERNED = {"proj_code": "2024-421102-47-01-123456", "bdc_unit": "370103001001GB00001F00010001"}


def typed(element: DataElement | Column) -> str:
    if element.id in PATTERNED:
        return PATTERNED[element.id]
    if element.options:
        return element.options[0].label.zh
    if element.kind is ElementKind.TABLE:
        return "\t".join(typed(column) for column in element.columns)
    return TYPED[element.kind]


def accepted(item: str) -> Intake:
    intake = Intake()
    intake.do(OpenApplication(theme="", items=(item,), answers={}))
    fields = intake.rules.form((item,), {}).fields()
    for _ in range(3):
        shown = intake.rules.shown_fields((item,), {}, intake.state.plain_values())
        intake.typed({field.element.id: typed(field.element) for field in fields if field.element.id in shown})
    intake.hand_in({})
    intake.accept()
    return intake


@pytest.mark.parametrize("item", list(shipped_catalog().items))
def test_each_item_has_papers(item: str) -> None:
    intake = accepted(item)
    for paper in intake.state.papers:
        context = notice_context(paper.kind, intake.state, intake.catalog, now_day=DAY, copy=1)
        html = render_html(template_of(paper.kind, intake.catalog), context)
        assert intake.state.cases[item].name in html
        assert intake.state.party.name in html
