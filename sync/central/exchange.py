"""One exchange: operations up, results and feed down, in one transaction."""

from __future__ import annotations

from sync.central.distrust import Distrust
from sync.central.feed import Feed
from sync.central.heads import Heads
from sync.central.intake import Intake
from sync.central.moment import Moments
from sync.central.numbering import Numbering
from sync.central.rechecking import Rechecking
from sync.central.recounting import Recounting
from sync.central.refused import refused
from sync.central.sessions import DeviceSession
from sync.central.store.rows import Standing
from sync.central.store.store import Store
from sync.wire import BATCH_OPERATIONS, PROTOCOL, ExchangeReply, ExchangeRequest

SERVED = (PROTOCOL,)
"""Protocol numbers that are answered, each with itself: the newest and, from number 2 on, the one before."""


class Exchange:
    """Answers exchanges. A batch is committed once, each of its operations in its own savepoint."""

    def __init__(
        self,
        store: Store,
        moments: Moments,
        *,
        intake: Intake,
        feed: Feed,
        heads: Heads,
        numbering: Numbering,
        recounting: Recounting,
        rechecking: Rechecking,
        distrust: Distrust,
    ) -> None:
        self._store = store
        self._moments = moments
        self._intake = intake
        self._feed = feed
        self._heads = heads
        self._numbering = numbering
        self._recounting = recounting
        self._rechecking = rechecking
        self._distrust = distrust

    def answer(self, session: DeviceSession, request: ExchangeRequest) -> ExchangeReply:
        """Carry one request out. Raises `CallRefused` for another protocol or another device than the token's."""
        _check(session, request)
        with self._store.transaction():
            return self._answered(session, request, self._standing(session))

    def _standing(self, session: DeviceSession) -> Standing:
        standing = self._store.devices.find(session.device, session.epoch)
        if standing is None:
            raise refused("centre.device_unknown", status=401)
        return standing

    def _answered(self, session: DeviceSession, request: ExchangeRequest, standing: Standing) -> ExchangeReply:
        batch = [bytes(raw) for raw in request.operations]
        results, standing = self._intake.take(session, standing, batch)
        self._numbering.replenish(session, watermark=standing.watermark)
        self._recounting.advance()
        self._rechecking.advance()
        page = self._feed.after(request.cursor, session, since=standing.since)
        return ExchangeReply(
            protocol=request.protocol,
            results=results,
            feed=page.entries,
            cursor=page.cursor,
            more=page.more,
            expects=standing.watermark + 1,
            server_wall=self._moments.clock(),
            server_day=self._moments.today(),
            catalog=self._store.catalogs.current(),
            receipt=self._heads.countersign(request.head, standing),
            distrust=self._distrust.offered(),
        )


def _check(session: DeviceSession, request: ExchangeRequest) -> None:
    if request.protocol not in SERVED:
        spoken = ", ".join(map(str, SERVED))
        raise refused("centre.protocol", status=426, asked=request.protocol, spoken=spoken)
    if (request.device, request.epoch) != (session.device, session.epoch):
        raise refused("centre.other_device", status=403)
    if len(request.operations) > BATCH_OPERATIONS:
        raise refused("centre.batch_too_large", status=413, most=BATCH_OPERATIONS)
