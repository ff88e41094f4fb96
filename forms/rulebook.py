"""The rulebook: a pinned catalog and its calendar, asked about one selection of items.

It implements the door that `decide` asks (`forms.journal.rules.Rules`) and answers the screens' questions about
the same form, so that a field that is shown and a field that is checked can never be two things.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec
import rfc8785

from forms import deferral
from forms.calendar import add_term, add_working_days, is_working_day, term_days, working_days_between
from forms.catalog.model import Catalog, ClockStart, Deferrable, OnOverdue, Situation, Term, WorkCalendar
from forms.clock.clock import Clock, Moment, due, hours_of
from forms.elements.reading import check
from forms.journal.rules import Applicant, DeferrableFor, KnownProcedure, NeededMaterial, PlannedCase, Rules
from forms.message import Message, message
from forms.unify import situations
from forms.unify.applicant import applicant
from forms.unify.compiled_form import CompiledForm, FormNow
from forms.unify.live_form import LiveForm
from forms.unify.offers import not_taken_in
from forms.unify.reuse import applicant_number, representative_number
from forms.unify.split import ItemForm, split
from forms.unify.unified_form import FormField, MaterialNeed, UnifiedForm
from forms.unify.unify import unify
from forms.values import Value, Values

_LATEST_S = 253_402_000_000
"""Seconds until the end of the year 9999; a clock beyond it is wrong in any case."""

_DAYS_KEPT = 512
_FORMS_KEPT = 64
"""Compiled forms kept: more selections than windows have open at once."""


class Rulebook:
    """The rules of `catalog`, known as `catalog_id`. Items and elements asked about must be the catalog's own."""

    def __init__(self, catalog: Catalog, *, catalog_id: str) -> None:
        self.source = catalog
        self._id = catalog_id
        self._place = {item: number for number, item in enumerate(catalog.items)}
        self._template_hash = hashlib.sha256(rfc8785.dumps(dict(catalog.templates))).hexdigest()
        self._compiled = lru_cache(maxsize=_FORMS_KEPT)(self._compile)
        # Every key that is left asks for the same days again.
        self._latest = lru_cache(maxsize=_DAYS_KEPT)(self._find_latest)

    @property
    def catalog(self) -> str:
        """Id (SHA-256, hex) of the catalog these rules come from."""
        return self._id

    @property
    def version(self) -> str:
        """The name by which people know the catalog."""
        return self.source.version

    @property
    def calendar_revision(self) -> str:
        """Revision of the working-day calendar."""
        return self.source.calendar.revision

    @property
    def template_hash(self) -> str:
        """SHA-256 (hex) over all paper templates, as RFC 8785 bytes by name."""
        return self._template_hash

    @property
    def calendar_end(self) -> str:
        """The last day (ISO) that the calendar knows; beyond it only weekends are free."""
        return self.source.calendar.last

    def counting_by(self, calendar: WorkCalendar) -> Rulebook:
        """The same rules under another calendar: the pinned catalog's own does not know the years to come."""
        return Rulebook(msgspec.structs.replace(self.source, calendar=calendar), catalog_id=self._id)

    def counting_as(self, other: Rules) -> Rules:
        """These rules under the calendar of `other`; rules that are no rulebook have none to give."""
        return self.counting_by(other.source.calendar) if isinstance(other, Rulebook) else self

    def term_days(self, item: str, what: str, *, first: str, last: str) -> int:
        """How many days of a term of `item` lie after `first` up to and with `last`; `what`: 'promised' or 'legal'."""
        return term_days(self.source.calendar, first=first, last=last, unit=self._unit(item, what))

    def term_end(self, item: str, what: str, *, first: str, count: int) -> str:
        """The day (ISO) on which `count` days of that term after `first` are used up; `first` itself for none."""
        return add_term(self.source.calendar, first, Term(days=count, unit=self._unit(item, what)))

    def _unit(self, item: str, what: str) -> str:
        """A term in hours ends on a day: the days between are working days."""
        known = self.source.items.get(item)
        term = (known.promised if what == "promised" else known.legal) if known is not None else Term(days=0)
        return "nd" if term.unit == "nd" else "wd"

    def is_working_day(self, day: str) -> bool:
        """True when `day` (ISO) is a working day; outside the calendar weekends only are not."""
        return is_working_day(self.source.calendar, day)

    @property
    def procedures(self) -> Mapping[str, KnownProcedure]:
        """What may pause a case, by id."""
        return {
            known.id: KnownProcedure(
                name=known.label.zh,
                paper=known.paper,
                days=known.days,
                stops_promise=known.stops_promise,
                stops_legal=known.stops_legal,
            )
            for known in self.source.hall.procedures
        }

    @property
    def starts_when_complete(self) -> bool:
        """True when the clock of a case with deferred materials starts only when they are in."""
        return self.source.hall.deferral.clock_start is ClockStart.COMPLETE

    @property
    def pauses_overdue(self) -> bool:
        """True when the clock of a case stands still while a material it needs is overdue."""
        return self.source.hall.deferral.on_overdue is not OnOverdue.TERMINATE

    def later_by(self, day: str, *, first: str, last: str) -> str:
        """`day` (ISO) moved by the working days after `first` up to and with `last`."""
        calendar = self.source.calendar
        return add_working_days(calendar, day, max(0, working_days_between(calendar, first, last)))

    def latest_extension(self, first_due: str) -> str:
        """The latest day (ISO) to which a deferral first due on `first_due` may be extended; '' when it may not."""
        days = self.source.hall.deferral.extension_days
        return add_working_days(self.source.calendar, first_due, days) if days else ""

    def terminable_from(self, due_day: str) -> str:
        """The first day (ISO) on which one due on `due_day` may be terminated as overdue; '' when the hall waits."""
        rules = self.source.hall.deferral
        if rules.on_overdue is OnOverdue.PAUSE:
            return ""
        waits = rules.return_after if rules.on_overdue is OnOverdue.RETURN_AFTER else 0
        last = date.fromisoformat(add_working_days(self.source.calendar, due_day, waits))
        return (last + timedelta(days=1)).isoformat()

    def add_working_days(self, day: str, count: int) -> str:
        """The `count`-th working day after `day` (ISO), which itself is not counted."""
        return add_working_days(self.source.calendar, day, count)

    def item_names(self, items: Sequence[str]) -> tuple[str, ...]:
        """The Chinese names of `items`, as papers print them; the id itself for one that is not known."""
        known = self.source.items
        return tuple(known[item].name.zh if item in known else item for item in items)

    def material_name(self, material: str) -> str:
        """The Chinese name of a material; the id itself for one that the catalog does not know."""
        known = self.source.materials.get(material)
        return known.name.zh if known is not None else material

    def standard(self, material: str) -> str:
        """How a material has to be (original, copies, size), in Chinese; '' where the catalog says nothing."""
        known = self.source.materials.get(material)
        return known.standard.zh if known is not None else ""

    def may_be_promised(self, material: str) -> bool:
        """True for a material in place of which the catalog takes a written promise (告知承诺)."""
        known = self.source.materials.get(material)
        return known is not None and known.promise_instead

    def unknown_items(self, items: Sequence[str]) -> tuple[str, ...]:
        """Those of `items` that the catalog does not offer."""
        return tuple(item for item in items if item not in self.source.items)

    def not_taken_in(self, items: Sequence[str], *, day: str) -> tuple[Message, ...]:
        """Why those of `items` that are closed on `day` (ISO) are not taken in for new applications."""
        known = (self.source.items[item] for item in items if item in self.source.items)
        reasons = (not_taken_in(item, day=day) for item in known)
        return tuple(reason for reason in reasons if reason is not None)

    def is_computed(self, element: str) -> bool:
        """True for an element whose value follows from others, so that nobody types it."""
        known = self.source.elements.get(element)
        return known is not None and bool(known.computed)

    def is_reusable(self, element: str) -> bool:
        """True for an element whose value may be taken over from an earlier application."""
        known = self.source.elements.get(element)
        return known is not None and known.reusable

    def reusable_days(self, material: str) -> int:
        """Natural days for which a scan of `material` may be taken over after it was taken in; 0: never."""
        known = self.source.materials.get(material)
        return known.reusable_days if known is not None else 0

    def form(self, items: Sequence[str], answers: Mapping[str, bool]) -> UnifiedForm:
        """The unified form for `items` under `answers`."""
        return self._form(items, answers).form

    def form_now(self, items: Sequence[str], answers: Mapping[str, bool], values: Values) -> FormNow:
        """Shown, required, completed and needed, all at once: for a screen that asks on every key."""
        return self._form(items, answers).now(values, answers)

    def asked_elements(self, items: Sequence[str], answers: Mapping[str, bool]) -> frozenset[str]:
        """Ids of the elements on the form, shown now or not."""
        return frozenset(field.element.id for field in self.form(items, answers).fields())

    def completed(self, items: Sequence[str], answers: Mapping[str, bool], values: Values) -> Values:
        """`values` plus what follows from them: `same_as` elements that are shown and that nobody typed."""
        return self.form_now(items, answers, values).values

    def field_lacks(
        self, items: Sequence[str], answers: Mapping[str, bool], values: Values, *, today: str
    ) -> tuple[Message, ...]:
        """What is missing or wrong among the shown fields, in reading order; awaited elements are neither."""
        return self.live_form(items, answers, values, today=today).lacks()

    def live_form(self, items: Sequence[str], answers: Mapping[str, bool], values: Values, *, today: str) -> LiveForm:
        """The form for a screen that follows each change: it says at any time what this rulebook would say."""
        return LiveForm(self._form(items, answers), values=values, answers=answers, today=today)

    def check_value(self, element: str, value: Value, values: Values, *, today: str) -> tuple[Message, ...]:
        """What is wrong with one value."""
        known = self.source.elements.get(element)
        if known is None:
            return (message("field.unknown", element=element, id=element),)
        return check(known, value, values=values, today=today)

    def materials(
        self, items: Sequence[str], answers: Mapping[str, bool], values: Values, *, day: str
    ) -> tuple[NeededMaterial, ...]:
        """The materials needed now, in the order first needed, with due days as of `day`."""
        return self.needed_materials(self.form_now(items, answers, values).materials, day=day)

    def needed_materials(self, needs: Sequence[MaterialNeed], *, day: str) -> tuple[NeededMaterial, ...]:
        """`needs` of a form, with due days as of `day`."""
        return tuple(self._needed(need, day=day) for need in needs)

    def listed_materials(
        self, items: Sequence[str], answers: Mapping[str, bool], *, day: str
    ) -> tuple[NeededMaterial, ...]:
        """Every material on the form, also those that only some values on it call for, with due days as of `day`."""
        return tuple(self._needed(need, day=day) for need in self.form(items, answers).materials)

    def cases(
        self, items: Sequence[str], answers: Mapping[str, bool], values: Values, *, day: str, wall: int = 0
    ) -> tuple[PlannedCase, ...]:
        """One planned case per item, in the catalog's order, with days counted from `day`.

        Terms in hours count from `wall` (UTC ms), from the opening of the hall when it is 0.
        """
        form, now = self.form(items, answers), self.form_now(items, answers, values)
        parts = split(form, now)
        shown = [field for field in form.fields() if field.element.id in now.shown]
        chosen = sorted(form.items, key=self._place.__getitem__)
        start = Moment(day, self._minute(wall))
        return tuple(self._case(parts[item], shown, now.materials, start=start) for item in chosen)

    def applicant(self, values: Values) -> Applicant:
        """Who applies: the first of the catalog's parties that is named."""
        return applicant(self.source.parties.values(), values)

    def applicant_number(self, values: Values, *, today: str) -> str:
        """The number of whoever applies, named yet or not; '' while it is not typed or not right."""
        element, number = applicant_number(self.source.parties.values(), values)
        return "" if not number or self.check_value(element, number, values, today=today) else number

    def credit_numbers(self, values: Values, *, today: str) -> tuple[str, ...]:
        """The numbers that are looked up in the distrust list; none while the applicant's is not typed or not right."""
        number = self.applicant_number(values, today=today)
        if not number or not self.source.hall.deferral.distrust_representative:
            return (number,) if number else ()
        element, acting = representative_number(self.source.parties.values(), values)
        sound = bool(acting) and not self.check_value(element, acting, values, today=today)
        return (number, acting) if sound and acting != number else (number,)

    @property
    def distrust_days(self) -> int:
        """Natural days for which a distrust list that the centre did not confirm again clears somebody."""
        return self.source.hall.deferral.distrust_days

    def latest_due(
        self, items: Sequence[str], answers: Mapping[str, bool], values: Values, *, material: str, day: str
    ) -> str:
        """The latest day until which `material` may be deferred from `day`; '' when it may not or is not needed."""
        needed = self.materials(items, answers, values, day=day)
        return next((deferral.latest_due(need) for need in needed if need.material == material), "")

    def theme_items(self, theme: str, answers: Mapping[str, bool]) -> tuple[str, ...]:
        """Ids of the items that `theme` wants under `answers`, in its order. KeyError for an unknown theme."""
        return situations.theme_items(self.source, theme, answers)

    def situations_for(self, *, items: Sequence[str], theme: str = "") -> tuple[Situation, ...]:
        """The questions to ask for `items` and, when given, `theme`, in catalog order."""
        return situations.situations_for(self.source, items=items, theme=theme)

    def short_name(self, item: str) -> str:
        """The short Chinese name of an item; the id itself for one that the catalog does not know."""
        known = self.source.items.get(item)
        return known.short.zh if known is not None else item

    def element_label(self, element: str) -> str:
        """The Chinese label of an element; the id itself for one that the catalog does not know."""
        known = self.source.elements.get(element)
        return known.label.zh if known is not None else element

    def _form(self, items: Sequence[str], answers: Mapping[str, bool]) -> CompiledForm:
        return self._compiled(tuple(items), frozenset(answers.items()))

    def _compile(self, items: tuple[str, ...], answers: frozenset[tuple[str, bool]]) -> CompiledForm:
        form = unify(self.source, items=items, answers=dict(answers))
        return CompiledForm(form, self.source)

    def _needed(self, need: MaterialNeed, *, day: str) -> NeededMaterial:
        return NeededMaterial(
            material=need.material,
            name=need.name.zh,
            items=need.items,
            decisive_for=need.decisive_for,
            deferrable_for=tuple(self._deferrable(item, allowed, day=day) for item, allowed in need.deferrable_for),
            awaited_from=need.awaited_from,
            made=need.made,
            template=need.template,
            promise_instead=self.may_be_promised(need.material),
            item_names={item: self.short_name(item) for item in (*need.items, need.awaited_from) if item},
        )

    def _deferrable(self, item: str, allowed: Deferrable, *, day: str) -> DeferrableFor:
        """Never longer than the item's own promise: its result could not issue in time (容缺受理通知书 rules)."""
        promised, most = self.source.items[item].promised, self.source.hall.deferral.most_days
        longest = min(allowed.days, most) if most else allowed.days
        latest = self._latest(item, longest, day)
        days = min(longest, promised.days) if promised.unit == "wd" else longest
        return DeferrableFor(item=item, days=days, due_day=latest)

    def _find_latest(self, item: str, days: int, day: str) -> str:
        promised = Clock(start=Moment(day), term=self.source.items[item].promised)
        latest = due(hours_of(self.source), promised, now=promised.start).day
        return min(add_working_days(self.source.calendar, day, days), latest)

    def _minute(self, wall: int) -> int:
        if not wall:
            return 0
        local = datetime.fromtimestamp(min(max(wall // 1000, 0), _LATEST_S), tz=ZoneInfo(self.source.hall.zone))
        return local.hour * 60 + local.minute

    def _case(
        self, part: ItemForm, shown: Sequence[FormField], materials: Sequence[MaterialNeed], *, start: Moment
    ) -> PlannedCase:
        known, hours = self.source.items[part.item], hours_of(self.source)
        awaited = [field.awaited_from for field in part.fields] + [need.awaited_from for need in part.materials]
        return PlannedCase(
            item=part.item,
            name=known.name.zh,
            department=known.department,
            department_name=self.source.departments[known.department].name.zh,
            instant=known.case_type == "instant",
            promised_days=known.promised.days,
            promised_due=due(hours, Clock(start=start, term=known.promised), now=start).day,
            legal_due=due(hours, Clock(start=start, term=known.legal), now=start).day,
            needs_materials=tuple(need.material for need in part.materials),
            needs_elements=tuple(field.element.id for field in part.fields),
            feeds_elements=tuple(field.element.id for field in shown if field.awaited_from == part.item),
            feeds_materials=tuple(need.material for need in materials if need.awaited_from == part.item),
            waits_for=tuple(dict.fromkeys(feeder for feeder in awaited if feeder)),
        )
