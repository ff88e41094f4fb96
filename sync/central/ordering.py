"""Ordering: an admitted operation gets its revision, its feed number, its ledger row, and becomes part of the state."""

from __future__ import annotations

import msgspec

from forms.journal.actor import Actor, ActorKind
from forms.journal.decision import Now
from forms.journal.fold import apply
from forms.journal.operation import APPLICATION, CHAIN_START, Operation, canonical, content_hash, next_link
from forms.journal.seal import Place, seal
from forms.journal.state import ApplicationState
from sync.central.moment import Moments
from sync.central.store.rows import QueuedCase, Recorded
from sync.central.store.store import Store
from sync.wire import Outcome

CENTRE = "centre"
"""The centre's id as a device."""

CENTRE_ACTOR = Actor(kind=ActorKind.CENTRE, account=CENTRE, name="审批中心", channel="centre")
_SALT_BYTES = 16


class Ordering:
    """Puts operations into the journal of the centre; called inside a transaction."""

    def __init__(self, store: Store, moments: Moments) -> None:
        self._store = store
        self._moments = moments

    def order(self, operation: Operation, *, data: bytes, chain: str, before: ApplicationState) -> Recorded:
        """Apply an admitted operation to the state `before` it.

        `data` are its canonical bytes, `chain` is its device's chain after it. On a device stream there is no state.
        """
        stream = operation.stream
        rev = self._applied(operation, before) if before.id else self._store.ledger.last_rev(stream) + 1
        recorded = Recorded(
            device=operation.device,
            epoch=operation.epoch,
            dseq=operation.dseq,
            content_hash=content_hash(data),
            chain=chain,
            stream=stream,
            kind=operation.kind,
            outcome=Outcome.APPLIED,
            rev=rev,
            feed_seq=self._store.identity.next_feed_seq(),
            data=data,
        )
        self._store.ledger.put(recorded, wall=self._moments.clock())
        return recorded

    def write(
        self, body: msgspec.Struct, *, stream: str, actor: Actor = CENTRE_ACTOR, now: Now | None = None
    ) -> Recorded:
        """Make and order an operation of the centre itself (a device like any other, with its own chain).

        `now` is the time that counts, of what a person did elsewhere; the centre's own when not given.
        """
        epoch = self._store.identity.device_epoch()
        dseq, chain = self._store.ledger.last_dseq(device=CENTRE, epoch=epoch)
        state = self.state(stream.removeprefix(APPLICATION) if stream.startswith(APPLICATION) else "")
        place = Place(
            device=CENTRE,
            epoch=epoch,
            dseq=dseq + 1,
            stream=stream,
            catalog=state.catalog,
            base_rev=state.rev,
            salt=self._moments.random_bytes(_SALT_BYTES).hex(),
        )
        operation = seal(body, place=place, actor=actor, now=now or self._moments.now())
        data = canonical(operation)
        link = next_link(chain or CHAIN_START, content_hash(data))
        return self.order(operation, data=data, chain=link, before=state)

    def state(self, application: str) -> ApplicationState:
        """The state now; of an unknown application the empty one, and so without an application ('')."""
        found = self._store.applications.state(application) if application else None
        return found or ApplicationState(id=application)

    def _applied(self, operation: Operation, before: ApplicationState) -> int:
        after = apply(before, operation, before.rev + 1)
        self._store.applications.put(after, site=operation.actor.site)
        if (before.cases, before.deferrals) != (after.cases, after.deferrals):
            self._store.cases.put(after.id, queued_cases(after))
        return after.rev


def queued_cases(state: ApplicationState) -> list[QueuedCase]:
    """The rows of an application in the departments' lists."""
    return [
        QueuedCase(
            application=state.id,
            item=case.item,
            name=case.name,
            department=case.department,
            department_name=case.department_name,
            status=case.status.value,
            stage=case.stage,
            case_number=case.case_number,
            receipt_number=state.receipt_number,
            applicant=state.party.name,
            accepted_day=state.accepted_day,
            promised_due=case.promised_due,
            open_deferrals=_open_deferrals(state, case.item),
        )
        for case in state.cases.values()
    ]


def _open_deferrals(state: ApplicationState, item: str) -> int:
    return sum(item in deferral.items and deferral.is_open for deferral in state.deferrals.values())
