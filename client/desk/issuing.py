"""Papers after the intake (文书): made under a number of their own, then printed like every other."""

from __future__ import annotations

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.session import Session
from forms.journal.commands import IssuePaper
from forms.journal.decision import Refusal
from forms.journal.issuing import Facts
from forms.journal.state import ApplicationState


def issue_paper(session: Session, desk: Desk, application: str, facts: Facts) -> ApplicationState | Refusal:
    """Make the paper that `facts` are for, under the next number; it is the last of the state's papers then."""
    with desk.store.turn():
        now = desk.now()
        command = IssuePaper(number=desk.store.numbers.next(now.day), facts=facts)
        return carry_out(session, desk, application=application, command=command, now=now)
