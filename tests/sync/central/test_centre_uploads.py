"""Scans up and catalogs down, part by part."""

from __future__ import annotations

import hashlib

import pytest
from msgspec.structs import replace

from sync.central.refused import CallRefused
from sync.wire import PART_BYTES, CatalogPart, HaveReply, HaveRequest, PartReply, ScanPart
from tests.sync.central.centre_window import PACKAGE, Hall, Window

DATA = bytes(range(256)) * 1200
NAME = hashlib.sha256(DATA).hexdigest()


def part(offset: int, end: int, *, data: bytes = DATA) -> ScanPart:
    return ScanPart(scan=NAME, offset=offset, total=len(data), media_type="image/jpeg", data=data[offset:end])


@pytest.fixture
def window(hall: Hall) -> Window:
    return hall.window("pc1")


def send(window: Window, sent: ScanPart) -> PartReply:
    return window.hall.centre.send_part(window.session, sent)


def have(window: Window, *scans: str) -> HaveReply:
    return window.hall.centre.have(window.session, HaveRequest(scans=scans))


def test_parts_in_any_repetition_make_the_scan_whole(hall: Hall, window: Window) -> None:
    size = len(DATA)
    steps = [
        (part(0, 100_000), PartReply(have=100_000, complete=False)),
        (part(0, 100_000), PartReply(have=100_000, complete=False)),
        (part(200_000, 300_000), PartReply(have=100_000, complete=False)),
        (part(50_000, 150_000), PartReply(have=150_000, complete=False)),
        (part(10, 20), PartReply(have=150_000, complete=False)),
        (part(150_000, size), PartReply(have=size, complete=True)),
        (part(0, 100_000), PartReply(have=size, complete=True)),
    ]
    for sent, expected in steps:
        assert send(window, sent) == expected
        hall.reopen()
    assert b"".join(hall.store.scans.runs(NAME)) == DATA


def test_have_tells_how_far_each_scan_is(window: Window) -> None:
    other = "ab" * 32
    send(window, part(0, 1000))
    assert have(window, NAME, other) == HaveReply(have={NAME: 1000, other: 0}, complete=())
    send(window, part(1000, 200_000))
    send(window, part(200_000, len(DATA)))
    assert have(window, NAME).complete == (NAME,)


def test_bytes_that_are_not_the_scan_are_dropped_and_it_starts_again(window: Window) -> None:
    wrong = bytes(reversed(DATA))
    send(window, part(0, 200_000, data=wrong))
    with pytest.raises(CallRefused) as refused:
        send(window, part(200_000, len(DATA), data=wrong))
    assert (refused.value.status, refused.value.message.code) == (409, "centre.scan_hash")
    assert have(window, NAME).have == {NAME: 0}
    send(window, part(0, 200_000))
    assert send(window, part(200_000, len(DATA))).complete


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        (replace(part(0, 10), scan="../../etc/passwd"), 422),
        (replace(part(0, 10), scan=NAME.upper()), 422),
        (replace(part(0, 10), media_type="text/html; x"), 422),
        (replace(part(0, 10), media_type=""), 422),
        (replace(part(0, 10), offset=len(DATA)), 422),
        (replace(part(0, 10), offset=-1), 422),
        (replace(part(0, 10), total=0), 413),
        (replace(part(0, 10), total=64 * 1024 * 1024 + 1), 413),
        (replace(part(0, 10), data=bytes(PART_BYTES + 1)), 413),
    ],
)
def test_a_part_that_cannot_be_is_refused(window: Window, wrong: ScanPart, status: int) -> None:
    with pytest.raises(CallRefused) as refused:
        send(window, wrong)
    assert refused.value.status == status
    assert have(window, NAME).have == {NAME: 0}


def test_another_total_than_announced_is_refused(window: Window) -> None:
    send(window, part(0, 10))
    with pytest.raises(CallRefused) as refused:
        send(window, replace(part(10, 20), total=len(DATA) + 1))
    assert refused.value.message.params == {"total": str(len(DATA))}


@pytest.mark.parametrize("scans", [("",), ("x" * 64,), ("ab" * 32,) * 201])
def test_a_question_for_what_is_no_scan_is_refused(window: Window, scans: tuple[str, ...]) -> None:
    with pytest.raises(CallRefused) as refused:
        have(window, *scans)
    assert refused.value.status == 422


def test_a_catalog_comes_in_parts_and_the_offer_says_how_large_it_is(window: Window) -> None:
    offer = window.send().catalog
    assert offer is not None and (offer.id, offer.size) == (PACKAGE.id, len(PACKAGE.data))
    data = b""
    while len(data) < offer.size:
        got = window.hall.centre.catalog_part(window.session, offer.id, offset=len(data), length=9_999)
        assert (got.offset, got.total) == (len(data), offer.size)
        data += got.data
    assert data == PACKAGE.data
    end = window.hall.centre.catalog_part(window.session, offer.id, offset=offer.size, length=1)
    assert end == CatalogPart(offset=offer.size, total=offer.size, data=b"")


@pytest.mark.parametrize(("offset", "length", "status"), [(-1, 5, 416), (10**15, 5, 416), (0, 0, 416)])
def test_a_range_outside_the_package_is_refused(window: Window, offset: int, length: int, status: int) -> None:
    with pytest.raises(CallRefused) as refused:
        window.hall.centre.catalog_part(window.session, PACKAGE.id, offset=offset, length=length)
    assert refused.value.status == status


def test_a_newer_catalog_is_offered_and_the_older_one_stays(hall: Hall, window: Window) -> None:
    hall.store.catalogs.publish("b" * 64, version="2", data=b"newer")
    offer = window.send().catalog
    assert offer is not None and (offer.id, offer.version, offer.size) == ("b" * 64, "2", 5)
    assert window.hall.centre.catalog_part(window.session, PACKAGE.id, offset=0, length=10).data == PACKAGE.data[:10]
    with pytest.raises(CallRefused) as refused:
        window.hall.centre.catalog_part(window.session, "c" * 64, offset=0, length=10)
    assert refused.value.status == 404
