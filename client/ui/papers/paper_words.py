"""How papers are said in their list: one row each, and what is said of the chosen one."""

from __future__ import annotations

from client.desk.paper_drafts import Asked, Draft, Drafts, NotNow
from client.desk.paper_list import MadePaper
from client.ui.translation import tr, tr_later
from client.ui.widgets.day_words import day_words
from client.ui.widgets.rows_model import Cell, Row
from forms.notices.notice import kind_title

MADE, DRAFT, NOT_NOW = "made|", "draft|", "not|"
"""What the key of a row begins with; a number, a draft's key or a kind follows."""

_FEW_DAY_CHARS = 5

_ASKED = {
    "papers": tr_later("papers", "Papers that are served"),
    "way": tr_later("papers", "How"),
    "place": tr_later("papers", "Where"),
    "collect": tr_later("papers", "How the results are handed out"),
    "receiver": tr_later("papers", "Received by"),
    "note": tr_later("papers", "Note"),
    "returned": tr_later("papers", "Kind of notice"),
    "reason": tr_later("papers", "Reason"),
    "basis": tr_later("papers", "Legal basis"),
    "remedies": tr_later("papers", "Ways to object"),
}


def asked_label(asked: Asked) -> str:
    """What stands above the field of something that is asked."""
    if asked.label:
        return asked.label
    return tr("papers", _ASKED[asked.name])


def draft_title(draft: Draft) -> str:
    """The name of a paper that can be made, with the department of a hand-over."""
    return " · ".join(part for part in (kind_title(draft.kind), draft.about) if part)


def rows_of(made: tuple[MadePaper, ...], drafts: Drafts) -> list[Row]:
    """Rows under their headings: made, possible, not now."""
    rows: list[Row] = []
    if made:
        rows.append(_heading("made", tr("papers", "Made: {count}").format(count=len(made))))
        rows += [_made_row(paper) for paper in made]
    if drafts.possible:
        rows.append(_heading("possible", tr("papers", "Can be made now: {count}").format(count=len(drafts.possible))))
        rows += [_draft_row(draft) for draft in drafts.possible]
    if drafts.not_now:
        rows.append(_heading("not-now", tr("papers", "Not now: {count}").format(count=len(drafts.not_now))))
        rows += [_not_now_row(one) for one in drafts.not_now]
    return rows


def _heading(key: str, words: str) -> Row:
    return Row(key, (words, "", "", ""), heading=True)


def _made_row(paper: MadePaper) -> Row:
    if paper.void_reason:
        state = Cell(tr("papers", "Void"), level="danger")
    elif paper.copies:
        state = Cell(tr("papers", "Printed {count}×").format(count=paper.copies), level="ok", icon="check")
    else:
        state = Cell(tr("papers", "Not printed"), level="warn")
    return Row(MADE + paper.number, (paper.title, state, paper.number, paper.day[_FEW_DAY_CHARS:]))


def _draft_row(draft: Draft) -> Row:
    return Row(DRAFT + draft.key, (draft_title(draft), Cell(tr("papers", "Enter: make"), level="info"), "", ""))


def _not_now_row(one: NotNow) -> Row:
    return Row(NOT_NOW + one.kind, (kind_title(one.kind), Cell("—", level="offline", icon="minus"), "", ""))


def made_note(paper: MadePaper) -> str:
    """What is said of a paper that was made, under the list."""
    facts = [paper.number]
    if paper.bound:
        facts.append(tr("papers", "the centre's number {number}").format(number=paper.bound))
    facts += [day_words(paper.day), paper.clerk]
    said = " · ".join(fact for fact in facts if fact)
    if paper.void_reason:
        return said + "\n" + tr("papers", "Void: {reason}").format(reason=paper.void_reason)
    if paper.copies:
        return said + "\n" + tr("papers", "The next print says that it is number {copy}.").format(copy=paper.copies + 1)
    return said
