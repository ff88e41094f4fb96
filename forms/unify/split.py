"""Splitting: what each item's department receives of a unified form.

It is what the item's own form would have given, filled in with the same values. The catalog is checked for that: no
condition of an item reads a field that only others ask for (`forms.catalog.own_form_checks`), so that a field shows on
its own form when, and only when, it shows here. Two things differ, and are meant to:

- What another item of the same application produces is awaited from it, where alone the applicant would bring it.
- A fact that another item's field gave (`same_as`) counts as filled in: alone the applicant would have written it.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from forms.unify.moment import FormNow
from forms.unify.unified_form import FormField, MaterialNeed, UnifiedForm
from forms.values import Values, is_empty


class ItemForm(msgspec.Struct, frozen=True, kw_only=True):
    """One item's part: its shown `fields`, which of them are `required`, their `values` so far, needed `materials`.

    Fields and materials are in the order of the unified form and name no other item but in `awaited_from`.
    """

    item: str
    fields: tuple[FormField, ...]
    required: frozenset[str]
    values: Values
    materials: tuple[MaterialNeed, ...]


def split(form: UnifiedForm, now: FormNow) -> Mapping[str, ItemForm]:
    """The part of every item of `form`, as it is `now`, by item id in the order of the choice."""
    fields: dict[str, list[FormField]] = {item: [] for item in form.items}
    materials: dict[str, list[MaterialNeed]] = {item: [] for item in form.items}
    for field in form.fields():
        if field.element.id in now.shown:
            for item in field.items:
                fields[item].append(replace(field, items=(item,)))
    for need in now.materials:
        for item in need.items:
            materials[item].append(_for(item, need))
    return {item: _part(item, tuple(fields[item]), tuple(materials[item]), now) for item in form.items}


def _part(item: str, fields: tuple[FormField, ...], materials: tuple[MaterialNeed, ...], now: FormNow) -> ItemForm:
    names = [field.element.id for field in fields]
    return ItemForm(
        item=item,
        fields=fields,
        required=now.required.intersection(names),
        values={name: now.values[name] for name in names if not is_empty(now.values.get(name))},
        materials=materials,
    )


def _for(item: str, need: MaterialNeed) -> MaterialNeed:
    return replace(
        need,
        items=(item,),
        decisive_for=(item,) if item in need.decisive_for else (),
        deferrable_for=tuple(allowed for allowed in need.deferrable_for if allowed[0] == item),
    )
