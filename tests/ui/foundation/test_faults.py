"""A mistake that no code expected is noted and told, from any thread, and ends nothing."""

from __future__ import annotations

import sys
import threading

import pytest

from client.ui.faults import Faults


@pytest.fixture
def noted(qapp: object) -> list[tuple[str, str, bool]]:
    return []


@pytest.fixture
def faults(noted: list[tuple[str, str, bool]]) -> Faults:
    def note(event: str, error: BaseException) -> None:
        noted.append((event, type(error).__name__, error.__traceback__ is not None))

    return Faults(note)


def test_a_mistake_in_a_slot_and_in_a_thread(faults: Faults, noted: list[tuple[str, str, bool]], qtbot) -> None:
    told: list[BaseException] = []
    faults.happened.connect(told.append)
    before = (sys.excepthook, threading.excepthook)
    faults.install()
    try:
        try:
            raise KeyError("张三")
        except KeyError:
            sys.excepthook(*sys.exc_info())
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(told) == 2)
    finally:
        faults.remove()
    assert (sys.excepthook, threading.excepthook) == before
    assert noted == [("window_fault", "KeyError", True), ("window_fault", "ZeroDivisionError", True)]


def test_a_mistake_in_telling_is_only_noted(faults: Faults, noted: list[tuple[str, str, bool]]) -> None:
    def tell(error: BaseException) -> None:
        faults._caught(ValueError, ValueError(), None)

    faults.happened.connect(tell)
    faults._caught(KeyError, KeyError(), None)
    assert [kind for _, kind, _ in noted] == ["KeyError", "ValueError"]
