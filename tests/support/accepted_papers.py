"""Applications for papers, really accepted: commands decided under the shipped catalog, sealed and folded."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from forms.catalog.model import Catalog
from forms.catalog.source import read_source
from forms.elements.reading import read
from forms.journal.actor import Actor, ActorKind
from forms.journal.commands import (
    AcceptApplication,
    AttachScan,
    Command,
    FillFields,
    OpenApplication,
    RequestDeferral,
)
from forms.journal.decide import decide
from forms.journal.decision import Now, Refusal
from forms.journal.fold import apply
from forms.journal.seal import Place, seal
from forms.journal.state import ApplicationState, PaperFact, ScanRef
from forms.rulebook import Rulebook
from forms.values import Value

DAY = "2026-11-23"
NUMBER = "江0301-2612-000017"
CLERK = Actor(kind=ActorKind.CLERK, account="wf", name="王芳", site="江州", window="3 号窗口")
CENTRE = Actor(kind=ActorKind.CENTRE, account="centre", name="审批中心")
REVIEWER = Actor(kind=ActorKind.REVIEWER, account="lq", name="李强")

RESTAURANT_ANSWERS = {"q_open_public": True, "q_drain_city": True}
RESTAURANT_TYPED: Mapping[str, str] = {
    "ap_name": "张三丰",
    "ap_id_type": "居民身份证",
    "ap_id_no": "11010519491231002X",
    "ap_phone": "13912345678",
    "ap_addr": "江州市江北区滨江路 8 号 2 栋 1 单元 601",
    "shop_name": "张三丰家常菜馆",
    "prem_addr": "江州市江北区滨江路 120 号一层",
    "prem_area": "86.5",
    "prem_right": "租赁",
    "prem_lease_end": "2029-06-30",
    "deliv_mode": "快递寄送",
    "deliv_addr": "江州市江北区滨江路 8 号 2 栋 1 单元 601",
    "co_scope": "餐饮服务;食品销售(依法须经批准的项目,经相关部门批准后方可开展经营活动)",
    "emp_count": "6",
    "seal_kinds": "公章、财务专用章",
    "food_mode": "餐饮服务经营者",
    "food_items": "热食类制售、冷食类制售",
    "food_net": "是",
    "food_mgr": "张三丰\t11010519491231002X\t食品安全员",
    "food_staff": "李四\t110101199003070011\tJK20260001\t2027-06-30",
    "use_nature": "餐馆",
    "use_floor": "地上1层",
    "exits": "2",
    "fire_commit": "否",
    "sign_type": "门头招牌",
    "sign_size": "6 x 1.2 x 0.3",
    "sign_period": "2026-12-01 至 2029-11-30",
    "drain_kind": "餐饮",
    "drain_m3": "3.5",
    "drain_key": "否",
}
AGENT: Mapping[str, str] = {"ag_name": "赵六", "ag_id_no": "110101199003070011", "ag_phone": "13800138000"}
RESTAURANT_DEFERRED = {"M-HEALTH": "体检报告还没有出来", "M-DRAINT": "检测机构排期在下周"}


@cache
def shipped_catalog() -> Catalog:
    """The catalog in `resources`."""
    return read_source(Path(__file__).parents[2] / "resources" / "catalog")


class Intake:
    """One application on its way through the journal. A refused command fails the test with its reasons."""

    def __init__(self, catalog: Catalog | None = None) -> None:
        self.catalog = catalog or shipped_catalog()
        self.rules = Rulebook(self.catalog, catalog_id="c" * 64)
        self.state = ApplicationState(id="a1")
        self._count = 0

    def do(self, command: Command, *, actor: Actor = CLERK, day: str = DAY) -> None:
        """Decide, seal and fold."""
        now = Now(wall=1_795_000_000_000, day=day)
        decision = decide(self.state, command, self.rules, now)
        assert not isinstance(decision, Refusal), decision.messages
        for body in decision:
            self._count += 1
            place = Place(
                device="w3", epoch=1, dseq=self._count, stream="application/a1", catalog="c" * 64, base_rev=0, salt="s"
            )
            self.state = apply(self.state, seal(body, place=place, actor=actor, now=now))

    def typed(self, texts: Mapping[str, str]) -> None:
        """Fill fields as a clerk types them."""
        values: dict[str, Value | None] = {
            element: read(self.catalog.elements[element], text) for element, text in texts.items()
        }
        self.do(FillFields(values=values))

    def hand_in(self, deferred: Mapping[str, str]) -> None:
        """Scan every material that is asked for, but ask for a deferral of `deferred` (material → reason)."""
        state = self.state
        needed = self.rules.materials(state.items, state.answers, state.plain_values(), day=DAY)
        for number, need in enumerate(needed):
            if need.material in deferred:
                due = min(allowed.due_day for allowed in need.deferrable_for)
                self.do(RequestDeferral(material=need.material, reason=deferred[need.material], due_day=due))
            elif not need.made and not need.awaited_from:
                self.do(AttachScan(material=need.material, scan=scan(number, pages=1 + number % 3)))

    def accept(self) -> ApplicationState:
        """Accept it all."""
        self.do(AcceptApplication(receipt_number=NUMBER))
        return self.state


def paper_of(kind: str, state: ApplicationState) -> PaperFact:
    """The paper of `kind` that `state` has."""
    return next(paper for paper in state.papers if paper.kind == kind)


def scan(number: int, *, pages: int) -> ScanRef:
    """A reference to a stored scan."""
    return ScanRef(sha256=f"{number:064d}", media_type="application/pdf", size=1000, pages=pages)


def restaurant(
    *,
    typed: Mapping[str, str] = {},
    deferred: Mapping[str, str] = RESTAURANT_DEFERRED,
    agent: bool = False,
    catalog: Catalog | None = None,
) -> Intake:
    """开饭店 with six items, accepted."""
    intake = Intake(catalog)
    answers = {**RESTAURANT_ANSWERS, "q_agent": agent}
    items = intake.rules.theme_items("C-RESTAURANT", answers)
    intake.do(OpenApplication(theme="C-RESTAURANT", items=items, answers=answers))
    intake.typed({**RESTAURANT_TYPED, **typed})
    intake.hand_in(deferred)
    intake.accept()
    return intake
