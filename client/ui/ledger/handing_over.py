"""Joins the hand-over sheet with the desk; a long list is handed over in the background."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal

from client.desk import ledger, ledger_hand_over
from client.desk.days_left import days_left
from client.desk.ledger import LedgerFilters
from client.desk.ledger_hand_over import HandedOver
from client.store.rows import LedgerRow
from client.ui.context import UiContext
from client.ui.ledger.background import Background
from client.ui.ledger.due_words import due_cell
from client.ui.ledger.hand_over_sheet import HandOverSheet
from client.ui.ledger.ledger_lines import key_of
from client.ui.translation import tr
from client.ui.widgets.choice_box import Choice
from client.ui.widgets.rows_model import Row
from forms.errors import UserError
from forms.journal.decision import Refusal

_ALL, _ONE = "all", "one"
_SHOWN = 200
_TOLD = 3
"""So many reasons are said when some applications stay where they are."""


class HandingOver(QObject):
    """`handed_over` when somebody else looks after something."""

    handed_over = pyqtSignal()

    def __init__(self, context: UiContext, sheet: HandOverSheet) -> None:
        super().__init__(sheet)
        self._context = context
        self.sheet = sheet
        self._chosen: LedgerRow | None = None
        self._background = Background(self)
        self._background.told.connect(sheet.set_progress)
        sheet.whose_changed.connect(self._show_open)
        sheet.confirmed.connect(self._confirm)

    def start(self, chosen: LedgerRow | None) -> None:
        """Begin with the keeper of the chosen line, else with this clerk."""
        self._chosen = chosen
        session, desk = self._context.session, self._context.desk
        whose = chosen.keeper if chosen is not None else session.account
        keepers = [Choice(share.key, f"{share.name} {share.lines}") for share in ledger.keepers(desk)]
        known = ledger_hand_over.colleagues(session, desk)
        self.sheet.start(keepers=keepers, whose=whose, colleagues=[Choice(each.account, each.name) for each in known])
        self._show_open(whose)

    def _show_open(self, whose: str) -> None:
        desk = self._context.desk
        page = ledger.page(desk, filters=LedgerFilters(keeper=whose), limit=_SHOWN)
        lines = page.lines if whose else ()
        left = days_left(desk, (line.due_day for line in lines))
        scopes = [Choice(_ALL, tr("ledger", "All open ones: {count} documents").format(count=page.total))]
        if self._chosen is not None and self._chosen.keeper == whose:
            scopes.append(Choice(_ONE, tr("ledger", "Only {name}").format(name=self._chosen.applicant)))
        rows = [
            Row(
                key_of(line),
                (
                    line.applicant,
                    line.material_name,
                    due_cell(line.due_day, line.status, left=left.get(line.due_day)),
                ),
            )
            for line in lines
        ]
        self.sheet.set_open(scopes, rows)

    def _confirm(self) -> None:
        sheet, desk, session = self.sheet, self._context.desk, self._context.session
        whose, to = sheet.whose.editor.value_text(), sheet.to.editor.value_text()
        reason = sheet.reason.editor.value_text()
        sheet.to.set_error("" if to else tr("ledger", "Choose who looks after them from now on."))
        if not to or not whose:
            return
        only = self._chosen is not None and sheet.scope.editor.value_text() == _ONE
        applications = (self._chosen.application,) if only and self._chosen is not None else ()
        self._background.begin()
        sheet.set_progress(0, 0)
        self._context.tasks.run(
            lambda: ledger_hand_over.hand_over(
                session,
                desk,
                to=to,
                reason=reason,
                applications=applications,
                all_of="" if applications else whose,
                progress=self._background.tell,
            ),
            done=self._on_done,
            failed=self._on_failed,
        )

    def _on_done(self, result: HandedOver | Refusal) -> None:
        say = self._context.words.say
        if isinstance(result, Refusal):
            self.sheet.end(self._context.say(result.messages), "warn")
            return
        self._show_open(self.sheet.whose.editor.value_text())
        words = [tr("ledger", "{count} applications were handed over.").format(count=len(result.applications))]
        if result.refused:
            words.append(tr("ledger", "{count} stayed where they are:").format(count=len(result.refused)))
            words += list(dict.fromkeys(say(told) for _application, told in result.refused))[:_TOLD]
        self.sheet.end("\n".join(words), "warn" if result.refused else "ok")
        self.handed_over.emit()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            self.sheet.end("")
            raise error
        self.sheet.end(self._context.words.say(error.message), "danger")
