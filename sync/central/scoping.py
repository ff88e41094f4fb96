"""Who sees an application: the site that took it in, and every site that was let in since."""

from __future__ import annotations

from forms.journal.arrivals import ScopeGranted
from forms.journal.operation import APPLICATION
from sync.central.ordering import Ordering
from sync.central.store.store import Store


class Scoping:
    """Lets sites in; called inside a transaction."""

    def __init__(self, store: Store, ordering: Ordering) -> None:
        self._store = store
        self._ordering = ordering

    def grant(self, application: str, *, site: str) -> None:
        """Let the windows of `site` see an application, from its first operation on.

        Their cursors are past what was ordered before, so that it is announced to them at new numbers, in its order.
        """
        if self._store.applications.is_seen_by(application, site=site):
            return
        stream = APPLICATION + application
        for recorded in self._store.ledger.stream(stream):
            self._store.ledger.announce(recorded, feed_seq=self._store.identity.next_feed_seq(), site=site)
        self._store.applications.grant(stream, site=site, since=self._store.identity.feed_seq())
        self._ordering.write(ScopeGranted(site=site), stream=stream)
