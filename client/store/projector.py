"""The projector: the only writer of views. A view row is what a list shows of a folded application."""

from __future__ import annotations

from typing import Any

import msgspec

from client.store.database import Database
from client.store.folding import Folds, Layer
from client.store.numbers import NumberBlocks
from client.store.searching import SearchDocument, searched
from forms.journal.operation import APPLICATION, DEVICE, Operation, decode
from forms.journal.state import ApplicationState, CaseStatus, DeferralState, DeferralStatus

NAME_ELEMENTS = ("ap_name", "org_name", "mother_name", "baby_name", "proj_name", "shop_name")
PHONE_ELEMENTS = ("ap_phone", "org_phone", "parents_phone", "ag_phone")
"""Until an acceptance decides who applies, a list shows the first of these that is filled."""

_VIEWS = ("view_cases", "view_deferrals", "view_numbers", "view_applications", "view_blocks")

_UPSERT = """
INSERT INTO view_applications (application, status, receipt_number, case_numbers, applicant, phone, title, opener,
    opened_wall, touched_wall, accepted_day, cases, cases_ended, open_deferrals)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (application) DO UPDATE SET status = excluded.status, receipt_number = excluded.receipt_number,
    case_numbers = excluded.case_numbers, applicant = excluded.applicant, phone = excluded.phone,
    title = excluded.title, opener = excluded.opener, opened_wall = excluded.opened_wall,
    touched_wall = excluded.touched_wall, accepted_day = excluded.accepted_day, cases = excluded.cases,
    cases_ended = excluded.cases_ended, open_deferrals = excluded.open_deferrals
"""

_INDEX = """
INSERT OR REPLACE INTO view_search (rowid, texts, readings, numbers, tails)
SELECT id, ?, ?, ?, ? FROM view_applications WHERE application = ?
"""


class Projector:
    """Writes views within the caller's transaction."""

    def __init__(self, database: Database, *, device: str) -> None:
        self._run = database.run
        self._all = database.all
        self._stream = DEVICE + device
        self._blocks = NumberBlocks(database)

    def project(self, before: Layer, after: Layer) -> None:
        """Show `after` where `before` was shown; only what differs is written."""
        if before is after:
            return
        if after.touched == 0:
            self._remove(after.state.id)
            return
        old, new = before.state, after.state
        self._run(_UPSERT, _application_row(after))
        now = searched(new)
        if before.touched == 0 or searched(old) != now:
            self._index(new.id, now.document())
        if old.cases is not new.cases:
            self._show_cases(new)
        if old.deferrals is not new.deferrals:
            self._show_deferrals(new)
        if _numbers(old) != _numbers(new):
            self._show_numbers(new)

    def project_device(self, operation: Operation) -> None:
        """Show an operation of the device's own stream: a lease of receipt numbers."""
        if operation.stream == self._stream and operation.kind == "numbers_leased":
            self._blocks.lease(operation)

    def rebuild(self, folds: Folds) -> None:
        """Drop the views and show everything anew, applications in the order of their first operation."""
        for view in _VIEWS:
            self._run(f"DELETE FROM {view}")
        self._run("INSERT INTO view_search (view_search) VALUES ('delete-all')")
        for (stream,) in self._all("SELECT stream FROM operations GROUP BY stream ORDER BY min(seq)"):
            if stream.startswith(APPLICATION):
                application = stream.removeprefix(APPLICATION)
                nothing = Layer(ApplicationState(id=application))
                self.project(nothing, folds.get(application).top)
        self._rebuild_blocks()

    def _rebuild_blocks(self) -> None:
        """Refused acceptances count too: their receipts were printed."""
        rows = self._all(
            "SELECT data FROM operations WHERE kind IN ('numbers_leased', 'application_accepted') ORDER BY seq"
        )
        for (data,) in rows:
            operation = decode(data)
            self.project_device(operation)
            self._blocks.use(str(operation.body.get("receipt_number", "")))

    def _remove(self, application: str) -> None:
        self._run(
            "DELETE FROM view_search WHERE rowid = (SELECT id FROM view_applications WHERE application = ?)",
            (application,),
        )
        for view in ("view_cases", "view_deferrals", "view_numbers", "view_applications"):
            self._run(f"DELETE FROM {view} WHERE application = ?", (application,))

    def _index(self, application: str, document: SearchDocument) -> None:
        self._run(_INDEX, (*msgspec.structs.astuple(document), application))

    def _show_cases(self, state: ApplicationState) -> None:
        self._run("DELETE FROM view_cases WHERE application = ?", (state.id,))
        for case in state.cases.values():
            self._run(
                "INSERT INTO view_cases VALUES (?, ?, ?, ?, ?, ?)",
                (state.id, case.item, case.name, case.status, case.stage, case.promised_due),
            )

    def _show_deferrals(self, state: ApplicationState) -> None:
        self._run("DELETE FROM view_deferrals WHERE application = ?", (state.id,))
        for deferral in state.deferrals.values():
            self._run("INSERT INTO view_deferrals VALUES (?, ?, ?, ?, ?, ?, ?)", _deferral_row(state, deferral))

    def _show_numbers(self, state: ApplicationState) -> None:
        self._run("DELETE FROM view_numbers WHERE application = ?", (state.id,))
        for number in _numbers(state):
            self._run("INSERT INTO view_numbers VALUES (?, ?)", (number, state.id))
            self._blocks.use(number)


def _application_row(layer: Layer) -> tuple[Any, ...]:
    state = layer.state
    cases = state.cases.values()
    return (
        state.id,
        state.status,
        state.receipt_number,
        "\n".join(case.case_number for case in cases if case.case_number),
        state.party.name or _first_filled(state, NAME_ELEMENTS),
        state.party.phone or _first_filled(state, PHONE_ELEMENTS),
        state.theme or ",".join(state.items),
        layer.opener,
        state.opened_wall,
        layer.touched,
        state.accepted_day,
        len(cases),
        sum(case.status is CaseStatus.ENDED for case in cases),
        sum(deferral.status is not DeferralStatus.PASSED for deferral in state.deferrals.values()),
    )


def _deferral_row(state: ApplicationState, deferral: DeferralState) -> tuple[str, ...]:
    names = "\n".join(state.cases[item].name if item in state.cases else item for item in deferral.items)
    return (
        state.id,
        deferral.material,
        deferral.name,
        names,
        deferral.reason,
        deferral.due_day,
        deferral.status,
    )


def _first_filled(state: ApplicationState, elements: tuple[str, ...]) -> str:
    values = (state.values[element].value for element in elements if element in state.values)
    return next((value for value in values if isinstance(value, str) and value), "")


def _numbers(state: ApplicationState) -> tuple[str, ...]:
    """Every number by which papers name this application, each once."""
    given = (state.receipt_number, *state.other_receipts, *(case.case_number for case in state.cases.values()))
    return tuple(dict.fromkeys(number for number in given if number))
