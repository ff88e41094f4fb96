"""Installing: that a catalog arrived is noted once on the device's stream."""

from __future__ import annotations

from collections.abc import Mapping

from client.desk import installing
from tests.client.desk.desk_hall import Hall, Pc


def installed(pc: Pc) -> list[Mapping[str, object]]:
    entries = pc.store.journal.device_operations()
    return [entry.operation.body for entry in entries if entry.operation.kind == "catalog_installed"]


def test_a_catalog_is_noted_once_also_over_a_restart(pc: Pc) -> None:
    catalog = pc.desk.current_catalog()
    noted = [{"catalog": catalog, "version": pc.desk.catalog(catalog).version}]
    for _ in range(2):
        installing.note_catalog(pc.session, pc.desk)
        assert installed(pc) == noted
        pc.reopen()


def test_before_the_first_catalog_there_is_nothing_to_note(hall: Hall) -> None:
    pc = hall.pc("05")
    pc.sign_in()
    installing.note_catalog(pc.session, pc.desk)
    assert installed(pc) == []
    pc.sync()
    installing.note_catalog(pc.session, pc.desk)
    assert len(installed(pc)) == 1
