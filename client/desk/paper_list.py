"""The papers of one application as its list shows them: those that were made, each with its number and its prints."""

from __future__ import annotations

import msgspec

from client.desk import printing
from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.printing import Paper
from client.desk.session import Session
from forms.elements.typed_text import tidy
from forms.journal.commands import VoidPaper
from forms.journal.decide_papers import void_fault
from forms.journal.decision import Refusal
from forms.journal.papers import receipt_of, receipt_paper
from forms.journal.state import ApplicationState, PaperFact
from forms.message import Message
from forms.notices.notice import paper_title


class MadePaper(msgspec.Struct, frozen=True, kw_only=True):
    """One paper that was made. `day` ISO; `copies` how often it was printed at this window.

    `bound` is the centre's number for a provisional one, '' for none; `void_reason` is '' while it is valid;
    `cannot_void` says why it cannot be void, None when it can.
    """

    kind: str
    number: str
    title: str
    day: str
    clerk: str
    copies: int
    bound: str
    void_reason: str
    cannot_void: Message | None


def made_papers(desk: Desk, state: ApplicationState) -> tuple[MadePaper, ...]:
    """Every paper of an application in the order in which they were made, void ones too."""
    return tuple(_made(desk, state, fact) for fact in state.papers)


def _made(desk: Desk, state: ApplicationState, fact: PaperFact) -> MadePaper:
    issued = state.issued.get(fact.number)
    day, clerk = _with_intake(state, fact)
    return MadePaper(
        kind=fact.kind,
        number=fact.number,
        title=paper_title(fact, desk.catalog(state.catalog)),
        day=issued.day if issued is not None else day,
        clerk=issued.clerk if issued is not None else clerk,
        copies=printing.copies(desk, fact.number),
        bound=state.bound_numbers.get(receipt_of(fact.number), ""),
        void_reason=issued.void_reason if issued is not None else "",
        cannot_void=void_fault(state, fact.number),
    )


def _with_intake(state: ApplicationState, fact: PaperFact) -> tuple[str, str]:
    """Day and clerk of a paper that the receipt or the acceptance made."""
    received = state.received
    if received is not None and (not state.accepted_day or fact == receipt_paper(received.number)):
        return received.day, received.by
    return state.accepted_day, state.accepted_by


def one_paper(desk: Desk, application: str, number: str) -> Paper | None:
    """The paper `number` as it would be printed now; None when there is none, or when it is void."""
    state = desk.store.journal.state(application)
    valid = (fact for fact in printing.valid_papers(state) if fact.number == number)
    fact = next(valid, None)
    return printing.render(desk, state, fact) if fact is not None else None


def void_paper(
    session: Session, desk: Desk, application: str, number: str, *, reason: str
) -> ApplicationState | Refusal:
    """Take a paper back for `reason`; its number ends void, and what replaces it gets another one."""
    return carry_out(session, desk, application=application, command=VoidPaper(number=number, reason=tidy(reason)))
