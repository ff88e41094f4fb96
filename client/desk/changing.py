"""Changing the choice: adding or dropping items, answering a question otherwise, and what falls away before it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.filling import Patch, typed_over
from client.desk.form_versions import form_version
from client.desk.session import Session
from forms.catalog.model import Offer, Situation
from forms.elements.element import Label
from forms.journal.commands import ChooseItems
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState
from forms.message import Message
from forms.rulebook import Rulebook
from forms.unify.moved import FormDiff, ItemOffer, form_diff
from forms.unify.offers import is_closed


class ItemLine(msgspec.Struct, frozen=True, kw_only=True):
    """An item that may be ticked. `closed` says why one that is not chosen cannot be added; None when it can."""

    item: str
    name: Label
    department: Label
    closed: Message | None


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Items and answers that an application could have."""

    items: tuple[str, ...]
    answers: Mapping[str, bool]


class ChangePreview(msgspec.Struct, frozen=True, kw_only=True):
    """What another choice would change. `fields` and `materials` count what the form would ask then.

    `scans` counts scanned files by material, `deferred` are materials that were to come later; of those in
    `diff.gone_materials` they fall away. Everything stays in the journal and comes back with its item.
    """

    choice: Choice
    diff: FormDiff
    fields: int
    materials: int
    situations: tuple[Situation, ...]
    scans: Mapping[str, int]
    deferred: frozenset[str]
    is_same: bool


def closing_items(desk: Desk, state: ApplicationState) -> tuple[ItemOffer, ...]:
    """Items of an application that are closed or closing, by the newest catalog that knows them. They go on."""
    day, current = desk.now().day, desk.current_catalog() or state.catalog
    found = []
    for item in state.items:
        known = desk.catalog(current).items.get(item) or desk.catalog(state.catalog).items.get(item)
        if known is not None and known.policy.offer is not Offer.OPEN:
            closed = is_closed(known.policy, day=day)
            found.append(ItemOffer(item=item, name=known.short, policy=known.policy, closed=closed))
    return tuple(found)


def item_lines(desk: Desk, application: str, query: str = "") -> tuple[ItemLine, ...]:
    """Items of the pinned catalog that `query` finds; without one all of them, the chosen ones first."""
    state = desk.store.journal.state(application)
    catalog = desk.catalog(state.catalog)
    found = [hit.id for hit in desk.index(state.catalog).find(query) if not hit.is_theme]
    order = found if query.strip() else (*state.items, *(item for item in found if item not in state.items))
    return tuple(
        ItemLine(
            item=item,
            name=catalog.items[item].name,
            department=catalog.departments[catalog.items[item].department].name,
            closed=None if item in state.items else next(iter(_closed(desk, state, (item,))), None),
        )
        for item in order
        if item in catalog.items
    )


def answered(desk: Desk, application: str, choice: Choice, *, situation: str, yes: bool) -> Choice:
    """`choice` with one question answered otherwise; the items that the theme wants for it come and go with it."""
    state = desk.store.journal.state(application)
    rules = desk.rules(state.catalog)
    answers = {**choice.answers, situation: yes}
    if state.theme not in rules.source.themes:
        return Choice(items=choice.items, answers=answers)
    before = rules.theme_items(state.theme, choice.answers)
    wanted = rules.theme_items(state.theme, answers)
    kept = tuple(item for item in choice.items if item not in before or item in wanted)
    open_ones = (item for item in wanted if item in state.items or not _closed(desk, state, (item,)))
    added = tuple(item for item in open_ones if item not in before and item not in kept)
    return Choice(items=(*kept, *added), answers=answers)


def preview_change(desk: Desk, application: str, patch: Patch, choice: Choice) -> ChangePreview:
    """What the form would no longer ask, with what was answered there, and what it would ask besides."""
    state = desk.store.journal.state(application)
    rules, day = desk.rules(state.catalog), desk.now().day
    values = typed_over(state, patch).plain_values()
    before, after = (
        form_version(rules, items=one.items, answers=one.answers, values=values, day=day)
        for one in (Choice(items=state.items, answers=state.answers), choice)
    )
    diff = form_diff(before, after, values=values, day=day)
    return ChangePreview(
        choice=choice,
        diff=diff,
        fields=len(after.now.shown),
        materials=len(after.now.materials),
        situations=_situations(rules, state, choice),
        scans={material: len(scans) for material, scans in state.scans.items()},
        deferred=frozenset(state.deferral_requests),
        is_same=set(choice.items) == set(state.items) and dict(choice.answers) == dict(state.answers),
    )


def change(session: Session, desk: Desk, application: str, choice: Choice) -> ApplicationState | Refusal:
    """Let the application be for other items or answers; what was typed stays, saved or not."""
    state = desk.store.journal.state(application)
    added = tuple(item for item in choice.items if item not in state.items)
    closed = _closed(desk, state, added)
    if closed:
        return Refusal(closed)
    items = tuple(item for item in state.items if item in choice.items) + added
    return carry_out(
        session, desk, application=application, command=ChooseItems(items=items, answers=dict(choice.answers))
    )


def _situations(rules: Rulebook, state: ApplicationState, choice: Choice) -> tuple[Situation, ...]:
    theme = state.theme if state.theme in rules.source.themes else ""
    known = tuple(item for item in choice.items if item in rules.source.items)
    return rules.situations_for(items=known, theme=theme)


def _closed(desk: Desk, state: ApplicationState, items: Sequence[str]) -> tuple[Message, ...]:
    """An item may be closed by the pinned catalog or by the current one: either way it is taken in no more."""
    day = desk.now().day
    catalogs = dict.fromkeys((state.catalog, desk.current_catalog() or state.catalog))
    return next((found for one in catalogs if (found := desk.rules(one).not_taken_in(items, day=day))), ())
