"""What a clerk starts from when making a paper after the intake: the facts that the state already holds."""

from __future__ import annotations

from collections.abc import Sequence

from forms.catalog.model import Catalog
from forms.journal.issuing import (
    ConcludedCase,
    ConclusionFacts,
    HandedMaterial,
    HandedResult,
    HandoverFacts,
    ResultsFacts,
    Served,
    ServiceFacts,
    TerminationFacts,
)
from forms.journal.state import ApplicationState, DeferralStatus, PaperFact
from forms.notices.notice import paper_title


def conclusion_of(state: ApplicationState, *, collect: str) -> ConclusionFacts:
    """办结通知书 of every case that has ended; `collect` says how the results are handed out."""
    ended = [(case.item, case.result) for case in state.cases.values() if case.result is not None]
    return ConclusionFacts(
        cases=tuple(
            ConcludedCase(item=item, outcome=result.outcome, number=result.number, day=result.day, note=result.note)
            for item, result in ended
        ),
        collect=collect,
    )


def results_of(state: ApplicationState, catalog: Catalog, *, way: str, receiver: str) -> ResultsFacts:
    """办理结果交接单 of every case that was granted, one original each."""
    granted = [
        (case.item, case.result.number)
        for case in state.cases.values()
        if case.result is not None and case.result.outcome == "granted"
    ]
    return ResultsFacts(
        results=tuple(
            HandedResult(item=item, title=catalog.items[item].result, number=number) for item, number in granted
        ),
        way=way,
        receiver=receiver,
    )


def handover_of(state: ApplicationState, catalog: Catalog, *, department: str) -> HandoverFacts:
    """材料交接单 to the department with the id `department`: what is here for its cases, as scans.

    How many originals and copies go with them only the clerk knows.
    """
    cases = [case for case in state.cases.values() if case.department == department]
    needed = dict.fromkeys(material for case in cases for material in case.needs_materials)
    here = [(material, state.sound_scans(material)) for material in needed if state.sound_scans(material)]
    return HandoverFacts(
        department=catalog.departments[department].name.zh,
        items=tuple(case.item for case in cases),
        materials=tuple(
            HandedMaterial(
                name=catalog.materials[material].name.zh,
                originals=0,
                copies=0,
                scanned_pages=sum(scan.pages for scan in scans),
            )
            for material, scans in here
        ),
    )


def service_of(papers: Sequence[PaperFact], catalog: Catalog, *, way: str, place: str) -> ServiceFacts:
    """送达回执 for `papers` of an application."""
    served = (Served(title=paper_title(paper, catalog), number=paper.number) for paper in papers)
    return ServiceFacts(papers=tuple(served), way=way, place=place)


def termination_of(
    state: ApplicationState,
    catalog: Catalog,
    *,
    items: Sequence[str],
    returned: bool,
    reason: str,
    basis: str,
    remedies: str,
) -> TerminationFacts:
    """退件/终止通知书 for `items`: the deferred materials that never passed, and what was handed in."""
    lacking = [
        held.name
        for held in state.deferrals.values()
        if held.status is not DeferralStatus.PASSED and set(held.items) & set(items)
    ]
    needed = {
        material for item in items if item in state.cases for material in state.cases[item].needs_materials
    } & set(state.handed_in)
    given_back = [catalog.materials[material].name.zh for material in catalog.materials if material in needed]
    return TerminationFacts(
        items=tuple(items),
        returned=returned,
        reason=reason,
        basis=basis,
        lacking=tuple(lacking),
        given_back=tuple(given_back) if returned else (),
        remedies=remedies,
    )
