"""Garbage is collected in pauses, and at last without one; memory does not grow without bound."""

from __future__ import annotations

import gc
import weakref

import pytest
from PyQt5.QtCore import QEvent, Qt
from PyQt5.QtGui import QInputMethodEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLineEdit

from client.ui.hands import Hands
from client.ui.idle_collector import MOST_WAIT_S, STILL_S, IdleCollector


class Clock:
    """Seconds, moved by hand."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


class Knot:
    """Garbage that only a collection finds."""

    def __init__(self):
        self.itself = self


def knot():
    return weakref.ref(Knot())


def due(generation):
    """Make a collection of `generation` due, as many young ones do."""
    for _ in range(gc.get_threshold()[generation] + 1):
        gc.collect(generation - 1)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def hands(desk_app, clock):
    return Hands(desk_app, clock=clock)


@pytest.fixture
def collector(hands, clock):
    gc.collect()
    made = IdleCollector(hands, clock=clock)
    made.start()
    yield made
    made.stop()
    assert gc.isenabled()


@pytest.fixture
def field(desk_app, shown):
    line = shown(QLineEdit())
    line.setFocus()
    return line


def test_nothing_collects_by_itself_and_the_young_are_collected_at_each_look(collector):
    lost = knot()
    kept = [[] for _ in range(gc.get_threshold()[0] * 3)]
    assert not gc.isenabled() and lost() is not None
    collector.look()
    assert lost() is None and len(kept) > 1


def test_a_full_collection_waits_for_still_hands(collector, clock, hands, field):
    due(2)
    older = _aged_knot()
    QTest.keyClick(field, Qt.Key_A)
    collector.look()
    assert older() is not None
    clock.now += STILL_S
    collector.look()
    assert older() is None


def test_it_comes_at_last_though_the_hands_are_never_still(collector, clock, field):
    due(2)
    older = _aged_knot()
    for _ in range(int(MOST_WAIT_S)):
        QTest.keyClick(field, Qt.Key_A)
        collector.look()
        assert older() is not None
        clock.now += 1
    QTest.keyClick(field, Qt.Key_A)
    collector.look()
    assert older() is None


def test_what_is_loaded_is_looked_through_once(collector, clock):
    collector.keep_what_is_there()
    clock.now += STILL_S
    collector.look()
    frozen = gc.get_freeze_count()
    assert frozen > 10_000
    due(2)
    collector.look()
    assert gc.get_freeze_count() <= frozen


@pytest.mark.parametrize(
    "touch",
    [
        lambda field: QTest.keyClick(field.windowHandle(), Qt.Key_A),
        lambda field: QTest.mouseClick(field.windowHandle(), Qt.LeftButton),
        lambda field: QApplication.sendEvent(field, QInputMethodEvent("pin", [])),
    ],
)
def test_hands_are_not_still_after(touch, hands, clock, field):
    clock.now += 5
    assert hands.still_s() == 5
    touch(field)
    assert hands.still_s() == 0


def test_what_comes_by_itself_is_no_hand(hands, clock, field):
    clock.now += 5
    field.repaint()
    QApplication.sendEvent(field, QEvent(QEvent.Timer))
    assert hands.still_s() == 5


def test_a_field_that_is_gone_is_watched_no_more(desk_app, hands, shown):
    first, second = shown(QLineEdit()), shown(QLineEdit())
    first.setFocus()
    first.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.DeferredDelete)
    second.setFocus()
    QApplication.processEvents()


def _aged_knot():
    """A knot that has lived through the young collections."""
    held = Knot()
    gone = weakref.ref(held)
    gc.collect(0)
    gc.collect(1)
    del held
    return gone
