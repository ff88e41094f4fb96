"""Papers after the intake (文书): each is one operation with a number and every fact that stands on it.

The facts are in the operation, so that a reprint says the same for ever. An operation of another family that makes
such a paper itself calls `with_paper` in its apply.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from forms.journal.operation import Operation
from forms.journal.papers import paper_number
from forms.journal.state import ApplicationState, HandedIn, IssuedPaper, PaperFact


class Lack(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be put right: a material or a field by `name`, the `standard` it must meet, what is `wrong` now."""

    name: str
    standard: str
    wrong: str = ""


class CorrectionFacts(msgspec.Struct, frozen=True, kw_only=True, tag="correction_notice"):
    """补正通知书: all that is lacking at once. `until` ISO day, '' for none; `received_day` when the papers came in."""

    items: tuple[str, ...]
    lacks: tuple[Lack, ...]
    received_day: str
    until: str = ""


class RefusalFacts(msgspec.Struct, frozen=True, kw_only=True, tag="refusal_notice"):
    """不予受理决定书: why, by what law, the organ that is competent ('' when none is to be named), the remedies."""

    items: tuple[str, ...]
    reason: str
    basis: str
    remedies: str
    received_day: str
    competent: str = ""


class CompletedMaterial(msgspec.Struct, frozen=True, kw_only=True):
    """A deferred material that is in and in order; days ISO."""

    name: str
    arrived_day: str
    passed_day: str


class MovedClock(msgspec.Struct, frozen=True, kw_only=True):
    """The promised day of a case, before and now; ISO days, '' for none."""

    item: str
    before: str
    due: str


class CompletionFacts(msgspec.Struct, frozen=True, kw_only=True, tag="completion_notice"):
    """确认补齐通知书: the deferred materials are all in; the clocks run on from `day`."""

    materials: tuple[CompletedMaterial, ...]
    clocks: tuple[MovedClock, ...]
    day: str


class ProcedureFacts(msgspec.Struct, frozen=True, kw_only=True, tag="procedure_notice"):
    """特别程序告知书: time that is not counted (行政许可法 第四十五条).

    `procedure` by its Chinese name; `from_day` and `until` ISO days, `until` '' while not known; `due` the promised
    day when it ends on time ('' when not known).
    """

    items: tuple[str, ...]
    procedure: str
    basis: str
    reason: str
    from_day: str
    until: str = ""
    due: str = ""


class TerminationFacts(msgspec.Struct, frozen=True, kw_only=True, tag="termination_notice"):
    """退件/终止通知书: `returned` (退件) or ended (终止), why, what was lacking, what is given back, the remedies."""

    items: tuple[str, ...]
    returned: bool
    reason: str
    basis: str
    lacking: tuple[str, ...]
    given_back: tuple[str, ...]
    remedies: str


class ConcludedCase(msgspec.Struct, frozen=True, kw_only=True):
    """How a case ended: `outcome` granted or refused, the document's number ('' for none), the ISO day."""

    item: str
    outcome: str
    number: str
    day: str
    note: str = ""


class ConclusionFacts(msgspec.Struct, frozen=True, kw_only=True, tag="conclusion_notice"):
    """办结通知书: the results, and how they are handed out."""

    cases: tuple[ConcludedCase, ...]
    collect: str


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """A document that is served, and in how many copies."""

    title: str
    number: str
    copies: int = 1


class ServiceFacts(msgspec.Struct, frozen=True, kw_only=True, tag="delivery_receipt"):
    """送达回执: what is served, how (直接送达, 邮寄送达 …) and where."""

    papers: tuple[Served, ...]
    way: str
    place: str


class HandedMaterial(msgspec.Struct, frozen=True, kw_only=True):
    """A material that goes to a department: sheets in the original, copies, pages as scans."""

    name: str
    originals: int
    copies: int
    scanned_pages: int


class HandoverFacts(msgspec.Struct, frozen=True, kw_only=True, tag="material_handover"):
    """材料交接单: which materials of which cases go from the window to `department`."""

    department: str
    items: tuple[str, ...]
    materials: tuple[HandedMaterial, ...]
    note: str = ""


class HandedResult(msgspec.Struct, frozen=True, kw_only=True):
    """A result document: its `number`, how many originals and duplicates (正本, 副本)."""

    item: str
    title: str
    number: str
    originals: int = 1
    duplicates: int = 0


class ResultsFacts(msgspec.Struct, frozen=True, kw_only=True, tag="result_handover"):
    """办理结果交接单: what is handed out, how (窗口领取, 快递寄送 …) and to whom."""

    results: tuple[HandedResult, ...]
    way: str
    receiver: str


Facts = (
    CorrectionFacts
    | RefusalFacts
    | CompletionFacts
    | ProcedureFacts
    | TerminationFacts
    | ConclusionFacts
    | ServiceFacts
    | HandoverFacts
    | ResultsFacts
)


class PaperIssued(msgspec.Struct, frozen=True, kw_only=True):
    """A paper was made under `number` (from a leased block, or provisional)."""

    number: str
    facts: Facts


def kind_of_facts(facts: Facts) -> str:
    """The kind of paper that facts are for, which is the name of its template."""
    return str(facts.__struct_config__.tag)


def facts_of(issued: IssuedPaper) -> Facts:
    """The facts of an issued paper. Raises `msgspec.ValidationError` for those of a newer program."""
    facts: Facts = msgspec.convert(issued.facts, Facts)
    return facts


def with_paper(
    state: ApplicationState, operation: Operation, *, number: str, facts: Facts, template: str = ""
) -> ApplicationState:
    """`state` with one more paper, of two under one number the first; `template` prints it, '' is that of its kind."""
    kind = kind_of_facts(facts)
    full = paper_number(kind, number)
    if full in state.issued:
        return state
    paper = IssuedPaper(
        day=operation.day,
        clerk=operation.actor.name,
        window=operation.actor.window,
        # As JSON gives it back, so that a fold from bytes is the same.
        facts=msgspec.json.decode(msgspec.json.encode(facts)),
    )
    papers = (*state.papers, PaperFact(kind=template or kind, number=full))
    return replace(state, papers=papers, issued={**state.issued, full: paper})


def handed_in(state: ApplicationState) -> dict[str, HandedIn]:
    """What a receipt that is given now says of each material."""
    return {
        material: HandedIn(files=len(scans), pages=sum(scan.pages for scan in scans), flaw=_flaw(state, material))
        for material, scans in state.scans.items()
        if scans
    }


def _flaw(state: ApplicationState, material: str) -> str:
    if state.sound_scans(material):
        return ""
    said = (state.flaws.get(scan.sha256, "") for scan in state.scans.get(material, ()))
    return "；".join(dict.fromkeys(flaw for flaw in said if flaw))


def apply_issued(state: ApplicationState, operation: Operation, body: PaperIssued, rev: int) -> ApplicationState:
    """Keep the paper with what stands on it."""
    return with_paper(state, operation, number=body.number, facts=body.facts)
