"""Attaching scans: a file is read, stored encrypted, and only then referred to by an operation."""

from __future__ import annotations

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.session import Session
from forms.elements.typed_text import tidy
from forms.errors import ScanRefused
from forms.journal.commands import AttachScan, RemoveScan
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState, ScanRef
from forms.message import Message, message
from sync.wire import SCAN_BYTES


def keep_scan(desk: Desk, data: bytes, *, name: str) -> ScanRef:
    """Check and store one file; raises `ScanRefused` with what to do. Storing the same file twice keeps one."""
    # A stick written elsewhere has names that are no text here.
    name = tidy(name)
    if not data:
        raise ScanRefused(message("scan.empty", name=name))
    if len(data) > SCAN_BYTES:
        raise ScanRefused(message("scan.too_large", name=name, limit=SCAN_BYTES // 1024 // 1024))
    facts = desk.scan_reader.inspect(data)
    sha256 = desk.store.scans.add(data, media_type=facts.media_type, pages=facts.pages, thumbnail=facts.thumbnail)
    return ScanRef(sha256=sha256, media_type=facts.media_type, size=len(data), pages=facts.pages, name=name)


def attach(
    session: Session, desk: Desk, application: str, *, material: str, data: bytes, name: str
) -> ApplicationState | Refusal:
    """Attach a file to a material; it serves every item that needs that material."""
    scan = keep_scan(desk, data, name=name)
    return carry_out(session, desk, application=application, command=AttachScan(material=material, scan=scan))


def remove(session: Session, desk: Desk, application: str, *, material: str, sha256: str) -> ApplicationState | Refusal:
    """Take a scan off a material."""
    return carry_out(session, desk, application=application, command=RemoveScan(material=material, sha256=sha256))


def thumbnail(desk: Desk, sha256: str) -> bytes:
    """The small picture (PNG) of a scan; empty for one that is not on this PC."""
    scans = desk.store.scans
    return scans.thumbnail(sha256) if scans.has(sha256) else b""


def scan_lack(desk: Desk, application: str, sha256: str) -> Message | None:
    """Why a scan of `application` cannot be looked at here: it was made at another window, or is lost."""
    if desk.store.scans.has(sha256):
        return None
    operations = (entry.operation for entry in desk.store.journal.entries(application))
    brought = next((operation for operation in operations if sha256 in operation.needs_blobs), None)
    if brought is None or brought.device == desk.store.device.id:
        return message("store.scan_missing", scan=sha256[:12])
    return message("scan.elsewhere", window=brought.actor.window)


def page_image(desk: Desk, scan: ScanRef, *, page: int, width: int) -> bytes:
    """A page of a stored scan as PNG, `width` pixels wide."""
    return desk.scan_reader.page_image(desk.store.scans.read(scan.sha256), page=page, width=width)
