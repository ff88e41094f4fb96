"""The door through which `decide` asks the pinned catalog and calendar; implemented by `forms.rulebook`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from forms.message import Message
from forms.values import Value, Values


class DeferrableFor(msgspec.Struct, frozen=True, kw_only=True):
    """An item that lets a material come later, by `due_day` at the latest (ISO day) when accepted on the asked day."""

    item: str
    days: int
    due_day: str


class NeededMaterial(msgspec.Struct, frozen=True, kw_only=True):
    """A material that the form needs now, as the rules see it; `item_names` are short names by item id.

    One that is `made` is printed with `template` instead of being asked for. `promise_instead`: a written promise may
    take its place (告知承诺).
    """

    material: str
    name: str
    items: tuple[str, ...]
    decisive_for: tuple[str, ...]
    deferrable_for: tuple[DeferrableFor, ...]
    awaited_from: str
    made: bool
    template: str = ""
    item_names: Mapping[str, str]
    promise_instead: bool = False

    def named(self, items: Sequence[str]) -> str:
        """Short names of `items`, for a sentence."""
        return "、".join(self.item_names.get(item, item) for item in items)


class KnownProcedure(msgspec.Struct, frozen=True, kw_only=True):
    """A procedure (特别程序) that may pause a case: its Chinese name, the template of its paper, how long it takes.

    `days` are the working days that it is expected to take, 0 when nobody can say.
    """

    name: str
    paper: str
    days: int
    stops_promise: bool
    stops_legal: bool


class PlannedCase(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules say of one case at acceptance; days ISO. `feeds_*` are what its result fills in other cases."""

    item: str
    name: str
    department: str
    department_name: str
    instant: bool
    promised_days: int
    promised_due: str
    legal_due: str
    needs_materials: tuple[str, ...]
    needs_elements: tuple[str, ...]
    feeds_elements: tuple[str, ...]
    feeds_materials: tuple[str, ...]
    waits_for: tuple[str, ...]


class Rules(Protocol):
    """The pinned catalog and calendar, asked about one selection of items.

    `items` are item ids, `answers` situation answers by situation id, `values` element values by element id.
    """

    @property
    def catalog(self) -> str:
        """Id (SHA-256, hex) of the catalog these rules come from."""

    @property
    def version(self) -> str:
        """The name by which people know that catalog."""

    @property
    def calendar_revision(self) -> str:
        """Revision of the working-day calendar."""

    @property
    def template_hash(self) -> str:
        """SHA-256 (hex) over all paper templates."""

    def counting_as(self, other: Rules) -> Rules:
        """These rules under the calendar of `other`."""

    @property
    def calendar_end(self) -> str:
        """The last day (ISO) that the calendar knows; beyond it only weekends are free."""

    def term_days(self, item: str, what: str, *, first: str, last: str) -> int:
        """How many days of a term of `item` lie after `first` up to and with `last`; `what`: 'promised' or 'legal'."""

    def term_end(self, item: str, what: str, *, first: str, count: int) -> str:
        """The day (ISO) on which `count` days of that term after `first` are used up; `first` itself for none."""

    def is_working_day(self, day: str) -> bool:
        """True when `day` (ISO) is a working day; outside the calendar weekends only are not."""

    @property
    def procedures(self) -> Mapping[str, KnownProcedure]:
        """What may pause a case, by id."""

    @property
    def starts_when_complete(self) -> bool:
        """True when the clock of a case with deferred materials starts only when they are in (clock_start)."""

    @property
    def pauses_overdue(self) -> bool:
        """True when the clock of a case stands still while a material it needs is overdue."""

    def later_by(self, day: str, *, first: str, last: str) -> str:
        """`day` (ISO) moved by the working days after `first` up to and with `last`."""

    def latest_extension(self, first_due: str) -> str:
        """The latest day (ISO) to which a deferral first due on `first_due` may be extended; '' when it may not."""

    def terminable_from(self, due_day: str) -> str:
        """The first day (ISO) on which one due on `due_day` may be terminated as overdue; '' when the hall waits."""

    def add_working_days(self, day: str, count: int) -> str:
        """The `count`-th working day after `day` (ISO), which itself is not counted."""

    def item_names(self, items: Sequence[str]) -> tuple[str, ...]:
        """The Chinese names of `items`, as papers print them."""

    def material_name(self, material: str) -> str:
        """The Chinese name of a material; its id for one that the catalog does not know."""

    def standard(self, material: str) -> str:
        """How a material has to be (original, copies, size), in Chinese; '' where the catalog says nothing."""

    def may_be_promised(self, material: str) -> bool:
        """True for a material in place of which the catalog takes a written promise (告知承诺)."""

    def unknown_items(self, items: Sequence[str]) -> tuple[str, ...]:
        """Those of `items` that the catalog does not offer."""

    def not_taken_in(self, items: Sequence[str], *, day: str) -> tuple[Message, ...]:
        """Why those of `items` that are closed on `day` (ISO) are not taken in for new applications."""

    def element_label(self, element: str) -> str:
        """The Chinese label of an element; its id for one that the catalog does not know."""

    def is_computed(self, element: str) -> bool:
        """True for an element whose value follows from others, so that nobody types it."""

    def is_reusable(self, element: str) -> bool:
        """True for an element whose value may be taken over from an earlier application."""

    def reusable_days(self, material: str) -> int:
        """Natural days for which a scan of `material` may be taken over after it was taken in; 0: never."""

    def asked_elements(self, items: Sequence[str], answers: Mapping[str, bool]) -> frozenset[str]:
        """Ids of the elements on the form, shown now or not."""

    def completed(self, items: Sequence[str], answers: Mapping[str, bool], values: Values) -> Values:
        """`values` plus what follows from them (`same_as` elements not typed by anyone)."""

    def field_lacks(
        self, items: Sequence[str], answers: Mapping[str, bool], values: Values, *, today: str
    ) -> tuple[Message, ...]:
        """What is missing or wrong among the shown fields; awaited elements are neither."""

    def check_value(self, element: str, value: Value, values: Values, *, today: str) -> tuple[Message, ...]:
        """What is wrong with one value."""

    def materials(
        self, items: Sequence[str], answers: Mapping[str, bool], values: Values, *, day: str
    ) -> tuple[NeededMaterial, ...]:
        """The materials needed now, with due days as of `day`."""

    def cases(
        self, items: Sequence[str], answers: Mapping[str, bool], values: Values, *, day: str, wall: int = 0
    ) -> tuple[PlannedCase, ...]:
        """One planned case per item, in catalog order; terms in hours count from `wall` (UTC ms; 0: the opening)."""

    def applicant_number(self, values: Values, *, today: str) -> str:
        """The number of whoever applies, named yet or not; '' while it is not typed or not right."""

    def credit_numbers(self, values: Values, *, today: str) -> tuple[str, ...]:
        """The numbers that are looked up in the distrust list: the applicant's, and where the hall says so the legal
        representative's; none while the applicant's is not typed or not right."""

    @property
    def distrust_days(self) -> int:
        """Natural days for which a distrust list that the centre did not confirm again clears somebody."""

    def applicant(self, values: Values) -> Applicant:
        """Who applies, from the elements that the catalog marks."""


class Applicant(msgspec.Struct, frozen=True, kw_only=True):
    """The party: `kind` is person or organisation, `id_no` its key in history and reuse."""

    kind: str
    name: str
    id_type: str
    id_no: str
    phone: str
