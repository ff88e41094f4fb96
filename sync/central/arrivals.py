"""Documents that came in elsewhere (`arrival_recorded`): the centre finds their application, or asks a person.

What is found becomes a `deferral_arrived` with the time and the clerk of the window that took it in, that window's
site is let in, and the window is answered, in the transaction of the record itself: it is used once, or waits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import structlog
from msgspec.structs import replace

from forms.errors import StorageFailed
from forms.journal.actor import Actor
from forms.journal.arrivals import ArrivalAnswered, ArrivalOutcome, ArrivalRecorded
from forms.journal.decide_arrivals import assign_arrival, match_arrival, record_arrival
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.deferrals import DeferralArrived
from forms.journal.kinds import body_of, kind_of
from forms.journal.numbering import numbers_of
from forms.journal.operation import APPLICATION, DEVICE, Operation, decode
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState
from forms.message import Message, message
from sync.central.ordering import CENTRE_ACTOR, Ordering
from sync.central.scoping import Scoping
from sync.central.store.rows import ArrivalRow
from sync.central.store.store import Store

_log = structlog.get_logger()


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """A record: the operation that a window made, and what it says."""

    operation: Operation
    arrival: ArrivalRecorded

    @property
    def now(self) -> Now:
        """The time that counts: the window's, on the day on which the document came in."""
        return Now(wall=self.operation.wall, day=self.arrival.came_day, skew=self.operation.skew)


class Arrivals:
    """Settles records; called inside a transaction. `rules` by catalog id."""

    def __init__(self, store: Store, *, ordering: Ordering, scoping: Scoping, rules: Callable[[str], Rules]) -> None:
        self._store = store
        self._ordering = ordering
        self._scoping = scoping
        self._rules = rules

    def take(self, operation: Operation) -> None:
        """Settle a record that was just ordered."""
        self._settle(_noted(operation))

    def try_again(self, application: str) -> None:
        """Settle what waits for a number of this application, which may have just become known."""
        if not self._store.arrivals.any_waits():
            return
        state = self._ordering.state(application)
        case_numbers = (case.case_number for case in state.cases.values())
        for row in self._store.arrivals.waits_for((*numbers_of(state), *case_numbers)):
            self._settle(self.noted(row))

    def candidates(self, number: str) -> Sequence[ApplicationState]:
        """Applications of which a paper carries `number`: a receipt's, a bound one, a case's, another arrival's."""
        found = [
            self._store.numbers.used_by(receipt_number=number, prefix="", number=0),
            *(case.application for case in self._store.cases.of_number(number)),
            self._store.arrivals.application_of(number),
        ]
        states = (self._store.applications.state(application) for application in dict.fromkeys(filter(None, found)))
        return [state for state in states if state is not None]

    def noted(self, row: ArrivalRow) -> Noted:
        """The record behind a row."""
        recorded = self._store.ledger.find(device=row.device, epoch=row.epoch, dseq=row.dseq)
        if recorded is None:
            raise LookupError(f"{row.device} {row.epoch} {row.dseq} is not in the ledger")
        return _noted(decode(recorded.data))

    def assign(self, noted: Noted, state: ApplicationState, *, material: str) -> Decision:
        """What a person's choice of the application and material yields; `use` carries it out."""
        return assign_arrival(state, noted.arrival, material, self._rules(state.catalog), noted.now)

    def use(self, noted: Noted, state: ApplicationState, arrived: DeferralArrived, *, by: Actor = CENTRE_ACTOR) -> None:
        """The document arrives at its deferral, as if its window had had the application; `by` found that it does."""
        operation, stream = noted.operation, APPLICATION + state.id
        # First, so that what the site missed comes before what is new.
        self._scoping.grant(state.id, site=operation.actor.site)
        receiver = replace(operation.actor, channel=noted.arrival.came_by)
        self._ordering.write(arrived, stream=stream, actor=receiver, now=noted.now)
        name = state.deferrals[arrived.material].name
        self._answer(noted, ArrivalOutcome.MATCHED, by=by, application=state.id, material=arrived.material, name=name)

    def decline(self, noted: Noted, *, reason: str, by: Actor) -> None:
        """A person found that it belongs to no deferral; the scans stay."""
        self._answer(noted, ArrivalOutcome.DECLINED, by=by, said=message("arrival.declined", reason=reason))

    def _settle(self, noted: Noted) -> None:
        """A document is in the window's hand whatever our rules do: failing to match it is work for a person."""
        try:
            with self._store.transaction():
                said = self._matched(noted)
        except StorageFailed:
            raise
        except Exception:
            _log.exception("arrivals.unchecked", device=noted.operation.device, dseq=noted.operation.dseq)
            said = message("arrival.unchecked", number=noted.arrival.receipt_number)
        if said is not None:
            self._wait(noted, said)

    def _matched(self, noted: Noted) -> Message | None:
        """None when the document found its deferral, else why a person must look."""
        decision: Decision = refuse("arrival.receipt_unknown", number=noted.arrival.receipt_number)
        fitting = []
        for state in self.candidates(noted.arrival.receipt_number):
            decision = match_arrival(state, noted.arrival, self._rules(state.catalog), noted.now)
            if not isinstance(decision, Refusal):
                fitting.append((state, decision))
        if len(fitting) > 1:
            return message("arrival.receipt_shared", number=noted.arrival.receipt_number)
        if not fitting:
            assert isinstance(decision, Refusal)
            return decision.messages[0]
        ((state, (arrived,)),) = fitting
        assert isinstance(arrived, DeferralArrived)
        self.use(noted, state, arrived)
        return None

    def _wait(self, noted: Noted, said: Message) -> None:
        operation = noted.operation
        known = self._store.arrivals.find(device=operation.device, epoch=operation.epoch, dseq=operation.dseq)
        if known is None or known.said != said:
            self._answer(noted, ArrivalOutcome.WAITING, said=said)

    def _answer(
        self,
        noted: Noted,
        outcome: ArrivalOutcome,
        *,
        by: Actor = CENTRE_ACTOR,
        application: str = "",
        material: str = "",
        name: str = "",
        said: Message | None = None,
    ) -> None:
        """Write down what became of a record, and tell the window that made it."""
        operation = noted.operation
        row = ArrivalRow(
            device=operation.device,
            epoch=operation.epoch,
            dseq=operation.dseq,
            receipt_number=noted.arrival.receipt_number,
            number=noted.arrival.number,
            outcome=outcome.value,
            application=application,
            said=said,
        )
        self._store.arrivals.put(row)
        answer = ArrivalAnswered(
            epoch=operation.epoch,
            dseq=operation.dseq,
            outcome=outcome.value,
            application=application,
            material=material,
            name=name,
            code=said.code if said is not None else "",
            params=dict(said.params) if said is not None else {},
        )
        self._ordering.write(answer, stream=DEVICE + operation.device, actor=by)


def _noted(operation: Operation) -> Noted:
    arrival = body_of(operation)
    assert isinstance(arrival, ArrivalRecorded)
    return Noted(operation=operation, arrival=arrival)


def arrival_fault(operation: Operation) -> Message | None:
    """Why no honest window can have made a record so; None when one can, and for every other operation."""
    if operation.kind != "arrival_recorded" or kind_of(operation) is None:
        return None
    decision = record_arrival(_noted(operation).arrival, Now(wall=operation.wall, day=operation.day))
    return decision.messages[0] if isinstance(decision, Refusal) else None
