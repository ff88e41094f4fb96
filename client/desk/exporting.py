"""Exporting (导出): the ledger as it is filtered and sorted, as an Excel file that says who took it out.

A list that leaves holds what the work needs and no more (个人信息保护法 第六条): no identity numbers, which no line of
the ledger has, and telephone numbers with their middle covered unless the clerk says what they are needed for. Each
file is noted on the device with its SHA-256, so that one which turns up elsewhere can be traced.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from client.desk import ledger
from client.desk.carry_out import note_on_device
from client.desk.days_left import days_left
from client.desk.desk import Desk
from client.desk.hall_day import hall_zone
from client.desk.ledger import LedgerFilters, LedgerOrder, LedgerShows
from client.desk.session import Session
from client.desk.sheet_file import CellKind, KeepGoing, Sheet, SheetColumn, Value, sheet_bytes
from client.store.rows import LedgerRow
from forms.elements.masking import keep_ends
from forms.elements.typed_text import tidy
from forms.errors import StorageFailed
from forms.journal.decision import Now, Refusal, refuse
from forms.journal.device import ListExported
from forms.message import message
from forms.words import Words

LEDGER = "deferral_ledger"
"""The name of the ledger in the note on the device."""

_COLUMNS = (
    ("receipt", 20, CellKind.TEXT),
    ("applicant", 24, CellKind.TEXT),
    ("phone", 14, CellKind.TEXT),
    ("material", 32, CellKind.TEXT),
    ("items", 32, CellKind.TEXT),
    ("reason", 28, CellKind.TEXT),
    ("due", 12, CellKind.DAY),
    ("left", 12, CellKind.NUMBER),
    ("state", 12, CellKind.TEXT),
    ("reminded", 12, CellKind.DAY),
    ("answer", 24, CellKind.TEXT),
    ("keeper", 12, CellKind.TEXT),
    ("site", 16, CellKind.TEXT),
)
_ENDED = frozenset({"passed", "terminated"})


class LedgerChoice(msgspec.Struct, frozen=True, kw_only=True):
    """What of the ledger is exported: as it stands on the screen. `phones` whole need a `reason`."""

    order: LedgerOrder = LedgerOrder.DUE
    descending: bool = False
    filters: LedgerFilters = LedgerFilters()
    phones: bool = False
    reason: str = ""


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was saved."""

    path: Path
    lines: int


def export_ledger(
    session: Session,
    desk: Desk,
    words: Words,
    *,
    path: Path,
    choice: LedgerChoice,
    keep_going: KeepGoing = lambda _done, _total: True,
) -> Exported | Refusal:
    """Save the ledger at `path`, whole or not at all, with the headings in the language of `words`.

    Raises `NotWanted` when `keep_going` said no, `StorageFailed` when the file could not be written.
    """
    reason = tidy(choice.reason)
    if choice.phones and not reason:
        return refuse("export.reason_missing")
    now = desk.now()
    rows = ledger.every_line(desk, order=choice.order, descending=choice.descending, filters=choice.filters)
    sheet = Sheet(
        title=words.say(message("export.ledger")),
        mark=_mark(session, desk, words, lines=len(rows), now=now),
        columns=tuple(
            SheetColumn(title=words.say(message(f"export.column.{name}")), chars=chars, kind=kind)
            for name, chars, kind in _COLUMNS
        ),
        rows=_lines(desk, words, rows, phones=choice.phones),
    )
    data = sheet_bytes(sheet, keep_going=keep_going)
    note = ListExported(
        list=LEDGER,
        narrowed=_narrowed(choice.filters),
        searched=bool(choice.filters.text),
        lines=len(rows),
        sha256=hashlib.sha256(data).hexdigest(),
        phones=choice.phones,
        reason=reason,
    )
    _save(session, desk, path, data, note)
    return Exported(path=path, lines=len(rows))


def masked_phone(phone: str) -> str:
    """A telephone number as lists show it: the first three and the last four digits."""
    return keep_ends(phone, head=3, tail=4)


def _lines(desk: Desk, words: Words, rows: Sequence[LedgerRow], *, phones: bool) -> list[tuple[Value, ...]]:
    left = days_left(desk, (row.due_day for row in rows))
    sites = {share.key: share.name for share in ledger.sites(desk)}
    return [
        (
            row.receipt_number,
            row.applicant,
            row.phone if phones else masked_phone(row.phone),
            row.material_name,
            "、".join(row.item_names),
            row.reason,
            row.due_day,
            "" if row.status in _ENDED else left.get(row.due_day, ""),
            _state(words, row, left),
            row.reminded.day,
            _answer(words, row),
            row.keeper_name or row.keeper,
            sites.get(row.site, row.site),
        )
        for row in rows
    ]


def _state(words: Words, row: LedgerRow, left: Mapping[str, int]) -> str:
    is_overdue = row.status == "awaited" and left.get(row.due_day, 0) < 0
    return words.say(message(f"export.state.{'overdue' if is_overdue else row.status}"))


def _answer(words: Words, row: LedgerRow) -> str:
    if not row.reminded.day:
        return ""
    reached = "reached" if row.reminded.reached else "not_reached"
    return words.say(message(f"export.reminded.{reached}", name=row.reminded.actor))


def _mark(session: Session, desk: Desk, words: Words, *, lines: int, now: Now) -> str:
    moment = datetime.fromtimestamp((now.wall + now.skew) / 1000, tz=UTC).astimezone(ZoneInfo(hall_zone(desk.store)))
    return words.say(
        message(
            "export.mark",
            name=session.name,
            account=session.account,
            site=session.site_name,
            window=session.window,
            day=now.day,
            time=f"{moment:%H:%M}",
            lines=lines,
        )
    )


def _narrowed(filters: LedgerFilters) -> str:
    """What the ledger was narrowed to, by codes and names of this program only."""
    asked = (("keeper", filters.keeper), ("site", filters.site), ("due", filters.due_day))
    parts = [filters.shows or LedgerShows.OPEN, *(f"{name}={value}" for name, value in asked if value)]
    return " ".join(parts)


def _save(session: Session, desk: Desk, path: Path, data: bytes, note: ListExported) -> None:
    """Write beside, note, put in place: no file is anywhere that nobody noted, and none that is half."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(data)
        note_on_device(session, desk, note)
        part.replace(path)
    except PermissionError as error:
        raise StorageFailed(message("export.in_use", path=path)) from error
    except OSError as error:
        raise StorageFailed(message("export.not_written", path=path, reason=error.strerror or error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
