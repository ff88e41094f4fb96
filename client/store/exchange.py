"""What the engine asks of the store (`sync.store.SyncStore`), and what the outbox screen asks about it."""

from __future__ import annotations

from collections.abc import Sequence

from client.store.catalog_keys import CatalogKeys
from client.store.catalogs import Catalogs
from client.store.database import Database
from client.store.device import Device
from client.store.distrust import Distrust
from client.store.incoming import Incoming
from client.store.meta import Meta
from client.store.outbox import Outbox
from client.store.rows import OutboxSummary, PendingApplication, PendingScan, QuarantineRow
from client.store.scans import Scans
from client.store.uploads import Uploads
from forms.catalog.installation import open_sound
from forms.catalog.package import open_signed, read_package
from forms.errors import CatalogRefused
from sync.store import OutgoingScan, WantedCatalog
from sync.wire import ExchangeReply, Head


class StoreSync:
    """One method per question; every write is one short transaction and none is open during a request."""

    def __init__(
        self,
        database: Database,
        *,
        meta: Meta,
        device: Device,
        incoming: Incoming,
        outbox: Outbox,
        uploads: Uploads,
        catalogs: Catalogs,
        distrust: Distrust,
        catalog_keys: CatalogKeys,
        scans: Scans,
    ) -> None:
        self._database = database
        self._meta = meta
        self._device = device
        self._incoming = incoming
        self._outbox = outbox
        self._uploads = uploads
        self._catalogs = catalogs
        self._distrust = distrust
        self._catalog_keys = catalog_keys
        self._scans = scans

    def device(self) -> tuple[str, int]:
        """(device id, epoch)."""
        return self._device.id, self._device.epoch

    def cursor(self) -> str:
        """The feed cursor last committed ('' at first)."""
        return self._meta.get("cursor")

    def outgoing(self, *, limit_bytes: int) -> Sequence[tuple[int, bytes]]:
        """(dseq, canonical bytes) of operations without a final result, in order; at least one if any."""
        return self._outbox.outgoing(limit_bytes=limit_bytes)

    def head(self, *, dseq: int) -> Head | None:
        """The signed chain head after `dseq`, or None when there is none."""
        row = self._database.one(
            "SELECT chain FROM operations WHERE device = ? AND epoch = ? AND dseq = ?", (*self.device(), dseq)
        )
        return self._device.sign_head(dseq=dseq, chain=row[0]) if row else None

    def take(self, reply: ExchangeReply) -> int:
        """Commit a reply in one transaction; returns how many operations of the feed were new."""
        return self._incoming.take(reply)

    def outgoing_scans(self) -> Sequence[OutgoingScan]:
        """Scans that the centre has not confirmed, nearest due deferral first."""
        return self._uploads.outgoing()

    def scan_bytes(self, scan: str, *, offset: int, length: int) -> bytes:
        """A run of bytes of a stored scan."""
        return self._scans.part(scan, offset=offset, length=length)

    def scan_progress(self, scan: str, *, have: int, complete: bool) -> None:
        """Remember how much the centre holds."""
        self._uploads.progress(scan, have=have, complete=complete)

    def wanted_catalogs(self) -> Sequence[WantedCatalog]:
        """The offered catalog while it is not current, those that applications pin and that are not kept, then the
        distrust list that the centre has in force while an older one is here."""
        return (*self._catalogs.wanted(), *self._distrust.wanted())

    def catalog_progress(self, catalog: str, *, offset: int, data: bytes, total: int) -> None:
        """Append bytes of a wanted catalog, or of the distrust list."""
        if self._distrust.is_offered(catalog):
            self._distrust.progress(catalog, offset=offset, data=data)
            return
        self._catalogs.progress(catalog, offset=offset, data=data, total=total)

    def install_catalog(self, catalog: str) -> None:
        """Verify the fetched package and keep it, the offered one as the current; raises `CatalogRefused`.

        The bytes of a wrong one are dropped, and what was current stays so. The distrust list comes here, too, and
        raises `DistrustRefused`.
        """
        if self._distrust.is_offered(catalog):
            self._distrust.install(catalog, day=self.last_central_day())
            return
        data = self._catalogs.fetched(catalog)
        try:
            version = self._verified_version(data, catalog)
        except CatalogRefused:
            self._catalogs.drop_fetched()
            raise
        self._catalogs.keep(catalog, version, data, current=self._catalogs.is_offered(catalog))

    def _verified_version(self, data: bytes, catalog: str) -> str:
        """The version in a package that may be installed; one that is kept was verified when it came."""
        if self._catalogs.is_kept(catalog):
            return read_package(data, catalog).version
        trusted = self._catalog_keys.trusted()
        if not self._catalogs.is_offered(catalog):
            return open_signed(data, trusted=trusted, expected_id=catalog).catalog.version
        opened = open_sound(data, trusted=trusted, expected_id=catalog)
        # Before it is kept: it would not be fetched again for its keys.
        self._catalog_keys.succeeded(opened.successors)
        return opened.catalog.version

    def summary(self) -> OutboxSummary:
        """Counts for the link chip."""
        return self._outbox.summary()

    def pending_applications(self) -> tuple[PendingApplication, ...]:
        """What of each application waits, the longest waiting first."""
        return self._outbox.applications()

    def pending_scans(self) -> tuple[PendingScan, ...]:
        """Scans on their way, the longest waiting first."""
        return self._uploads.pending()

    def quarantine(self) -> tuple[QuarantineRow, ...]:
        """Operations that the centre refused, oldest first."""
        return self._outbox.quarantine()

    def last_central_day(self) -> str:
        """The hall's day (ISO) when the centre last answered, '' before."""
        return self._meta.get("central_day")

    def last_contact_wall(self) -> int:
        """When the centre last answered, by the clock of this PC (UTC ms), 0 before."""
        return self._meta.number("contact_wall")

    def skew(self) -> int:
        """Milliseconds to add to the clock of this PC to have the centre's."""
        return self._meta.number("skew")

    def remember_token(self, token: str, centre_key: str) -> None:
        """Keep the device's token for exchanges and the key that the centre signs with (ed25519, hex)."""
        with self._database.write():
            self._meta.set("token", token)
            self._meta.set("centre_key", centre_key)

    def remember_clock(self, *, skew: int, day: str) -> None:
        """Keep what a sign-in said of the time: `skew` ms to add to the clock of this PC, the hall's `day` (ISO)."""
        with self._database.write():
            self._meta.set("skew", skew)
            self._meta.set("central_day", day)

    def token(self) -> str:
        """The device's token, '' before the first sign-in."""
        return self._meta.get("token")
