"""The journal: operations are sealed here, chained, and written together with the views that show them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import msgspec

from client.store.database import Database
from client.store.device import Device
from client.store.drafts import Drafts
from client.store.folding import Folded, Folds, entries_of
from client.store.projector import Projector, shown
from client.store.receipts import Receipts
from client.store.uploads import Uploads
from client.store.verify import verify
from forms.journal.actor import Actor
from forms.journal.decision import Now
from forms.journal.fold import Entry
from forms.journal.operation import APPLICATION, CHAIN_START, DEVICE, Operation, canonical, content_hash, next_link
from forms.journal.seal import Place, seal
from forms.journal.state import ApplicationState, digest
from forms.message import Message

_SALT_BYTES = 16

_INSERT = (
    "INSERT INTO operations (device, epoch, dseq, stream, kind, wall, hash, chain, data)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Sealed(msgspec.Struct, frozen=True):
    """An operation with the bytes that never change, their hash and the link of the device's chain."""

    operation: Operation
    data: bytes
    hash: str
    chain: str


class Journal:
    """The operations of this device and those that the feed brought. Every writer holds the database's lock."""

    def __init__(
        self,
        database: Database,
        *,
        device: Device,
        folds: Folds,
        projector: Projector,
        drafts: Drafts,
        uploads: Uploads,
        receipts: Receipts,
    ) -> None:
        self._database = database
        self._device = device
        self._folds = folds
        self._projector = projector
        self._drafts = drafts
        self._uploads = uploads
        self._receipts = receipts
        self._end = self._stored_end()

    def state(self, application: str) -> ApplicationState:
        """What the journal says of an application; status NEW for one it does not know."""
        with self._database.lock:
            return self._folds.get(application).top.state

    def entries(self, application: str) -> tuple[Entry, ...]:
        """Confirmed operations by revision, then own unconfirmed ones; refused ones are not among them."""
        with self._database.lock:
            return (*self._folds.confirmed(application), *self._folds.own(application))

    def commit(
        self,
        application: str,
        bodies: Sequence[msgspec.Struct],
        *,
        actor: Actor,
        now: Now,
        catalog: str,
        ends_draft: bool = False,
    ) -> ApplicationState:
        """Seal `bodies` and write them, what lists show of them and the end of the actor's draft, all or nothing.

        Returns the new state, durable. A saved draft's `base_rev` goes into the operations, so that what another
        window changed since the clerk began typing becomes a conflict. Raises `StorageFailed`.
        """
        with self._database.lock:
            before = self._folds.get(application)
            base_rev = self._base_rev(before, application, actor) if ends_draft else before.top.state.rev
            sealed = self._sealed(
                bodies, stream=APPLICATION + application, actor=actor, now=now, catalog=catalog, base_rev=base_rev
            )
            top = before.top
            for one in sealed:
                top = top.with_entry(one.operation)
            change = shown(before.top, top)
            with self._database.write():
                self._insert(sealed)
                self._uploads.expect([one.operation for one in sealed])
                self._projector.project(change)
                if ends_draft:
                    self._drafts.end(application, actor.account)
            self._committed(sealed)
            self._folds.keep(application, Folded(before.base, top))
            return top.state

    def commit_device(self, bodies: Sequence[msgspec.Struct], *, actor: Actor, now: Now) -> None:
        """Write to the device's own stream, all or nothing. Raises `StorageFailed`."""
        with self._database.lock:
            stream = DEVICE + self._device.id
            sealed = self._sealed(bodies, stream=stream, actor=actor, now=now, catalog="", base_rev=0)
            with self._database.write():
                self._insert(sealed)
                self._uploads.expect([one.operation for one in sealed])
                for one in sealed:
                    self._projector.project_device(one.operation)
            self._committed(sealed)

    def device_operations(self) -> tuple[Entry, ...]:
        """The device's own stream in the order in which it was written here."""
        rows = self._database.all(
            "SELECT data, rev FROM operations WHERE stream = ? ORDER BY seq", (DEVICE + self._device.id,)
        )
        return tuple(entries_of(rows))

    def verify(self) -> tuple[Message, ...]:
        """Everything that does not fit: a hash, a link of the chain, a gap; nothing when the journal is whole."""
        with self._database.lock:
            return verify(self._database, device=self._device, receipts=self._receipts)

    def rebuild(self) -> None:
        """Drop every view and fold it anew from the operations."""
        with self._database.lock:
            self._folds.forget()
            with self._database.write():
                self._projector.rebuild(self._folds)

    def rebuild_ledger(self) -> None:
        """Fold the lines of the ledger anew, when a newer program shows more in them."""
        with self._database.lock, self._database.write():
            self._projector.rebuild_ledger(self._folds)

    def digests(self) -> dict[str, str]:
        """Digest of every application's state, to compare with another node."""
        rows = self._database.all("SELECT application FROM view_applications ORDER BY application")
        return {application: digest(self.state(application)) for (application,) in rows}

    def _stored_end(self) -> tuple[int, str]:
        row = self._database.one(
            "SELECT dseq, chain FROM operations WHERE device = ? AND epoch = ? ORDER BY dseq DESC LIMIT 1",
            (self._device.id, self._device.epoch),
        )
        return (int(row[0]), str(row[1])) if row else (0, CHAIN_START)

    def _base_rev(self, before: Folded, application: str, actor: Actor) -> int:
        drafted = self._drafts.base_rev(application, actor.account)
        rev = before.top.state.rev
        return rev if drafted is None else min(rev, drafted)

    def _sealed(
        self, bodies: Sequence[msgspec.Struct], *, stream: str, actor: Actor, now: Now, catalog: str, base_rev: int
    ) -> list[Sealed]:
        dseq, chain = self._end
        sealed = []
        for number, body in enumerate(bodies, start=dseq + 1):
            place = Place(
                device=self._device.id,
                epoch=self._device.epoch,
                dseq=number,
                stream=stream,
                catalog=catalog,
                base_rev=base_rev,
                salt=secrets.token_hex(_SALT_BYTES),
            )
            operation = seal(body, place=place, actor=actor, now=now)
            data = canonical(operation)
            hashed = content_hash(data)
            chain = next_link(chain, hashed)
            sealed.append(Sealed(operation, data, hashed, chain))
        return sealed

    def _insert(self, sealed: Sequence[Sealed]) -> None:
        for one in sealed:
            operation = one.operation
            self._database.run(
                _INSERT,
                (
                    operation.device,
                    operation.epoch,
                    operation.dseq,
                    operation.stream,
                    operation.kind,
                    operation.wall,
                    one.hash,
                    one.chain,
                    one.data,
                ),
            )

    def _committed(self, sealed: Sequence[Sealed]) -> None:
        if sealed:
            self._end = (sealed[-1].operation.dseq, sealed[-1].chain)
