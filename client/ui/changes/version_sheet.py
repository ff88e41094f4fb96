"""The sheet that shows what a newer catalog changes for an application, and what is left from earlier ones."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QWidget

from client.desk.moving import LeftAnswer, MoveOffer
from client.ui.changes.difference_words import DifferenceWords, Given, Group
from client.ui.changes.group_list import GroupList
from client.ui.changes.side_sheet import SideSheet
from client.ui.translation import tr
from forms.elements.reading import show
from forms.words import Words


class VersionSheet(SideSheet):
    """Moves only by its main button; the focus starts on the one that changes nothing."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("version", parent)
        self._words = DifferenceWords(words)
        self._language = words.language
        self.groups = GroupList()
        self.sheet.body.addWidget(self.groups)
        self.sheet.body.addStretch(1)
        self.confirm.setText(tr("changes", "Go on under the new catalog"))

    def show_offer(self, offer: MoveOffer, left: tuple[LeftAnswer, ...]) -> None:
        """What moving would change."""
        self.message.clear()
        self.lead.setText(
            tr("changes", "The catalog of items is now {after}; this application was begun under {before}").format(
                before=offer.from_version, after=offer.to_version
            )
        )
        self.note.setText(_note(offer))
        given = Given(scans=offer.scans, deferred=offer.deferred)
        self.groups.set_groups((*self._words.groups(offer.diff, given), *self._left(left)))
        self.confirm.setVisible(offer.may_move)
        self.back.setText(tr("changes", "Stay with {before}").format(before=offer.from_version))

    def show_left(self, left: tuple[LeftAnswer, ...]) -> None:
        """What was answered under earlier catalogs and is asked no more."""
        self.message.clear()
        self.lead.setText(tr("changes", "From the earlier version"))
        self.note.setText(tr("changes", "These answers are kept with the application; no department is sent them."))
        self.groups.set_groups(self._left(left))
        self.confirm.hide()
        self.back.setText(tr("changes", "Back to the form"))

    def take_focus(self) -> None:
        self.back.setFocus(Qt.OtherFocusReason)

    def _left(self, left: tuple[LeftAnswer, ...]) -> tuple[Group, ...]:
        lines: dict[str, list[str]] = {}
        for answer in left:
            words = tr("changes", "{field}: {value}").format(
                field=answer.element.label.text(self._language),
                value=show(answer.element, answer.value, language=self._language),
            )
            lines.setdefault(answer.version, []).append(words)
        return tuple(
            Group(
                title=tr("changes", "From version {version}").format(version=version), level="info", lines=tuple(some)
            )
            for version, some in lines.items()
        )


def _note(offer: MoveOffer) -> str:
    if not offer.may_move:
        return tr("changes", "It cannot move: the new catalog lacks an item. It goes on under the earlier catalog.")
    if offer.diff.is_empty:
        return tr("changes", "Nothing that concerns this application has changed.")
    return tr("changes", "Nothing moves by itself. Every answer is kept, whichever you choose.")
