"""The projector: the only writer of views. A view row is what a list shows of a folded application.

What is to be written is worked out first (`shown`), so that spelling a name never holds a transaction open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from client.store.arrivals import ArrivalLines
from client.store.database import Database
from client.store.deferral_rows import DeferralRow, deferral_rows
from client.store.folding import Folds, Layer
from client.store.numbers import NumberBlocks
from client.store.prints import Prints
from client.store.searching import SearchDocument, searched
from forms.journal.clocks import moves_to_tell
from forms.journal.deferrals_asked import is_unsigned
from forms.journal.numbering import numbers_of
from forms.journal.operation import APPLICATION, DEVICE, Operation, decode
from forms.journal.state import ApplicationState, CaseStatus
from forms.journal.voiding import void_numbers

_OF_APPLICATION = ("view_cases", "view_deferrals", "view_numbers", "view_moves")
"""Views with several rows for an application; they refer to its row in `view_applications`."""
_OF_DEVICE = ("view_blocks", "view_carried", "view_ended", "view_provisional", "view_prints", "view_arrivals")
"""Views of the device's own stream, and of the numbers that its applications carry."""

_UPSERT = """
INSERT INTO view_applications (application, status, receipt_number, case_numbers, applicant, phone, title, opener,
    opened_wall, touched_wall, accepted_day, cases, cases_ended, open_deferrals, catalog, unsigned)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (application) DO UPDATE SET status = excluded.status, receipt_number = excluded.receipt_number,
    case_numbers = excluded.case_numbers, applicant = excluded.applicant, phone = excluded.phone,
    title = excluded.title, opener = excluded.opener, opened_wall = excluded.opened_wall,
    touched_wall = excluded.touched_wall, accepted_day = excluded.accepted_day, cases = excluded.cases,
    cases_ended = excluded.cases_ended, open_deferrals = excluded.open_deferrals,
    catalog = excluded.catalog, unsigned = excluded.unsigned
"""

_INDEX = """
INSERT OR REPLACE INTO view_search (rowid, texts, readings, numbers, tails)
SELECT id, ?, ?, ?, ? FROM view_applications WHERE application = ?
"""


_UNSIGNED = "UPDATE view_applications SET unsigned = ? WHERE application = ?"

_DELETE = {view: f"DELETE FROM {view} WHERE application = ?" for view in (*_OF_APPLICATION, "view_applications")}
_INSERT = {
    "view_cases": "INSERT INTO view_cases VALUES (?, ?, ?, ?, ?, ?)",
    "view_numbers": "INSERT INTO view_numbers VALUES (?, ?)",
    "view_moves": "INSERT INTO view_moves VALUES (?, ?, ?, ?, ?, ?)",
}


_LEDGER_LINE = f"REPLACE INTO view_deferrals VALUES ({', '.join('?' * len(DeferralRow.__struct_fields__))})"
_NO_LEDGER_LINE = "DELETE FROM view_deferrals WHERE application = ? AND material = ?"


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What the views get for one application; None stands for what stays as it is, no `row` for nothing to show.

    `deferrals` are the lines of the ledger that changed, `gone` the materials that have none any more.
    """

    application: str
    row: tuple[Any, ...] | None
    document: SearchDocument | None = None
    cases: list[tuple[str, ...]] | None = None
    deferrals: tuple[DeferralRow, ...] = ()
    gone: tuple[str, ...] = ()
    numbers: tuple[str, ...] | None = None
    void: tuple[str, ...] = ()
    moves: list[tuple[str, ...]] | None = None


def shown(before: Layer, after: Layer) -> Shown:
    """What changes in the views when `after` takes the place of `before`."""
    old, new = before.state, after.state
    if after.touched == 0:
        return Shown(application=new.id, row=None)
    now, numbers = searched(new), _numbers(new)
    listed = {row.material: row for row in deferral_rows(old)}
    lines = deferral_rows(new)
    is_new = before.touched == 0
    return Shown(
        application=new.id,
        row=_application_row(after),
        document=now.document() if is_new or searched(old) != now else None,
        cases=None if old.cases is new.cases else _case_rows(new),
        deferrals=tuple(row for row in lines if row != listed.get(row.material)),
        gone=tuple(listed.keys() - new.deferrals.keys()),
        numbers=None if _numbers(old) == numbers else numbers,
        void=() if old.issued is new.issued else void_numbers(new),
        moves=None if _moves(old) == _moves(new) else _moves(new),
    )


class Projector:
    """Writes views within the caller's transaction."""

    def __init__(self, database: Database, *, device: str) -> None:
        self._run = database.run
        self._all = database.all
        self._stream = DEVICE + device
        self._blocks = NumberBlocks(database)
        self._prints = Prints(database)
        self._arrivals = ArrivalLines(database)
        self._shown_of_device: Mapping[str, Callable[[Operation], None]] = {
            "numbers_leased": self._blocks.lease,
            "number_voided": self._blocks.void,
            "numbers_returned": self._blocks.give_back,
            "paper_printed": self._prints.count,
            "arrival_recorded": self._took_in,
            "arrival_answered": self._arrivals.answer,
        }

    def project(self, change: Shown) -> None:
        """Write what `shown` worked out."""
        if change.row is None:
            self._remove(change.application)
            return
        self._run(_UPSERT, change.row)
        if change.document is not None:
            self._run(_INDEX, (*msgspec.structs.astuple(change.document), change.application))
        if change.cases is not None:
            self._replace("view_cases", change.application, change.cases)
        for row in change.deferrals:
            self._run(_LEDGER_LINE, msgspec.structs.astuple(row))
        for material in change.gone:
            self._run(_NO_LEDGER_LINE, (change.application, material))
        if change.numbers is not None:
            self._replace("view_numbers", change.application, [(n, change.application) for n in change.numbers])
            for number in change.numbers:
                self._blocks.use(number)
        for number in change.void:
            self._blocks.end_void(number)
        if change.moves is not None:
            self._replace("view_moves", change.application, change.moves)

    def project_device(self, operation: Operation) -> None:
        """Show an operation of the device's own stream: what becomes of numbers, and printings."""
        show = self._shown_of_device.get(operation.kind)
        if operation.stream == self._stream and show is not None:
            show(operation)

    def _took_in(self, operation: Operation) -> None:
        self._arrivals.note(operation)
        self._blocks.carry(operation)

    def rebuild(self, folds: Folds) -> None:
        """Drop the views and show everything anew, applications in the order of their first operation."""
        for view in (*_OF_APPLICATION, "view_applications", *_OF_DEVICE):
            self._run(f"DELETE FROM {view}")
        self._run("INSERT INTO view_search (view_search) VALUES ('delete-all')")
        void: list[str] = []
        for (stream,) in self._all("SELECT stream FROM operations GROUP BY stream ORDER BY min(seq)"):
            if stream.startswith(APPLICATION):
                application = stream.removeprefix(APPLICATION)
                change = shown(Layer(ApplicationState(id=application)), folds.get(application).top)
                self.project(change)
                void += change.void
        self._rebuild_blocks()
        for number in void:
            self._blocks.end_void(number)

    def rebuild_ledger(self, folds: Folds) -> None:
        """Show the lines of the ledger, moved days and missing letters anew, and nothing else.

        Only accepted applications have any.
        """
        self._run("DELETE FROM view_deferrals")
        self._run("DELETE FROM view_moves")
        for (stream,) in self._all("SELECT DISTINCT stream FROM operations WHERE kind = 'application_accepted'"):
            state = folds.get(stream.removeprefix(APPLICATION)).top.state
            for row in deferral_rows(state):
                self._run(_LEDGER_LINE, msgspec.structs.astuple(row))
            for move in _moves(state):
                self._run(_INSERT["view_moves"], move)
            self._run(_UNSIGNED, (int(is_unsigned(state)), state.id))

    def _rebuild_blocks(self) -> None:
        """Refused acceptances count too: their receipts were printed."""
        rows = self._all(
            "SELECT data FROM operations WHERE instr(data, '\"number\":') OR instr(data, '\"receipt_number\":')"
            " OR kind IN ('numbers_leased', 'numbers_returned', 'arrival_answered') ORDER BY seq"
        )
        for (data,) in rows:
            operation = decode(data)
            self.project_device(operation)
            self._blocks.carry(operation)

    def _remove(self, application: str) -> None:
        self._run(
            "DELETE FROM view_search WHERE rowid = (SELECT id FROM view_applications WHERE application = ?)",
            (application,),
        )
        for delete in _DELETE.values():
            self._run(delete, (application,))

    def _replace(self, view: str, application: str, rows: Sequence[tuple[str, ...]]) -> None:
        self._run(_DELETE[view], (application,))
        for row in rows:
            self._run(_INSERT[view], row)


def _application_row(layer: Layer) -> tuple[Any, ...]:
    state = layer.state
    cases = state.cases.values()
    return (
        state.id,
        state.status,
        state.receipt_number,
        "\n".join(case.case_number for case in cases if case.case_number),
        state.party.name,
        state.party.phone,
        state.theme or ",".join(state.items),
        layer.opener,
        state.opened_wall,
        layer.touched,
        state.accepted_day,
        len(cases),
        sum(case.status is CaseStatus.ENDED for case in cases),
        sum(deferral.is_open for deferral in state.deferrals.values()),
        state.catalog,
        int(is_unsigned(state)),
    )


def _case_rows(state: ApplicationState) -> list[tuple[str, ...]]:
    return [
        (state.id, case.item, case.name, case.status, case.stage, case.promised_due) for case in state.cases.values()
    ]


def _moves(state: ApplicationState) -> list[tuple[str, ...]]:
    if not state.untold_moves:
        return []
    return [
        (state.id, move.what, move.id, _name(state, move.id), move.before, move.after) for move in moves_to_tell(state)
    ]


def _name(state: ApplicationState, item_or_material: str) -> str:
    case, deferral = state.cases.get(item_or_material), state.deferrals.get(item_or_material)
    return case.name if case is not None else deferral.name if deferral is not None else item_or_material


def _numbers(state: ApplicationState) -> tuple[str, ...]:
    """Every number by which papers name this application, each once."""
    given = (*numbers_of(state), *(case.case_number for case in state.cases.values()))
    return tuple(dict.fromkeys(number for number in given if number))
