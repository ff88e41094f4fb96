"""What another window made is shown as far as it is here, and said where it is not."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PyQt5.QtCore import Qt

from client.ui.window.desk_window import APPLICATIONS, WORKBENCH, DeskWindow
from forms.catalog.package import build
from tests.support.accepted_papers import shipped_catalog
from tests.ui.screens.hall import Hall, package


def forget_catalog(hall: Hall) -> None:
    """The centre offers a newer catalog, and the one that applications here pin never came to this PC."""
    newer = build(msgspec.structs.replace(shipped_catalog(), version="2027.1"))
    hall.store.catalogs.keep(newer.id, "2027.1", newer.data)
    with hall.store.catalogs._database.write():
        hall.store.catalogs._database.run("DELETE FROM catalogs WHERE catalog = ?", (package().id,))
    hall.desk._rulebooks.clear()


def test_an_application_opens_when_its_catalog_is_here(hall: Hall, desk_of: Callable[..., DeskWindow]) -> None:
    application = hall.begin()
    forget_catalog(hall)
    window = desk_of(hall)
    assert window.workbench.drafts.model().index(0, 1).data() == "目录未到"
    window.open_application(application)
    assert "还没有取到这台电脑上" in window.shell.message.text()
    assert window.shell.current_screen() is window.workbench
    hall.store.catalogs.keep(package().id, "1", package().data, current=False)
    window.refresh()
    window.open_application(application)
    assert window.shell.tabs.current_key() == application


def test_an_accepted_application_is_shown_without_its_catalog(hall: Hall, desk_of: Callable[..., DeskWindow]) -> None:
    application = hall.accepted()
    forget_catalog(hall)
    window = desk_of(hall)
    for place in (WORKBENCH, APPLICATIONS):
        window.go(place)
    window.open_application(application)
    assert window.applications.card.cases.row_count() == 6
    window.exchange.refresh()
    window.go("exchange")


def test_a_scan_of_another_window_says_where_it_is(hall: Hall, desk_of: Callable[..., DeskWindow], qtbot) -> None:
    application = hall.begin()
    hall.attach(application, "M-ID")
    with hall.store._files.scans.write():
        for table in ("parts", "scans"):
            hall.store._files.scans.run(f"DELETE FROM {table}")
    window = desk_of(hall)
    window.open_application(application)
    materials = window.shell.current_screen().materials
    materials.choose("M-ID")
    assert materials.strip.item(0).text() == "1 · 不在本机"
    qtbot.keyClick(materials.strip, Qt.Key_Return)
    assert "不在本机" in materials.message.text()
