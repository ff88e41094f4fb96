"""Scans, uploads, catalogs, accounts, settings, device, key ring: what is put in comes out again."""

from __future__ import annotations

import hashlib
import threading
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec.structs import replace
from store_window import CLERK, Centre, Window, accepted

from client.store.keys import OsKeyring, refuse_unsafe
from client.store.rows import AccountRecord
from forms.catalog.source import read_source
from forms.errors import CatalogRefused, StorageFailed
from forms.journal.deferrals import DeferralArrived
from forms.journal.intake import ApplicationOpened, ScanAttached
from forms.journal.state import ScanRef
from sync.store import WantedCatalog
from sync.wire import PART_BYTES, CatalogRef, head_bytes
from tests.support.publisher import published

SMALL = Path(__file__).parents[2] / "forms" / "catalog" / "small"
SCAN = bytes(range(256)) * 3000
"""Two whole parts and some bytes."""


def add(window: Window, data: bytes = SCAN) -> ScanRef:
    sha = window.store.scans.add(data, media_type="image/png", pages=2, thumbnail=b"small")
    return ScanRef(sha256=sha, media_type="image/png", size=len(data), pages=2)


def test_a_scan_is_kept_by_its_hash_and_read_in_runs(window: Window) -> None:
    sha = add(window).sha256
    scans = window.store.scans
    assert sha == hashlib.sha256(SCAN).hexdigest() == add(window).sha256
    window.reopen()
    scans = window.store.scans
    assert (scans.read(sha) == SCAN, scans.thumbnail(sha), scans.has(sha), scans.has("0" * 64)) == (
        True,
        b"small",
        True,
        False,
    )
    edges = [(0, 10), (PART_BYTES - 3, 6), (PART_BYTES, PART_BYTES), (5, 2 * PART_BYTES), (len(SCAN) - 4, 99)]
    for offset, length in [*edges, (len(SCAN), 5), (0, 0), (len(SCAN) + PART_BYTES, 5)]:
        assert scans.part(sha, offset=offset, length=length) == SCAN[offset : offset + length], (offset, length)


def test_parts_are_small_enough_for_the_wire(window: Window) -> None:
    add(window)
    sizes = window.store.scans._database.all("SELECT length(data) FROM parts ORDER BY start")
    assert sizes == [(PART_BYTES,), (PART_BYTES,), (len(SCAN) - 2 * PART_BYTES,)]


def test_an_empty_scan_and_a_missing_one(window: Window) -> None:
    scans = window.store.scans
    assert scans.read(scans.add(b"", media_type="image/png", pages=0, thumbnail=b"")) == b""
    for ask in (scans.read, scans.thumbnail, lambda sha: scans.part(sha, offset=0, length=1)):
        with pytest.raises(StorageFailed) as missing:
            ask("f" * 64)
        assert missing.value.message.code == "store.scan_missing"


def test_referred_scans_go_up_nearest_due_deferral_first(window: Window) -> None:
    plain, urgent = add(window), add(window, b"urgent")
    window.begin("a1")
    window.commit("a1", ScanAttached(material="M-ID", scan=plain))
    window.begin("a2")
    window.commit("a2", accepted("R-20261123-00001"))
    window.commit("a2", DeferralArrived(material="M-LEASE", scans=(urgent, plain)))
    sync = window.store.sync
    assert [(scan.scan, scan.application, scan.have) for scan in sync.outgoing_scans()] == [
        (urgent.sha256, "a2", 0),
        (plain.sha256, "a1", 0),
    ]
    sync.scan_progress(plain.sha256, have=1000, complete=False)
    sync.scan_progress(urgent.sha256, have=6, complete=True)
    window.reopen()
    (left,) = window.store.sync.outgoing_scans()
    assert (left.scan, left.have, left.size) == (plain.sha256, 1000, len(SCAN))
    assert window.store.sync.scan_bytes(left.scan, offset=1000, length=7) == SCAN[1000:1007]
    (pending,) = window.store.sync.pending_scans()
    assert (pending.application, pending.material, pending.sent) == ("a1", "M-ID", 1000)


def test_the_outbox_says_what_waits(window: Window, centre: Centre) -> None:
    sync = window.store.sync
    assert sync.summary().oldest_wall == 0
    scan = add(window)
    window.begin("a1", ap_name="甲")
    oldest = window.store.journal.entries("a1")[0].operation.wall
    window.commit("a1", ScanAttached(material="M-ID", scan=scan))
    summary = sync.summary()
    assert (summary.operations, summary.applications, summary.scans) == (3, 1, 1)
    assert (summary.scan_bytes, summary.oldest_wall, summary.quarantined) == (len(SCAN), oldest, 0)
    results = centre.take(sync.device(), [data for _, data in sync.outgoing(limit_bytes=1 << 20)][:2])
    sync.take(replace(centre.reply(sync.device(), results=results), feed=(), cursor=""))
    (row,) = sync.pending_applications()
    assert (row.application, row.operations, row.sent_operations, row.applicant) == ("a1", 3, 2, "")
    window.sync(centre)
    sync.scan_progress(scan.sha256, have=500, complete=False)
    (row,) = sync.pending_applications()
    assert (row.operations, row.scan_bytes, row.sent_scan_bytes) == (0, len(SCAN), 500)
    sync.scan_progress(scan.sha256, have=len(SCAN), complete=True)
    assert (sync.pending_applications(), sync.summary().oldest_wall) == ((), 0)


@pytest.fixture(scope="module")
def package() -> tuple[str, bytes]:
    """A real package; what is in it does not matter here."""
    catalog = read_source(SMALL)
    built = published(catalog)
    return built.id, built.data


def offer(window: Window, centre: Centre, ref: CatalogRef) -> None:
    sync = window.store.sync
    sync.take(replace(centre.reply(sync.device()), catalog=ref))


def bring(window: Window, catalog: str, data: bytes, *, at: tuple[int, int]) -> None:
    """A part of `data` comes."""
    window.store.sync.catalog_progress(catalog, offset=at[0], data=data[slice(*at)], total=len(data))


def test_an_offered_catalog_comes_in_parts_and_is_installed(
    window: Window, centre: Centre, package: tuple[str, bytes]
) -> None:
    catalog, data = package
    ref = CatalogRef(id=catalog, version="2026.1", size=len(data))
    assert window.store.sync.wanted_catalogs() == ()
    offer(window, centre, ref)
    assert window.store.sync.wanted_catalogs() == (WantedCatalog(ref=ref, have=0),)
    bring(window, catalog, data, at=(0, 40))
    bring(window, catalog, data, at=(0, 40))
    bring(window, "other", data, at=(40, len(data)))
    window.reopen()
    assert window.store.sync.wanted_catalogs() == (WantedCatalog(ref=ref, have=40),)
    bring(window, catalog, data, at=(40, len(data)))
    window.store.sync.install_catalog(catalog)
    assert (window.store.catalogs.current(), window.store.sync.wanted_catalogs()) == (catalog, ())
    assert window.store.catalogs.package(catalog) == data


def test_a_wrong_package_is_dropped_and_the_old_one_stays(
    window: Window, centre: Centre, package: tuple[str, bytes]
) -> None:
    catalog, data = package
    window.store.catalogs.keep(catalog, "2026.1", data)
    wrong = CatalogRef(id="f" * 64, version="2026.2", size=len(data))
    offer(window, centre, wrong)
    bring(window, wrong.id, data, at=(0, len(data)))
    with pytest.raises(CatalogRefused):
        window.store.sync.install_catalog(wrong.id)
    assert window.store.sync.wanted_catalogs() == (WantedCatalog(ref=wrong, have=0),)
    assert window.store.catalogs.current() == catalog


def test_every_catalog_is_kept_and_an_older_one_returns_without_a_byte(
    window: Window, centre: Centre, package: tuple[str, bytes]
) -> None:
    catalog, data = package
    catalogs = window.store.catalogs
    assert (catalogs.current(), catalogs.package(catalog)) == ("", None)
    catalogs.keep(catalog, "2026.1", data)
    catalogs.keep("e" * 64, "2026.2", b"newer")
    assert (catalogs.current(), catalogs.package(catalog)) == ("e" * 64, data)
    offer(window, centre, CatalogRef(id=catalog, version="2026.1", size=len(data)))
    (wanted,) = window.store.sync.wanted_catalogs()
    assert wanted.have == len(data)
    window.store.sync.install_catalog(catalog)
    assert catalogs.current() == catalog


def pinning(window: Window, application: str, catalog: str) -> None:
    opened = ApplicationOpened(theme="", items=("BIZ-IND",), answers={})
    window.store.journal.commit(application, (opened,), actor=CLERK, now=window.now(), catalog=catalog)


def test_what_applications_pin_is_wanted_after_the_offered_one_and_never_becomes_current(
    window: Window, centre: Centre, package: tuple[str, bytes]
) -> None:
    pinned, data = package
    sync, catalogs = window.store.sync, window.store.catalogs
    pinning(window, "a1", pinned)
    pinning(window, "a2", pinned)
    offered = CatalogRef(id="f" * 64, version="2026.2", size=5)
    offer(window, centre, offered)
    unknown = CatalogRef(id=pinned, version="", size=0)
    assert sync.wanted_catalogs() == (WantedCatalog(ref=offered, have=0), WantedCatalog(ref=unknown, have=0))
    catalogs.keep(offered.id, offered.version, b"newer")
    bring(window, pinned, data, at=(0, 40))
    window.reopen()
    sync, catalogs = window.store.sync, window.store.catalogs
    assert sync.wanted_catalogs() == (WantedCatalog(ref=replace(unknown, size=len(data)), have=40),)
    bring(window, pinned, data, at=(40, len(data)))
    sync.install_catalog(pinned)
    assert (sync.wanted_catalogs(), catalogs.current(), catalogs.package(pinned)) == ((), offered.id, data)


def test_parts_of_a_pinned_catalog_make_room_for_the_offered_one(
    window: Window, centre: Centre, package: tuple[str, bytes]
) -> None:
    catalog, data = package
    pinning(window, "a1", "a" * 64)
    pinning(window, "a2", "b" * 64)
    bring(window, "a" * 64, b"xyz", at=(0, 2))
    assert [wanted.have for wanted in window.store.sync.wanted_catalogs()] == [2, 0]
    bring(window, "b" * 64, b"xyz", at=(0, 1))
    assert [wanted.have for wanted in window.store.sync.wanted_catalogs()] == [0, 1]
    offer(window, centre, CatalogRef(id=catalog, version="2026.1", size=len(data)))
    bring(window, catalog, data, at=(0, len(data)))
    window.store.sync.install_catalog(catalog)
    assert window.store.catalogs.current() == catalog
    assert [(wanted.ref.id, wanted.have) for wanted in window.store.sync.wanted_catalogs()] == [
        ("a" * 64, 0),
        ("b" * 64, 0),
    ]


def test_accounts_settings_and_device_survive(window: Window) -> None:
    record = AccountRecord(
        account="li", name="李敏", role="clerk", site="S1", site_name="一厅", verifier="$argon2", confirmed_wall=1
    )
    window.store.accounts.remember(record)
    window.store.accounts.remember(replace(record, name="李敏敏"))
    window.store.settings.put("font", "large")
    window.store.settings.put("font", "huge")
    known = (window.store.device.id, window.store.device.epoch, window.store.device.public_key)
    window.reopen()
    assert window.store.accounts.find("li") == replace(record, name="李敏敏")
    assert window.store.accounts.find("wang") is None
    assert (window.store.settings.get("font"), window.store.settings.get("no", "x")) == ("huge", "x")
    assert (window.store.device.id, window.store.device.epoch, window.store.device.public_key) == known


def test_heads_are_signed_by_the_device(window: Window) -> None:
    window.begin("a1")
    head = window.store.sync.head(dseq=1)
    assert head is not None
    said = head_bytes(device=head.device, epoch=head.epoch, dseq=1, chain=head.chain)
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(window.store.device.public_key))
    public.verify(bytes.fromhex(head.signature), said)


def test_threads_share_the_store(window: Window, centre: Centre) -> None:
    faults: list[Exception] = []

    def work(name: str) -> None:
        try:
            for number in range(15):
                window.begin(f"{name}{number}", ap_name=name)
                window.store.views.search(name)
                window.store.scans.add(f"{number % 3}".encode(), media_type="image/png", pages=1, thumbnail=b"")
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(name,)) for name in "甲乙丙"]
    for thread in threads:
        thread.start()
    for _ in range(10):
        window.sync(centre)
    for thread in threads:
        thread.join()
    assert faults == []
    while window.store.sync.outgoing(limit_bytes=1):
        window.sync(centre)
    assert len(window.store.journal.digests()) == 45
    assert window.store.journal.verify() == ()


class FakeRing:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        if name == "locked":
            raise OSError("collection is locked")
        if name == "slow":
            time.sleep(0.5)
        self.kept[service, name] = value


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> FakeRing:
    import keyring

    fake = FakeRing()
    monkeypatch.setattr(keyring, "get_keyring", lambda: fake)
    return fake


def test_the_os_key_ring_keeps_secrets_that_fit_everywhere(ring: FakeRing) -> None:
    keys = OsKeyring()
    keys.put("store-1", "ab" * 32)
    assert (keys.get("store-1"), keys.get("store-2")) == ("ab" * 32, None)
    assert keys.backend.endswith("FakeRing")
    with pytest.raises(ValueError, match="1280"):
        keys.put("store-1", "x" * 1280)


@pytest.mark.parametrize(("name", "code"), [("locked", "store.keyring_fault"), ("slow", "store.keyring_silent")])
def test_a_key_ring_in_trouble_is_named(ring: FakeRing, name: str, code: str) -> None:
    with pytest.raises(StorageFailed) as failed:
        OsKeyring(timeout=0.1).put(name, "x")
    assert failed.value.message.code == code
    assert failed.value.message.params["backend"].endswith("FakeRing")


def unsafe_rings() -> list[object]:
    from keyring.backends import chainer, fail, null

    empty = chainer.ChainerBackend.__new__(chainer.ChainerBackend)
    plaintext = type("PlaintextKeyring", (), {"__module__": "keyrings.alt.file"})
    return [fail.Keyring(), null.Keyring(), empty, plaintext()]


@pytest.mark.parametrize("index", range(4))
def test_unsafe_back_ends_are_refused_by_name(index: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backends.chainer import ChainerBackend

    monkeypatch.setattr(ChainerBackend, "backends", ())
    ring = unsafe_rings()[index]
    with pytest.raises(StorageFailed) as failed:
        refuse_unsafe(ring)
    assert failed.value.message.code == "store.keyring_unsafe"
    assert type(ring).__module__ in failed.value.message.params["backend"]


def test_a_relative_folder_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    window = Window(Path("store"))
    window.reopen()
    window.store.close()
    assert (tmp_path / "store/journal.db").exists()
