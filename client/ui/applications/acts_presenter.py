"""Joins the acts sheet with the desk: what can be done, doing it in the name of whoever may, saying what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PyQt5.QtCore import QObject, pyqtSignal
from PyQt5.QtWidgets import QWidget

from client.desk import acting, signing_in
from client.desk.acting import OF_A_DEFERRAL, Act, Acts, HeldDeferral
from client.ui.applications import act_words
from client.ui.applications.act_deeds import Deed, Typed, command_of, deed_of
from client.ui.applications.acts_sheet import ActsSheet, Asked
from client.ui.applications.signed_letters import SignedLetters
from client.ui.changes.side_sheet import SideSheet
from client.ui.context import UiContext
from client.ui.translation import tr
from client.ui.widgets.day_words import day_words
from client.ui.widgets.editor import finish_word
from forms.elements.date import read_day
from forms.errors import UserError
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState

_ENDS = frozenset({Act.TERMINATE, Act.WITHDRAW})
"""Acts that end something: asked for once more, in place."""


@dataclass(frozen=True, kw_only=True)
class ActsHost:
    """Where the sheet is shown: `show` puts it in front, `leave` goes back, `parent` is for file dialogs."""

    parent: QWidget
    show: Callable[[SideSheet], None]
    leave: Callable[[], None]


class ActsPresenter(QObject):
    """`changed` after each fact; `print_wanted(id)`, `receive_wanted(id, material)` lead to other screens.

    `told(words, level)` says what became of a signed letter while the sheet is not shown. `letters` takes them in.
    """

    changed = pyqtSignal()
    print_wanted = pyqtSignal(str)
    receive_wanted = pyqtSignal(str, str)
    told = pyqtSignal(str, str)

    def __init__(self, context: UiContext, host: ActsHost) -> None:
        super().__init__(host.parent)
        self._context = context
        self._host = host
        self.letters = SignedLetters(context, host.parent)
        self.letters.taken.connect(self._on_letter)
        self.letters.refused.connect(lambda words: self._say(words, "danger"))
        self._application = ""
        self._acts: Acts | None = None
        self._sheet: ActsSheet | None = None
        self._shown = False
        self._busy = False
        self._sure: tuple[str, ...] = ()

    def open(self, application: str, *, act: Act | None = None, material: str = "") -> None:
        """Show the sheet; without `act` what is proposed or missing is chosen."""
        if self._busy:
            return
        finish_word()
        self._application = application
        sheet = self._made()
        sheet.message.clear()
        self._read()
        acts = self._known()
        chosen = act or acts.likely()
        sheet.choose(chosen, acts.material_for(chosen, material))
        self._begin()
        self._shown = True
        self._host.show(sheet)

    def is_open(self) -> bool:
        """True while the sheet is in front."""
        return self._shown

    def close(self) -> bool:
        """Esc: leave an act that was asked about, then the sheet; False when it is not shown."""
        if not self._shown:
            return False
        if self._sure:
            self._sure = ()
            self._made().message.clear()
            self._preview()
            return True
        self.leave()
        return True

    def leave(self) -> None:
        """Put the sheet away, whatever is typed on it."""
        self._sure = ()
        if self._shown:
            self._shown = False
            self._host.leave()

    def on_news(self) -> None:
        """Something arrived: what can be done is asked anew, what is typed stays."""
        if self._shown and not self._busy:
            self._read()
            self._preview()

    def _made(self) -> ActsSheet:
        if self._sheet is None:
            sheet = self._sheet = ActsSheet()
            sheet.act_chosen.connect(self._on_act)
            sheet.deferral_chosen.connect(self._begin)
            sheet.changed.connect(self._on_typed)
            sheet.confirmed.connect(self._on_confirmed)
            sheet.closed.connect(self.close)
            sheet.letter_wanted.connect(lambda: self.letters.ask_files(self._application))
            sheet.files_dropped.connect(lambda paths: self.letters.bring(self._application, paths))
            sheet.print_wanted.connect(lambda: self.print_wanted.emit(self._application))
            sheet.receive_wanted.connect(lambda: self.receive_wanted.emit(self._application, sheet.material()))
        return self._sheet

    def _read(self) -> None:
        context, sheet = self._context, self._made()
        self._acts = acts = acting.acts(context.session, context.desk, self._application)
        sheet.lead.setText(tr("acts", "What is to be done for {name}?").format(name=acts.state.party.name or "—"))
        sheet.note.setText(act_words.standing(acts))
        sheet.set_acts(act_words.act_rows(acts, context.words))
        sheet.set_deferrals(act_words.deferral_rows(acts))

    def _known(self) -> Acts:
        assert self._acts is not None
        return self._acts

    def _held(self) -> HeldDeferral | None:
        return self._known().held(self._made().material())

    def _on_act(self) -> None:
        """Another act: with the deferral that is chosen where it can be done, else with the first where it can."""
        sheet, acts = self._made(), self._known()
        material = acts.material_for(sheet.current(), sheet.material())
        if material != sheet.material():
            sheet.choose(sheet.current(), material)
        self._begin()

    def _begin(self) -> None:
        """Another act or another deferral: its own fields, empty of what was typed for the one before."""
        sheet, held, act = self._made(), self._held(), self._made().current()
        self._sure = ()
        sheet.message.clear()
        latest = held.latest if held is not None and act is Act.EXTEND else ""
        reason = ""
        if held is not None and act is Act.TERMINATE:
            reason = acting.overdue_reason(held, day=self._context.desk.now().day)
        sheet.fill(day=latest, day_note=self._day_note(latest), reason=reason)
        self._preview()

    def _preview(self) -> None:
        sheet, acts, held, act = self._made(), self._known(), self._held(), self._made().current()
        say, why_not = self._context.words.say, acts.why_not(act, sheet.material())
        can, about_one = why_not is None, act in OF_A_DEFERRAL
        sheet.ask_for(
            Asked(
                deferral=about_one and bool(acts.deferrals),
                day=can and act is Act.EXTEND,
                reason=can and (about_one or act is Act.WITHDRAW),
                supervisor=can and acts.line(act).needs_supervisor,
            )
        )
        proposal = held.proposal if held is not None and about_one else None
        sheet.set_proposal(say(proposal) if proposal is not None else "")
        meaning = act_words.meaning(act, acts, held) if why_not is None else say(why_not)
        sheet.set_preview(meaning, action=act_words.action(act, asked=bool(self._sure)) if can else "")

    def _day_note(self, typed: str) -> str:
        day = read_day(typed) or ""
        state = self._known().state
        if not day:
            return ""
        text = tr("acts", "{day} · {count} working days from today")
        return text.format(day=day_words(day), count=acting.working_days_until(self._context.desk, state, day))

    def _on_typed(self) -> None:
        sheet = self._made()
        sheet.set_day_note(self._day_note(sheet.day()))
        if self._sure:
            self._sure = ()
            sheet.message.clear()
            self._preview()

    def _on_confirmed(self) -> None:
        finish_word()
        act, sheet = self._made().current(), self._made()
        if self._busy:
            return
        if act is Act.PAPERS:
            self.print_wanted.emit(self._application)
        elif act is Act.RECEIVE:
            self.receive_wanted.emit(self._application, sheet.material())
        elif act is Act.SIGN:
            self.letters.ask_files(self._application)
        else:
            self._do(act)

    def _do(self, act: Act) -> None:
        """Refused in place, asked once more where something ends, then done by whoever may."""
        sheet, typed = self._made(), self._typed()
        command = command_of(act, typed)
        refusal = acting.refusal_of(self._context.desk, self._application, command) if command is not None else None
        if refusal is not None:
            self._say_refused(refusal)
            return
        asked = (act.value, typed.material, typed.reason)
        if act in _ENDS and self._sure != asked:
            self._sure = asked
            sheet.message.show_message(act_words.question(act, self._known(), self._held()), "warn")
            self._preview()
            return
        deed = deed_of(self._context.desk, self._application, act, typed)
        if self._known().line(act).needs_supervisor:
            self._do_signed(act, deed)
            return
        try:
            self._on_done(act, deed(self._context.session))
        except UserError as error:
            sheet.message.show_message(self._context.words.say(error.message), "danger")

    def _do_signed(self, act: Act, deed: Deed) -> None:
        account, password = self._made().signature()
        context = self._context
        self._made().message.show_message(tr("acts", "Checking the supervisor's password…"), "info")
        self._busy = True

        def work() -> ApplicationState | Refusal:
            return deed(signing_in.sign_for_one_act(context.session, context.desk, account=account, password=password))

        context.tasks.run(work, done=lambda result: self._on_done(act, result), failed=self._on_failed)

    def _typed(self) -> Typed:
        sheet = self._made()
        return Typed(material=sheet.material(), day=read_day(sheet.day()) or "", reason=sheet.reason())

    def _on_done(self, act: Act, result: ApplicationState | Refusal) -> None:
        self._busy = False
        sheet, held = self._made(), self._held()
        sheet.forget_password()
        if isinstance(result, Refusal):
            self._say_refused(result)
            return
        self._read()
        self._begin()
        self.changed.emit()
        self._say(act_words.done(act, result, held), "ok")
        if act is Act.COMPLETE:
            self.print_wanted.emit(self._application)

    def _on_letter(self) -> None:
        if self._shown:
            self._read()
            self._begin()
        self.changed.emit()
        self._say(tr("acts", "The signed letter is taken in."), "ok")

    def _on_failed(self, error: BaseException) -> None:
        self._busy = False
        self._made().forget_password()
        if not isinstance(error, UserError):
            raise error
        self._say(self._context.words.say(error.message), "danger")

    def _say_refused(self, refusal: Refusal) -> None:
        self._say(self._context.say(refusal.messages), "warn")

    def _say(self, words: str, level: str) -> None:
        if self._shown:
            self._made().message.show_message(words, level)
        else:
            self.told.emit(words, level)
