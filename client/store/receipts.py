"""Receipts: the centre's countersignature of this device's chain. What it once signed must still be here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from client.store.database import Database
from client.store.device import Device
from client.store.meta import Meta
from forms.message import Message, message
from sync.keys import is_signed
from sync.wire import Receipt, head_bytes

_KEY = "centre_key"


class Receipts:
    """The newest receipt; the chain makes it stand for everything before."""

    def __init__(self, database: Database, meta: Meta, device: Device) -> None:
        self._database = database
        self._meta = meta
        self._device = device

    def keep(self, receipt: Receipt) -> None:
        """Keep a receipt, within the caller's transaction; one that the centre did not sign is left out."""
        if self._is_signed(receipt):
            self._database.run("DELETE FROM receipts")
            self._database.run(
                "INSERT INTO receipts VALUES (?, ?, ?)", (receipt.dseq, receipt.chain, receipt.signature)
            )

    def faults(self, chains: Mapping[int, str]) -> Iterator[Message]:
        """What `chains` (number → link of this device) lacks of what was receipted: a cut end, an older copy."""
        for row in self._database.all("SELECT dseq, chain, signature FROM receipts"):
            receipt = Receipt(dseq=row[0], chain=row[1], signature=row[2])
            if receipt.dseq and chains.get(receipt.dseq) != receipt.chain:
                yield message("journal.receipt_differs", number=receipt.dseq)
            elif not self._is_signed(receipt):
                yield message("journal.receipt_forged", number=receipt.dseq)

    def _is_signed(self, receipt: Receipt) -> bool:
        """True also while the centre's key is unknown: before the first sign-in there is nothing to compare with."""
        key = self._meta.get(_KEY)
        if not key:
            return True
        device = self._device
        said = head_bytes(device=device.id, epoch=device.epoch, dseq=receipt.dseq, chain=receipt.chain)
        return is_signed(key, data=said, signature=receipt.signature)
