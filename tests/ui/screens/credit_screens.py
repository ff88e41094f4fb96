"""Screens on which the distrust list and promises instead of proofs are seen."""

from __future__ import annotations

from PyQt5.QtCore import Qt

from client.desk import credit
from client.ui.window.desk_window import DeskWindow
from tests.story.keyboard import press, until
from tests.support.accepted_papers import RESTAURANT_TYPED
from tests.ui.screens.by_hand import open_editor
from tests.ui.screens.hall import Hall

APPLICANT = "11010519491231002X"


def unchecked(window: DeskWindow, hall: Hall) -> None:
    """A deferral that no list could be asked about."""
    open_editor(window, hall, hall.complete()).materials.choose("M-HEALTH")


def refused(window: DeskWindow, hall: Hall) -> None:
    """The same after a list came that names the applicant."""
    application = hall.begin()
    hall.fill(application, RESTAURANT_TYPED)
    hall.defer(application, "M-HEALTH", "正在体检")
    hall.put_on_the_list(APPLICANT)
    credit.note_list(hall.session, hall.desk)
    form = open_editor(window, hall, application)
    form.materials.choose("M-DRAINT")
    press(Qt.Key_F7)
    until(lambda: form.materials.message.text() != "", "the refusal")


def on_the_workbench(window: DeskWindow, hall: Hall) -> None:
    """A person has to decide on what was accepted."""
    hall.accepted()
    hall.put_on_the_list(APPLICANT)
    window.go("workbench")
    window.refresh()


def in_the_ledger(window: DeskWindow, hall: Hall) -> None:
    """The same on the card of the deferral."""
    application = hall.accepted()
    hall.put_on_the_list(APPLICANT)
    window.ledger.show_deferral(application, "M-HEALTH")
    window.go("ledger")
    until(lambda: window.ledger.card._credit.isVisible(), "the card")


def promised(window: DeskWindow, hall: Hall) -> None:
    """A material in place of which a promise was taken."""
    application = hall.begin()
    hall.fill(application, RESTAURANT_TYPED)
    hall.promise(application, "M-DRAINOK")
    open_editor(window, hall, application).materials.choose("M-DRAINOK")


def accepted_with_a_promise(window: DeskWindow, hall: Hall) -> None:
    """The sheet before the acceptance: deferrals and promises apart."""
    application = hall.begin()
    hall.fill(application, RESTAURANT_TYPED)
    hall.promise(application, "M-DRAINOK")
    hall.hand_in(application)
    form = open_editor(window, hall, application)
    press(Qt.Key_F8)
    until(lambda: form.accept_sheet.isVisible(), "the sheet")
