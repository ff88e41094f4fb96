"""The second lane: catalogs and the distrust list come in parts and are installed whole, the offered one first."""

from __future__ import annotations

from collections.abc import Callable

from forms.errors import CatalogRefused, DistrustRefused
from forms.message import message
from sync.pace import Pace
from sync.report import StepReport, Work
from sync.rest import Rest
from sync.store import SyncStore, WantedCatalog
from sync.transport import CentreRefused, TornReply, Transport, TransportError
from sync.wire import CatalogPart


class CatalogFetch:
    """Fetches what `wanted_catalogs` names, from where the stored bytes end. A wrong package is fetched again later."""

    def __init__(self, store: SyncStore, transport: Transport, *, clock: Callable[[], int], pace: Pace) -> None:
        self._store = store
        self._transport = transport
        self._clock = clock
        self._pace = pace
        self._rest = Rest(clock)

    def install(self) -> StepReport | None:
        """Install a catalog that is here whole, which needs no link; None when there is none."""
        wanted = self._wanted()
        return self._install(wanted) if wanted is not None and _is_whole(wanted) else None

    def step(self) -> StepReport | None:
        """Fetch one part; None when no catalog is wanted or it must wait."""
        wanted = self._wanted()
        return self._fetch(wanted) if wanted is not None and not _is_whole(wanted) else None

    def _wanted(self) -> WantedCatalog | None:
        return next((one for one in self._store.wanted_catalogs() if one.ref.id not in self._rest), None)

    def _install(self, wanted: WantedCatalog) -> StepReport:
        try:
            self._store.install_catalog(wanted.ref.id)
        except (CatalogRefused, DistrustRefused) as refused:
            self._rest.add(wanted.ref.id)
            return StepReport(work=Work.CATALOG, trouble=refused.message, rate=self._pace.rate)
        return StepReport(work=Work.CATALOG, progress=True, rate=self._pace.rate)

    def _fetch(self, wanted: WantedCatalog) -> StepReport:
        length = self._pace.part_bytes
        if wanted.ref.size:
            length = min(length, wanted.ref.size - wanted.have)
        started = self._clock()
        try:
            part = self._transport.catalog_part(wanted.ref.id, offset=wanted.have, length=length)
            _check_part(part, wanted, length=length)
        except TransportError as error:
            self._pace.failed()
            if isinstance(error, CentreRefused) and error.is_about_the_thing:
                self._rest.add(wanted.ref.id)
                return StepReport(work=Work.CATALOG, answered=True, trouble=error.message, rate=self._pace.rate)
            return StepReport(work=Work.CATALOG, error=error, rate=self._pace.rate)
        took_ms = max(0, self._clock() - started)
        self._store.catalog_progress(wanted.ref.id, offset=part.offset, data=part.data, total=part.total)
        self._pace.succeeded(size=len(part.data), took_ms=took_ms)
        return StepReport(
            work=Work.CATALOG,
            answered=True,
            received=len(part.data),
            took_ms=took_ms,
            rate=self._pace.rate,
            progress=True,
        )


def _is_whole(wanted: WantedCatalog) -> bool:
    return 0 < wanted.ref.size <= wanted.have


def _check_part(part: CatalogPart, wanted: WantedCatalog, *, length: int) -> None:
    fits = part.offset == wanted.have and 0 < len(part.data) <= length
    whole = wanted.ref.size or part.total
    if not fits or part.total != whole or wanted.have + len(part.data) > whole:
        raise TornReply(message("sync.torn"))
