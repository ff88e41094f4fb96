"""A clerk without a window: the real store, desk and exchange in a process of its own, asked line by line.

`CLOCK_VARIABLE` puts the clock of this PC off by so many ms; `DIES_VARIABLE` names a moment at which it dies like in a
power cut. Both wrap the doors of the house from outside: the product knows neither.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from PyQt5.QtGui import QGuiApplication

from client import house as house_module
from client.desk import (
    accepting,
    attaching,
    choosing,
    deferring,
    filling,
    looking,
    moving,
    numbering,
    paper_list,
    paper_making,
    printing,
    signing_in,
)
from client.desk.desk import PaperRenderer
from client.desk.session import Session
from client.fault_log import FaultLog
from client.house import House, build_house
from client.papers.renderer import QtPaperRenderer
from client.policy import read_settings
from forms.elements.reading import read
from forms.errors import UserError
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState
from forms.values import Value
from sync.link import Link
from tests.story.deaths import arm_operation, die
from tests.story.lines import Talk

CLOCK_VARIABLE = "STORY_CLOCK_OFF_MS"
DIES_VARIABLE = "STORY_DIES"
AFTER_ACCEPT, AT_PAPER, AT_INSTALL = "after-accept", "at-paper", "at-install"


class DeskClerk:
    """One method per question; answers are plain JSON values. Refusals come back as their Chinese sentences."""

    def __init__(self, house: House, link: Callable[[], Link], talk: Talk) -> None:
        self._house = house
        self._link = link
        self._talk = talk
        self._session: Session | None = None

    def sign_in(self, account: str, password: str, window: str) -> Any:
        """Sign in and begin to exchange, as the program does."""
        try:
            session = signing_in.sign_in(self._house.desk, account=account, password=password, window=window)
        except UserError as refused:
            return {"refused": [self._house.words.say(refused.message)]}
        if self._session is None:
            self._house.runner.start()
        self._session = session
        return msgspec.to_builtins(session)

    def catalog(self) -> str:
        """Id of the current catalog, '' before the first."""
        return self._house.desk.current_catalog()

    def open(self, theme: str, answers: dict[str, bool]) -> Any:
        """Begin an application."""
        return self._said(choosing.open_application(self._me, self._desk, theme=theme, items=(), answers=answers))

    def fill(self, application: str, texts: dict[str, str]) -> Any:
        """Save fields as typed."""
        return self._said(filling.save(self._me, self._desk, application, self._values(application, texts)))

    def type_on(self, application: str, element: str) -> None:
        """Type ever longer text and autosave it, telling after each save what is now on disk; until killed."""
        number = 0
        while True:
            number += 1
            text = f"{number:06d}"
            filling.autosave(self._me, self._desk, application, {element: text})
            self._talk.tell("saved", text=text)

    def draft(self, application: str) -> Any:
        """What was typed and not saved."""
        return msgspec.to_builtins(moving.typing_of(self._me, self._desk, application).patch)

    def drafts(self) -> list[str]:
        """Applications that this clerk has begun."""
        return [row.application for row in looking.workbench(self._me, self._desk).drafts]

    def lacks(self, application: str) -> list[str]:
        """What stands between the application and acceptance."""
        return self._words(filling.editor_view(self._desk, application, {}).lacks)

    def attach(self, application: str, material: str, path: str) -> Any:
        """Attach a file."""
        data = Path(path).read_bytes()
        try:
            return self._said(
                attaching.attach(self._me, self._desk, application, material=material, data=data, name=Path(path).name)
            )
        except UserError as refused:
            return {"refused": self._words((refused.message,))}

    def defer(self, application: str, material: str, reason: str) -> Any:
        """Defer to the latest lawful day."""
        view = filling.editor_view(self._desk, application, {})
        due = next(shown.latest_due for shown in view.materials if shown.material == material)
        return self._said(
            deferring.defer(self._me, self._desk, application, material=material, reason=reason, due_day=due)
        )

    def confirm_day(self, day: str) -> None:
        """The clerk looked at a calendar."""
        signing_in.confirm_day(self._me, self._desk, day=day)

    def accept(self, application: str) -> Any:
        """Accept."""
        return self._said(accepting.accept(self._me, self._desk, application, {}))

    def papers(self, application: str, folder: str) -> list[str]:
        """Render every paper into `folder`."""
        made = []
        for paper in printing.papers(self._desk, application):
            printing.printed(self._me, self._desk, application, paper)
            (Path(folder) / f"{paper.title}.pdf").write_bytes(paper.pdf)
            made.append(paper.title)
        return made

    def prints(self, application: str) -> dict[str, int]:
        """How often each paper was printed."""
        papers = looking.application(self._desk, application).papers
        return {paper.number: printing.copies(self._desk, paper.number) for paper in papers}

    def receive(self, code: str, material: str, path: str) -> Any:
        """A deferred document came, with the code on the receipt."""
        found = deferring.find_receipt(self._desk, code)
        if isinstance(found, Refusal):
            return self._said(found)
        scan = attaching.keep_scan(self._desk, Path(path).read_bytes(), name=Path(path).name)
        return self._said(deferring.receive(self._me, self._desk, found.id, material=material, scans=(scan,)))

    def sign_commitment(self, application: str, path: str) -> Any:
        """The signed letter of commitment was scanned."""
        scan = attaching.keep_scan(self._desk, Path(path).read_bytes(), name=Path(path).name)
        return self._said(deferring.sign_commitment(self._me, self._desk, application, scan=scan))

    def extend(self, application: str, material: str, reason: str) -> Any:
        """More time, as much as the hall gives."""
        state = looking.application(self._desk, application)
        latest = deferring.latest_extension(self._desk, state, material)
        extended = deferring.extend(self._me, self._desk, application, material=material, due_day=latest, reason=reason)
        return self._said(extended)

    def terminate(self, application: str, material: str, reason: str) -> Any:
        """Wait for a document no longer."""
        return self._said(deferring.terminate(self._me, self._desk, application, material=material, reason=reason))

    def make_paper(self, application: str, key: str) -> Any:
        """Make a paper with what its draft begins with; the completion notice confirms."""
        return self._said(paper_making.make(self._me, self._desk, application, key, {}))

    def void_paper(self, application: str, number: str, reason: str) -> Any:
        """Take a paper back."""
        return self._said(paper_list.void_paper(self._me, self._desk, application, number, reason=reason))

    def void_number(self, reason: str) -> str:
        """The form with the next number was spoilt; which that was."""
        number = self._desk.store.numbers.peek(self._desk.now().day)
        refused = numbering.void_number(self._me, self._desk, number, reason=reason)
        assert refused is None, refused
        return str(number)

    def return_numbers(self, reason: str) -> Any:
        """Give back what is left."""
        return numbering.return_numbers(self._me, self._desk, reason=reason)

    def account(self) -> Any:
        """What the numbers of every block ended as."""
        return msgspec.to_builtins(self._desk.store.numbers.account())

    def sync_now(self) -> None:
        """F5."""
        self._house.runner.sync_now()

    def link(self) -> Any:
        """The link as the chip shows it, with its sentences."""
        link = self._link()
        said = [told for told in (link.message, link.trouble) if told is not None]
        return {"state": link.state, "skew": link.skew, "codes": [one.code for one in said], "says": self._words(said)}

    def outbox(self) -> Any:
        """What waits for the centre."""
        return msgspec.to_builtins(looking.outbox(self._desk).summary)

    def numbers_left(self) -> int:
        """Receipt numbers that this window may still give."""
        return self._desk.store.numbers.left()

    def application(self, application: str) -> Any:
        """The state of an application."""
        return msgspec.to_builtins(looking.application(self._desk, application))

    def today(self) -> Any:
        """The hall's day."""
        return msgspec.to_builtins(signing_in.today(self._desk))

    def verify(self) -> list[str]:
        """Everything in the journal that does not fit."""
        return self._words(self._desk.store.journal.verify())

    @property
    def _desk(self) -> Any:
        return self._house.desk

    @property
    def _me(self) -> Session:
        assert self._session is not None, "not signed in"
        return self._session

    def _values(self, application: str, texts: dict[str, str]) -> dict[str, Value | None]:
        catalog = self._desk.catalog(looking.application(self._desk, application).catalog)
        return {element: read(catalog.elements[element], text) for element, text in texts.items()}

    def _said(self, result: ApplicationState | Refusal) -> Any:
        if isinstance(result, Refusal):
            return {"refused": self._words(result.messages), "codes": [one.code for one in result.messages]}
        return {"application": result.id, "receipt_number": result.receipt_number}

    def _words(self, messages: Any) -> list[str]:
        return [self._house.words.say(one) for one in messages]


class _DyingRenderer:
    """Dies in the middle of the first paper."""

    def render(self, html: str, *, title: str, qr: str, footer: str) -> bytes:
        die()
        return b""


def _armed(house: House, moment: str) -> None:
    """Die right after the commit of an acceptance, in the middle of installing a catalog, or as `deaths` says."""
    if moment == AFTER_ACCEPT:
        house.desk.wake = _dies_when(lambda: any(row.receipt_number for row in house.store.views.search("", limit=9)))
    elif moment == AT_INSTALL:
        house.store.sync.install_catalog = lambda _catalog: die()  # type: ignore[method-assign]
    else:
        arm_operation(house, moment)


def _dies_when(condition: Callable[[], bool]) -> Callable[[], None]:
    return lambda: die() if condition() else None


def main() -> int:
    """Serve until stdin ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--central", required=True)
    asked = parser.parse_args()
    talk = Talk()
    offset = int(os.environ.get(CLOCK_VARIABLE, "0"))
    house_module.wall_ms = lambda: time.time_ns() // 1_000_000 + offset
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qt = QGuiApplication(sys.argv[:1])
    moment = os.environ.get(DIES_VARIABLE, "")
    papers: PaperRenderer = _DyingRenderer() if moment == AT_PAPER else QtPaperRenderer()
    latest, guard = [Link()], threading.Lock()

    def keep(link: Link) -> None:
        with guard:
            latest[0] = link

    house = build_house(
        read_settings({"data": asked.data, "central": asked.central}),
        papers=papers,
        on_link=keep,
        on_step=lambda _report: None,
        on_fault=FaultLog(Path(asked.data)).note,
    )
    _armed(house, moment)
    clerk = DeskClerk(house, lambda: latest[0], talk)
    for question in talk.asked():
        talk.answer(question, getattr(clerk, question["do"]))
    house.close()
    del qt
    return 0


if __name__ == "__main__":
    sys.exit(main())
