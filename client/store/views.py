"""Reading the views: lists, search, counts. Rules are not asked here; overdue is whatever lies before a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from client.store.database import Database
from client.store.rows import ApplicationRow, DraftRow, DueCase, MovedDay
from client.store.searching import match_of

_ROWS = """
SELECT a.application, a.status, a.receipt_number, a.case_numbers, a.applicant, a.phone, a.title, a.opened_wall,
    a.touched_wall, a.accepted_day, a.cases, a.cases_ended, a.open_deferrals,
    (SELECT count(*) FROM operations o
        WHERE o.stream = 'application/' || a.application AND o.rev = 0 AND o.outcome IN ('', 'applied')),
    EXISTS (SELECT 1 FROM operations o
        WHERE o.stream = 'application/' || a.application AND o.outcome IN ('rejected', 'held'))
FROM view_applications a
"""
# The limit goes inside: one character finds thousands, and what hangs on a row is only asked for those shown.
_FOUND = f"""{_ROWS} WHERE a.id IN (
    SELECT id FROM view_applications WHERE id IN (SELECT rowid FROM view_search WHERE view_search MATCH ?)
    ORDER BY touched_wall DESC, id DESC LIMIT ?
) ORDER BY a.touched_wall DESC, a.id DESC"""
_NEWEST = f"{_ROWS} ORDER BY a.touched_wall DESC, a.id DESC LIMIT ?"

_DRAFTS = """
SELECT a.application, a.title, a.applicant, max(a.touched_wall, coalesce(d.saved_wall, 0)) AS touched,
    coalesce(d.typed, 0)
FROM view_applications a LEFT JOIN drafts d ON d.application = a.application AND d.clerk = ?
WHERE a.status = 'intake' AND (a.opener = ? OR d.clerk IS NOT NULL)
ORDER BY touched DESC, a.id DESC
"""

_COUNTS = """
SELECT
    (SELECT count(*) FROM view_applications WHERE accepted_day = ? AND accepted_day <> ''),
    (SELECT count(*) FROM view_applications WHERE status = 'intake'),
    (SELECT count(*) FROM view_deferrals WHERE is_open = 1),
    (SELECT count(*) FROM view_deferrals WHERE is_awaited = 1 AND due_day = ?),
    (SELECT count(*) FROM view_deferrals WHERE is_awaited = 1 AND due_day < ?),
    (SELECT count(*) FROM view_cases WHERE status <> 'ended' AND promised_due <> '' AND promised_due = ?),
    (SELECT count(*) FROM view_cases WHERE status <> 'ended' AND promised_due <> '' AND promised_due < ?),
    (SELECT count(*) FROM operations WHERE outcome IN ('rejected', 'held'))
"""
COUNTED = (
    "accepted_today",
    "drafts",
    "open_deferrals",
    "deferrals_due_today",
    "deferrals_overdue",
    "due_today",
    "overdue",
    "quarantined",
)


class Views:
    """Lists of applications, deferrals and cases."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(self, query: str, *, limit: int = 50) -> tuple[ApplicationRow, ...]:
        """Applications that every part of `query` finds, newest first; all of them for an empty query.

        A part is Chinese text, pinyin or initials of a name, or the beginning or end of a number.
        """
        if not query.strip():
            return tuple(_application(row) for row in self._database.all(_NEWEST, (limit,)))
        match = match_of(query)
        return tuple(_application(row) for row in self._database.all(_FOUND, (match, limit))) if match else ()

    def drafts(self, clerk: str) -> tuple[DraftRow, ...]:
        """Applications in intake that `clerk` opened or has typed in, last touched first."""
        return tuple(
            DraftRow(application=application, title=title, applicant=applicant, touched_wall=touched, typed=typed)
            for application, title, applicant, touched, typed in self._database.all(_DRAFTS, (clerk, clerk))
        )

    def received(self) -> tuple[str, ...]:
        """Applications that were taken in and are not accepted, refused or withdrawn, first opened first."""
        rows = self._database.all(
            "SELECT application FROM view_applications WHERE status = 'intake' AND receipt_number <> ''"
            " ORDER BY opened_wall, id"
        )
        return tuple(str(row[0]) for row in rows)

    def sent_back(self) -> tuple[str, ...]:
        """Accepted applications that a reviewer ever sent back, answered or not."""
        rows = self._database.all(
            "SELECT a.application FROM view_applications a WHERE a.status = 'accepted' AND 'application/'"
            " || a.application IN (SELECT stream FROM operations WHERE kind = 'send_back_requested') ORDER BY a.id"
        )
        return tuple(str(row[0]) for row in rows)

    def unchecked(self) -> tuple[str, ...]:
        """Applications in intake or with open deferrals whose applicant once could not be looked up (失信名单)."""
        rows = self._database.all(
            "SELECT a.application FROM view_applications a WHERE (a.status = 'intake' OR a.open_deferrals > 0)"
            " AND 'application/' || a.application IN (SELECT stream FROM operations WHERE kind = 'credit_checked'"
            " AND json_extract(CAST(data AS TEXT), '$.body.unchecked')) ORDER BY a.id"
        )
        return tuple(str(row[0]) for row in rows)

    def distrusted(self) -> tuple[str, ...]:
        """Accepted applications whose applicant the centre found on the distrust list (失信名单)."""
        rows = self._database.all(
            "SELECT a.application FROM view_applications a WHERE a.status = 'accepted' AND 'application/'"
            " || a.application IN (SELECT stream FROM operations WHERE kind = 'objection_raised'"
            " AND json_extract(CAST(data AS TEXT), '$.body.code') = 'centre.deferral_distrusted') ORDER BY a.id"
        )
        return tuple(str(row[0]) for row in rows)

    def unsigned(self, *, limit: int) -> tuple[str, ...]:
        """Accepted applications whose signed letter of commitment is missing, the last accepted first."""
        rows = self._database.all(
            "SELECT application FROM view_applications WHERE unsigned = 1 ORDER BY accepted_day DESC, id DESC LIMIT ?",
            (limit,),
        )
        return tuple(str(row[0]) for row in rows)

    def due_cases(self, *, until: str) -> tuple[DueCase, ...]:
        """Cases that have not ended and whose promised day is `until` (ISO) or before."""
        rows = self._database.all(
            "SELECT c.application, a.receipt_number, a.applicant, c.item_name, c.promised_due, c.stage"
            " FROM view_cases c JOIN view_applications a ON a.application = c.application"
            " WHERE c.status <> 'ended' AND c.promised_due <> '' AND c.promised_due <= ?"
            " ORDER BY c.promised_due, a.receipt_number, c.item",
            (until,),
        )
        return tuple(DueCase(**dict(zip(DueCase.__struct_fields__, row, strict=True))) for row in rows)

    def moved_days(self) -> tuple[MovedDay, ...]:
        """Days that a calendar moved and that nobody was told of, those due first before the others."""
        rows = self._database.all(
            "SELECT m.application, a.receipt_number, a.applicant, a.phone, m.what, m.name, m.before, m.after"
            " FROM view_moves m JOIN view_applications a ON a.application = m.application"
            " ORDER BY (SELECT min(before) FROM view_moves o WHERE o.application = m.application), m.application,"
            " m.before, m.what, m.id"
        )
        return tuple(MovedDay(**dict(zip(MovedDay.__struct_fields__, row, strict=True))) for row in rows)

    def running(self, titles: Sequence[str], *, accepted_until: str, limit: int) -> tuple[str, ...]:
        """Accepted applications called one of `titles` (themes) that have not ended, the oldest acceptance first."""
        marks = ", ".join("?" * len(titles))
        rows = self._database.all(
            "SELECT application FROM view_applications WHERE status = 'accepted' AND accepted_day <= ?"
            f" AND title IN ({marks}) ORDER BY accepted_day, title LIMIT ?",
            (accepted_until, *titles, limit),
        )
        return tuple(str(row[0]) for row in rows)

    def latest_due(self) -> str:
        """The latest promised or due day (ISO) of anything open, '' when nothing is."""
        row = self._database.one(
            "SELECT max(coalesce((SELECT max(promised_due) FROM view_cases WHERE status <> 'ended'"
            " AND promised_due <> ''), ''), coalesce((SELECT max(due_day) FROM view_deferrals"
            " WHERE is_open = 1), ''))"
        )
        return str(row[0]) if row else ""

    def by_receipt(self, number: str) -> str | None:
        """The application that a receipt or case number names, or None."""
        row = self._database.one("SELECT application FROM view_numbers WHERE number = ?", (number.strip(),))
        return str(row[0]) if row else None

    def counts(self, *, day: str) -> Mapping[str, int]:
        """Figures of `day` (ISO) by the names in `COUNTED`."""
        row = self._database.one(_COUNTS, (day,) * 5)
        return dict(zip(COUNTED, row or (), strict=True))


def _application(row: tuple[Any, ...]) -> ApplicationRow:
    facts = dict(zip(ApplicationRow.__struct_fields__, row, strict=True))
    facts["case_numbers"] = _lines(facts["case_numbers"])
    facts["quarantined"] = bool(facts["quarantined"])
    return ApplicationRow(**facts)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
