"""Heads: a device signs the end of its chain, the centre checks it against its own ledger and countersigns."""

from __future__ import annotations

import structlog

from forms.journal.operation import CHAIN_START
from sync.central.moment import Moments
from sync.central.store.rows import AlarmRow, Standing
from sync.central.store.store import Store
from sync.keys import is_signed, sign
from sync.wire import Head, Receipt, head_bytes

_log = structlog.get_logger()


class Heads:
    """Checks heads against the chain that the centre computed from what it received."""

    def __init__(self, store: Store, moments: Moments) -> None:
        self._store = store
        self._moments = moments

    def countersign(self, head: Head | None, standing: Standing) -> Receipt | None:
        """A receipt for a true head that lies within what the centre holds; an alarm for an untrue one."""
        if head is None or not 0 <= head.dseq <= standing.watermark:
            return None
        if not self._is_true(head, standing):
            self.alarm("centre.head_untrue", device=standing.device, epoch=standing.epoch, dseq=head.dseq)
            return None
        said = head_bytes(device=head.device, epoch=head.epoch, dseq=head.dseq, chain=head.chain)
        signature = sign(self._store.identity.private_key(), said)
        self._store.heads.put(head, centre_signature=signature, wall=self._moments.clock())
        return Receipt(dseq=head.dseq, chain=head.chain, signature=signature)

    def alarm(self, code: str, *, device: str, epoch: int, dseq: int) -> None:
        """Only a clone, a tamperer or a bug does this: keep it for a person, and log it."""
        row = AlarmRow(wall=self._moments.clock(), code=code, device=device, epoch=epoch, dseq=dseq)
        self._store.ledger.raise_alarm(row)
        _log.error(code, device=device, epoch=epoch, dseq=dseq)

    def _is_true(self, head: Head, standing: Standing) -> bool:
        if (head.device, head.epoch) != (standing.device, standing.epoch):
            return False
        said = head_bytes(device=head.device, epoch=head.epoch, dseq=head.dseq, chain=head.chain)
        if not is_signed(standing.public_key, data=said, signature=head.signature):
            return False
        return head.chain == self._chain_at(head.dseq, standing)

    def _chain_at(self, dseq: int, standing: Standing) -> str:
        if dseq == 0:
            return CHAIN_START
        recorded = self._store.ledger.find(device=standing.device, epoch=standing.epoch, dseq=dseq)
        return "" if recorded is None else recorded.chain
