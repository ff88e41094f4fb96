"""What becomes of a form: what is asked no more, newly or otherwise, and which answers are wrong now.

One comparison serves both: the same items under another catalog, and other items under the same catalog.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

import msgspec

from forms.catalog.model import Catalog, Policy, Term
from forms.elements.element import DataElement, Label
from forms.message import Message
from forms.unify.compiled_form import FormNow
from forms.unify.offers import is_closed
from forms.unify.unified_form import FormField, MaterialNeed, UnifiedForm
from forms.values import Value, Values, is_empty


class FormVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A form of `catalog` for some items, and how it stands for the values typed; `lacks` are its fields' problems."""

    catalog: Catalog
    form: UnifiedForm
    now: FormNow
    lacks: tuple[Message, ...]


class Aspect(StrEnum):
    """In what way a field or a material changed; `DEFERRAL` is whether and how long a material may come later."""

    LABEL = "label"
    KIND = "kind"
    OPTIONS = "options"
    COLUMNS = "columns"
    UNIT = "unit"
    LIMITS = "limits"
    REQUIRED = "required"
    CONDITION = "condition"
    SOURCE = "source"
    DEFERRAL = "deferral"


class FieldAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A field and what was answered; None for nothing."""

    element: DataElement
    value: Value | None


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """A field that is asked before and after, differently."""

    before: DataElement
    element: DataElement
    aspects: tuple[Aspect, ...]
    value: Value | None


class InvalidAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that was right and is wrong now, and why. It stays as it is until a clerk changes it."""

    before: DataElement
    element: DataElement
    value: Value
    problems: tuple[Message, ...]


class MaterialChange(msgspec.Struct, frozen=True, kw_only=True):
    """A material that is needed before and after, differently; `days` are the most working days to wait, 0 for none."""

    before: Label
    name: Label
    material: str
    aspects: tuple[Aspect, ...]
    days_before: int
    days: int


class ItemDays(msgspec.Struct, frozen=True, kw_only=True):
    """Promised days of an item that changed."""

    item: str
    name: Label
    before: Term
    promised: Term


class ItemOffer(msgspec.Struct, frozen=True, kw_only=True):
    """An item that is closed, or closing until a day; what is begun can be finished."""

    item: str
    name: Label
    policy: Policy
    closed: bool


class FormDiff(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that differs between two forms, in the order of the screen.

    `gone_fields` are asked no more, `hidden_fields` are still on the form, but not for what was answered. `lost_items`
    are ids that the later catalog does not know; with one of them an application cannot move.
    """

    new_fields: tuple[FormField, ...] = ()
    gone_fields: tuple[FieldAnswer, ...] = ()
    hidden_fields: tuple[FieldAnswer, ...] = ()
    changed_fields: tuple[FieldChange, ...] = ()
    invalid: tuple[InvalidAnswer, ...] = ()
    new_materials: tuple[MaterialNeed, ...] = ()
    gone_materials: tuple[MaterialNeed, ...] = ()
    changed_materials: tuple[MaterialChange, ...] = ()
    days: tuple[ItemDays, ...] = ()
    offers: tuple[ItemOffer, ...] = ()
    lost_items: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when nothing that concerns this application differs."""
        return not any(getattr(self, name) for name in self.__struct_fields__)


def form_diff(old: FormVersion, new: FormVersion, *, values: Values, day: str) -> FormDiff:
    """What `new` asks otherwise than `old`, for what was answered in `values`, on `day` (ISO)."""
    before = {field.element.id: field for field in old.form.fields()}
    after = {field.element.id: field for field in new.form.fields()}
    return FormDiff(
        new_fields=tuple(field for element, field in after.items() if element not in before),
        gone_fields=tuple(_answer(field, values) for element, field in before.items() if element not in after),
        hidden_fields=tuple(_hidden(old, new, before, after, values)),
        changed_fields=tuple(_changed(before, after, values)),
        invalid=tuple(_invalid(old, new, before, after, values)),
        new_materials=_without(new.now.materials, old.now.materials),
        gone_materials=_without(old.now.materials, new.now.materials),
        changed_materials=tuple(_changed_materials(old, new)),
        days=tuple(_days(old.catalog, new)),
        offers=tuple(_offers(new, day=day)),
        lost_items=tuple(item for item in old.form.items if item not in new.catalog.items),
    )


def _answer(field: FormField, values: Values) -> FieldAnswer:
    return FieldAnswer(element=field.element, value=_given(values, field.element.id))


def _given(values: Values, element: str) -> Value | None:
    value = values.get(element)
    return None if is_empty(value) else value


_Fields = Mapping[str, FormField]


def _hidden(
    old: FormVersion, new: FormVersion, before: _Fields, after: _Fields, values: Values
) -> Iterator[FieldAnswer]:
    for element, field in after.items():
        was_shown = element in before and element in old.now.shown
        if was_shown and element not in new.now.shown and _given(values, element) is not None:
            yield _answer(field, values)


def _changed(before: _Fields, after: _Fields, values: Values) -> Iterator[FieldChange]:
    for element, field in after.items():
        earlier = before.get(element)
        aspects = aspects_of(earlier.element, field.element) if earlier is not None else ()
        if earlier is not None and aspects:
            value = _given(values, element)
            yield FieldChange(before=earlier.element, element=field.element, aspects=aspects, value=value)


_ASPECTS: Mapping[Aspect, tuple[str, ...]] = {
    Aspect.LABEL: ("label",),
    Aspect.KIND: ("kind",),
    Aspect.OPTIONS: ("options",),
    Aspect.COLUMNS: ("columns",),
    Aspect.UNIT: ("unit",),
    Aspect.LIMITS: ("max_length", "minimum", "maximum", "pattern", "constraints"),
    Aspect.REQUIRED: ("required", "required_if"),
    Aspect.CONDITION: ("shown_if",),
    Aspect.SOURCE: ("same_as", "computed"),
}
"""What of an element each aspect compares. Hints, privacy and reuse change nothing that was answered."""


def aspects_of(before: DataElement, after: DataElement) -> tuple[Aspect, ...]:
    """In what way two definitions of an element differ for whoever fills it in."""
    return tuple(
        aspect
        for aspect, names in _ASPECTS.items()
        if any(getattr(before, name) != getattr(after, name) for name in names)
    )


def _invalid(
    old: FormVersion, new: FormVersion, before: _Fields, after: _Fields, values: Values
) -> Iterator[InvalidAnswer]:
    """An answer that was wrong already is not listed: it was said where it stands."""
    wrong_before = {lack.element for lack in old.lacks}
    for element, field in after.items():
        value = _given(values, element)
        problems = tuple(lack for lack in new.lacks if lack.element == element)
        if value is None or not problems or element in wrong_before:
            continue
        was = before[element].element if element in before else field.element
        yield InvalidAnswer(before=was, element=field.element, value=value, problems=problems)


def _without(needs: tuple[MaterialNeed, ...], others: tuple[MaterialNeed, ...]) -> tuple[MaterialNeed, ...]:
    known = {need.material for need in others}
    return tuple(need for need in needs if need.material not in known)


def _changed_materials(old: FormVersion, new: FormVersion) -> Iterator[MaterialChange]:
    before = {need.material: need for need in old.now.materials}
    for need in new.now.materials:
        earlier = before.get(need.material)
        if earlier is None:
            continue
        days_before, days = _waiting(earlier), _waiting(need)
        named = (Aspect.LABEL,) if earlier.name != need.name else ()
        deferred = (Aspect.DEFERRAL,) if days_before != days else ()
        if named or deferred:
            yield MaterialChange(
                before=earlier.name,
                name=need.name,
                material=need.material,
                aspects=(*named, *deferred),
                days_before=days_before,
                days=days,
            )


def _waiting(need: MaterialNeed) -> int:
    """The most working days for which every item that needs it lets it come later."""
    if need.decisive_for or not need.deferrable_for:
        return 0
    return min(allowed.days for _, allowed in need.deferrable_for)


def _days(old: Catalog, new: FormVersion) -> Iterator[ItemDays]:
    for item in new.form.items:
        known, earlier = new.catalog.items[item], old.items.get(item)
        if earlier is not None and _length(earlier.promised) != _length(known.promised):
            yield ItemDays(item=item, name=known.name, before=earlier.promised, promised=known.promised)


def _length(term: Term) -> tuple[int, str]:
    return term.days, term.unit


def _offers(new: FormVersion, *, day: str) -> Iterator[ItemOffer]:
    for item in new.form.items:
        known = new.catalog.items[item]
        closed = is_closed(known.policy, day=day)
        if closed or known.policy.until:
            yield ItemOffer(item=item, name=known.name, policy=known.policy, closed=closed)
