"""The distrust list in the store: a new one whole or the old one, whatever comes and whenever the program dies."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from store_window import DAY, Window

from forms.distrust import list_id, party_key
from forms.errors import DistrustRefused
from sync.keys import sign
from sync.wire import DistrustRef, distrust_bytes
from tests.client.store.distrust_offers import CENTRE, LISTED, differently, fetch, offer, take, told, trust

CHILD = Path(__file__).with_name("distrust_child.py")


@pytest.fixture
def kept(window: Window) -> tuple[Window, DistrustRef]:
    """A window with list 1 in force."""
    trust(window)
    offered, data = offer(1)
    take(window, offered, data)
    return window, offered


def in_force(window: Window) -> str:
    found = window.store.distrust.kept()
    return found.revision if found is not None else ""


def refused(window: Window, offered: DistrustRef, data: bytes) -> str:
    """Why a list that was offered and fetched is not put in force."""
    told(window, offered)
    fetch(window, offered, data)
    with pytest.raises(DistrustRefused) as why:
        window.store.sync.install_catalog(offered.id)
    return why.value.message.code


def test_a_list_comes_in_parts_and_is_asked_after_a_restart(window: Window) -> None:
    trust(window)
    offered, data = offer(1)
    told(window, offered)
    window.store.sync.catalog_progress(offered.id, offset=0, data=data[:100], total=len(data))
    window.store.sync.catalog_progress(offered.id, offset=50, data=b"not in order", total=len(data))
    window.reopen()
    (wanted,) = window.store.sync.wanted_catalogs()
    assert (wanted.ref.id, wanted.ref.size, wanted.have) == (offered.id, len(data), 100)
    take(window, offered, data)
    window.reopen()
    found = window.store.distrust.kept()
    assert found is not None and found.revision == f"{DAY}.01" and found.confirmed == DAY
    assert found.entries.has(party_key(LISTED[0])) and not found.entries.has(party_key("-"))
    assert window.store.sync.wanted_catalogs() == ()


def test_a_newer_list_takes_its_place(kept: tuple[Window, DistrustRef]) -> None:
    window, _ = kept
    take(window, *offer(2, "92320106MA1XK7YT8G"))
    found = window.store.distrust.kept()
    assert found is not None and (found.revision, found.entries.count) == (f"{DAY}.02", 1)
    assert not found.entries.has(party_key(LISTED[0]))


def test_a_list_of_another_hash_changes_nothing(kept: tuple[Window, DistrustRef]) -> None:
    window, _ = kept
    offered, data = offer(2)
    assert refused(window, offered, data[:-4] + b"torn") == "distrust.wrong_hash"
    assert in_force(window) == f"{DAY}.01"
    (wanted,) = window.store.sync.wanted_catalogs()
    assert wanted.have == 0, "it is fetched again"
    fetch(window, offered, data)
    window.store.sync.install_catalog(offered.id)
    assert in_force(window) == f"{DAY}.02"


def test_a_list_that_the_centre_did_not_sign_changes_nothing(kept: tuple[Window, DistrustRef]) -> None:
    window, _ = kept
    assert refused(window, *offer(2, key="22" * 32)) == "distrust.not_signed"
    assert in_force(window) == f"{DAY}.01"


def test_a_list_whose_file_says_another_revision_changes_nothing(kept: tuple[Window, DistrustRef]) -> None:
    window, _ = kept
    offered, data = offer(2)
    revision = f"{DAY}.09"
    signature = sign(CENTRE, distrust_bytes(revision=revision, id=offered.id))
    wrong = differently(offered, revision=revision, signature=signature)
    assert refused(window, wrong, data) == "distrust.unreadable"
    assert in_force(window) == f"{DAY}.01"


def test_what_is_no_list_changes_nothing(kept: tuple[Window, DistrustRef]) -> None:
    window, _ = kept
    data, revision = b"no list at all", f"{DAY}.02"
    found = list_id(data)
    signature = sign(CENTRE, distrust_bytes(revision=revision, id=found))
    offered = DistrustRef(revision=revision, id=found, size=len(data), signature=signature)
    assert refused(window, offered, data) == "distrust.unreadable"
    assert in_force(window) == f"{DAY}.01"


def test_an_older_list_after_a_newer_one_is_not_wanted(kept: tuple[Window, DistrustRef]) -> None:
    window, first = kept
    take(window, *offer(5))
    told(window, first, day="2026-11-30")
    assert window.store.sync.wanted_catalogs() == ()
    found = window.store.distrust.kept()
    assert found is not None and (found.revision, found.confirmed) == (f"{DAY}.05", DAY), "nor is ours confirmed by it"


def test_an_offer_beyond_any_size_is_not_wanted(window: Window) -> None:
    trust(window)
    offered, _ = offer(1)
    told(window, differently(offered, size=1 << 40))
    assert window.store.sync.wanted_catalogs() == ()


def test_a_newer_offer_on_the_way_drops_the_parts_of_the_older(window: Window) -> None:
    trust(window)
    first, data = offer(1)
    told(window, first)
    window.store.sync.catalog_progress(first.id, offset=0, data=data[:100], total=len(data))
    take(window, *offer(2))
    assert in_force(window) == f"{DAY}.02"
    with pytest.raises(DistrustRefused):
        window.store.distrust.install(first.id, day=DAY)
    assert in_force(window) == f"{DAY}.02"


def test_it_is_confirmed_by_each_exchange_that_offers_it(kept: tuple[Window, DistrustRef]) -> None:
    window, offered = kept
    told(window, offered, day="2026-12-01")
    found = window.store.distrust.kept()
    assert found is not None and found.confirmed == "2026-12-01"
    told(window, None, day="2026-12-05")
    found = window.store.distrust.kept()
    assert found is not None and found.confirmed == "2026-12-01", "a centre that says nothing of it confirms nothing"


def test_no_number_stands_in_the_files(kept: tuple[Window, DistrustRef]) -> None:
    window, _ = kept
    window.store.close()
    for file in window.folder.iterdir():
        if file.is_file():
            assert LISTED[0].encode() not in file.read_bytes()
    window.reopen()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment_one_list_is_in_force_whole(tmp_path: Path, seed: int) -> None:
    window = Window(tmp_path / "store")
    trust(window)
    window.store.close()
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(window.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write(json.dumps(window.keys.secrets).encode() + b"\n")
    child.stdin.flush()
    said = [child.stdout.readline() for _ in range(3)]
    time.sleep(random.Random(seed).random() * 0.3)
    child.kill()
    said += child.stdout.read().splitlines(keepends=True)
    child.wait()
    child.stdin.close()
    child.stdout.close()
    taken = [json.loads(line)[1] for line in said[1:] if line.endswith(b"\n")]
    window.reopen()
    found = window.store.distrust.kept()
    number = int(taken[-1].partition(".")[2])
    assert found is not None and found.revision in (taken[-1], f"{DAY}.{number + 1:02d}")
    assert found.entries.count == len(LISTED) and found.entries.has(party_key(LISTED[-1]))
    offered, data = offer(number + 2)
    take(window, offered, data, part=700)
    assert in_force(window) == offered.revision
    window.store.close()
