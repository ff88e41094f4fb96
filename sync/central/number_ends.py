"""What the operations of a device do to leased numbers: papers carry them, or they end void or returned.

A number that stands on two papers of one application, or on papers of two, is told to a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from forms.journal.acceptance import ApplicationAccepted
from forms.journal.arrivals import ArrivalRecorded
from forms.journal.commands import IssuePaper
from forms.journal.decide import decide
from forms.journal.decision import Now, Refusal
from forms.journal.deferrals_ended import DeferralsCompleted
from forms.journal.issuing import PaperIssued
from forms.journal.kinds import body_of, kind_of
from forms.journal.numbering import NumbersReturned, NumberVoided, is_provisional, is_taken, numbers_of
from forms.journal.operation import Operation
from forms.journal.outcomes import ApplicationReceived
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState
from forms.journal.voiding import PaperVoided, void_numbers
from forms.message import Message, message
from sync.central.moment import Moments
from sync.central.numbering import Numbering
from sync.central.ordering import Ordering
from sync.central.sessions import DeviceSession


class NumberEnds:
    """Asked before and after an operation is ordered, inside its transaction."""

    def __init__(
        self, moments: Moments, *, ordering: Ordering, numbering: Numbering, rules: Callable[[str], Rules]
    ) -> None:
        self._moments = moments
        self._ordering = ordering
        self._numbering = numbering
        self._rules = rules

    def fault(self, operation: Operation, session: DeviceSession) -> Message | None:
        """Why numbers cannot end as `operation` says; None for every operation that ends none."""
        body = body_of(operation) if kind_of(operation) else None
        if isinstance(body, NumberVoided):
            return self._numbering.void_fault(body, session)
        if isinstance(body, NumbersReturned):
            return self._numbering.return_fault(body, session)
        return None

    def settle(self, session: DeviceSession, before: ApplicationState, operation: Operation) -> tuple[Message, ...]:
        """Note what an ordered operation did to numbers, bind provisional ones; what a person must look at."""
        body = body_of(operation) if kind_of(operation) else None
        if isinstance(body, NumberVoided):
            self._numbering.void(body, session)
        elif isinstance(body, NumbersReturned):
            self._numbering.take_back(body, session, dseq=operation.dseq)
        elif isinstance(body, ArrivalRecorded):
            # The paper of a document whose application is not known yet; whatever is wrong with it, it is handed out.
            return self._numbering.take(
                body.number, application=f"{operation.stream}/{operation.dseq}", session=session
            )
        if not before.id:
            return ()
        raised = tuple(self._carried(session, before, operation, body))
        if isinstance(body, PaperIssued):
            return raised + self._untrue(before, operation, body)
        if isinstance(body, DeferralsCompleted) and is_taken(before, body.number):
            return (*raised, message("paper.number_used", number=body.number))
        if isinstance(body, PaperVoided):
            self._void(before)
        return raised

    def _void(self, before: ApplicationState) -> None:
        known = set(void_numbers(before))
        for number in void_numbers(self._ordering.state(before.id)):
            if number not in known:
                self._numbering.void_carried(number)

    def _carried(
        self, session: DeviceSession, before: ApplicationState, operation: Operation, body: object
    ) -> Iterator[Message]:
        # Also the receipt of one that a newer program moved: its state stays behind, its paper is handed out.
        receipt = (body.receipt_number,) if isinstance(body, ApplicationAccepted | ApplicationReceived) else ()
        known = set(numbers_of(before))
        for number in dict.fromkeys((*receipt, *numbers_of(self._ordering.state(before.id)))):
            if number not in known:
                yield from self._numbering.take(number, application=before.id, session=session)
                if is_provisional(number):
                    bound = self._numbering.bound(
                        number, application=before.id, session=session, day=self._moments.today()
                    )
                    self._ordering.write(bound, stream=operation.stream)

    def _untrue(self, before: ApplicationState, operation: Operation, body: PaperIssued) -> tuple[Message, ...]:
        """What decide says against a paper: it is handed out already, so that it stands and a person looks at it."""
        now = Now(wall=operation.wall, day=operation.day, skew=operation.skew)
        try:
            rules = self._rules(before.catalog)
        except KeyError:
            return (message("centre.paper_unchecked", number=body.number),)
        decision = decide(before, IssuePaper(number=body.number, facts=body.facts), rules, now)
        return decision.messages if isinstance(decision, Refusal) else ()
