"""Joins one application with what changes about it: another catalog, other items, data of earlier applications.

The editor's presenter owns the typing (`patch`) and hands it in; it is changed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PyQt5.QtCore import QObject, pyqtSignal

from client.desk import changing, looking, moving, reusing
from client.desk.changing import Choice
from client.desk.moving import MoveOffer
from client.desk.reusing import ReuseOffer
from client.ui.changes import strip_lines
from client.ui.changes.choice_sheet import ChoiceSheet
from client.ui.changes.offer_strip import OfferStrip, StripLine
from client.ui.changes.reuse_sheet import ReuseSheet
from client.ui.changes.side_sheet import SideSheet
from client.ui.changes.version_sheet import VersionSheet
from client.ui.context import UiContext
from client.ui.editor.editor_view import EditorScreen
from client.ui.translation import tr
from client.ui.widgets.day_words import day_words
from client.ui.widgets.editor import finish_word
from forms.errors import UserError
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState, ApplicationStatus
from forms.message import Message
from forms.values import Value

Done = TypeVar("Done")


class ChangesPresenter(QObject):
    """`changed` after each fact, and after the typing was read under another catalog."""

    changed = pyqtSignal()

    def __init__(
        self, context: UiContext, screen: EditorScreen, application: str, patch: dict[str, Value | None]
    ) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen
        self._application = application
        self._patch = patch
        self._strip = OfferStrip()
        self._sheets: dict[type[SideSheet], SideSheet] = {}
        self._choice: Choice | None = None
        self._offer: MoveOffer | None = None
        self._offer_of: tuple[object, ...] = ()
        self._reuse: tuple[ReuseOffer, ...] = ()
        self._reuse_of: tuple[object, ...] = ()
        self._viewed: set[str] = set()
        typing = moving.typing_of(context.session, context.desk, application)
        patch.update(typing.patch)
        self._catalog = self._state().catalog
        screen.set_strip(self._strip)
        self._strip.wanted.connect(self._on_wanted)
        self._tell(typing.told)

    def before_view(self) -> None:
        """Read what is typed under the catalog that the application pins by now; another window may have moved it."""
        state = self._state()
        if state.catalog != self._catalog:
            typing = moving.carry(self._context.desk, self._patch, state, before=self._catalog)
            self._take_typing(typing.patch, state.catalog)
            self._tell(typing.told)

    def after_view(self) -> None:
        """Say above the form what concerns the application now."""
        state = self._state()
        if state.status is not ApplicationStatus.INTAKE:
            self._strip.set_lines(())
            return
        self._strip.set_lines(tuple(self._lines(state)))

    def begin(self) -> bool:
        """A newer catalog comes forward once, until a clerk has chosen to stay; True when it did."""
        if self._offer is None or self._offer.stayed:
            return False
        self.show_version()
        return True

    def show_version(self) -> None:
        """F10: what the newer catalog changes, or what is left from earlier ones."""
        finish_word()
        offer = moving.move_offer(self._context.desk, self._application, self._patch)
        left = moving.left_answers(self._context.desk, self._application, self._patch)
        sheet = self._sheet(VersionSheet)
        if offer is not None:
            sheet.show_offer(offer, left)
        elif left:
            sheet.show_left(left)
        else:
            return
        self._screen.show_side(sheet)

    def show_choice(self) -> None:
        """Ctrl+I: the items and the questions."""
        state = self._state()
        if state.status is not ApplicationStatus.INTAKE:
            return
        finish_word()
        self._choice = Choice(items=state.items, answers=state.answers)
        sheet = self._sheet(ChoiceSheet)
        sheet.set_lines(changing.item_lines(self._context.desk, self._application))
        self._preview()
        self._screen.show_side(sheet)

    def take_over(self) -> None:
        """F12: everything that is offered, into what is empty."""
        finish_word()
        offers = reusing.reuse_offers(self._context.desk, self._application, self._patch)
        if not offers:
            return
        result = self._done(
            lambda: reusing.take_over(
                self._context.session, self._context.desk, self._application, self._patch, offers
            ),
            self._screen.message.show_message,
        )
        if result is None:
            return
        self._patch.clear()
        self.changed.emit()
        if self._screen.side() is not None:
            self._screen.leave_side()
        self._screen.message.show_message(_taken_words(offers), "ok")

    def close(self) -> bool:
        """Esc: back from a sheet to the form; False when none is shown."""
        shown = self._screen.side()
        if shown is None:
            return False
        if isinstance(shown, VersionSheet) and self._offer is not None and not self._offer.stayed:
            moving.stay(self._context.desk, self._application)
            self._offer_of = ()
            self.after_view()
        self._screen.leave_side()
        return True

    def _lines(self, state: ApplicationState) -> list[StripLine]:
        desk, language = self._context.desk, self._context.language
        lines = []
        offer = self._move_offer(state)
        if offer is not None:
            lines.append(strip_lines.version_line(offer))
        offers = self._reuse_offers(state)
        if offers:
            lines.append(strip_lines.reuse_line(offers))
        lines += strip_lines.closing_lines(changing.closing_items(desk, state), language)
        left = moving.left_answers(desk, self._application, self._patch)
        if left:
            lines.append(strip_lines.left_line(left, language))
        return lines

    def _move_offer(self, state: ApplicationState) -> MoveOffer | None:
        """Compared anew only when it could come out otherwise; the sheet always compares anew."""
        of = (state.catalog, self._context.desk.current_catalog(), state.items, state.answers, state.values)
        if of != self._offer_of:
            self._offer = moving.move_offer(self._context.desk, self._application, self._patch)
            self._offer_of = of
        return self._offer

    def _reuse_offers(self, state: ApplicationState) -> tuple[ReuseOffer, ...]:
        number = reusing.party_number(self._context.desk, self._application, self._patch)
        typed = frozenset(name for name, value in self._patch.items() if value is not None)
        of = (number, typed, state.values, state.scans, state.items, state.answers)
        if of != self._reuse_of:
            self._reuse = reusing.reuse_offers(self._context.desk, self._application, self._patch) if number else ()
            self._reuse_of = of
        for offer in self._reuse:
            if offer.application not in self._viewed:
                self._viewed.add(offer.application)
                reusing.note_viewed(self._context.session, self._context.desk, self._application, offer)
        return self._reuse

    def _preview(self) -> None:
        assert self._choice is not None
        preview = changing.preview_change(self._context.desk, self._application, self._patch, self._choice)
        self._sheet(ChoiceSheet).show_preview(preview)

    def _on_wanted(self, action: str) -> None:
        if action == strip_lines.VERSION:
            self.show_version()
        elif action == strip_lines.REUSE:
            self.take_over()
        elif action == strip_lines.LOOK:
            sheet = self._sheet(ReuseSheet)
            sheet.show_offers(reusing.reuse_offers(self._context.desk, self._application, self._patch))
            self._screen.show_side(sheet)

    def _on_ticked(self, item: str) -> None:
        """An item comes or goes; one that is closed says why it cannot come."""
        assert self._choice is not None
        sheet = self._sheet(ChoiceSheet)
        lines = changing.item_lines(self._context.desk, self._application)
        closed = next((line.closed for line in lines if line.item == item), None)
        if closed is not None:
            sheet.message.show_message(self._context.words.say(closed), "warn")
            return
        sheet.message.clear()
        items = self._choice.items
        kept = tuple(one for one in items if one != item)
        self._choice = Choice(items=kept if item in items else (*items, item), answers=self._choice.answers)
        self._preview()

    def _on_answered(self, situation: str, yes: bool) -> None:
        assert self._choice is not None
        self._choice = changing.answered(
            self._context.desk, self._application, self._choice, situation=situation, yes=yes
        )
        self._preview()

    def _on_searched(self, text: str) -> None:
        lines = changing.item_lines(self._context.desk, self._application, text)
        self._sheet(ChoiceSheet).set_lines(lines)

    def _on_choice_confirmed(self) -> None:
        choice = self._choice
        assert choice is not None
        session, desk = self._context.session, self._context.desk
        result = self._done(
            lambda: changing.change(session, desk, self._application, choice),
            self._sheet(ChoiceSheet).message.show_message,
        )
        if result is not None:
            self._back_to_form()

    def _on_move_confirmed(self) -> None:
        sheet = self._sheet(VersionSheet)
        session, desk = self._context.session, self._context.desk
        result = self._done(
            lambda: moving.move(session, desk, self._application, self._patch), sheet.message.show_message
        )
        if result is None:
            return
        self._take_typing(result.typing.patch, result.state.catalog)
        self._back_to_form()
        self._tell(result.typing.told)

    def _back_to_form(self) -> None:
        self.changed.emit()
        self._screen.leave_side()

    def _done(self, act: Callable[[], Done | Refusal], say: Callable[[str, str], None]) -> Done | None:
        """Carry out a verb; None when something stands against it, which is said where the clerk looks."""
        try:
            result = act()
        except UserError as error:
            say(self._context.words.say(error.message), "danger")
            return None
        if isinstance(result, Refusal):
            say(self._context.say(result.messages), "warn")
            return None
        return result

    def _take_typing(self, patch: Mapping[str, Value | None], catalog: str) -> None:
        self._patch.clear()
        self._patch.update(patch)
        self._catalog = catalog

    def _tell(self, told: tuple[Message, ...]) -> None:
        if told:
            self._screen.message.show_message(self._context.say(told), "warn")

    def _state(self) -> ApplicationState:
        return looking.application(self._context.desk, self._application)

    def _sheet(self, kind: type[SideSheet]) -> SideSheet:
        """Made when first wanted: most applications never see one."""
        if kind not in self._sheets:
            self._sheets[kind] = self._made(kind)
        return self._sheets[kind]

    def _made(self, kind: type[SideSheet]) -> SideSheet:
        if kind is ReuseSheet:
            sheet = ReuseSheet(language=self._context.language)
            sheet.confirmed.connect(self.take_over)
        elif kind is VersionSheet:
            sheet = VersionSheet(self._context.words)
            sheet.confirmed.connect(self._on_move_confirmed)
        else:
            sheet = ChoiceSheet(self._context.words)
            sheet.confirmed.connect(self._on_choice_confirmed)
            sheet.ticked.connect(self._on_ticked)
            sheet.answered.connect(self._on_answered)
            sheet.searched.connect(self._on_searched)
        sheet.closed.connect(self.close)
        return sheet


def _taken_words(offers: tuple[ReuseOffer, ...]) -> str:
    said = tr(
        "changes", "Taken over from {day}, receipt {number}: {values} fields, {scans} materials. Ask the applicant."
    )
    return "\n".join(
        said.format(
            day=day_words(offer.day),
            number=offer.receipt_number,
            values=len(offer.values),
            scans=len(offer.scans),
        )
        for offer in offers
    )
