"""What an applicant is told once and in full before anything is filled in (一次性告知), from the catalog alone.

The organ has to make public, and explain on request, the items, their basis, conditions, steps, time limits and the
whole list of materials (行政许可法 第三十条). Nobody is named: a consultation leaves no personal data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from forms.catalog.conditions import compile_condition
from forms.catalog.model import CaseType, Catalog, Fee, ServiceItem, Term
from forms.deferral import may_be_deferred
from forms.elements.element import Label
from forms.journal.rules import NeededMaterial
from forms.rulebook import Rulebook
from forms.unify.situations import settled, theme_limit
from forms.unify.unify import overlap


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question that was asked, and what was answered."""

    question: Label
    yes: bool


class ItemTold(msgspec.Struct, frozen=True, kw_only=True):
    """One item: who decides, by what law, how long it takes, what it costs, what comes out, and its steps."""

    name: Label
    short: Label
    department: Label
    instant: bool
    legal: Term
    promised: Term
    fees: tuple[Fee, ...]
    result: str
    steps: tuple[Label, ...]


class MaterialTold(msgspec.Struct, frozen=True, kw_only=True):
    """One material and how it has to be.

    `way` is bring, made (printed at the window from the form), library (fetched from the licence library) or awaited
    (from the result of `awaited_from`). `later_days` are the most working days by which it may come later, 0 for
    never. What `depends` is needed only for some answers on the form.
    """

    name: Label
    standard: Label
    items: tuple[Label, ...]
    way: str
    awaited_from: Label = Label("")
    later_days: int = 0
    depends: bool = False


class Consultation(msgspec.Struct, frozen=True, kw_only=True):
    """The whole answer to "what do I need for this?"."""

    title: Label
    questions: tuple[Question, ...]
    items: tuple[ItemTold, ...]
    materials: tuple[MaterialTold, ...]
    fields_unified: int
    fields_separate: int
    limit: Term | None


def consultation(
    rules: Rulebook, *, theme: str, items: Sequence[str], answers: Mapping[str, bool], day: str
) -> Consultation:
    """What `items` need under `answers` (those of `theme`, '' for items picked singly) on the ISO day `day`.

    KeyError for a theme or an item that the catalog does not have.
    """
    catalog = rules.source
    asked = settled(catalog, answers)
    saved = overlap(catalog, items)
    needs = rules.listed_materials(items, answers, day=day)
    told = (_material(need, catalog, asked) for need in needs)
    return Consultation(
        title=catalog.themes[theme].name if theme else _joined([catalog.items[item].short for item in items]),
        questions=tuple(
            Question(question=situation.question, yes=asked[situation.id])
            for situation in rules.situations_for(items=items, theme=theme)
        ),
        items=tuple(_item(catalog.items[item], catalog) for item in items),
        materials=tuple(material for material in told if material is not None),
        fields_unified=len(rules.asked_elements(items, answers)),
        fields_separate=saved.fields_separate,
        limit=theme_limit(catalog, theme, answers) if theme else None,
    )


def _item(item: ServiceItem, catalog: Catalog) -> ItemTold:
    return ItemTold(
        name=item.name,
        short=item.short,
        department=catalog.departments[item.department].name,
        instant=item.case_type is CaseType.INSTANT,
        legal=item.legal,
        promised=item.promised,
        fees=item.fees,
        result=item.result,
        steps=item.steps,
    )


def _material(need: NeededMaterial, catalog: Catalog, asked: Mapping[str, bool]) -> MaterialTold | None:
    """None for a material that the answers rule out; one that waits for the form is told as depending on it."""
    material = catalog.materials[need.material]
    condition = compile_condition(material.needed_if)
    depends = not condition.names <= asked.keys()
    if not depends and not condition.holds(asked):
        return None
    later = min((allowed.days for allowed in need.deferrable_for), default=0) if may_be_deferred(need) else 0
    return MaterialTold(
        name=material.name,
        standard=material.standard,
        items=tuple(catalog.items[item].short for item in need.items),
        way=_way(need, from_library=material.from_library),
        awaited_from=catalog.items[need.awaited_from].short if need.awaited_from else Label(""),
        later_days=later,
        depends=depends,
    )


def _way(need: NeededMaterial, *, from_library: bool) -> str:
    if need.awaited_from:
        return "awaited"
    if need.made:
        return "made"
    return "library" if from_library else "bring"


def _joined(labels: Sequence[Label]) -> Label:
    zh = "、".join(label.zh for label in labels)
    return Label(zh, ", ".join(label.text("en") for label in labels))
