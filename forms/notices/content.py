"""What templates may print: the parts of papers, as ready words and days for reading (`2026-12-03(周四)`)."""

from __future__ import annotations

import msgspec


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Which paper this is. `number` is its own, `copy` counts its prints from 1, days are for reading.

    `issued_on` is the day of the paper itself: of the acceptance for those that it made.
    """

    kind: str
    title: str
    number: str
    receipt_number: str
    copy: int
    accepted_on: str
    printed_on: str
    issued_on: str = ""


class ApplicantLine(msgspec.Struct, frozen=True, kw_only=True):
    """Who applies. `id_no` in groups for reading, `covered_id_no` for papers that need no whole number."""

    name: str
    id_type: str
    id_no: str
    covered_id_no: str
    phone: str
    organisation: bool
    agent: bool


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """Where and by whom it was accepted, or the paper was made."""

    hall: str
    window: str
    clerk: str


class FeeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One charge: `amount` in yuan ('0' for none), `per` what it covers ('' when that needs no saying)."""

    name: str
    amount: str
    per: str


class CaseLine(msgspec.Struct, frozen=True, kw_only=True):
    """One case. `waits_for` names the items whose results start its clock ('' when it runs); `due` is '' until then."""

    name: str
    department: str
    case_number: str
    instant: bool
    promised_days: int
    due: str
    waits_for: str
    legal_days: int
    legal_unit: str
    basis: str
    fees: tuple[FeeLine, ...]
    result: str


class MaterialLine(msgspec.Struct, frozen=True, kw_only=True):
    """One material of the receipt. `state` is given, deferred, promised, awaited or made.

    `note` is the day or the item that it is awaited from, `flaw` what is wrong with what came in ('' for nothing).
    """

    name: str
    items: str
    state: str
    files: int
    pages: int
    note: str
    flaw: str = ""


class DeferralLine(msgspec.Struct, frozen=True, kw_only=True):
    """One deferred material: what it must look like, until when, in how many working days from acceptance.

    `flaw` is what is wrong with the copy that was handed in, '' where none was.
    """

    name: str
    standard: str
    items: str
    reason: str
    due: str
    days: int
    flaw: str = ""


class PromiseLine(msgspec.Struct, frozen=True, kw_only=True):
    """One material that was promised instead of brought: what it would have had to be, for which items."""

    name: str
    standard: str
    items: str


class FormCell(msgspec.Struct, frozen=True, kw_only=True):
    """One field of the form. `awaited_from` names the item whose result fills it ('' for none)."""

    label: str
    value: str
    awaited_from: str = ""


class FormPart(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the application form under one heading: `lines` of one or two fields, or a table.

    `heading` names the section; a table inside it has its own `table` name, column `headings` and `rows`.
    """

    heading: str
    lines: tuple[tuple[FormCell, ...], ...] = ()
    table: str = ""
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
