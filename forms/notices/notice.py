"""What stands on each paper of an application.

A paper says what its operation decided, from the facts in the state, so that a reprint says the same as the paper
in the applicant's hand: what a case's result filled in later, or a deferred document that arrived, changes nothing.
Labels, legal bases and standards come from the catalog that the application pins. Papers are in Chinese.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from msgspec import ValidationError

from forms.catalog.model import Catalog
from forms.elements.date import show_day
from forms.journal.issuing import facts_of
from forms.journal.papers import receipt_of, receipt_paper
from forms.journal.state import ApplicationState, IssuedPaper, PaperFact
from forms.message import message
from forms.notices.case_lines import case_lines
from forms.notices.content import Desk, Head
from forms.notices.form_parts import form_fields, form_parts
from forms.notices.identity_line import applicant_line
from forms.notices.later_content import Notice
from forms.notices.later_papers import TITLES, later_notice
from forms.notices.material_lines import deferral_lines, material_lines, promise_lines
from forms.notices.refusal import PaperRefused

LANGUAGE = "zh_CN"

_TITLES: Mapping[str, str] = {
    "application_form": "政务服务事项申请表",
    "receipt": "收件凭证",
    "acceptance_notice": "受理通知书",
    "deferral_notice": "容缺受理通知书",
    "deferral_commitment": "申请容缺受理承诺书",
    "promise_letter": "告知承诺书",
    **TITLES,
}
_KEPT_ONCE = frozenset({"application_form", "delivery_receipt"})
"""Papers that only the file keeps."""


def paper_title(paper: PaperFact, catalog: Catalog) -> str:
    """The name of a paper: one made as a material is called as that is; the kind itself for one of a newer program."""
    material = catalog.materials.get(paper.material)
    return _TITLES.get(paper.kind, material.name.zh if material is not None else paper.kind)


def kind_title(kind: str) -> str:
    """The name of papers of a kind that this program knows; the kind itself for any other."""
    return _TITLES.get(kind, kind)


def sheets_of(kind: str) -> int:
    """How many of a paper are signed: one for who receives it and one for the file, but only one for the file alone."""
    return 1 if kind in _KEPT_ONCE else 2


def footer(paper: PaperFact, state: ApplicationState, *, copy: int) -> str:
    """What stands beside the page numbers: the receipt number and how often this paper was printed."""
    return f"收件编号 {query_number(paper, state)} · 第 {copy} 次打印"


def query_number(paper: PaperFact, state: ApplicationState) -> str:
    """The number by which whoever holds `paper` asks for the application; its own before anything was taken in."""
    return state.receipt_number or receipt_of(paper.number)


def template_of(paper: PaperFact, catalog: Catalog) -> str:
    """The catalog's template of a paper. Raises `PaperRefused` when it has none."""
    if paper.kind not in catalog.templates:
        raise PaperRefused(message("papers.template_missing", title=paper_title(paper, catalog)))
    return catalog.templates[paper.kind]


def notice_context(
    paper: PaperFact, state: ApplicationState, catalog: Catalog, *, now_day: str, copy: int
) -> Mapping[str, object]:
    """What the template of `paper` may print; `catalog` is the one that `state` pins, `now_day` an ISO day.

    Every paper has `paper`, `desk` and `applicant`; some have `cases`, `materials`, `given`, `deferrals` or `parts`
    (see `forms.notices.content`). One made as a material has the `cases` that need it, the form's `fields` by element
    id and the `statements` of the material. One made after the intake has its `notice` (`forms.notices.later_content`).
    Raises `PaperRefused` when the application has no such paper.
    """
    title = paper_title(paper, catalog)
    if not state.papers:
        raise PaperRefused(message("papers.not_accepted"))
    issued = state.issued.get(paper.number)
    if paper not in state.papers or not (issued or paper.kind in _PARTS or paper.material in catalog.materials):
        raise PaperRefused(message("papers.not_of_application", title=title))
    made = _made(paper, state)
    common: dict[str, object] = {
        "paper": Head(
            kind=paper.kind,
            title=title,
            number=paper.number,
            receipt_number=query_number(paper, state),
            copy=copy,
            accepted_on=show_day(state.accepted_day or made.day, language=LANGUAGE),
            printed_on=show_day(now_day, language=LANGUAGE),
            issued_on=show_day(made.day, language=LANGUAGE),
        ),
        "desk": Desk(hall=catalog.hall.name.zh, window=made.window, clerk=made.clerk),
        "applicant": applicant_line(state, catalog),
    }
    if issued is not None:
        return {**common, "notice": _later(issued, state, catalog, title=title)}
    parts = _PARTS.get(paper.kind)
    return {**common, **(parts(state, catalog) if parts else _material(paper.material, state, catalog))}


class _Made(NamedTuple):
    day: str
    window: str
    clerk: str


def _made(paper: PaperFact, state: ApplicationState) -> _Made:
    """When, where and by whom a paper was made: after the intake, when it was taken in, or with its acceptance."""
    issued = state.issued.get(paper.number)
    if issued is not None:
        return _Made(issued.day, issued.window, issued.clerk)
    if state.received is not None and (not state.accepted_day or paper == receipt_paper(state.received.number)):
        return _Made(state.received.day, state.window, state.received.by)
    return _Made(state.accepted_day, state.window, state.accepted_by)


def _later(issued: IssuedPaper, state: ApplicationState, catalog: Catalog, *, title: str) -> Notice:
    try:
        return later_notice(facts_of(issued), state, catalog)
    except ValidationError as newer:
        raise PaperRefused(message("papers.not_of_application", title=title)) from newer


def _material(material: str, state: ApplicationState, catalog: Catalog) -> dict[str, object]:
    return {
        "cases": case_lines(state, catalog, needing=material),
        "fields": form_fields(state, catalog),
        "statements": tuple(statement.zh for statement in catalog.materials[material].statements),
    }


def _application_form(state: ApplicationState, catalog: Catalog) -> dict[str, object]:
    return {"cases": case_lines(state, catalog), "parts": form_parts(state, catalog)}


def receipt_parts(state: ApplicationState, catalog: Catalog) -> dict[str, object]:
    """What a receipt says of an application beside who it is of."""
    materials = material_lines(state, catalog)
    return {
        "cases": case_lines(state, catalog),
        "materials": materials,
        "given": tuple(material for material in materials if material.state == "given"),
        "deferrals": deferral_lines(state, catalog),
        "promises": promise_lines(state, catalog),
    }


def _cases_and_deferrals(state: ApplicationState, catalog: Catalog) -> dict[str, object]:
    return {
        "cases": case_lines(state, catalog),
        "deferrals": deferral_lines(state, catalog),
        "promises": promise_lines(state, catalog),
    }


_PARTS: Mapping[str, Callable[[ApplicationState, Catalog], dict[str, object]]] = {
    "application_form": _application_form,
    "receipt": receipt_parts,
    "acceptance_notice": _cases_and_deferrals,
    "deferral_notice": _cases_and_deferrals,
    "deferral_commitment": _cases_and_deferrals,
    "promise_letter": _cases_and_deferrals,
}
