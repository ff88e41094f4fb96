"""Folded applications in memory: what the operations of a stream yield, with and without the unconfirmed ones.

`base` folds what the centre has ordered, `top` puts this device's own unconfirmed operations over it. A newly
ordered operation goes on `base`, and `top` is folded anew; an operation saved here only goes on `top`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence

import msgspec

from client.store.database import Database
from forms.journal.fold import UNCONFIRMED, Entry, apply
from forms.journal.operation import APPLICATION, Operation, decode
from forms.journal.state import ApplicationState

KEPT = 512
"""Applications kept folded; a workbench, a search page and open tabs need far fewer."""


class Layer(msgspec.Struct, frozen=True):
    """A fold and what lists show that the state does not say: the last change (UTC ms) and the opener's account."""

    state: ApplicationState
    touched: int = 0
    opener: str = ""

    def with_entry(self, operation: Operation, rev: int = UNCONFIRMED) -> Layer:
        """This layer with one operation more."""
        opener = self.opener
        if not opener and operation.kind == "application_opened":
            opener = operation.actor.account
        return Layer(apply(self.state, operation, rev), max(self.touched, operation.wall), opener)

    def with_entries(self, entries: Iterable[Entry]) -> Layer:
        """This layer with more operations, in order."""
        layer = self
        for entry in entries:
            layer = layer.with_entry(entry.operation, entry.rev)
        return layer


class Folded(msgspec.Struct, frozen=True):
    """An application without and with this device's unconfirmed operations."""

    base: Layer
    top: Layer


class Folds:
    """The bounded memory of folded applications. Whoever writes operations tells it after the commit, not before."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[str, Folded] = OrderedDict()

    def get(self, application: str) -> Folded:
        """The folded application, from memory or from its operations."""
        kept = self._kept.get(application)
        if kept is None:
            kept = self.anew(application)
            self.keep(application, kept)
        else:
            self._kept.move_to_end(application)
        return kept

    def anew(self, application: str) -> Folded:
        """The application folded from its first operation, whatever memory says."""
        base = Layer(ApplicationState(id=application)).with_entries(self.confirmed(application))
        return Folded(base, base.with_entries(self.own(application)))

    def keep(self, application: str, fold: Folded) -> None:
        """Remember a fold that the database agrees with."""
        self._kept[application] = fold
        self._kept.move_to_end(application)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def forget(self) -> None:
        """Forget everything; the operations are asked again."""
        self._kept.clear()

    def confirmed(self, application: str, *, after: int = 0) -> list[Entry]:
        """Operations that the centre has ordered after revision `after`, in its order."""
        rows = self._database.all(
            "SELECT data, rev FROM operations WHERE stream = ? AND rev > ? ORDER BY rev, dseq",
            (APPLICATION + application, after),
        )
        return entries_of(rows)

    def own(self, application: str) -> list[Entry]:
        """This device's operations that the feed has not passed, in their order; refused ones do not count."""
        rows = self._database.all(
            "SELECT data, 0 FROM operations WHERE stream = ? AND rev = 0 AND outcome IN ('', 'applied') ORDER BY dseq",
            (APPLICATION + application,),
        )
        return entries_of(rows)


def entries_of(rows: Sequence[tuple[bytes, int]]) -> list[Entry]:
    """Entries of rows of (canonical bytes, revision)."""
    return [Entry(operation=decode(data), rev=rev) for data, rev in rows]
