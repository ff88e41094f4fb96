"""The sheet that shows, covered, what earlier applications of the same applicant have for this one."""

from __future__ import annotations

from PyQt5.QtWidgets import QWidget

from client.desk.reusing import OfferedScans, OfferedValue, ReuseOffer
from client.ui.changes.difference_words import Group
from client.ui.changes.group_list import GroupList
from client.ui.changes.side_sheet import SideSheet
from client.ui.translation import tr
from client.ui.widgets.day_words import day_words


class ReuseSheet(SideSheet):
    """Takes over by its main button or F12."""

    def __init__(self, *, language: str, parent: QWidget | None = None) -> None:
        super().__init__("reuse", parent)
        self._language = language
        self.groups = GroupList()
        self.sheet.body.addWidget(self.groups)
        self.sheet.body.addStretch(1)
        self.lead.setText(tr("changes", "What this applicant gave before"))
        self.note.setText(
            tr(
                "changes",
                "Covered until it is taken over. Only empty fields are filled; ask the applicant to confirm it.",
            )
        )
        self.confirm.setText(tr("changes", "Take over F12"))
        self.back.setText(tr("changes", "Back to the form"))

    def show_offers(self, offers: tuple[ReuseOffer, ...]) -> None:
        """Fields, materials and what is filled in otherwise, by application."""
        self.message.clear()
        groups: list[Group] = []
        for offer in offers:
            groups += self._groups(offer)
        self.groups.set_groups(tuple(groups))

    def _groups(self, offer: ReuseOffer) -> tuple[Group, ...]:
        source = tr("changes", "{day}, receipt {number}").format(day=day_words(offer.day), number=offer.receipt_number)
        made = (
            (tr("changes", "Fields from {source}"), "info", tuple(map(self._value, offer.values))),
            (tr("changes", "Materials from {source}"), "info", tuple(map(self._scans, offer.scans))),
            (
                tr("changes", "Filled in otherwise here, left as it is ({source})"),
                "warn",
                tuple(map(self._value, offer.different)),
            ),
        )
        return tuple(
            Group(title=title.format(source=source), level=level, lines=lines) for title, level, lines in made if lines
        )

    def _value(self, offered: OfferedValue) -> str:
        return tr("changes", "{field}: {value}").format(
            field=offered.element.label.text(self._language), value=offered.masked
        )

    def _scans(self, offered: OfferedScans) -> str:
        return tr("changes", "{name}: {count} scans, taken in {day}").format(
            name=offered.name.text(self._language), count=len(offered.scans), day=day_words(offered.taken_day)
        )
