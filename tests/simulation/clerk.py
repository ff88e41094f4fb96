"""What clerks do, by dice: open, choose, type, fill, attach, defer, accept, receive, settle."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable

import msgspec

from client.store.rows import Draft
from forms.deferral import latest_due
from forms.journal.commands import (
    AcceptApplication,
    AttachScan,
    ChooseItems,
    Command,
    FillFields,
    OpenApplication,
    ReceiveDocument,
    RemoveScan,
    RequestDeferral,
    SettleConflict,
    WithdrawDeferralRequest,
)
from forms.journal.decide import decide
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState, ApplicationStatus, DeferralStatus, ScanRef
from tests.simulation.catalogs import ITEM_CHOICES, MATERIALS, TYPED, rulebook
from tests.simulation.window_node import WindowNode

VALUES = ("甲", "乙", "丙", None)
SCAN_BYTES = (500, 30_000)
MOST_OPENED = 2
"""Applications per window: few, so that windows meet in them."""


class Clerk:
    """Acts at one window. Each act is one line of the trace."""

    def __init__(self, window: WindowNode, rng: random.Random) -> None:
        self._window = window
        self._rng = rng
        self._opened = 0

    def act(self) -> str:
        """Do something that this state of affairs allows, or be refused."""
        window, rng = self._window, self._rng
        known = [row.application for row in window.store.views.search("", limit=50)]
        if not known or (self._opened < MOST_OPENED and rng.random() < 0.2):
            return self._open()
        application = rng.choice(sorted(known))
        state = window.state(application)
        acts = self._acts(state)
        act = rng.choices([one for one, _ in acts], [weight for _, weight in acts])[0]
        return act(state)

    def _acts(self, state: ApplicationState) -> list[tuple[Callable[[ApplicationState], str], int]]:
        settle = [(self._settle, 6)] if state.conflicts else []
        if state.status is not ApplicationStatus.INTAKE:
            return [*settle, (self._receive, 6), (self._fill, 1)]
        return [
            *settle,
            (self._fill, 6),
            (self._type, 2),
            (self._save_typed, 3),
            (self._attach, 3),
            (self._remove, 1),
            (self._choose, 1),
            (self._defer, 3),
            (self._withdraw, 1),
            (self._accept, 2),
            (self._hurry, 4),
        ]

    def _open(self) -> str:
        self._opened += 1
        application = f"{self._window.name}-{self._opened}"
        # After a kill the name may be in the journal already: a clerk would not open it twice.
        if self._window.state(application).status is not ApplicationStatus.NEW:
            return f"{application} is open"
        state = self._window.state(application)
        return self._carry_out(state, OpenApplication(theme="", items=self._rng.choice(ITEM_CHOICES), answers={}))

    def _choose(self, state: ApplicationState) -> str:
        return self._carry_out(state, ChooseItems(items=self._rng.choice(ITEM_CHOICES), answers={}))

    def _fill(self, state: ApplicationState) -> str:
        chosen = self._rng.sample(TYPED, self._rng.randint(1, 2))
        return self._carry_out(state, FillFields(values={element: self._rng.choice(VALUES) for element in chosen}))

    def _type(self, state: ApplicationState) -> str:
        """A draft: over what the clerk sees now, saved some time later."""
        patch = {self._rng.choice(TYPED): self._rng.choice(VALUES)}
        self._window.store.drafts.save(
            Draft(
                application=state.id,
                clerk=self._window.account,
                base_rev=state.rev,
                catalog=state.catalog,
                patch=patch,
                saved_wall=self._window.now.wall,
            )
        )
        return f"{state.id} typed"

    def _save_typed(self, state: ApplicationState) -> str:
        draft = self._window.store.drafts.load(state.id, self._window.account)
        if draft is None:
            return f"{state.id} nothing typed"
        return self._carry_out(state, FillFields(values=draft.patch), ends_draft=True)

    def _hurry(self, state: ApplicationState) -> str:
        """Everything that an acceptance needs, one save after the other, then the acceptance."""
        done = [self._carry_out(state, FillFields(values={"ap_name": "王芳", "shop_name": "小店", "shop_area": "20"}))]
        rules, day = rulebook(state.catalog), self._window.now.day
        for need in rules.materials(state.items, state.answers, state.plain_values(), day=day):
            if need.awaited_from or state.scans.get(need.material) or need.material in state.deferral_requests:
                continue
            latest = latest_due(need)
            command: Command = AttachScan(material=need.material, scan=self._scan())
            if latest and self._rng.random() < 0.6:
                command = RequestDeferral(material=need.material, reason="房东在外地", due_day=latest)
            done.append(self._carry_out(self._window.state(state.id), command))
        return " + ".join([*done, self._accept(self._window.state(state.id))])

    def _settle(self, state: ApplicationState) -> str:
        element = self._rng.choice(sorted(state.conflicts))
        return self._carry_out(state, SettleConflict(element=element, value=state.conflicts[element][0].value or None))

    def _attach(self, state: ApplicationState) -> str:
        return self._carry_out(state, AttachScan(material=self._rng.choice(MATERIALS), scan=self._scan()))

    def _remove(self, state: ApplicationState) -> str:
        held = [(material, scan.sha256) for material, scans in sorted(state.scans.items()) for scan in scans]
        if not held:
            return f"{state.id} no scan"
        material, sha256 = self._rng.choice(held)
        return self._carry_out(state, RemoveScan(material=material, sha256=sha256))

    def _defer(self, state: ApplicationState) -> str:
        material = self._rng.choice(MATERIALS)
        rules, day = rulebook(state.catalog), self._window.now.day
        due_day = rules.latest_due(state.items, state.answers, state.plain_values(), material=material, day=day)
        return self._carry_out(state, RequestDeferral(material=material, reason="房东在外地", due_day=due_day))

    def _withdraw(self, state: ApplicationState) -> str:
        return self._carry_out(state, WithdrawDeferralRequest(material=self._rng.choice(MATERIALS)))

    def _accept(self, state: ApplicationState) -> str:
        number = self._window.store.numbers.next(self._window.now.day)
        return self._carry_out(state, AcceptApplication(receipt_number=number))

    def _receive(self, state: ApplicationState) -> str:
        waiting = sorted(
            material for material, held in state.deferrals.items() if held.status is not DeferralStatus.PASSED
        )
        if not waiting:
            return f"{state.id} nothing awaited"
        return self._carry_out(state, ReceiveDocument(material=self._rng.choice(waiting), scans=(self._scan(),)))

    def _scan(self) -> ScanRef:
        # Few contents, so that the same paper is scanned at two windows now and then.
        data = random.Random(self._rng.randrange(12)).randbytes(self._rng.choice(SCAN_BYTES))
        sha256 = hashlib.sha256(data).hexdigest()
        self._window.store.scans.add(data, media_type="image/png", pages=1, thumbnail=b"")
        return ScanRef(sha256=sha256, media_type="image/png", size=len(data), pages=1)

    def _carry_out(self, state: ApplicationState, command: Command, *, ends_draft: bool = False) -> str:
        name = f"{state.id} {type(command).__name__}"
        catalog = state.catalog or self._window.store.catalogs.current()
        decision = decide(state, command, rulebook(catalog), self._window.now)
        if isinstance(decision, Refusal):
            return f"{name} refused: {decision.messages[0].code}"
        if not decision:
            return f"{name} is nothing new"
        self._window.commit(state.id, decision, catalog=catalog, ends_draft=ends_draft)
        return f"{name} {msgspec.json.encode(_told(decision)).decode()}"


def _told(decision: tuple[msgspec.Struct, ...]) -> list[str]:
    return [type(body).__name__ for body in decision]
