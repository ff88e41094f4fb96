"""A catalog that was refused is told on the sync screen: what happened, that work goes on, and what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from client.ui.window.desk_window import DeskWindow
from forms.catalog.package import build, sign
from forms.catalog.publisher_key import fingerprint, new_private_key, public_key
from sync.link import Link, after_step
from sync.report import Work
from tests.support.accepted_papers import shipped_catalog
from tests.ui.screens.hall import Hall

STRANGER = new_private_key()
NAME = fingerprint(public_key(STRANGER))


def exchanged(hall: Hall) -> Link:
    """The link after everything came that can come."""
    link, wall = Link(), hall.clock()
    hall.engine.ask()
    for _ in range(100):
        report = hall.engine.step()
        link = after_step(link, report, wall=wall)
        if report.work is Work.NOTHING:
            return link
    raise AssertionError("the exchange never ends")


@pytest.mark.parametrize(("language", "goes_on"), [("zh_CN", "现有目录照常使用"), ("en", "stays in use")])
def test_a_catalog_by_a_stranger_is_told_with_its_fingerprint(
    hall: Hall, desk_of: Callable[..., DeskWindow], language: str, goes_on: str
) -> None:
    window = desk_of(hall, language=language)
    forged = build(replace(shipped_catalog(), version="2027.1"))
    hall.centre.store.catalogs.publish(forged.id, version="2027.1", data=sign(forged.data, STRANGER))
    window.show_link(exchanged(hall))
    window.go("exchange")
    told = window.exchange._told
    assert told.isVisible()
    assert NAME in told.text() and goes_on in told.text() and "catalog_keys" in told.text()
    assert hall.state(hall.begin()).catalog != forged.id


def test_a_key_that_the_centre_alone_changed_is_told(hall: Hall, desk_of: Callable[..., DeskWindow]) -> None:
    window = desk_of(hall)
    window.go("exchange")
    assert not window.exchange._told.isVisible()
    hall.store.catalog_keys.named([public_key(STRANGER)])
    window.refresh()
    assert window.exchange._told.isVisible() and NAME in window.exchange._told.text()
    assert "策略文件" in window.exchange._told.text()
