"""Applications for a large ledger: real operations that `decide` yields, told once per kind and day and then retold.

What is decided costs milliseconds and is the same for everybody who wants the same on the same day; who applies, where
and under which number is written into the operations' bytes. Nothing else of them changes.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from forms.calendar import add_working_days
from forms.elements.reading import read
from forms.journal.actor import Actor, ActorKind
from forms.journal.commands import (
    AcceptApplication,
    AttachScan,
    Command,
    FillFields,
    IssueResult,
    OpenApplication,
    PassDeferral,
    ReceiveDocument,
    RequestDeferral,
)
from forms.journal.decide import decide
from forms.journal.decision import Now, Refusal
from forms.journal.fold import apply
from forms.journal.operation import APPLICATION, canonical
from forms.journal.seal import Place, seal
from forms.journal.state import ApplicationState, ScanRef
from forms.rulebook import Rulebook
from forms.values import Value
from tests.story.applicant import CREDIT_CODE, ID_NO, NAME, PHONE, SHOP, TYPED

_ID = "00000000-0000-7000-8000-000000000000"
_RECEIPT = "XX-99-20000101-00000"
_DEVICE = "device-of-the-story"
_ACTOR = Actor(kind=ActorKind.CLERK, account="account-of-the-story", name="讲述人", site="site", window="01")
_REVIEWER = Actor(kind=ActorKind.REVIEWER, account="chen", name="陈审核", channel="centre")
_DSEQ, _WALL = 900_000_000, 1_900_000_000_000

_TYPED = {
    **TYPED,
    "uscc": CREDIT_CODE,
    "legal_rep": NAME,
    "legal_rep_id": ID_NO,
    "org_phone": PHONE,
    "deliv_name": NAME,
    "deliv_phone": PHONE,
    "bdc_addr": "江州市江北区滨江路 8 号 601",
    "query_use": "核实权属",
    "nurse_no": "202632010001",
    "nurse_org": "江州市人民医院",
    "gjj_acct": "320100123456",
    "deal_price": "1260000.00",
    "loan_amount": "600000.00",
    "loan_years": "20",
    "bank_acct": "6222600260001072444",
    "bank_name": "中国建设银行江州分行",
}

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单仇任解欧阳"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志强海燕文博雨桐子涵浩宇欣怡思远晓东春梅冬雪"
SITES = tuple(f"jz{number:02d}" for number in range(1, 13))


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody comes for; `deferred` materials come later, `passes` when they have all come and passed since.

    An application without deferred materials, or whose have passed, has its results.
    """

    items: tuple[str, ...]
    deferred: tuple[str, ...] = ()
    days: int = 0
    arrives: bool = False
    passes: bool = False


@dataclass(frozen=True)
class Told:
    """The operations of one application as bytes, with the names of the story in them."""

    operations: tuple[bytes, ...]

    def retold(self, person: Person) -> Iterator[bytes]:
        """The same for `person`."""
        for number, data in enumerate(self.operations):
            for known, own in person.instead.items():
                data = data.replace(known, own)
            data = data.replace(b'"dseq":%d' % (_DSEQ + number), b'"dseq":%d' % (person.dseq + number))
            yield data.replace(b'"wall":%d' % (_WALL + number), b'"wall":%d' % (person.wall + number))


@dataclass(frozen=True, kw_only=True)
class Person:
    """Whose application it is: `instead` of the story's names; the first number of its device, its time (UTC ms)."""

    application: str
    device: str
    dseq: int
    wall: int
    instead: Mapping[bytes, bytes]


@dataclass
class People:
    """Makes people, the same ones for the same seed: all sites of a city, three clerks each, a device for each site."""

    seed: int
    _next: dict[str, int] = field(default_factory=dict)
    _counted: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def person(self, day: str, *, operations: int) -> Person:
        """Somebody who comes on `day` (ISO) and makes so many operations."""
        chance, number = self._random, next(self._counted)
        site, clerk = chance.choice(SITES), chance.randrange(3)
        first = self._next.get(site, 1)
        self._next[site] = first + operations
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
        account = Actor(
            kind=ActorKind.CLERK, account=f"{site}{clerk}", name=f"{SURNAMES[clerk]}{GIVEN[clerk]}", site=site
        )
        given = {
            _ID: f"{number:08x}-0000-7000-8000-{chance.getrandbits(48):012x}",
            _RECEIPT: f"{site.upper()}-01-{day.replace('-', '')}-{number:06d}",
            NAME: name,
            ID_NO: f"3201{chance.randrange(10**14):014d}",
            PHONE: f"139{chance.randrange(10**8):08d}",
            SHOP: f"{name}{chance.choice(('小吃店', '面馆', '便利店', '饭庄'))}",
            _DEVICE: f"device-{site}",
            _ACTOR.account: account.account,
            _ACTOR.name: account.name,
            f'"site":"{_ACTOR.site}"': f'"site":"{site}"',
        }
        return Person(
            application=given[_ID],
            device=given[_DEVICE],
            dseq=first,
            wall=_wall(day) + number % 20_000_000,
            instead={known.encode(): own.encode() for known, own in given.items()},
        )


def tell(rules: Rulebook, wish: Wish, *, day: str) -> Told:
    """The story of `wish` on `day` (ISO), decided under `rules`. A refusal is a RuntimeError."""
    state, told = ApplicationState(id=_ID), []
    for command in _commands(rules, wish, day=day):
        now = Now(wall=_WALL + len(told), day=day)
        decision = decide(state, command, rules, now)
        if isinstance(decision, Refusal):
            raise RuntimeError(decision.messages)
        for body in decision:
            place = Place(
                device=_DEVICE,
                epoch=1,
                dseq=_DSEQ + len(told),
                stream=APPLICATION + _ID,
                catalog=rules.catalog,
                base_rev=state.rev,
                salt="0" * 32,
            )
            actor = _REVIEWER if isinstance(command, PassDeferral | IssueResult) else _ACTOR
            operation = seal(body, place=place, actor=actor, now=Now(wall=_WALL + len(told), day=day))
            state = apply(state, operation, len(told) + 1)
            told.append(canonical(operation))
    return Told(tuple(told))


def _commands(rules: Rulebook, wish: Wish, *, day: str) -> Iterator[Command]:
    yield OpenApplication(theme="", items=wish.items, answers={})
    values = _values(rules, wish.items)
    yield FillFields(values=values)
    for need in rules.materials(wish.items, {}, values, day=day):
        if not need.made and not need.awaited_from and need.material not in wish.deferred:
            yield AttachScan(material=need.material, scan=_scan(need.material))
    for material in wish.deferred:
        due = add_working_days(rules.source.calendar, day, wish.days)
        yield RequestDeferral(material=material, reason="检测机构排期在下周", due_day=due)
    yield AcceptApplication(receipt_number=_RECEIPT)
    for material in wish.deferred if wish.arrives or wish.passes else ():
        yield ReceiveDocument(material=material, scans=(_scan(f"{material} later"),))
    for material in wish.deferred if wish.passes else ():
        yield PassDeferral(material=material)
    for item in wish.items if wish.passes or not wish.deferred else ():
        yield IssueResult(item=item, outcome="granted", number=_RECEIPT, note="", elements={})


def _values(rules: Rulebook, items: Sequence[str]) -> dict[str, Value | None]:
    elements = rules.source.elements
    asked = rules.asked_elements(items, {})
    texts = {element: text for element, text in _TYPED.items() if element in asked and not elements[element].computed}
    return {element: read(elements[element], text) for element, text in texts.items()}


def _scan(of: str) -> ScanRef:
    return ScanRef(sha256=hashlib.sha256(of.encode()).hexdigest(), media_type="image/jpeg", size=180_000, pages=1)


def _wall(day: str) -> int:
    noon = datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=UTC) + timedelta(hours=1)
    return int(noon.timestamp() * 1000)
