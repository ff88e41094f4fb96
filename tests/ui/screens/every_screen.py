"""The way to every screen of the desk, in the states that a clerk meets, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QWidget

from client.papers.preview import PaperPreview
from client.ui.editor.editor_view import EditorScreen
from client.ui.window.desk_window import APPLICATIONS, EXCHANGE, LEDGER, PICK, WORKBENCH, DeskWindow
from forms.notices.receipt_code import make_code
from sync.link import Link, LinkState
from tests.support.accepted_papers import shipped_catalog
from tests.ui.screens.busy_hall import BusyHall

Way = Callable[[DeskWindow, BusyHall], QWidget]


def press(key: int, modifiers: Qt.KeyboardModifiers = Qt.NoModifier) -> None:
    """A key to whatever has the keyboard."""
    QTest.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifiers)
    QApplication.processEvents()


def settle(window: DeskWindow) -> None:
    """Wait until nothing is read in the background."""
    for _ in range(1500):
        QTest.qWait(10)
        if window._context.tasks.is_idle():
            return
    raise AssertionError("the background never ends")


def editor(window: DeskWindow, application: str) -> EditorScreen:
    """The editor of an application."""
    window._open_editor(window._context.desk.store.journal.state(application))
    return window.shell.current_screen()


def _workbench(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.go(WORKBENCH)
    return window.shell


def _moves(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.go(WORKBENCH)
    window.workbench.due.choose("moves||")
    window.workbench.due.setFocus()
    press(Qt.Key_Return)
    return window.shell


def _pick(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.go(PICK)
    return window.shell


def _pick_questions(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.go(PICK)
    QTest.keyClicks(window.pick.search, "kfd")
    press(Qt.Key_Return)
    press(Qt.Key_1)
    press(Qt.Key_2)
    return window.shell


def _pick_items(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.go(PICK)
    QTest.keyClicks(window.pick.search, "gjj")
    press(Qt.Key_Return)
    return window.shell


def _consult(window: DeskWindow, busy: BusyHall) -> QWidget:
    _pick_questions(window, busy)
    press(Qt.Key_F9)
    return window.shell


def _whole_theme(theme: str, window: DeskWindow, busy: BusyHall) -> QWidget:
    editor(window, busy.themes[theme])
    return window.shell


def _editor_begun(window: DeskWindow, busy: BusyHall) -> QWidget:
    editor(window, busy.begun)
    return window.shell


def _editor_errors(window: DeskWindow, busy: BusyHall) -> QWidget:
    editor(window, busy.half)
    press(Qt.Key_F8)
    return window.shell


def _editor_middle(window: DeskWindow, busy: BusyHall) -> QWidget:
    editor(window, busy.half).form.focus_field("prem_right")
    return window.shell


def _editor_bottom(window: DeskWindow, busy: BusyHall) -> QWidget:
    editor(window, busy.complete).form.focus_field("drain_key")
    return window.shell


def _editor_tables(window: DeskWindow, busy: BusyHall) -> QWidget:
    editor(window, busy.complete).form.focus_field("food_mgr")
    return window.shell


def _materials(window: DeskWindow, busy: BusyHall) -> QWidget:
    editor(window, busy.handed_in).materials.choose("M-ID")
    return window.shell


def _defer_sheet(window: DeskWindow, busy: BusyHall) -> QWidget:
    editor(window, busy.half).materials.choose("M-HEALTH")
    press(Qt.Key_F7)
    return window.shell


def _defer_refused(window: DeskWindow, busy: BusyHall) -> QWidget:
    editor(window, busy.half).materials.choose("M-PREM")
    press(Qt.Key_F7)
    return window.shell


def _page(window: DeskWindow, busy: BusyHall) -> QWidget:
    screen = editor(window, busy.handed_in)
    screen.materials.choose("M-PREM")
    screen.materials.strip.setFocus()
    press(Qt.Key_Return)
    settle(window)
    assert screen.page.isVisible()
    return window.shell


def _accept(window: DeskWindow, busy: BusyHall) -> QWidget:
    screen = editor(window, busy.complete)
    press(Qt.Key_F8)
    assert screen.is_accepting()
    return window.shell


def _accepted(window: DeskWindow, busy: BusyHall) -> QWidget:
    assert editor(window, busy.waiting).is_accepting()
    return window.shell


def _flaw_sheet(window: DeskWindow, busy: BusyHall) -> QWidget:
    editor(window, busy.handed_in).materials.choose("M-PREM")
    press(Qt.Key_F4, Qt.ShiftModifier)
    return window.shell


def _notice(window: DeskWindow, busy: BusyHall) -> QWidget:
    editor(window, busy.handed_in)
    press(Qt.Key_O, Qt.ControlModifier)
    press(Qt.Key_4)
    return window.shell


def _acts(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.open_application(busy.accepted)
    press(Qt.Key_O, Qt.ControlModifier)
    return window.shell


def _act(key: int, window: DeskWindow, busy: BusyHall) -> QWidget:
    _acts(window, busy)
    press(key)
    press(Qt.Key_Return)
    return window.shell


def _act_asked(window: DeskWindow, busy: BusyHall) -> QWidget:
    _act(Qt.Key_6, window, busy)
    QTest.keyClicks(QApplication.focusWidget(), "x")
    press(Qt.Key_F8)
    return window.shell


def _acts_in_editor(window: DeskWindow, busy: BusyHall) -> QWidget:
    editor(window, busy.waiting)
    press(Qt.Key_O, Qt.ControlModifier)
    return window.shell


def _papers(window: DeskWindow, busy: BusyHall) -> QWidget:
    window._papers.open(busy.waiting)
    settle(window)
    preview = QApplication.activeWindow()
    assert isinstance(preview, PaperPreview)
    return preview


def _paper_list(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.open_papers(busy.accepted)
    settle(window)
    assert window.papers.pages.isVisible()
    return window.shell


def _paper_form(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.open_papers(busy.accepted)
    settle(window)
    window.papers.table.choose("draft|delivery_receipt")
    return window.shell


def _paper_counts(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.open_papers(busy.accepted)
    settle(window)
    rows = window.papers.table._rows
    keys = [rows.row(number).key for number in range(rows.rowCount())]
    window.papers.table.choose(next(key for key in keys if key.startswith("draft|material_handover")))
    return window.shell


def _paper_not_now(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.open_papers(busy.accepted)
    settle(window)
    window.papers.table.choose("not|conclusion_notice")
    return window.shell


def _numbers(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.go(EXCHANGE)
    press(Qt.Key_B, Qt.ControlModifier)
    assert window.shell.current_screen() is window.numbers
    return window.shell


def _applications(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.open_application(busy.verified)
    return window.shell


def _found(window: DeskWindow, busy: BusyHall) -> QWidget:
    press(Qt.Key_F, Qt.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), "zsf")
    QApplication.processEvents()
    return window.shell


def _nothing_found(window: DeskWindow, busy: BusyHall) -> QWidget:
    press(Qt.Key_F, Qt.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), "xyzxyz")
    QApplication.processEvents()
    return window.shell


def _ledger(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.go(LEDGER)
    window.ledger.table.choose(f"{busy.accepted}|M-HEALTH")
    return window.shell


def _ledger_ended(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.go(LEDGER)
    window.ledger.show_deferral(busy.verified, "M-HEALTH")
    return window.shell


def _ledger_calls(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.go(LEDGER)
    window.ledger.table.setFocus()
    press(Qt.Key_P)
    return window.shell


def _ledger_promised(window: DeskWindow, busy: BusyHall) -> QWidget:
    _ledger_calls(window, busy)
    press(Qt.Key_3)
    return window.shell


def _ledger_export(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.go(LEDGER)
    window.ledger.table.setFocus()
    press(Qt.Key_E)
    press(Qt.Key_Y)
    window.ledger.sheets.current().set_progress(7_400, 20_000)
    return window.shell


def _ledger_hand_over(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.go(LEDGER)
    window.ledger.table.setFocus()
    window.ledger.table.choose(f"{busy.near}|M-HEALTH")
    press(Qt.Key_H)
    return window.shell


def _receive(window: DeskWindow, busy: BusyHall) -> QWidget:
    """A receipt that this window does not know: the form stands with its number, and what was taken in before."""
    window.go(LEDGER)
    window.ledger.table.setFocus()
    press(Qt.Key_Y)
    QTest.keyClicks(window.ledger.code, make_code("02-01-20261123-00042")[1:])
    press(Qt.Key_Return)
    form = window.receive.form
    assert form.isVisible() and form.id_no.isVisible()
    QTest.keyClicks(form.id_no.editor, "11010519491231002X")
    form.what.editor.set_value_text("从业人员健康合格证明")
    window.receive.list.table.choose(window.receive.list.table.model().row(0).key)
    return window.shell


def _receive_letter(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.go(LEDGER)
    window.ledger.table.setFocus()
    press(Qt.Key_R)
    form = window.receive.form
    QTest.keyClicks(form.code.editor, "https://example.cn/q?a=1")
    press(Qt.Key_Return)
    form.by_post.editor.setFocus()
    press(Qt.Key_Y)
    press(Qt.Key_F8)
    assert form.code.error() and form.day.isVisible()
    return window.shell


def _exchange(window: DeskWindow, busy: BusyHall) -> QWidget:
    window.go(EXCHANGE)
    window.show_link(Link(state=LinkState.WEAK, rate=12 * 1024, last_contact=busy.hall.clock()))
    return window.shell


def _two_applicants(window: DeskWindow, busy: BusyHall) -> QWidget:
    for application in (busy.begun, busy.half, busy.handed_in, busy.complete):
        editor(window, application)
    return window.shell


SCREENS: Mapping[str, Way] = {
    "workbench": _workbench,
    "moves": _moves,
    "pick": _pick,
    "pick-questions": _pick_questions,
    "pick-items": _pick_items,
    "consult": _consult,
    "editor-begun": _editor_begun,
    "editor-errors": _editor_errors,
    "editor-middle": _editor_middle,
    "editor-tables": _editor_tables,
    "editor-bottom": _editor_bottom,
    "editor-materials": _materials,
    "editor-defer": _defer_sheet,
    "editor-defer-refused": _defer_refused,
    "editor-flaw": _flaw_sheet,
    "editor-notice": _notice,
    "editor-page": _page,
    "editor-tabs": _two_applicants,
    "accept": _accept,
    "accepted": _accepted,
    "papers": _papers,
    "papers-list": _paper_list,
    "papers-make": _paper_form,
    "papers-counts": _paper_counts,
    "papers-not-now": _paper_not_now,
    "numbers": _numbers,
    "acts": _acts,
    "acts-extend": partial(_act, Qt.Key_4),
    "acts-terminate": partial(_act, Qt.Key_5),
    "acts-withdraw": _act_asked,
    "acts-editor": _acts_in_editor,
    "applications": _applications,
    "applications-found": _found,
    "applications-nothing": _nothing_found,
    "ledger": _ledger,
    "ledger-ended": _ledger_ended,
    "ledger-calls": _ledger_calls,
    "ledger-promised": _ledger_promised,
    "ledger-export": _ledger_export,
    "ledger-hand-over": _ledger_hand_over,
    "receive": _receive,
    "receive-letter": _receive_letter,
    "exchange": _exchange,
    **{f"theme-{theme}": partial(_whole_theme, theme) for theme in shipped_catalog().themes},
}
EMPTY = {WORKBENCH: WORKBENCH, APPLICATIONS: APPLICATIONS, LEDGER: LEDGER, EXCHANGE: EXCHANGE}
