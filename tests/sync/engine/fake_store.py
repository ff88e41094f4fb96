"""An in-memory SyncStore and a scripted transport: enough for the engine's own decisions, no more."""

from __future__ import annotations

from collections.abc import Sequence

from forms.errors import CatalogRefused, ScanRefused
from forms.message import message
from sync.store import OutgoingScan, WantedCatalog
from sync.transport import TransportError
from sync.wire import (
    PROTOCOL,
    CatalogPart,
    CatalogRef,
    ExchangeReply,
    ExchangeRequest,
    HaveReply,
    HaveRequest,
    Head,
    OperationResult,
    Outcome,
    PartReply,
    ScanPart,
    SignInReply,
    SignInRequest,
)

FINAL = (Outcome.APPLIED, Outcome.REJECTED, Outcome.HELD)


class FakeClock:
    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> int:
        return self.now


class FakeStore:
    def __init__(self) -> None:
        self.operations: list[tuple[int, bytes]] = []
        self.scans: dict[str, OutgoingScan] = {}
        self.contents: dict[str, bytes] = {}
        self.wanted: WantedCatalog | None = None
        self.wanted_too: WantedCatalog | None = None
        self.package = b""
        self.installed: list[str] = []
        self.taken: list[ExchangeReply] = []
        self.at = ""

    def save(self, dseq: int, data: bytes = b'{"a":1}') -> None:
        self.operations.append((dseq, data))

    def add_scan(self, scan: str, content: bytes) -> None:
        self.contents[scan] = content
        self.scans[scan] = OutgoingScan(scan=scan, application="a", media_type="image/png", size=len(content), have=0)

    def device(self) -> tuple[str, int]:
        return ("d1", 1)

    def cursor(self) -> str:
        return self.at

    def outgoing(self, *, limit_bytes: int) -> Sequence[tuple[int, bytes]]:
        batch: list[tuple[int, bytes]] = []
        for dseq, data in self.operations:
            if batch and sum(len(held) for _, held in batch) + len(data) > limit_bytes:
                break
            batch.append((dseq, data))
        return batch

    def head(self, *, dseq: int) -> Head | None:
        return Head(device="d1", epoch=1, dseq=dseq, chain="c", signature="s")

    def take(self, reply: ExchangeReply) -> int:
        self.taken.append(reply)
        final = {result.dseq for result in reply.results if result.outcome in FINAL}
        self.operations = [held for held in self.operations if held[0] not in final]
        self.at = reply.cursor
        return len(reply.feed)

    def outgoing_scans(self) -> Sequence[OutgoingScan]:
        return list(self.scans.values())

    def scan_bytes(self, scan: str, *, offset: int, length: int) -> bytes:
        if scan not in self.contents:
            raise ScanRefused(message("scan.lost"))
        return self.contents[scan][offset : offset + length]

    def scan_progress(self, scan: str, *, have: int, complete: bool) -> None:
        held = self.scans.pop(scan)
        if not complete:
            kept = {name: getattr(held, name) for name in ("scan", "application", "media_type", "size")}
            self.scans = {scan: OutgoingScan(have=have, **kept), **self.scans}

    def wanted_catalogs(self) -> Sequence[WantedCatalog]:
        return [wanted for wanted in (self.wanted, self.wanted_too) if wanted is not None]

    def catalog_progress(self, catalog: str, *, offset: int, data: bytes, total: int) -> None:
        if self.wanted_too is not None and self.wanted_too.ref.id == catalog:
            self.wanted, self.wanted_too = self.wanted_too, self.wanted
        assert self.wanted is not None and offset == len(self.package)
        self.package += data
        ref = CatalogRef(id=self.wanted.ref.id, version=self.wanted.ref.version, size=total)
        self.wanted = WantedCatalog(ref=ref, have=len(self.package))

    def install_catalog(self, catalog: str) -> None:
        assert self.wanted is not None
        package, self.package = self.package, b""
        if b"wrong" in package:
            self.wanted = WantedCatalog(ref=self.wanted.ref, have=0)
            raise CatalogRefused(message("catalog.torn"))
        self.wanted = None
        self.installed.append(catalog)

    def want(self, package_size: int) -> None:
        self.wanted = WantedCatalog(ref=CatalogRef(id="cat", version="1", size=package_size), have=0)


class FakeTransport:
    """Answers like a good centre, unless `script` holds an error or an answer for the next request."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.calls: list[str] = []
        self.requests: list[object] = []
        self.script: list[TransportError | object | None] = []
        self.outcome = Outcome.APPLIED
        self.more = False
        self.cursors = 0
        self.held: dict[str, bytes] = {}
        self.package = b""
        self.bytes_per_s = 8_000

    def _next(self, call: str, request: object, *, size: int = 0) -> object | None:
        self.calls.append(call)
        self.requests.append(request)
        self.clock.now += size * 1000 // self.bytes_per_s
        answer = self.script.pop(0) if self.script else None
        if isinstance(answer, TransportError):
            raise answer
        return answer

    def sign_in(self, request: SignInRequest) -> SignInReply:
        raise NotImplementedError

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        scripted = self._next("exchange", request, size=sum(len(bytes(raw)) for raw in request.operations))
        if isinstance(scripted, ExchangeReply):
            return scripted
        first = request.head.dseq - len(request.operations) + 1 if request.head else 0
        sent = range(first, first + len(request.operations))
        self.cursors += self.more
        return reply(
            results=tuple(OperationResult(dseq=dseq, outcome=self.outcome) for dseq in sent),
            cursor=str(self.cursors),
            more=self.more,
            expects=first,
        )

    def have(self, request: HaveRequest) -> HaveReply:
        scripted = self._next("have", request)
        if isinstance(scripted, HaveReply):
            return scripted
        return HaveReply(have={scan: len(self.held.get(scan, b"")) for scan in request.scans}, complete=())

    def send_part(self, part: ScanPart) -> PartReply:
        scripted = self._next("part", part, size=len(part.data))
        if isinstance(scripted, PartReply):
            return scripted
        held = self.held.get(part.scan, b"")[: part.offset] + part.data
        self.held[part.scan] = held
        return PartReply(have=len(held), complete=len(held) == part.total)

    def catalog_part(self, catalog: str, *, offset: int, length: int) -> CatalogPart:
        scripted = self._next("catalog", (offset, length), size=length)
        if isinstance(scripted, CatalogPart):
            return scripted
        return CatalogPart(offset=offset, total=len(self.package), data=self.package[offset : offset + length])


def reply(
    *, results: tuple[OperationResult, ...] = (), cursor: str = "0", more: bool = False, expects: int = 1
) -> ExchangeReply:
    return ExchangeReply(
        protocol=PROTOCOL,
        results=results,
        feed=(),
        cursor=cursor,
        more=more,
        expects=expects,
        server_wall=1_000,
        server_day="2026-11-23",
    )
