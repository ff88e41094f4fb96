"""The sign-in window and the workbench behind it."""

from __future__ import annotations

from PyQt5.QtCore import Qt

from tests.story.keyboard import focus, press, type_text, until
from tests.story.screen import Page

SIZE = (1366, 768)


class SignInPage(Page):
    """Account, password, window."""

    def sign_in(self, account: str, password: str, window: str, *, picture: str) -> None:
        """Type what is not remembered; Enter goes from field to field and at last signs in."""
        view = self.application.sign_in
        view.resize(*SIZE)
        view.activateWindow()
        until(lambda: self.application._house is not None, "the opened database")
        for line, text in ((view.account, account), (view.password, password), (view.window_number, window)):
            until(lambda line=line: focus() is line, f"the cursor in {line.objectName()}") if not line.text() else None
            if not line.text():
                type_text(text)
            if focus() is line:
                press(Qt.Key_Return)
        self.camera.shoot(picture)
        press(Qt.Key_Return)
        until(lambda: self.application.window is not None or view.message.isVisible(), "an answer to the sign-in")
        assert self.application.window is not None, view.message.text()
        self.shell.activateWindow()
        until(self.shell.isActiveWindow, "the desk's window")


class WorkbenchPage(Page):
    """What is due, drafts, counts."""

    def wait_for_catalog(self) -> str:
        """The catalog and receipt numbers have come; what the chip says."""
        desk = self.window._context.desk
        until(lambda: desk.current_catalog() and desk.store.numbers.left() > 0, "the catalog and receipt numbers")
        until(lambda: "全部已送达" in self.link_text(), "everything delivered")
        return self.link_text()

    def open_first_draft(self) -> None:
        """Go to the drafts by Tab and open the first with Enter."""
        drafts = self.window.workbench.drafts
        until(lambda: drafts.isVisible() and drafts.row_count() == 1, "one draft")
        for _ in range(20):
            if focus() is drafts:
                break
            press(Qt.Key_Tab)
        assert focus() is drafts, "Tab does not lead to the drafts"
        press(Qt.Key_Return)
