"""What the templates of papers after the intake may print, as `notice`: ready words and days for reading."""

from __future__ import annotations

import msgspec


class LackLine(msgspec.Struct, frozen=True, kw_only=True):
    """One lack: a material or field, the standard it must meet, what is wrong with it now ('' when it is missing)."""

    name: str
    standard: str
    wrong: str


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """补正通知书. `until` is '' when no day was set."""

    items: tuple[str, ...]
    lacks: tuple[LackLine, ...]
    received_on: str
    until: str


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """不予受理决定书. `basis` and `competent` may be ''."""

    items: tuple[str, ...]
    reason: str
    basis: str
    competent: str
    remedies: str
    received_on: str


class CompletedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One deferred material that is in."""

    name: str
    arrived_on: str
    passed_on: str


class ClockLine(msgspec.Struct, frozen=True, kw_only=True):
    """The promised day of a case; `before` is '' when its clock had not started."""

    name: str
    before: str
    due: str


class CompletionNotice(msgspec.Struct, frozen=True, kw_only=True):
    """确认补齐通知书."""

    materials: tuple[CompletedLine, ...]
    clocks: tuple[ClockLine, ...]
    confirmed_on: str


class ProcedureNotice(msgspec.Struct, frozen=True, kw_only=True):
    """特别程序告知书. `until` and `due` are '' while nobody knows them."""

    items: tuple[str, ...]
    procedure: str
    basis: str
    reason: str
    starts_on: str
    until: str
    due: str


class Termination(msgspec.Struct, frozen=True, kw_only=True):
    """退件/终止通知书. `title` is one of the two."""

    title: str
    returned: bool
    items: tuple[str, ...]
    reason: str
    basis: str
    lacking: tuple[str, ...]
    given_back: tuple[str, ...]
    remedies: str


class ConcludedLine(msgspec.Struct, frozen=True, kw_only=True):
    """How a case ended; `result` is what the item grants, `number` '' when it has none."""

    name: str
    case_number: str
    outcome: str
    result: str
    number: str
    ended_on: str
    note: str


class Conclusion(msgspec.Struct, frozen=True, kw_only=True):
    """办结通知书."""

    cases: tuple[ConcludedLine, ...]
    collect: str


class ServedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One document that is served."""

    title: str
    number: str
    copies: int


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """送达回执."""

    papers: tuple[ServedLine, ...]
    way: str
    place: str


class HandedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One material that is handed over."""

    name: str
    originals: int
    copies: int
    scanned_pages: int


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """材料交接单, from the window to `department`."""

    department: str
    items: tuple[str, ...]
    materials: tuple[HandedLine, ...]
    note: str


class ResultLine(msgspec.Struct, frozen=True, kw_only=True):
    """One result document that is handed out."""

    item: str
    title: str
    number: str
    originals: int
    duplicates: int


class ResultHandover(msgspec.Struct, frozen=True, kw_only=True):
    """办理结果交接单."""

    results: tuple[ResultLine, ...]
    way: str
    receiver: str


Notice = (
    Correction
    | Refusal
    | CompletionNotice
    | ProcedureNotice
    | Termination
    | Conclusion
    | Service
    | Handover
    | ResultHandover
)
