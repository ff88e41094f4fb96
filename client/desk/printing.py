"""Papers of an application: rendered from its state and its pinned catalog, each printing counted."""

from __future__ import annotations

import msgspec

from client.desk.carry_out import note_on_device
from client.desk.desk import Desk
from client.desk.session import Session
from forms.journal.device import PaperPrinted
from forms.journal.state import ApplicationState, PaperFact
from forms.journal.voiding import is_void
from forms.notices.notice import footer, notice_context, paper_title, query_number, template_of
from forms.notices.receipt_code import make_code
from forms.notices.rendering import render_html


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """One rendered paper: its kind, number, title and PDF."""

    kind: str
    number: str
    title: str
    copy: int
    pdf: bytes


def papers(desk: Desk, application: str) -> tuple[Paper, ...]:
    """Every valid paper of an application, as it would be printed now."""
    state = desk.store.journal.state(application)
    return tuple(render(desk, state, fact) for fact in valid_papers(state))


def valid_papers(state: ApplicationState) -> tuple[PaperFact, ...]:
    """The papers of an application that are not void."""
    return tuple(fact for fact in state.papers if not is_void(state, fact.number))


def render(desk: Desk, state: ApplicationState, fact: PaperFact) -> Paper:
    """One paper; `copy` is the number of the next printing."""
    catalog = desk.catalog(state.catalog)
    copy = copies(desk, fact.number) + 1
    context = notice_context(fact, state, catalog, now_day=desk.now().day, copy=copy)
    title = paper_title(fact, catalog)
    pdf = desk.papers.render(
        render_html(template_of(fact, catalog), context),
        title=title,
        qr=make_code(query_number(fact, state)),
        footer=footer(fact, state, copy=copy),
    )
    return Paper(kind=fact.kind, number=fact.number, title=title, copy=copy, pdf=pdf)


def copies(desk: Desk, number: str) -> int:
    """How often the paper `number` has been printed here."""
    return desk.store.prints.copies(number)


def printed(session: Session, desk: Desk, application: str, paper: Paper) -> None:
    """Note that `paper` was printed or saved."""
    note_on_device(session, desk, PaperPrinted(application=application, number=paper.number, copy=paper.copy))
