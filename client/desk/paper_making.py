"""Making a paper at the window: what the clerk said of its draft and what the state holds become its facts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from client.desk import deferring, issuing
from client.desk.desk import Desk
from client.desk.hall_day import hall_day
from client.desk.paper_drafts import (
    ALL,
    RETURNED,
    Draft,
    drafts,
    ended_items,
    open_conclusion,
    open_handover,
    open_results,
    servable,
)
from client.desk.session import Session
from forms.elements.typed_text import tidy
from forms.journal.decision import Refusal, refuse
from forms.journal.issuing import Facts, HandedMaterial, HandoverFacts
from forms.journal.state import ApplicationState
from forms.notices.drafted import service_of, termination_of

_COUNTS = re.compile(r"\s*([0-9]{1,3})\s*[/／]\s*([0-9]{1,3})\s*")
"""Originals and copies, as 1/0."""


def make(
    session: Session, desk: Desk, application: str, key: str, said: Mapping[str, str]
) -> ApplicationState | Refusal:
    """Make the paper of the draft `key` with what the clerk `said` by the names of what was asked.

    Papers are dated, so that the hall's day must not be in doubt.
    """
    if key == "completion_notice":
        return deferring.complete(session, desk, application)
    known = hall_day(desk.store, wall=desk.clock())
    if known.doubtful:
        return refuse("day.confirm_first", day=known.day)
    state = desk.store.journal.state(application)
    draft = next((draft for draft in drafts(desk, state).possible if draft.key == key), None)
    if draft is None:
        return refuse("papers.not_possible")
    words = {name: tidy(text) for name, text in said.items()}
    missing = [asked for asked in draft.asked if asked.required and not words.get(asked.name, asked.value).strip()]
    if missing:
        return refuse("papers.say_more")
    facts = _facts(desk, state, draft, {asked.name: words.get(asked.name, asked.value) for asked in draft.asked})
    return facts if isinstance(facts, Refusal) else issuing.issue_paper(session, desk, application, facts)


def _facts(desk: Desk, state: ApplicationState, draft: Draft, said: Mapping[str, str]) -> Facts | Refusal:
    catalog = desk.catalog(state.catalog)
    if draft.kind == "conclusion_notice":
        return open_conclusion(state, said["collect"])
    if draft.kind == "result_handover":
        return open_results(state, catalog, way=said["way"], receiver=said["receiver"])
    if draft.kind == "delivery_receipt":
        served = [one for one in servable(state, catalog) if said["papers"] in (ALL, one.number)]
        empty = service_of((), catalog, way=said["way"], place=said["place"])
        return replace(empty, papers=tuple(served))
    if draft.kind == "termination_notice":
        return termination_of(
            state,
            catalog,
            items=ended_items(state),
            returned=said["returned"] == RETURNED,
            reason=said["reason"],
            basis=said["basis"],
            remedies=said["remedies"],
        )
    return _counted(open_handover(state, catalog, draft.key.partition("|")[2]), said)


def _counted(facts: HandoverFacts, said: Mapping[str, str]) -> HandoverFacts | Refusal:
    materials: list[HandedMaterial] = []
    for place, handed in enumerate(facts.materials):
        counts = _COUNTS.fullmatch(said[f"count:{place}"])
        if counts is None:
            return refuse("papers.counts_wrong", name=handed.name)
        originals, copies = (int(count) for count in counts.groups())
        materials.append(replace(handed, originals=originals, copies=copies))
    return replace(facts, materials=tuple(materials), note=said["note"])
