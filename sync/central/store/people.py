"""Accounts, devices and the tokens that stand for them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sync.central.store.database import Database
from sync.central.store.rows import Person, Standing, Ticket
from sync.central.store.tables import Account, Device, Token

_DEVICE = (
    Device.id,
    Device.epoch,
    Device.public_key,
    Device.site,
    Device.window,
    Device.watermark,
    Device.chain,
    Device.since,
)


class AccountTable:
    """People who may sign in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, person: Person) -> None:
        """Add an account, or replace the one of this name."""
        fields = msgspec.structs.asdict(person) | {"departments": ",".join(person.departments)}
        self._database.run(Account.delete().where(Account.account == person.account))
        self._database.run(Account.insert(fields))

    def find(self, account: str) -> Person | None:
        """The person, or None."""
        columns = [getattr(Account, name) for name in Person.__struct_fields__]
        row = self._database.one(Account.select(*columns).where(Account.account == account))
        if row is None:
            return None
        fields = dict(zip(Person.__struct_fields__, row, strict=True))
        return Person(**fields | {"departments": tuple(filter(None, str(fields["departments"]).split(",")))})


class DeviceTable:
    """Devices by epoch."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, device: str, epoch: int) -> Standing | None:
        """Where a device stands at an epoch."""
        same = (Device.id == device) & (Device.epoch == epoch)
        row = self._database.one(Device.select(*_DEVICE).where(same))
        return None if row is None else Standing(**dict(zip(Standing.__struct_fields__, row, strict=True)))

    def newest_epoch(self, device: str) -> int:
        """The highest epoch that this device ever enrolled with (0: never)."""
        newest = Device.select(Device.epoch).where(Device.id == device).order_by(Device.epoch.desc()).limit(1)
        row = self._database.one(newest)
        return int(row[0]) if row else 0

    def enrol(self, standing: Standing) -> None:
        """Write a new device and epoch down."""
        fields = msgspec.structs.asdict(standing)
        self._database.run(Device.insert(fields | {"id": fields.pop("device")}))

    def move_to(self, device: str, epoch: int, *, window: str) -> None:
        """The device now stands at another window."""
        self._change(device, epoch, {"window": window})

    def advance(self, device: str, epoch: int, *, watermark: int, chain: str) -> None:
        """Operations up to `watermark` have a final outcome; the chain stands at `chain` there."""
        self._change(device, epoch, {"watermark": watermark, "chain": chain})

    def all(self) -> Sequence[Standing]:
        """Every device and epoch."""
        found = self._database.rows(Device.select(*_DEVICE).order_by(Device.id, Device.epoch))
        return [Standing(**dict(zip(Standing.__struct_fields__, row, strict=True))) for row in found]

    def _change(self, device: str, epoch: int, fields: dict[str, object]) -> None:
        same = (Device.id == device) & (Device.epoch == epoch)
        self._database.run(Device.update(fields).where(same))


class TokenTable:
    """Bearer tokens, kept only as hashes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, token_hash: str, ticket: Ticket, *, wall: int) -> None:
        """A token was given out at `wall` (UTC ms)."""
        fields = msgspec.structs.asdict(ticket) | {"hash": token_hash, "issued_wall": wall}
        self._database.run(Token.insert(fields))

    def find(self, token_hash: str) -> Ticket | None:
        """Whom a token stands for."""
        columns = (Token.account, Token.device, Token.epoch, Token.expires_wall)
        row = self._database.one(Token.select(*columns).where(Token.hash == token_hash))
        return None if row is None else Ticket(**dict(zip(Ticket.__struct_fields__, row, strict=True)))

    def keep_newest(self, *, account: str, device: str, count: int) -> None:
        """Forget all but the newest `count` tokens of a device, or of an account without one."""
        same = (Token.device == device) if device else (Token.account == account) & (Token.device == "")
        newest = Token.select(Token.id).where(same).order_by(Token.id.desc()).limit(count)
        self._database.run(Token.delete().where(same & Token.id.not_in(newest)))
