"""Scans as runs of bytes, catalog packages, and countersigned heads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import msgspec
from peewee import fn

from sync.central.store.database import Database
from sync.central.store.rows import ScanStanding
from sync.central.store.tables import CatalogPackage, Publisher, ReceiptHead, Scan, ScanBytes
from sync.wire import CatalogRef, Head


class ScanTable:
    """Scans on their way and complete."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, scans: Sequence[str]) -> Sequence[ScanStanding]:
        """Where those of `scans` stand that the centre knows."""
        names = ScanStanding.__struct_fields__
        query = Scan.select(*(getattr(Scan, name) for name in names)).where(Scan.sha256.in_(list(scans)))
        found = (dict(zip(names, row, strict=True)) for row in self._database.rows(query))
        return [ScanStanding(**row | {"complete": bool(row["complete"])}) for row in found]

    def append(self, standing: ScanStanding, data: bytes) -> None:
        """Add the bytes that follow `standing.have`."""
        self._database.run(ScanBytes.insert(sha256=standing.sha256, start=standing.have, data=data))
        self._put(msgspec.structs.replace(standing, have=standing.have + len(data)))

    def complete(self, standing: ScanStanding) -> None:
        """The whole hash was verified."""
        self._put(msgspec.structs.replace(standing, complete=True))

    def forget(self, sha256: str) -> None:
        """Drop what was received; it starts again from the first byte."""
        self._database.run(ScanBytes.delete().where(ScanBytes.sha256 == sha256))
        self._database.run(Scan.delete().where(Scan.sha256 == sha256))

    def digest(self, sha256: str) -> str:
        """SHA-256 (hex) of the bytes held for a scan."""
        digest = hashlib.sha256()
        for run in self.runs(sha256):
            digest.update(run)
        return digest.hexdigest()

    def runs(self, sha256: str) -> Iterator[bytes]:
        """The bytes of a scan, run by run."""
        mine = ScanBytes.sha256 == sha256
        starts = self._database.rows(ScanBytes.select(ScanBytes.start).where(mine).order_by(ScanBytes.start))
        for (start,) in starts:
            (row,) = self._database.rows(ScanBytes.select(ScanBytes.data).where(mine & (ScanBytes.start == start)))
            yield bytes(row[0])

    def _put(self, standing: ScanStanding) -> None:
        fields = msgspec.structs.asdict(standing)
        if self._database.run(Scan.update(fields).where(Scan.sha256 == standing.sha256)) == 0:
            self._database.run(Scan.insert(fields))


class CatalogTable:
    """Published catalogs, all of them for ever."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def publish(self, catalog: str, *, version: str, data: bytes) -> None:
        """Keep a package and offer it from now on."""
        self.keep(catalog, version=version, data=data)
        self._database.run(CatalogPackage.update(current=CatalogPackage.id == catalog))

    def keep(self, catalog: str, *, version: str, data: bytes) -> None:
        """Keep a package without offering it; the same one again may have other signatures."""
        if self._database.run(CatalogPackage.update(bytes=data).where(CatalogPackage.id == catalog)) == 0:
            fields = {"id": catalog, "version": version, "bytes": data, "current": False}
            self._database.run(CatalogPackage.insert(fields))

    def ids(self) -> Sequence[str]:
        """The ids of all of them."""
        return [str(row[0]) for row in self._database.rows(CatalogPackage.select(CatalogPackage.id))]

    def current(self) -> CatalogRef | None:
        """The catalog that the centre offers."""
        columns = (CatalogPackage.id, CatalogPackage.version, fn.LENGTH(CatalogPackage.bytes))
        row = self._database.one(CatalogPackage.select(*columns).where(CatalogPackage.current))
        return None if row is None else CatalogRef(id=row[0], version=row[1], size=row[2])

    def data(self, catalog: str) -> bytes | None:
        """The bytes of a package."""
        query = CatalogPackage.select(CatalogPackage.bytes).where(CatalogPackage.id == catalog)
        row = self._database.one(query)
        return None if row is None else bytes(row[0])


class PublisherTable:
    """Public keys (ed25519, hex) of those whose catalogs are published here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, key: str) -> None:
        """Publish catalogs by this key from now on."""
        self._database.run(Publisher.insert(key=key).on_conflict_ignore())

    def remove(self, key: str) -> bool:
        """Publish no more of them; False for a key that was not there. What is published stays."""
        return self._database.run(Publisher.delete().where(Publisher.key == key)) > 0

    def all(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(
            str(row[0]) for row in self._database.rows(Publisher.select(Publisher.key).order_by(Publisher.key))
        )


class HeadTable:
    """The newest countersigned head per device and epoch."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, head: Head, *, centre_signature: str, wall: int) -> None:
        """Keep a head unless a later one is here."""
        same = (ReceiptHead.device == head.device) & (ReceiptHead.epoch == head.epoch)
        self._database.run(ReceiptHead.delete().where(same & (ReceiptHead.dseq <= head.dseq)))
        fields = msgspec.structs.asdict(head) | {"centre_signature": centre_signature, "wall": wall}
        fields["device_signature"] = fields.pop("signature")
        self._database.run(ReceiptHead.insert(fields).on_conflict_ignore())

    def newest(self, device: str, epoch: int) -> tuple[int, str, str] | None:
        """(dseq, chain, centre's signature) last countersigned."""
        same = (ReceiptHead.device == device) & (ReceiptHead.epoch == epoch)
        columns = (ReceiptHead.dseq, ReceiptHead.chain, ReceiptHead.centre_signature)
        row = self._database.one(ReceiptHead.select(*columns).where(same))
        return None if row is None else (int(row[0]), str(row[1]), str(row[2]))
