"""Threads at one desk: the screen saves while the background reads a catalog."""

from __future__ import annotations

import threading

import pytest

from client.desk import filling
from client.desk.desk import Desk
from forms.catalog.model import Catalog
from tests.client.desk.desk_hall import Hall


def test_a_save_does_not_wait_for_a_thread_that_reads_a_catalog(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The save holds the store's turn, which the reading needs: neither may hold what the other waits for."""
    hall.pc().reopen()
    pc = hall.pc()
    application = pc.begin()
    pc.desk._rulebooks.clear()
    saving, reading = threading.Event(), threading.Event()
    read = Desk._read_catalog

    def slow(desk: Desk, catalog: str) -> Catalog:
        if threading.current_thread().name == "search":
            reading.set()
            assert saving.wait(10)
        elif not saving.is_set():
            saving.set()
        return read(desk, catalog)

    monkeypatch.setattr(Desk, "_read_catalog", slow)
    pinned = pc.desk.current_catalog()
    search = threading.Thread(target=lambda: pc.desk.rules(pinned), name="search", daemon=True)
    search.start()
    assert reading.wait(10)
    save = threading.Thread(
        target=lambda: filling.save(pc.session, pc.desk, application, {"ap_name": "单"}), name="save", daemon=True
    )
    save.start()
    for thread in (search, save):
        thread.join(10)
        assert not thread.is_alive(), f"{thread.name} waits for ever"
    assert pc.state(application).plain_values()["ap_name"] == "单"
