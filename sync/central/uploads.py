"""Scans on their way up, and catalog packages on their way down: runs of bytes, resumable at any point."""

from __future__ import annotations

import re

from sync.central.refused import refused
from sync.central.store.rows import ScanStanding
from sync.central.store.store import Store
from sync.wire import (
    PART_BYTES,
    SCAN_BYTES,
    SCANS_ASKED,
    CatalogPart,
    HaveReply,
    HaveRequest,
    PartReply,
    ScanPart,
)

_SHA256 = re.compile(r"[0-9a-f]{64}")
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}")


class Uploads:
    """Takes parts in any repetition; a scan is complete only when its whole hash was verified."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def have(self, request: HaveRequest) -> HaveReply:
        """How much of each asked scan is durable. Raises `CallRefused` (422) for names that are no SHA-256."""
        if len(request.scans) > SCANS_ASKED or not all(map(_SHA256.fullmatch, request.scans)):
            raise refused("centre.scan_names", status=422, most=SCANS_ASKED)
        found = {standing.sha256: standing for standing in self._store.scans.find(request.scans)}
        return HaveReply(
            have={scan: found[scan].have if scan in found else 0 for scan in request.scans},
            complete=tuple(scan for scan in request.scans if scan in found and found[scan].complete),
        )

    def take(self, part: ScanPart) -> PartReply:
        """Keep what continues the scan. Raises `CallRefused`: 413 too large, 422 bad form, 409 the bytes are not it."""
        _check(part)
        with self._store.transaction():
            standing = self._standing(part)
            fresh = part.data[standing.have - part.offset :] if part.offset <= standing.have else b""
            if standing.complete or not fresh:
                return PartReply(have=standing.have, complete=standing.complete)
            self._store.scans.append(standing, fresh)
            have = standing.have + len(fresh)
            if have < part.total:
                return PartReply(have=have, complete=False)
            if self._store.scans.digest(part.scan) == part.scan:
                self._store.scans.complete(self._standing(part))
                return PartReply(have=have, complete=True)
            self._store.scans.forget(part.scan)
        raise refused("centre.scan_hash", status=409)

    def _standing(self, part: ScanPart) -> ScanStanding:
        for standing in self._store.scans.find([part.scan]):
            if standing.total != part.total:
                raise refused("centre.scan_total", status=409, total=standing.total)
            return standing
        return ScanStanding(sha256=part.scan, media_type=part.media_type, total=part.total, have=0, complete=False)


def _check(part: ScanPart) -> None:
    if not 0 < part.total <= SCAN_BYTES or len(part.data) > PART_BYTES:
        raise refused("centre.scan_size", status=413, part=PART_BYTES // 1024, scan=SCAN_BYTES // 1024 // 1024)
    within = part.offset >= 0 and part.offset + len(part.data) <= part.total
    if not within or not _SHA256.fullmatch(part.scan) or not _MEDIA_TYPE.fullmatch(part.media_type):
        raise refused("centre.scan_part", status=422)


class CatalogDownloads:
    """Hands out runs of bytes of any catalog ever published, and of the distrust list in force."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def part(self, catalog: str, *, offset: int, length: int) -> CatalogPart:
        """At most `PART_BYTES` from `offset`. Raises `CallRefused`: 404 unknown catalog, 416 beyond its end."""
        data = self._store.catalogs.data(catalog) or self._store.distrust.data(catalog)
        if data is None:
            raise refused("centre.catalog_unknown", status=404, catalog=catalog)
        if not 0 <= offset <= len(data) or length < 1:
            raise refused("centre.catalog_range", status=416, total=len(data))
        end = offset + min(length, PART_BYTES)
        return CatalogPart(offset=offset, total=len(data), data=data[offset:end])
