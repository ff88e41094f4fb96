"""Tells the story of one application as decisions: who asked for what on which day, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from forms.journal.actor import Actor, ActorKind
from forms.journal.authority import authorise
from forms.journal.commands import Command
from forms.journal.decide import decide
from forms.journal.decision import Now, Refusal
from forms.journal.fold import Entry, apply, fold
from forms.journal.operation import APPLICATION, Operation
from forms.journal.rules import Rules
from forms.journal.seal import Place, seal
from forms.journal.state import ApplicationState, ScanRef
from forms.values import Value

ID = "0198f0c2-0000-7000-8000-000000000001"
CLERK = Actor(kind=ActorKind.CLERK, account="c1", name="陈晓", site="s1", window="A01")
REVIEWER = Actor(kind=ActorKind.REVIEWER, account="r1", name="吴敏", site="", channel="centre")
CENTRE = Actor(kind=ActorKind.CENTRE, account="centre", name="中心", channel="centre")

MONDAY = "2026-09-21"
"""A Monday; 25 September and 1 to 7 October 2026 are holidays."""

RESTAURANT = ("BIZ-IND", "SEAL", "FOOD-LIC", "FIRE-OPEN", "SIGN", "DRAIN")
ANSWERS = {"q_open_public": True, "q_drain_city": True}
CREDIT_CODE = "91350100M000100Y43"

FIELDS: Mapping[str, Value] = {
    "ap_name": "张建国",
    "ap_id_type": "resident",
    "ap_id_no": "11010519491231002X",
    "ap_phone": "13812345678",
    "ap_addr": "江州市中山路 8 号",
    "shop_name": "老张饭店",
    "prem_addr": "江州市解放路 21 号",
    "prem_area": "120.50",
    "prem_right": "lease",
    "prem_lease_end": "2029-08-31",
    "deliv_mode": "courier",
    "deliv_addr": "江州市中山路 8 号",
    "co_scope": "餐饮服务",
    "emp_count": 6,
    "seal_kinds": ["official"],
    "food_mode": "catering",
    "food_items": ["hot", "cold"],
    "food_net": False,
    "food_mgr": {"r1": {"name": "李梅", "id_no": "11010519491231002X", "level": "officer"}},
    "use_nature": "restaurant",
    "use_floor": "地上1层",
    "exits": 2,
    "fire_commit": True,
    "sign_type": "shopfront",
    "sign_size": "6 x 1.2 x 0.3",
    "sign_period": {"from": "2026-10-01", "to": "2029-09-30"},
    "drain_kind": "catering",
    "drain_m3": "3.5",
    "drain_key": False,
}
"""Everything that the form asks and that does not follow from something else."""

BROUGHT = (
    "M-ID",
    "M-PREM",
    "M-LAYOUT",
    "M-FLOW",
    "M-FOODSYS",
    "M-FOODMGR",
    "M-FIRESYS",
    "M-FIREP",
    "M-SIGNP",
    "M-SIGNSAFE",
    "M-DRAINP",
    "M-DRAINOK",
)
"""With the health certificates and the water test, all that an applicant must bring."""


def scan_of(material: str) -> ScanRef:
    return ScanRef(sha256=material.encode().hex().ljust(64, "0"), media_type="application/pdf", size=1000, pages=1)


class Story:
    """One application at one device, folded as it grows."""

    def __init__(self, rules: Rules, *, day: str = MONDAY, device: str = "pc1") -> None:
        self.rules = rules
        self.day = day
        self.device = device
        self.state = ApplicationState(id=ID)
        self.entries: list[Entry] = []

    def tell(self, command: Command, *, by: Actor = CLERK) -> list[Operation] | Refusal:
        """Decide `command`; its operations are confirmed one by one, as by a centre."""
        now = Now(wall=1_790_000_000_000 + len(self.entries), day=self.day)
        decided = decide(self.state, command, self.rules, now)
        if isinstance(decided, Refusal):
            return decided
        return [self._confirm(seal(body, place=self._place(), actor=by, now=now)) for body in decided]

    def done(self, command: Command, *, by: Actor = CLERK) -> Operation:
        """The one operation that `command` makes; fails when it is refused or its actor may not."""
        told = self.tell(command, by=by)
        assert not isinstance(told, Refusal), [(lack.code, dict(lack.params)) for lack in told.messages]
        (operation,) = told
        assert authorise(by, operation.kind) is None
        return operation

    def refused(self, command: Command) -> dict[str, dict[str, str]]:
        """Parameters of the refusal's messages by code; fails when it is not refused."""
        told = self.tell(command)
        assert isinstance(told, Refusal), told
        return {said.code: dict(said.params) for said in told.messages}

    def take(self, operation: Operation) -> None:
        """Fold an operation that another device made."""
        self._confirm(operation)

    def _confirm(self, operation: Operation) -> Operation:
        entry = Entry(operation=operation, rev=len(self.entries) + 1)
        self.entries.append(entry)
        self.state = apply(self.state, operation, entry.rev)
        assert self.state == fold(ID, self.entries)
        return operation

    def _place(self) -> Place:
        return Place(
            device=self.device,
            epoch=1,
            dseq=len(self.entries) + 1,
            stream=APPLICATION + ID,
            catalog=self.rules.catalog,
            base_rev=self.state.rev,
            salt="00",
        )
