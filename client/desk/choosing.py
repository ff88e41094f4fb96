"""Choosing what the applicant came for: search, a preview of what the choice means, and the application's beginning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.session import Session
from forms.catalog.fees import charges
from forms.catalog.model import CaseType, Fee, Offer, Situation
from forms.catalog.search import Hit
from forms.elements.element import Label
from forms.journal.commands import ChooseItems, OpenApplication
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState
from forms.message import Message
from forms.unify.unify import overlap


class ClosingItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item that is still taken in, until `until` (ISO day)."""

    name: Label
    until: str


class ChoicePreview(msgspec.Struct, frozen=True, kw_only=True):
    """What a choice means: fields once instead of one by one, materials, the longest promise, fees, questions left.

    `left_out` says which items of the theme are closed; the choice goes without them. `closing` are chosen items that
    are taken in until a day, by short name.
    """

    title: str
    items: tuple[str, ...]
    item_names: tuple[str, ...]
    departments: tuple[str, ...]
    fields_separate: int
    fields_unified: int
    materials_listed: int
    materials_distinct: int
    promised_days: int
    instant: bool
    fees: tuple[Fee, ...]
    situations: tuple[Situation, ...]
    left_out: tuple[Message, ...] = ()
    closing: tuple[ClosingItem, ...] = ()


def areas(desk: Desk) -> tuple[str, ...]:
    """The areas of the hall, in catalog order."""
    return desk.catalog(desk.current_catalog()).areas


def find(desk: Desk, query: str, *, area: str = "") -> tuple[Hit, ...]:
    """Items and themes by Chinese name, pinyin, initials or area; themes first."""
    return desk.index().find(query, area=area)


def preview(desk: Desk, *, theme: str, items: tuple[str, ...], answers: Mapping[str, bool]) -> ChoicePreview:
    """What the clerk would get for a theme under `answers`, or for `items` picked singly (theme '')."""
    catalog = desk.catalog(desk.current_catalog())
    rules = desk.rules(desk.current_catalog())
    chosen = _chosen(desk, theme=theme, items=items, answers=answers)
    offered = [catalog.items[item] for item in chosen]
    saved = overlap(catalog, chosen)
    return ChoicePreview(
        title=catalog.themes[theme].name.zh if theme else "、".join(item.short.zh for item in offered),
        items=chosen,
        item_names=tuple(item.name.zh for item in offered),
        departments=tuple(catalog.departments[item.department].name.zh for item in offered),
        fields_separate=saved.fields_separate,
        fields_unified=saved.fields_unified,
        materials_listed=saved.materials_listed,
        materials_distinct=saved.materials_distinct,
        promised_days=max((item.promised.days for item in offered), default=0),
        instant=bool(offered) and all(item.case_type is CaseType.INSTANT for item in offered),
        fees=charges(offered),
        situations=rules.situations_for(theme=theme, items=chosen),
        left_out=not_taken_in(desk, rules.theme_items(theme, answers)) if theme else (),
        closing=tuple(
            ClosingItem(name=item.short, until=item.policy.until)
            for item in offered
            if item.policy.offer is Offer.CLOSING
        ),
    )


def not_taken_in(desk: Desk, items: Sequence[str]) -> tuple[Message, ...]:
    """Why those of `items` that the current catalog has closed cannot be begun today."""
    return desk.rules(desk.current_catalog()).not_taken_in(items, day=desk.now().day)


def _chosen(desk: Desk, *, theme: str, items: tuple[str, ...], answers: Mapping[str, bool]) -> tuple[str, ...]:
    """A theme goes without its closed items; an item picked by hand is for `decide` to refuse."""
    if not theme:
        return items
    wanted = desk.rules(desk.current_catalog()).theme_items(theme, answers)
    return tuple(item for item in wanted if not not_taken_in(desk, (item,)))


def open_application(
    session: Session, desk: Desk, *, theme: str, items: tuple[str, ...], answers: Mapping[str, bool]
) -> ApplicationState | Refusal:
    """Begin an application under the current catalog, which it pins."""
    catalog = desk.current_catalog()
    chosen = _chosen(desk, theme=theme, items=items, answers=answers)
    command = OpenApplication(theme=theme, items=chosen, answers=dict(answers))
    return carry_out(session, desk, application=desk.new_id(), command=command, catalog=catalog)


def choose_items(
    session: Session, desk: Desk, application: str, *, items: tuple[str, ...], answers: Mapping[str, bool]
) -> ApplicationState | Refusal:
    """Add or drop items, or answer a question differently; what was typed stays."""
    return carry_out(session, desk, application=application, command=ChooseItems(items=items, answers=dict(answers)))


def short_names(desk: Desk, state: ApplicationState) -> dict[str, str]:
    """Short names of an application's items by id, for lists; none while its catalog is not here."""
    catalog = desk.catalog_if_here(state.catalog)
    known = catalog.items if catalog is not None else {}
    return {item: known[item].short.zh for item in state.items if item in known}


def title_of(desk: Desk, state: ApplicationState) -> str:
    """What an application is called in lists: its theme, or its items' short names.

    While its catalog is not here, the names of its cases; '' where there are none yet.
    """
    catalog = desk.catalog_if_here(state.catalog)
    if catalog is None:
        return "、".join(case.name for case in state.cases.values())
    if state.theme in catalog.themes:
        return catalog.themes[state.theme].name.zh
    return "、".join(short_names(desk, state).values())
