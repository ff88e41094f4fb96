"""The paper for a document that came in for another site's application (材料收件凭证): the receipt's template, filled
from the record alone, since nothing else of the application is known there.
"""

from __future__ import annotations

from collections.abc import Mapping

from forms.catalog.model import Catalog
from forms.elements.date import show_day
from forms.journal.arrivals import ArrivalRecorded
from forms.journal.operation import Operation
from forms.journal.papers import receipt_paper
from forms.journal.state import ApplicationState, PaperFact
from forms.notices.content import ApplicantLine, CaseLine, Desk, Head, MaterialLine
from forms.notices.notice import receipt_parts

TITLE = "材料收件凭证"
_LANGUAGE = "zh_CN"
_UNNAMED = "容缺材料"
_NOBODY = ApplicantLine(name="", id_type="", id_no="", covered_id_no="", phone="", organisation=False, agent=False)
_ITEM = CaseLine(
    name="补交容缺材料",
    department="按收件编号与原申请对应",
    case_number="",
    instant=False,
    promised_days=0,
    due="",
    waits_for="",
    legal_days=0,
    legal_unit="",
    basis="",
    fees=(),
    result="",
)


def arrival_paper(arrival: ArrivalRecorded) -> PaperFact:
    """The paper that a record gave its number to."""
    return receipt_paper(arrival.number)


def arrival_footer(arrival: ArrivalRecorded, *, copy: int) -> str:
    """What stands beside the page numbers."""
    return f"收件编号 {arrival.receipt_number} · 第 {copy} 次打印"


def arrival_context(
    operation: Operation, arrival: ArrivalRecorded, catalog: Catalog, *, now_day: str, copy: int
) -> Mapping[str, object]:
    """What the receipt's template may print of `arrival`, which `operation` holds; `now_day` ISO."""
    paper = arrival_paper(arrival)
    came_on = show_day(arrival.came_day, language=_LANGUAGE)
    given = MaterialLine(
        name=arrival.words or _UNNAMED,
        items="/",
        state="given",
        files=len(arrival.scans),
        pages=sum(scan.pages for scan in arrival.scans),
        note="",
    )
    return {
        "paper": Head(
            kind=paper.kind,
            title=TITLE,
            number=paper.number,
            receipt_number=arrival.receipt_number,
            copy=copy,
            accepted_on=came_on,
            printed_on=show_day(now_day, language=_LANGUAGE),
            issued_on=came_on,
        ),
        "desk": Desk(hall=catalog.hall.name.zh, window=operation.actor.window, clerk=operation.actor.name),
        "applicant": _NOBODY,
        # Whatever else a receipt says, here it says of nothing.
        **receipt_parts(ApplicationState(id=""), catalog),
        "cases": (_ITEM,),
        "materials": (given,),
        "given": (given,),
    }
