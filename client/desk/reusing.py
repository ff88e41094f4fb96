"""Reuse: what a returning applicant gave in earlier applications of this window's store, offered with day and source.

Found by the applicant's number, exactly, once it is typed and right. Nothing is taken over without the clerk's key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from client.desk.carry_out import carry_out_all, note_on_device
from client.desk.desk import Desk
from client.desk.filling import Patch, save, typed_over
from client.desk.session import Session
from forms.elements.element import DataElement, Label
from forms.elements.reading import check, mask
from forms.journal.commands import ReuseData
from forms.journal.decide_reuse import is_still_valid
from forms.journal.decision import Refusal
from forms.journal.deferrals import DeferralArrived
from forms.journal.device import EarlierDataViewed
from forms.journal.fold import Entry
from forms.journal.intake import ScanAttached
from forms.journal.kinds import body_of, kind_of
from forms.journal.reuse import DataReused, ReusedScan
from forms.journal.state import ApplicationState, ApplicationStatus
from forms.rulebook import Rulebook
from forms.unify.carried import carried
from forms.unify.compiled_form import FormNow
from forms.values import Value, is_empty, is_raw

_MOST_LOOKED_AT = 50


class OfferedValue(msgspec.Struct, frozen=True, kw_only=True):
    """A value that may be taken over; `masked` is how it is shown until then."""

    element: DataElement
    value: Value
    masked: str


class OfferedScans(msgspec.Struct, frozen=True, kw_only=True):
    """Scans of a material that are still valid; `taken_day` (ISO) of the oldest."""

    material: str
    name: Label
    scans: tuple[ReusedScan, ...]
    taken_day: str


class ReuseOffer(msgspec.Struct, frozen=True, kw_only=True):
    """What one earlier application has for this one. `different` are filled in otherwise here, and stay so."""

    application: str
    receipt_number: str
    day: str
    party: str
    values: tuple[OfferedValue, ...]
    scans: tuple[OfferedScans, ...]
    different: tuple[OfferedValue, ...]

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to take over."""
        return not self.values and not self.scans


def party_number(desk: Desk, application: str, patch: Patch) -> str:
    """The applicant's number as typed so far; '' while there is none or it is wrong."""
    state = typed_over(desk.store.journal.state(application), patch)
    if state.status is not ApplicationStatus.INTAKE:
        return ""
    rules, now = desk.rules(state.catalog), desk.now()
    values = rules.form_now(state.items, state.answers, state.plain_values()).values
    return rules.applicant_number(values, today=now.day)


def reuse_offers(desk: Desk, application: str, patch: Patch) -> tuple[ReuseOffer, ...]:
    """What earlier applications of the same applicant have for what is empty here, newest first, each thing once."""
    number = party_number(desk, application, patch)
    if not number:
        return ()
    state = typed_over(desk.store.journal.state(application), patch)
    search = _Search(desk, state, number)
    offers = (search.offer(earlier) for earlier in _earlier(desk, application, number))
    return tuple(offer for offer in offers if not offer.is_empty)


def note_viewed(session: Session, desk: Desk, application: str, offer: ReuseOffer) -> None:
    """Write on the device's stream that the clerk was shown what an earlier application holds."""
    note_on_device(session, desk, EarlierDataViewed(application=application, earlier=offer.application))


def take_over(
    session: Session, desk: Desk, application: str, patch: Patch, offers: tuple[ReuseOffer, ...]
) -> ApplicationState | Refusal:
    """Take everything offered into what is empty. What is typed is saved with it: the number says whose data it is."""
    with desk.store.turn():
        saved = save(session, desk, application, patch)
        if isinstance(saved, Refusal):
            return saved
        commands = tuple(_command(offer) for offer in offers)
        return carry_out_all(session, desk, application=application, commands=commands)


def _command(offer: ReuseOffer) -> ReuseData:
    return ReuseData(
        application=offer.application,
        receipt_number=offer.receipt_number,
        day=offer.day,
        party=offer.party,
        values={offered.element.id: offered.value for offered in offer.values},
        scans={offered.material: offered.scans for offered in offer.scans},
    )


def _earlier(desk: Desk, application: str, number: str) -> Iterator[ApplicationState]:
    """Accepted applications of exactly this party, newest first."""
    for row in desk.store.views.search(number, limit=_MOST_LOOKED_AT):
        if row.application != application and row.receipt_number:
            state = desk.store.journal.state(row.application)
            if _is_of(state, number) and desk.catalog_if_here(state.catalog) is not None:
                yield state


def _is_of(state: ApplicationState, number: str) -> bool:
    """The party itself, or the organisation that a case of that application made."""
    given = (field.value for field in state.values.values() if field.source.startswith("case:"))
    return state.party.id_no == number or number in given


class _Search:
    """Looks through earlier applications for one application; what one offered is not offered by the next."""

    def __init__(self, desk: Desk, state: ApplicationState, number: str) -> None:
        self._desk = desk
        self._number = number
        self._state = state
        self._rules: Rulebook = desk.rules(state.catalog)
        self._day = desk.now().day
        self._now: FormNow = self._rules.form_now(state.items, state.answers, state.plain_values())
        awaited = (field for field in self._rules.form(state.items, state.answers).fields() if not field.awaited_from)
        self._fields = {field.element.id: field.element for field in awaited}
        self._offered: set[str] = set()

    def offer(self, earlier: ApplicationState) -> ReuseOffer:
        """What `earlier` has."""
        values = self._values(earlier)
        empty = tuple(one for one in values if is_empty(self._now.values.get(one.element.id)))
        scans = tuple(self._scans(earlier))
        self._offered.update(one.element.id for one in empty)
        self._offered.update(one.material for one in scans)
        return ReuseOffer(
            application=earlier.id,
            receipt_number=earlier.receipt_number,
            day=earlier.accepted_day,
            party=self._number,
            values=empty,
            scans=scans,
            different=tuple(one for one in values if one not in empty and self._differs(one)),
        )

    def _differs(self, offered: OfferedValue) -> bool:
        return self._now.values.get(offered.element.id) != offered.value

    def _values(self, earlier: ApplicationState) -> tuple[OfferedValue, ...]:
        held = {
            name: value
            for name, value in earlier.plain_values().items()
            if name in self._fields and name not in self._offered and self._fields[name].reusable and not is_raw(value)
        }
        old = self._desk.catalog(earlier.catalog).elements
        read = carried(held, old=old, new=self._fields).patch
        return tuple(self._offered_value(name, value) for name, value in read.items() if self._is_right(name, value))

    def _offered_value(self, name: str, value: Value | None) -> OfferedValue:
        assert value is not None
        element = self._fields[name]
        return OfferedValue(element=element, value=value, masked=mask(element, value))

    def _is_right(self, name: str, value: Value | None) -> bool:
        if value is None or is_empty(value) or is_raw(value):
            return False
        return not check(self._fields[name], value, values=self._now.values, today=self._day)

    def _scans(self, earlier: ApplicationState) -> Iterator[OfferedScans]:
        days: Mapping[str, str] | None = None
        for need in self._now.materials:
            held = earlier.scans.get(need.material, ())
            wanted = not need.made and not need.awaited_from and not self._state.scans.get(need.material)
            if not held or not wanted or need.material in self._offered:
                continue
            days = days if days is not None else _taken_days(self._desk.store.journal.entries(earlier.id))
            kept = [ReusedScan(scan=scan, taken_day=days.get(scan.sha256, "")) for scan in held]
            if all(self._is_usable(one, need.material) for one in kept):
                oldest = min(one.taken_day for one in kept)
                yield OfferedScans(material=need.material, name=need.name, scans=tuple(kept), taken_day=oldest)

    def _is_usable(self, one: ReusedScan, material: str) -> bool:
        """Valid by its day, and its bytes are here: a window refers only to what it can send."""
        valid = is_still_valid(one.taken_day, self._rules.reusable_days(material), self._day)
        return valid and self._desk.store.scans.has(one.scan.sha256)


def _taken_days(entries: tuple[Entry, ...]) -> dict[str, str]:
    """By hash the day on which a scan's paper was taken in; one taken over keeps the day of its first taking in."""
    days: dict[str, str] = {}
    for entry in entries:
        if kind_of(entry.operation) is None or not entry.operation.needs_blobs:
            continue
        body = body_of(entry.operation)
        if isinstance(body, ScanAttached):
            days.setdefault(body.scan.sha256, entry.operation.day)
        elif isinstance(body, DeferralArrived):
            days.update({scan.sha256: entry.operation.day for scan in body.scans if scan.sha256 not in days})
        elif isinstance(body, DataReused):
            reused = (one for scans in body.scans.values() for one in scans)
            days.update({one.scan.sha256: one.taken_day for one in reused})
    return days
