"""Types of the unified form: what a clerk sees for the chosen items, and who needs each part."""

from __future__ import annotations

import msgspec

from forms.catalog.model import Deferrable
from forms.elements.element import DataElement, Label


class FormField(msgspec.Struct, frozen=True, kw_only=True):
    """One element on the form. `items` ask for it; `awaited_from` names the item whose result fills it ('' if none)."""

    element: DataElement
    items: tuple[str, ...]
    awaited_from: str = ""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """One section of the form: a shared block, or the own elements of one item."""

    id: str
    label: Label
    fields: tuple[FormField, ...]
    shown_if: str = ""


class MaterialNeed(msgspec.Struct, frozen=True, kw_only=True):
    """One material that the chosen items need.

    `items` need it; `decisive_for` may not go without it at acceptance (主审要件); `deferrable_for` would let it
    come later, with their most working days; `awaited_from` names the item whose result produces it; `made` is
    printed by the client with `template`. It may be deferred only if nobody in `items` finds it decisive.
    """

    material: str
    name: Label
    items: tuple[str, ...]
    decisive_for: tuple[str, ...] = ()
    deferrable_for: tuple[tuple[str, Deferrable], ...] = ()
    awaited_from: str = ""
    made: bool = False
    template: str = ""


class UnifiedForm(msgspec.Struct, frozen=True, kw_only=True):
    """The union for `items` under `answers`: sections in catalog order, materials in the order first needed."""

    items: tuple[str, ...]
    sections: tuple[Section, ...]
    materials: tuple[MaterialNeed, ...]

    def fields(self) -> tuple[FormField, ...]:
        """Every field, in reading order."""
        return tuple(field for section in self.sections for field in section.fields)


class Overlap(msgspec.Struct, frozen=True, kw_only=True):
    """What one form saves: asked one by one against asked once (before conditions; materials without an agent).

    A distinct material is `handed_over` by an item of the choice, `held_or_made` (in the licence library or printed
    by the client), or the applicant is `to_bring` it.
    """

    fields_separate: int
    fields_unified: int
    materials_listed: int
    materials_distinct: int
    handed_over: int
    held_or_made: int
    to_bring: int
