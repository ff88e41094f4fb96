"""Blocks of numbers leased to devices, and what each number ended as: on papers, void or returned."""

from __future__ import annotations

from peewee import fn

from sync.central.store.database import Database
from sync.central.store.tables import EndedNumber, NumberBlock, UsedNumber


class NumberTable:
    """Blocks `prefix` + `first`..`last`. No two blocks of a prefix overlap, whoever holds them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unused(self, *, device: str, epoch: int) -> int:
        """How many leased numbers of a device and epoch have not ended yet."""
        left = fn.SUM(NumberBlock.last - NumberBlock.first + 1 - NumberBlock.used)
        mine = (NumberBlock.device == device) & (NumberBlock.epoch == epoch)
        row = self._database.one(NumberBlock.select(left).where(mine))
        return int(row[0] or 0) if row else 0

    def lease(self, *, prefix: str, count: int, device: str, epoch: int) -> tuple[int, int]:
        """Give the next `count` numbers of a prefix to a device; returns (first, last)."""
        row = self._database.one(NumberBlock.select(fn.MAX(NumberBlock.last)).where(NumberBlock.prefix == prefix))
        first = int(row[0] or 0) + 1 if row else 1
        last = first + count - 1
        block = {"prefix": prefix, "first": first, "last": last, "device": device, "epoch": epoch, "used": 0}
        self._database.run(NumberBlock.insert(block))
        return first, last

    def skip(self, count: int) -> None:
        """Never lease the next `count` numbers of any prefix: a lost ledger may have leased them."""
        for (prefix,) in self._database.rows(NumberBlock.select(NumberBlock.prefix).distinct()):
            first, last = self.lease(prefix=str(prefix), count=count, device="", epoch=0)
            self.use_up(prefix=str(prefix), first=first, count=last - first + 1)

    def use_up(self, *, prefix: str, first: int, count: int) -> None:
        """Count `count` more numbers of a block as used."""
        same = (NumberBlock.prefix == prefix) & (NumberBlock.first == first)
        self._database.run(NumberBlock.update(used=NumberBlock.used + count).where(same))

    def block_of(self, *, prefix: str, number: int, device: str, epoch: int) -> int:
        """The first number of the block leased to the device that holds `number`, or 0."""
        mine = (NumberBlock.device == device) & (NumberBlock.epoch == epoch) & (NumberBlock.prefix == prefix)
        within = (NumberBlock.first <= number) & (NumberBlock.last >= number)
        row = self._database.one(NumberBlock.select(NumberBlock.first).where(mine & within))
        return int(row[0]) if row else 0

    def prefixes(self, *, device: str, epoch: int) -> tuple[str, ...]:
        """Every prefix that the device ever leased numbers under."""
        mine = (NumberBlock.device == device) & (NumberBlock.epoch == epoch)
        return tuple(str(row[0]) for row in self._database.rows(NumberBlock.select(NumberBlock.prefix).where(mine)))

    def used_by(self, *, receipt_number: str, prefix: str, number: int) -> str:
        """The application that carries this number, '' when none does."""
        same = UsedNumber.receipt_number == receipt_number
        if prefix:
            same |= (UsedNumber.prefix == prefix) & (UsedNumber.number == number)
        row = self._database.one(UsedNumber.select(UsedNumber.application).where(same))
        return str(row[0]) if row else ""

    def use(self, *, receipt_number: str, prefix: str, number: int, block: int, application: str) -> None:
        """Papers of an application carry this number; `block` 0 when no block holds it."""
        used = {"receipt_number": receipt_number, "prefix": prefix, "number": number, "application": application}
        self._database.run(UsedNumber.insert(used).on_conflict_ignore())
        if block:
            self.use_up(prefix=prefix, first=block, count=1)

    def ended(self, *, prefix: str, first: int, last: int) -> str:
        """How one of the numbers `first`..`last` of a prefix ended without a paper: void, returned, or '' for none."""
        meets = (EndedNumber.prefix == prefix) & (EndedNumber.first <= last) & (EndedNumber.last >= first)
        row = self._database.one(EndedNumber.select(EndedNumber.how).where(meets))
        return str(row[0]) if row else ""

    def carried(self, *, prefix: str, first: int, last: int) -> str:
        """An application whose papers carry one of the numbers `first`..`last` of a prefix, '' for none."""
        within = (UsedNumber.prefix == prefix) & (UsedNumber.number >= first) & (UsedNumber.number <= last)
        row = self._database.one(UsedNumber.select(UsedNumber.application).where(within))
        return str(row[0]) if row else ""

    def end(self, *, prefix: str, first: int, last: int, block: int, how: str) -> None:
        """The numbers `first`..`last` of the block that begins at `block` will stand on no paper."""
        self._database.run(EndedNumber.insert({"prefix": prefix, "first": first, "last": last, "how": how}))
        self.use_up(prefix=prefix, first=block, count=last - first + 1)

    def end_carried(self, receipt_number: str) -> None:
        """A leased number whose papers are void now ends void; it was counted when they were made."""
        row = self._database.one(
            UsedNumber.select(UsedNumber.prefix, UsedNumber.number).where(UsedNumber.receipt_number == receipt_number)
        )
        if row is not None and row[0]:
            ended = {"prefix": row[0], "first": row[1], "last": row[1], "how": "void"}
            self._database.run(EndedNumber.insert(ended).on_conflict_ignore())

    def note_return(self, *, prefix: str, block: int, dseq: int) -> None:
        """The device's operation `dseq` gave the rest of a block back."""
        same = (NumberBlock.prefix == prefix) & (NumberBlock.first == block)
        self._database.run(NumberBlock.update(returned_dseq=dseq).where(same))

    def last_return(self, *, device: str, epoch: int) -> int:
        """The device's newest operation that gave numbers back, 0 when there is none."""
        mine = (NumberBlock.device == device) & (NumberBlock.epoch == epoch)
        row = self._database.one(NumberBlock.select(fn.MAX(NumberBlock.returned_dseq)).where(mine))
        return int(row[0] or 0) if row else 0
