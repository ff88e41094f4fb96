"""Intake: what becomes of the operations that a device sends, one after the other.

Every operation that is answered finally stands in the ledger, so that the same question gets the same answer for
ever. Nothing a device sends can stop its other applications, or the operations of other devices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import msgspec
import structlog
from msgspec.structs import replace

from forms.errors import StorageFailed
from forms.journal.acceptance import ApplicationAccepted, ObjectionRaised
from forms.journal.admission import admission
from forms.journal.kinds import body_of, kind_of
from forms.journal.operation import APPLICATION, Operation, content_hash, next_link
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState, ApplicationStatus
from forms.message import Message, message
from sync.central.arrivals import Arrivals, arrival_fault
from sync.central.checks import NAME, FindPerson, Outline, actor_fault, form_fault, operation_of, outline_of
from sync.central.deferral_faults import MOVED_APART, deferral_fault, without_effect
from sync.central.heads import Heads
from sync.central.keeping_faults import keeping_fault
from sync.central.moment import Moments
from sync.central.moves import move_fault
from sync.central.number_ends import NumberEnds
from sync.central.numbering import Numbering
from sync.central.objections import objections
from sync.central.ordering import Ordering
from sync.central.outcomes import outcome_fault
from sync.central.promises import promise_fault
from sync.central.rechecking import RECHECKED, Rechecking
from sync.central.recounting import Recounting
from sync.central.sessions import DeviceSession
from sync.central.store.rows import Recorded, Standing
from sync.central.store.store import Store
from sync.wire import OperationResult, Outcome

NEVER_HELD = frozenset({"application_accepted", "application_received", "deferral_arrived", "paper_issued"})
"""Facts outside the computer: a paper the applicant has, a document the applicant gave. No quarantine holds them."""

_log = structlog.get_logger()


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """The next operation of a device, as it came. `chain` is the device's chain after it."""

    session: DeviceSession
    people: FindPerson
    dseq: int
    outline: Outline
    data: bytes
    hash: str
    chain: str


class Intake:
    """Takes a batch of one device; called inside the transaction of its exchange."""

    def __init__(
        self,
        store: Store,
        moments: Moments,
        *,
        ordering: Ordering,
        numbering: Numbering,
        heads: Heads,
        rules: Callable[[str], Rules],
        following: Callable[[ApplicationState], Rules],
        recounting: Recounting,
        rechecking: Rechecking,
        arrivals: Arrivals,
    ) -> None:
        self._store = store
        self._moments = moments
        self._ordering = ordering
        self._numbering = numbering
        self._number_ends = NumberEnds(moments, ordering=ordering, numbering=numbering, rules=rules)
        self._heads = heads
        self._rules = rules
        self._following = following
        self._recounting = recounting
        self._rechecking = rechecking
        self._arrivals = arrivals

    def take(
        self, session: DeviceSession, standing: Standing, batch: Sequence[bytes]
    ) -> tuple[tuple[OperationResult, ...], Standing]:
        """One result per operation, in their order, and where the device stands then; a gap blocks the rest."""
        people = cache(self._store.accounts.find)
        outlines = [outline_of(data) for data in batch]
        first = _first_dseq(outlines, expected=standing.watermark + 1)
        results: list[OperationResult] = []
        for index, (outline, data) in enumerate(zip(outlines, batch, strict=True)):
            dseq = outline.dseq or first + index
            known = self._known(standing, dseq, data, numbered=bool(outline.dseq))
            if known is not None:
                results.append(self._again(known, data))
            elif dseq != standing.watermark + 1:
                results += [_blocked(outlines[late].dseq or first + late) for late in range(index, len(batch))]
                break
            else:
                arrived = _arrived(session, people, standing, dseq=dseq, outline=outline, data=data)
                results.append(_result(self._first_time(arrived)))
                standing = replace(standing, watermark=dseq, chain=arrived.chain)
        self._store.devices.advance(session.device, session.epoch, watermark=standing.watermark, chain=standing.chain)
        return tuple(results), standing

    def _known(self, standing: Standing, dseq: int, data: bytes, *, numbered: bool) -> Recorded | None:
        device, epoch = standing.device, standing.epoch
        if not numbered:
            found = self._store.ledger.find_hash(device=device, epoch=epoch, content_hash=content_hash(data))
            if found is not None:
                return found
        within = 0 < dseq <= standing.watermark
        return self._store.ledger.find(device=device, epoch=epoch, dseq=dseq) if within else None

    def _again(self, known: Recorded, data: bytes) -> OperationResult:
        """The recorded answer; other content under a used number means a cloned device, and is never accepted."""
        if known.content_hash == content_hash(data):
            return _result(known, duplicate=True)
        self._heads.alarm("centre.identity_reused", device=known.device, epoch=known.epoch, dseq=known.dseq)
        reason = message("centre.identity_reused", dseq=known.dseq)
        return OperationResult(dseq=known.dseq, outcome=Outcome.REJECTED, message=reason)

    def _first_time(self, arrived: Arrived) -> Recorded:
        try:
            with self._store.transaction():
                return self._judged(arrived)
        except StorageFailed:
            raise
        except Exception:
            # A fault of ours must not stop a device for ever: the bytes are kept and a person looks at them.
            _log.exception("centre.fault", device=arrived.session.device, dseq=arrived.dseq)
            return self._kept(arrived, message("centre.fault"), Outcome.HELD)

    def _judged(self, arrived: Arrived) -> Recorded:
        operation = operation_of(arrived.data)
        if isinstance(operation, Message):
            return self._kept(arrived, operation, Outcome.REJECTED)
        state = self._ordering.state(operation.application)
        held = self._held(operation, arrived.session, state)
        if held is not None:
            return self._kept(arrived, held, Outcome.HELD)
        fault = (
            form_fault(operation, arrived.session)
            or actor_fault(operation, arrived.session, arrived.people)
            or arrival_fault(operation)
            or self._number_ends.fault(operation, arrived.session)
            or self._admission_fault(operation, arrived.session, state)
        )
        if fault is not None:
            return self._kept(arrived, fault, Outcome.REJECTED)
        return self._applied(arrived, operation, state)

    def _held(self, operation: Operation, session: DeviceSession, state: ApplicationState) -> Message | None:
        """After a rejection the same device's operations on that application wait for a person."""
        application = operation.application
        if not application or (operation.kind in NEVER_HELD and state.status is not ApplicationStatus.NEW):
            return None
        cause = self._store.applications.quarantined_by(application, device=session.device, epoch=session.epoch)
        return message("centre.operation_held", dseq=cause) if cause else None

    def _admission_fault(self, operation: Operation, session: DeviceSession, state: ApplicationState) -> Message | None:
        application = operation.application
        if not application:
            return None
        if state.rev and not self._store.applications.is_seen_by(application, site=session.site):
            return message("centre.operation_not_in_scope")
        # An application touched by a newer program cannot be judged here: it is kept and relayed whole.
        if state.needs_upgrade or kind_of(operation) is None:
            return None
        return (
            admission(state, operation)
            or move_fault(state, operation, self._rules)
            or deferral_fault(state, operation, self._rules, self._following)
            or keeping_fault(state, operation)
            or outcome_fault(state, operation, self._rules)
            or promise_fault(state, operation, self._rules)
        )

    def _applied(self, arrived: Arrived, operation: Operation, before: ApplicationState) -> Recorded:
        recorded = self._ordering.order(operation, data=arrived.data, chain=arrived.chain, before=before)
        self._object(self._number_ends.settle(arrived.session, before, operation), operation)
        if operation.kind == "application_accepted" and kind_of(operation) is not None:
            self._after_acceptance(before, operation)
        elif operation.kind in MOVED_APART:
            self._object(without_effect(self._ordering.state(before.id), operation), operation)
        self._recounting.follow(before, operation)
        if operation.kind in RECHECKED:
            self._rechecking.settle(before.id)
        if before.id:
            self._arrivals.try_again(before.id)
        elif operation.kind == "arrival_recorded" and kind_of(operation) is not None:
            self._arrivals.take(operation)
        return recorded

    def _object(self, raised: Sequence[Message], operation: Operation) -> None:
        """Work for a person: on the application, or an alarm about a device where no application is known."""
        for objection in raised:
            if not operation.application:
                self._heads.alarm(objection.code, device=operation.device, epoch=operation.epoch, dseq=operation.dseq)
                continue
            fact = ObjectionRaised(code=objection.code, params=dict(objection.params))
            self._ordering.write(fact, stream=operation.stream)

    def _after_acceptance(self, before: ApplicationState, operation: Operation) -> None:
        """Objections and case numbers, in the same transaction as the acceptance."""
        body = body_of(operation)
        assert isinstance(body, ApplicationAccepted)
        if not before.needs_upgrade:
            self._object(objections(before, operation, body, self._rules), operation)
        numbered = self._numbering.case_numbers(self._ordering.state(before.id), day=self._moments.today())
        if numbered is not None:
            self._ordering.write(numbered, stream=operation.stream)
        self._recounting.settle(before.id)

    def _kept(self, arrived: Arrived, reason: Message, outcome: Outcome) -> Recorded:
        """Keep an operation without applying it; what follows on its application is held back."""
        session, outline = arrived.session, arrived.outline
        application = outline.stream.removeprefix(APPLICATION)
        if outline.stream.startswith(APPLICATION) and NAME.fullmatch(application):
            self._store.applications.quarantine(
                application, device=session.device, epoch=session.epoch, dseq=arrived.dseq
            )
        recorded = Recorded(
            device=session.device,
            epoch=session.epoch,
            dseq=arrived.dseq,
            content_hash=arrived.hash,
            chain=arrived.chain,
            stream=outline.stream,
            kind=outline.kind,
            outcome=outcome,
            rev=0,
            feed_seq=0,
            data=arrived.data,
            message=reason,
        )
        self._store.ledger.put(recorded, wall=self._moments.clock())
        return recorded


def _arrived(
    session: DeviceSession, people: FindPerson, standing: Standing, *, dseq: int, outline: Outline, data: bytes
) -> Arrived:
    digest = content_hash(data)
    chain = next_link(standing.chain, digest)
    return Arrived(session=session, people=people, dseq=dseq, outline=outline, data=data, hash=digest, chain=chain)


def _first_dseq(outlines: Sequence[Outline], *, expected: int) -> int:
    """The number of the first operation: what any readable neighbour implies, else what is expected."""
    implied = (outline.dseq - index for index, outline in enumerate(outlines) if outline.dseq)
    return next(implied, expected)


def _blocked(dseq: int) -> OperationResult:
    return OperationResult(dseq=dseq, outcome=Outcome.BLOCKED, message=message("centre.operation_blocked"))


def _result(recorded: Recorded, *, duplicate: bool = False) -> OperationResult:
    return OperationResult(
        dseq=recorded.dseq,
        outcome=recorded.outcome,
        rev=recorded.rev,
        feed_seq=recorded.feed_seq,
        duplicate=duplicate,
        message=recorded.message,
    )
