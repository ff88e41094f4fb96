"""Attaching: a file is read apart, kept encrypted once, and only then referred to; bad files change nothing."""

from __future__ import annotations

import io
import os
import random
import signal
from collections.abc import Iterator

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from client.desk import attaching, filling, scan_reader
from client.desk.editor_view import MaterialView
from client.desk.scan_reader import ChildScanReader
from forms.errors import ScanRefused, StorageFailed
from sync.wire import SCAN_BYTES
from tests.client.desk.desk_hall import WORDS, Hall, Pc, codes, done, picture
from tests.story.scan_files import scan

ORIENTATION = 0x112


def brought(kind: str) -> bytes:
    """A small whole file of each kind that a scanner makes."""
    return scan(kind, f".{kind}", seed=5, size=(206, 292))


def photo_of_a_phone() -> bytes:
    """Lying on its side, and saying so."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    target = io.BytesIO()
    Image.open(io.BytesIO(brought("jpg"))).save(target, "JPEG", exif=exif)
    return target.getvalue()


def refused(pc: Pc, application: str, data: bytes, *, name: str = "合同.jpg") -> str:
    """The words of the refusal, after making sure that nothing changed."""
    before = pc.kinds(application)
    with pytest.raises(ScanRefused) as caught:
        attaching.attach(pc.session, pc.desk, application, material="M-PREM", data=data, name=name)
    assert pc.kinds(application) == before
    assert pc.store.sync.outgoing_scans() == ()
    return f"{caught.value.message.code}: {WORDS.say(caught.value.message)}"


def material(pc: Pc, application: str, name: str) -> MaterialView:
    shown = filling.editor_view(pc.desk, application, {})
    return next(view for view in shown.materials if view.material == name)


@pytest.mark.parametrize(
    ("kind", "media_type", "pages"),
    [("jpg", "image/jpeg", 1), ("png", "image/png", 1), ("pdf", "application/pdf", 2)],
)
def test_a_whole_file_is_kept_as_it_was_brought(pc: Pc, kind: str, media_type: str, pages: int) -> None:
    application, data = pc.begin(), brought(kind)
    wakes = pc.wakes
    (ref,) = pc.attach(application, "M-PREM", data=data, name=f"合同.{kind}").scans["M-PREM"]
    assert (ref.media_type, ref.size, ref.pages, ref.name) == (media_type, len(data), pages, f"合同.{kind}")
    assert pc.store.scans.read(ref.sha256) == data
    assert Image.open(io.BytesIO(pc.store.scans.thumbnail(ref.sha256))).size[0] == 160
    page = Image.open(io.BytesIO(attaching.page_image(pc.desk, ref, page=pages - 1, width=400)))
    assert page.size[0] == 400
    assert pc.wakes == wakes + 1 and [waiting.scan for waiting in pc.store.sync.outgoing_scans()] == [ref.sha256]
    for file in (pc.hall.folder / "pc-03").iterdir():
        assert data[:200] not in file.read_bytes() and data[-200:] not in file.read_bytes(), "in plain on disk"


def test_a_photo_keeps_its_bytes_and_is_shown_upright(pc: Pc) -> None:
    data = photo_of_a_phone()
    (ref,) = pc.attach(pc.begin(), "M-PREM", data=data).scans["M-PREM"]
    assert pc.store.scans.read(ref.sha256) == data
    width, height = Image.open(io.BytesIO(pc.store.scans.thumbnail(ref.sha256))).size
    assert width > height, "292 by 206 after turning"


def test_an_empty_file_is_refused(pc: Pc) -> None:
    told = refused(pc, pc.begin(), b"")
    assert told.startswith("scan.empty") and "合同.jpg" in told


@pytest.mark.parametrize("kind", ["jpg", "png", "pdf"])
def test_a_truncated_file_is_refused(pc: Pc, kind: str) -> None:
    application, whole = pc.begin(), brought(kind)
    for kept in (0.3, 0.6, 0.95):
        assert refused(pc, application, whole[: int(len(whole) * kept)]).startswith("scan.torn")


def test_a_pdf_that_a_viewer_would_mend_is_refused(pc: Pc) -> None:
    """Without its end nobody knows how many pages it had."""
    whole = brought("pdf")
    application, cut = pc.begin(), whole[: whole.rindex(b"startxref")]
    assert len(PdfDocument(cut)) == 2, "it can be opened"
    assert refused(pc, application, cut).startswith("scan.torn")


def test_what_only_has_the_name_of_a_picture_is_refused(pc: Pc) -> None:
    application = pc.begin()
    for data in ("租赁合同,甲方:".encode(), b"MZ\x90\x00 a program", b"GIF89a", b"\xff\xd8"):
        assert refused(pc, application, data).startswith("scan.unknown_type")


def test_a_file_of_wrong_scanner_settings_is_refused(pc: Pc) -> None:
    told = refused(pc, pc.begin(), brought("jpg") + bytes(SCAN_BYTES))
    assert told.startswith("scan.too_large") and "64 MB" in told


def test_damaged_files_are_kept_or_refused_and_harm_nobody(reader: ChildScanReader) -> None:
    dice = random.Random(11)
    kept = turned_away = 0
    for kind in ("jpg", "png", "pdf"):
        for _ in range(25):
            data = bytearray(brought(kind))
            for _ in range(dice.randint(1, 40)):
                data[dice.randrange(len(data))] = dice.randrange(256)
            try:
                reader.inspect(bytes(data))
                kept += 1
            except ScanRefused as refusal:
                turned_away += refusal.message.code.startswith("scan.")
    assert kept + turned_away == 75 and turned_away > 10


def child_of(reader: ChildScanReader) -> int:
    assert reader._pool is not None
    (pid,) = reader._pool._processes
    return int(pid)


@pytest.mark.parametrize("harm", [signal.SIGKILL, signal.SIGSTOP], ids=["it dies", "it hangs"])
def test_a_file_that_kills_its_reader_harms_only_itself(
    pc: Pc, reader: ChildScanReader, monkeypatch: pytest.MonkeyPatch, harm: signal.Signals
) -> None:
    application = pc.begin()
    reader.inspect(brought("png"))
    os.kill(child_of(reader), harm)
    monkeypatch.setattr(scan_reader, "READING_SECONDS", 0.2)
    assert refused(pc, application, brought("jpg")).startswith("scan.unreadable")
    monkeypatch.undo()
    assert pc.attach(application, "M-PREM", data=brought("jpg")).scans["M-PREM"]


def test_the_same_file_twice_is_one_scan_and_one_fact(pc: Pc) -> None:
    application, data = pc.begin(), brought("jpg")
    first = pc.attach(application, "M-PREM", data=data)
    again = pc.attach(application, "M-PREM", data=data, name="又一次.jpg")
    assert again == first and pc.kinds(application).count("scan_attached") == 1
    other = pc.attach(application, "M-ID", data=data)
    assert other.scans["M-ID"][0].sha256 == first.scans["M-PREM"][0].sha256
    assert len(pc.store.sync.outgoing_scans()) == 1, "it travels once"


def test_a_material_serves_every_item_that_needs_it(pc: Pc) -> None:
    application = pc.begin()
    assert material(pc, application, "M-PREM").status == "missing"
    pc.attach(application, "M-PREM", data=brought("pdf"))
    pc.attach(application, "M-PREM", data=picture("second"))
    shown = material(pc, application, "M-PREM")
    assert (shown.status, shown.pages, len(shown.scans)) == ("scanned", 3, 2)
    assert shown.items == ("营业执照", "食品许可", "消防", "门头")
    lacks = filling.editor_view(pc.desk, application, {}).lacks
    assert all(lack.material != "M-PREM" for lack in lacks)


def test_a_scan_can_be_taken_off(pc: Pc) -> None:
    application = pc.begin()
    (ref,) = pc.attach(application, "M-PREM").scans["M-PREM"]
    state = done(attaching.remove(pc.session, pc.desk, application, material="M-PREM", sha256=ref.sha256))
    assert state.scans == {} and material(pc, application, "M-PREM").status == "missing"
    assert pc.store.scans.has(ref.sha256), "the file stays until it is collected"
    done(attaching.remove(pc.session, pc.desk, application, material="M-PREM", sha256=ref.sha256))
    assert pc.kinds(application).count("scan_removed") == 1


def test_attached_means_it_survives(pc: Pc) -> None:
    application, data = pc.begin(), brought("pdf")
    state = pc.attach(application, "M-PREM", data=data)
    pc.reopen()
    assert pc.state(application) == state
    assert pc.store.scans.read(state.scans["M-PREM"][0].sha256) == data


def test_after_the_acceptance_nothing_is_attached(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    late = attaching.attach(
        accepted_pc.session, accepted_pc.desk, application, material="M-PREM", data=brought("png"), name="迟.png"
    )
    assert codes(late) == ["application.already_accepted"]


@pytest.fixture
def full_pc(hall: Hall) -> Iterator[Pc]:
    """Its disk has no room for another scan."""
    pc = hall.pc()
    pc.disk_is_full(scans=True)
    yield pc


def test_a_full_disk_refuses_the_scan_and_refers_to_nothing(full_pc: Pc) -> None:
    application = full_pc.begin()
    with pytest.raises(StorageFailed) as caught:
        full_pc.attach(application, "M-PREM")
    assert caught.value.message.code == "store.disk_full"
    assert full_pc.kinds(application) == ["application_opened"]
    full_pc.disk_has_room(scans=True)
    assert full_pc.attach(application, "M-PREM").scans["M-PREM"]
