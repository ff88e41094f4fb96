"""States of applications, who sees them, what is held back, and the departments' case lists."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from peewee import Expression

from forms.journal.operation import APPLICATION
from forms.journal.state import ApplicationState, decode_state, encode_state
from sync.central.store.database import Database
from sync.central.store.rows import QueuedCase, ReleaseRow
from sync.central.store.tables import Application, CaseCounter, CaseQueue, Quarantine, Release, Scope


class ApplicationTable:
    """One row per application: the state that the fold gives, ready for the next operation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self, application: str) -> ApplicationState | None:
        """The state now, or None when nothing was ever applied."""
        row = self._database.one(Application.select(Application.state).where(Application.id == application))
        return None if row is None else decode_state(bytes(row[0]))

    def states(self) -> Sequence[ApplicationState]:
        """Every state, by id."""
        found = self._database.rows(Application.select(Application.state).order_by(Application.id))
        return [decode_state(bytes(row[0])) for row in found]

    def put(self, state: ApplicationState, *, site: str) -> None:
        """Keep `state`; `site` counts only for a new application, and sees it from then on."""
        data = encode_state(state)
        change = Application.update(rev=state.rev, state=data).where(Application.id == state.id)
        if self._database.run(change) == 0:
            self._database.run(Application.insert(id=state.id, site=site, rev=state.rev, state=data))
            self.grant(APPLICATION + state.id, site=site)

    def grant(self, stream: str, *, site: str, since: int = 0) -> None:
        """Let a site see what is ordered on a stream after feed number `since`."""
        self._database.run(Scope.insert(stream=stream, site=site, since=since).on_conflict_ignore())

    def is_seen_by(self, application: str, *, site: str) -> bool:
        """Whether a site sees an application."""
        granted = (Scope.stream == APPLICATION + application) & (Scope.site == site)
        return self._database.one(Scope.select(Scope.stream).where(granted)) is not None

    def quarantine(self, application: str, *, device: str, epoch: int, dseq: int) -> None:
        """Hold back what this device sends for this application after its operation `dseq`."""
        self._database.run(
            Quarantine.insert(application=application, device=device, epoch=epoch, dseq=dseq).on_conflict_ignore()
        )

    def quarantined_by(self, application: str, *, device: str, epoch: int) -> int:
        """The operation of the device that led to the quarantine, or 0."""
        mine = (Quarantine.application == application) & (Quarantine.device == device) & (Quarantine.epoch == epoch)
        row = self._database.one(Quarantine.select(Quarantine.dseq).where(mine))
        return int(row[0]) if row else 0

    def release(self, application: str, *, account: str, name: str, wall: int) -> int:
        """End every quarantine of an application and note who did; returns how many there were."""
        ended = Quarantine.delete().where(Quarantine.application == application)
        found = self._database.rows(ended.returning(Quarantine.device, Quarantine.epoch, Quarantine.dseq))
        for device, epoch, dseq in found:
            by = {"wall": wall, "account": account, "name": name, "application": application}
            self._database.run(Release.insert(**by, device=device, epoch=epoch, dseq=dseq))
        return len(found)

    def releases(self) -> Sequence[ReleaseRow]:
        """Every ended quarantine, oldest first."""
        names = ReleaseRow.__struct_fields__
        query = Release.select(*(getattr(Release, name) for name in names)).order_by(Release.id)
        return [ReleaseRow(**dict(zip(names, row, strict=True))) for row in self._database.rows(query)]


class CaseTable:
    """The departments' lists of cases, and the counter behind case numbers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, application: str, cases: Sequence[QueuedCase]) -> None:
        """Replace the rows of one application."""
        self._database.run(CaseQueue.delete().where(CaseQueue.application == application))
        if cases:
            self._database.run(CaseQueue.insert_many([msgspec.structs.asdict(case) for case in cases]))

    def of_department(self, department: str) -> Sequence[QueuedCase]:
        """The cases of a department ('' for all), oldest acceptance first."""
        return self._where(CaseQueue.department == department if department else None)

    def open_applications(self, *, after: str, limit: int) -> Sequence[str]:
        """Ids of applications with a case that has not ended, in their order, behind `after`."""
        still = (CaseQueue.status != "ended") & (CaseQueue.application > after)
        query = CaseQueue.select(CaseQueue.application).where(still).distinct()
        rows = self._database.rows(query.order_by(CaseQueue.application).limit(limit))
        return [str(row[0]) for row in rows]

    def of_number(self, number: str) -> Sequence[QueuedCase]:
        """The cases under a receipt number or a case number."""
        return self._where((CaseQueue.receipt_number == number) | (CaseQueue.case_number == number))

    def _where(self, condition: Expression | None) -> Sequence[QueuedCase]:
        names = QueuedCase.__struct_fields__
        query = CaseQueue.select(*(getattr(CaseQueue, name) for name in names))
        if condition is not None:
            query = query.where(condition)
        query = query.order_by(CaseQueue.accepted_day, CaseQueue.receipt_number, CaseQueue.item)
        return [QueuedCase(**dict(zip(names, row, strict=True))) for row in self._database.rows(query)]

    def next_number(self, *, department: str, day: str) -> int:
        """Count one up for a department and day, from 1."""
        same = (CaseCounter.department == department) & (CaseCounter.day == day)
        self._database.run(CaseCounter.insert(department=department, day=day, last=0).on_conflict_ignore())
        change = CaseCounter.update(last=CaseCounter.last + 1).where(same).returning(CaseCounter.last)
        (row,) = self._database.rows(change)
        return int(row[0])
