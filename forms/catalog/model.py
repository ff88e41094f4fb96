"""Types of a catalog package: items, materials, themes, questions, departments, calendar, paper templates."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from forms.elements.element import DataElement, Label

FORMAT = 1
"""Version of the package layout; a reader refuses a newer one."""

OFFICE_HOURS = ("09:00-12:00", "13:30-17:00")
"""Office hours of a hall that says none; terms in hours count them."""


class CaseType(StrEnum):
    """办件类型: `instant` (即办件, 马上办) is decided on the spot, `promised` (承诺件) within promised days."""

    INSTANT = "instant"
    PROMISED = "promised"


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A time limit and the law it comes from: `days` in `unit`.

    Units are 'wd' working days, 'nd' natural days, 'h' office hours of the hall (then `days` says how many hours).
    """

    days: int
    unit: str = "wd"
    basis: str = ""


class Department(msgspec.Struct, frozen=True, kw_only=True):
    """A department with its code and former names (halls spell them in several ways)."""

    code: str
    name: Label
    former_names: tuple[str, ...] = ()


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A form section shared by items (申请人, 经营场所…); `shown_if` may hide it as a whole."""

    id: str
    label: Label
    elements: tuple[str, ...]
    shown_if: str = ""


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Elements that name one party who may apply; of a catalog's parties the first with a name is the applicant.

    `kind` is person or organisation. `id_type_of` names the element that says which document `id_no` is; `id_type` is
    the type where there is none. In a party of a `table` the names are columns and its first row counts.
    `representative_no` holds the number of the person who acts for an organisation by law (法定代表人).
    """

    id: str
    kind: str
    name: str
    phone: str = ""
    id_no: str = ""
    id_type_of: str = ""
    id_type: str = ""
    table: str = ""
    representative_no: str = ""


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """A required paper (材料). `made`: printed by the client from the form, so never asked for.

    `template` names the template of the package that prints a made one; `statements` are what its signer states there.
    `updates` names the material that this one is once an item has brought it up to date (the household register with
    the newborn's page): one paper, which an applicant holds in two states.
    `standard` says how the paper has to be (original, copies, size). A scan may be offered again to a returning
    applicant for `reusable_days` natural days after it was taken in; 0: never.
    `promise_instead`: an applicant may promise in writing what it would prove (告知承诺, 国办发〔2020〕42号) and then
    brings none at all.
    """

    id: str
    name: Label
    made: bool = False
    template: str = ""
    statements: tuple[Label, ...] = ()
    from_library: bool = False
    needed_if: str = ""
    updates: str = ""
    standard: Label = Label("")
    reusable_days: int = 0
    promise_instead: bool = False


class Deferrable(msgspec.Struct, frozen=True, kw_only=True):
    """A material that an item lets come later, within `days` working days at most."""

    material: str
    days: int


class Fee(msgspec.Struct, frozen=True, kw_only=True):
    """One charge (收费) of an item: `amount` in yuan as decimal text, 0 for none; `per` is what one charge covers."""

    name: Label
    amount: str = "0"
    per: Label = Label("")
    basis: str = ""

    @property
    def is_free(self) -> bool:
        """Whether nothing is charged, as for a first card."""
        return not self.amount.strip("0.")


class Offer(StrEnum):
    """Whether an item is taken in: `open`; `closing` until a last day; `closed`, only what is begun goes on."""

    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """Whether new applications for an item are taken in; `until` is the last day (ISO) of a closing one."""

    offer: Offer = Offer.OPEN
    until: str = ""


class ServiceItem(msgspec.Struct, frozen=True, kw_only=True):
    """One service item (事项) of one department.

    `main` materials carry the decision and may never be deferred; `deferrable` ones may (可容缺清单).
    `own` elements are asked in a section named after the item; `blocks` are shared sections.
    `steps` are what the applicant goes through, as the one-time notice (一次性告知书) lists them.
    `result_elements` are elements that the result fills (统一社会信用代码), `result_materials` papers it produces.
    """

    id: str
    name: Label
    short: Label
    area: str
    department: str
    case_type: CaseType
    legal: Term
    promised: Term
    result: str
    blocks: tuple[str, ...]
    own: tuple[str, ...]
    main: tuple[str, ...]
    deferrable: tuple[Deferrable, ...] = ()
    result_elements: tuple[str, ...] = ()
    result_materials: tuple[str, ...] = ()
    fees: tuple[Fee, ...] = ()
    steps: tuple[Label, ...] = ()
    policy: Policy = Policy()
    survey: str = ""
    confidence: str = ""


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """A question (情形) of a theme or of single items; its answer is yes or no, and is no form field."""

    id: str
    question: Label
    default: bool = False


class ThemeItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a theme, wanted when `wanted_if` holds (empty: always)."""

    item: str
    wanted_if: str = ""


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """Items usually wanted together (主题, 一件事) and the questions that choose among them.

    All is done within `limit`; where `quick_if` holds, `quick` takes its place (拿地即开工: 15 working days for an
    industrial project, 30 for another). Only the time of the government counts.
    """

    id: str
    name: Label
    lead: str
    items: tuple[ThemeItem, ...]
    situations: tuple[str, ...]
    limit: Term
    quick: Term = Term(days=0)
    quick_if: str = ""


class WorkCalendar(msgspec.Struct, frozen=True, kw_only=True):
    """Public holidays and moved working days (调休), ISO days, for `first`..`last`; outside: weekends only.

    The hall may be open on days that no term counts (`hall_open`) and closed on days that terms count (`hall_closed`).
    """

    revision: str
    first: str
    last: str
    holidays: tuple[str, ...]
    workdays: tuple[str, ...]
    hall_open: tuple[str, ...] = ()
    hall_closed: tuple[str, ...] = ()


class ClockStart(StrEnum):
    """When the clock of a case with deferred materials starts: at the acceptance, or when everything is in."""

    ACCEPT = "accept"
    COMPLETE = "complete"


class OnOverdue(StrEnum):
    """What a hall does about an overdue deferral. A person always decides; this says what is proposed and lawful.

    `pause`: the clock of the case waits, without end; `terminate`: it may be terminated from the next day;
    `return_after`: the clock waits, and after so many working days it may be terminated (退件).
    """

    PAUSE = "pause"
    TERMINATE = "terminate"
    RETURN_AFTER = "return_after"


class DeferralRules(msgspec.Struct, frozen=True, kw_only=True):
    """How a hall deals with deferrals (容缺); all counts are working days.

    No deferral is longer than `most_days` (0: only as the items say), none is extended by more than `extension_days`
    after its first due day (0: never). Reminders go out so many days before the due day, 0 on the day itself.
    Sources: the rules of 西安 (`terminate`) and 台州 (`return_after` 15) for what is late.

    Whoever is on the distrust list (失信名单) defers nothing (西安, 阜新, 正蓝旗); `distrust_representative`: nor does
    an organisation whose legal representative is. A list that the centre has not confirmed for more than
    `distrust_days` natural days clears nobody: the deferral counts as unchecked.
    """

    clock_start: ClockStart = ClockStart.ACCEPT
    on_overdue: OnOverdue = OnOverdue.RETURN_AFTER
    return_after: int = 15
    most_days: int = 0
    extension_days: int = 10
    reminders: tuple[int, ...] = (3, 1, 0)
    distrust_days: int = 7
    distrust_representative: bool = False


PROCEDURE_PAPER = "procedure_notice"
"""The template of a procedure's paper (特别程序告知书), where a procedure names no other."""


class Procedure(msgspec.Struct, frozen=True, kw_only=True):
    """A procedure (特别程序: 听证, 检验, 公示 …) whose time a clock may leave out.

    `label` is its name on paper, `paper` the template that tells the applicant of it, `days` the working days that it
    is expected to take (0: nobody can say). `stops_promise` and `stops_legal`: whether the promised and the statutory
    term stand still meanwhile.
    """

    id: str
    label: Label
    paper: str = PROCEDURE_PAPER
    days: int = 0
    stops_promise: bool = True
    stops_legal: bool = True


PROCEDURES = (
    Procedure(id="correction", label=Label("补正", en="Correction")),
    Procedure(id="hearing", label=Label("听证", en="Hearing")),
    Procedure(id="publicity", label=Label("公示", en="Publicity")),
    Procedure(id="inspection", label=Label("检验、检测、检疫、鉴定", en="Inspection or test")),
    Procedure(id="survey", label=Label("现场踏勘", en="Survey on site")),
    Procedure(id="expert_review", label=Label("专家评审", en="Expert review")),
)
"""What stops the clocks of a hall that says nothing (行政许可法 第四十五条 and the halls' own lists)."""


class Hall(msgspec.Struct, frozen=True, kw_only=True):
    """The hall: its name, organ short name for numbers, zone for `day`, rules for deferrals, procedures that pause."""

    name: Label
    organ: str
    zone: str = "Asia/Shanghai"
    office_hours: tuple[str, ...] = OFFICE_HOURS
    deferral: DeferralRules = DeferralRules()
    procedures: tuple[Procedure, ...] = PROCEDURES


class Catalog(msgspec.Struct, frozen=True, kw_only=True):
    """A whole catalog package. Its id is the SHA-256 of its canonical bytes (`forms.catalog.package`).

    `order` keeps the reading order of ids by table, since canonical JSON sorts keys; whoever reads a
    package gets its tables in that order.
    """

    format: int
    version: str
    hall: Hall
    areas: tuple[str, ...]
    departments: Mapping[str, Department]
    blocks: Mapping[str, Block]
    elements: Mapping[str, DataElement]
    materials: Mapping[str, Material]
    situations: Mapping[str, Situation]
    items: Mapping[str, ServiceItem]
    themes: Mapping[str, Theme]
    calendar: WorkCalendar
    templates: Mapping[str, str]
    parties: Mapping[str, Party] = {}
    agent_situation: str = ""
    agent_materials: tuple[str, ...] = ()
    agent_block: str = ""
    order: Mapping[str, tuple[str, ...]] = {}
