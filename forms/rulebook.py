"""The rulebook: a pinned catalog and its calendar, asked about one selection of items.

It implements the door that `decide` asks (`forms.journal.rules.Rules`) and answers the screens' questions about
the same form, so that a field that is shown and a field that is checked can never be two things.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache

import rfc8785

from forms import deferral
from forms.calendar import add_term, add_working_days, is_working_day
from forms.catalog.model import Catalog, Deferrable, Situation
from forms.elements.reading import check
from forms.journal.rules import Applicant, DeferrableFor, NeededMaterial, PlannedCase
from forms.message import Message, message
from forms.unify import situations
from forms.unify.applicant import applicant
from forms.unify.compiled_form import CompiledForm, FormNow
from forms.unify.live_form import LiveForm
from forms.unify.offers import not_taken_in
from forms.unify.reuse import applicant_number
from forms.unify.split import ItemForm, split
from forms.unify.unified_form import FormField, MaterialNeed, UnifiedForm
from forms.unify.unify import unify
from forms.values import Value, Values

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

    def is_working_day(self, day: str) -> bool:
        """True when `day` (ISO) is a working day; outside the calendar weekends only are not."""
        return is_working_day(self.source.calendar, day)

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

    def shown_fields(self, items: Sequence[str], answers: Mapping[str, bool], values: Values) -> frozenset[str]:
        """Ids of the elements that show for `values`."""
        return self.form_now(items, answers, values).shown

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
        self, items: Sequence[str], answers: Mapping[str, bool], values: Values, *, day: str
    ) -> tuple[PlannedCase, ...]:
        """One planned case per item, in the catalog's order, with days counted from `day`."""
        form, now = self.form(items, answers), self.form_now(items, answers, values)
        parts = split(form, now)
        shown = [field for field in form.fields() if field.element.id in now.shown]
        chosen = sorted(form.items, key=self._place.__getitem__)
        return tuple(self._case(parts[item], shown, now.materials, day=day) for item in chosen)

    def applicant(self, values: Values) -> Applicant:
        """Who applies: the first of the catalog's parties that is named."""
        return applicant(self.source.parties.values(), values)

    def applicant_number(self, values: Values, *, today: str) -> str:
        """The number of whoever applies, named yet or not; '' while it is not typed or not right."""
        element, number = applicant_number(self.source.parties.values(), values)
        return "" if not number or self.check_value(element, number, values, today=today) else number

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
            item_names={item: self.short_name(item) for item in (*need.items, need.awaited_from) if item},
        )

    def _deferrable(self, item: str, allowed: Deferrable, *, day: str) -> DeferrableFor:
        """Never longer than the item's own promise: its result could not issue in time (容缺受理通知书 rules)."""
        promised = self.source.items[item].promised
        due = self._latest(item, allowed.days, day)
        days = min(allowed.days, promised.days) if promised.unit == "wd" else allowed.days
        return DeferrableFor(item=item, days=days, due_day=due)

    def _find_latest(self, item: str, days: int, day: str) -> str:
        calendar = self.source.calendar
        return min(add_working_days(calendar, day, days), add_term(calendar, day, self.source.items[item].promised))

    def _case(
        self, part: ItemForm, shown: Sequence[FormField], materials: Sequence[MaterialNeed], *, day: str
    ) -> PlannedCase:
        known, calendar = self.source.items[part.item], self.source.calendar
        awaited = [field.awaited_from for field in part.fields] + [need.awaited_from for need in part.materials]
        return PlannedCase(
            item=part.item,
            name=known.name.zh,
            department=known.department,
            department_name=self.source.departments[known.department].name.zh,
            instant=known.case_type == "instant",
            promised_days=known.promised.days,
            promised_due=add_term(calendar, day, known.promised),
            legal_due=add_term(calendar, day, known.legal),
            needs_materials=tuple(need.material for need in part.materials),
            needs_elements=tuple(field.element.id for field in part.fields),
            feeds_elements=tuple(field.element.id for field in shown if field.awaited_from == part.item),
            feeds_materials=tuple(need.material for need in materials if need.awaited_from == part.item),
            waits_for=tuple(dict.fromkeys(feeder for feeder in awaited if feeder)),
        )
