"""A clerk at the real window: the product runs in this process, and keys and mouse come from the orchestrator's words.

`python -m tests.story.clerk --data FOLDER --central URL --out FOLDER` runs `client.app.run` and obeys lines.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QObject, Qt, pyqtSignal

from client.app import Application, run
from client.policy import read_settings
from tests.story.lines import Talk
from tests.story.screen import Camera, Page
from tests.story.screens_applications import ApplicationsPage
from tests.story.screens_editor import EditorPage
from tests.story.screens_exchange import ExchangePage
from tests.story.screens_ledger import LedgerPage
from tests.story.screens_materials import MaterialsPage
from tests.story.screens_papers import PapersPage
from tests.story.screens_pick import PickPage
from tests.story.screens_sign_in import SIZE, SignInPage, WorkbenchPage

PAGES: Mapping[str, type[Page]] = {
    "sign_in": SignInPage,
    "workbench": WorkbenchPage,
    "pick": PickPage,
    "editor": EditorPage,
    "materials": MaterialsPage,
    "papers": PapersPage,
    "ledger": LedgerPage,
    "applications": ApplicationsPage,
    "exchange": ExchangePage,
}


class Ears(QObject):
    """Brings questions from the reading thread to the window's: `page.verb`, one at a time."""

    asked = pyqtSignal(object)
    ended = pyqtSignal()

    def __init__(self, application: Application, camera: Camera, talk: Talk) -> None:
        super().__init__()
        self._pages = {name: page(application, camera) for name, page in PAGES.items()}
        self._application = application
        self._camera = camera
        self._talk = talk
        self.asked.connect(self._obey, Qt.QueuedConnection)
        self.ended.connect(self._leave, Qt.QueuedConnection)

    def listen(self) -> None:
        """Read lines until stdin ends."""
        for question in self._talk.asked():
            self.asked.emit(question)
        self.ended.emit()

    def _obey(self, question: Mapping[str, Any]) -> None:
        verb = question["do"]

        def carried_out(**facts: Any) -> Any:
            try:
                return self._do(verb, facts)
            except Exception as error:
                picture = self._camera.shoot_failure(verb)
                raise AssertionError(f"{verb} {facts}: {error} (screen: {picture})") from error

        self._talk.answer(question, carried_out)

    def _do(self, verb: str, facts: Mapping[str, Any]) -> Any:
        if verb == "shoot":
            return self._camera.shoot(**facts)
        if verb == "type_until_killed":
            return self._type_until_killed(**facts)
        page, _, act = verb.partition(".")
        return getattr(self._pages[page], act)(**facts)

    def _type_until_killed(self, element: str, text: str, delay_ms: int) -> None:
        """Type slowly, telling after each key what stands in the field by then."""
        editor = EditorPage(self._application, self._camera)
        editor.refill(element, text, delay_ms=delay_ms, each=lambda typed: self._talk.tell("typed", text=typed))

    def _leave(self) -> None:
        window = self._application.window
        (window.shell if window is not None else self._application.sign_in).close()


def main() -> int:
    """Run the program until its window is closed."""
    parser = argparse.ArgumentParser()
    for name in ("--data", "--central", "--out"):
        parser.add_argument(name, required=True)
    asked = parser.parse_args()
    talk = Talk()
    sys.excepthook = _told_and_died
    camera = Camera(Path(asked.out))
    kept: list[Ears] = []

    def started(application: Application) -> None:
        application.sign_in.resize(*SIZE)
        ears = Ears(application, camera, talk)
        kept.append(ears)
        threading.Thread(target=ears.listen, name="ears", daemon=True).start()

    return run(read_settings({"data": asked.data, "central": asked.central}), started=started)


def _told_and_died(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """A mistake in the product's own slots must not pass as a silent line on stderr."""
    traceback.print_exception(kind, error, trace)
    os._exit(70)


if __name__ == "__main__":
    sys.exit(main())
