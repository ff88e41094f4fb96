"""The applicant's own channel (网上): a portal signs an applicant in by receipt and identity number, and hands in
deferred documents in the applicant's name.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import msgspec

from forms.distrust import party_key
from forms.elements.typed_text import code_text, tidy
from forms.journal.actor import Actor, ActorKind
from forms.journal.authority import authorise
from forms.journal.commands import ReceiveDocument
from forms.journal.decide import decide
from forms.journal.decision import Refusal
from forms.journal.deferrals import DeferralArrived
from forms.journal.operation import APPLICATION
from forms.journal.state import ApplicationState, DeferralState, ScanRef
from forms.message import Message
from forms.notices.receipt_code import read_code
from sync.central.enrolment import token_hash
from sync.central.handlers import Centre
from sync.central.refused import CallRefused, refused
from sync.central.store.rows import ScanStanding, Ticket
from sync.central.uploads import Uploads
from sync.wire import PartReply, ScanPart

MOST_WRONG = 5
"""Wrong tries with a receipt in a row before it has to wait: identity numbers can be guessed."""

WAIT_MS = 10 * 60_000
SCAN_BYTES = 16 * 1024 * 1024
"""Largest file of an applicant: a photo of a phone, or some pages."""

FILES = 20
_LONGEST_NOTE = 500
_MOST_COUNTED = 10_000
_TOKEN_BYTES = 32
_TOKEN_MS = 30 * 60_000
_TOKENS_KEPT = 4
_ACCOUNT = "applicant/"
_BEGINS: dict[str, bytes] = {
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "application/pdf": b"%PDF-",
}
"""What is taken, and how such a file begins."""


class ApplicantSignIn(msgspec.Struct, frozen=True, kw_only=True):
    """The number on the receipt (or the text of its code) and the applicant's identity or credit number."""

    receipt_number: str
    id_no: str


class ApplicantToken(msgspec.Struct, frozen=True, kw_only=True):
    """The bearer token for half an hour."""

    token: str


class ApplicantSession(msgspec.Struct, frozen=True, kw_only=True):
    """An applicant and the application that is theirs."""

    application: str


class OwnDeferral(msgspec.Struct, frozen=True, kw_only=True):
    """A deferred material of the applicant's: until when (ISO), and whether it is awaited, arrived, passed …"""

    material: str
    name: str
    due_day: str
    status: str


class SentFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file whose bytes were sent before."""

    sha256: str
    pages: int = 1
    name: str = ""


class Applicants:
    """Raises `CallRefused`: 401, 429 too many tries, 409 with every reason, 413, 422."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._store = centre.store
        self._uploads = Uploads(centre.store)
        self._wrong: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def sign_in(self, request: ApplicantSignIn) -> ApplicantToken:
        """A token; one answer for an unknown receipt and for another's, so that nothing is learned by asking."""
        number = read_code(request.receipt_number)
        receipt = "" if isinstance(number, Message) else number
        self._check_wait(receipt)
        key = party_key(code_text(tidy(request.id_no)))
        theirs = [
            state for state in self._centre.arrivals.candidates(receipt) if key and key == party_key(state.party.id_no)
        ]
        if len(theirs) != 1:
            self._count(receipt)
            raise refused("centre.applicant_unknown", status=401)
        self._wrong.pop(receipt, None)
        return ApplicantToken(token=self._token(theirs[0].id))

    def session(self, token: str) -> ApplicantSession:
        """The applicant behind a token."""
        ticket = self._store.tokens.find(token_hash(token))
        known = ticket is not None and ticket.account.startswith(_ACCOUNT)
        if ticket is None or not known or ticket.expires_wall < self._centre.moments.clock():
            raise refused("centre.token_unknown", status=401)
        return ApplicantSession(application=ticket.account.removeprefix(_ACCOUNT))

    def deferrals(self, session: ApplicantSession) -> Sequence[OwnDeferral]:
        """What the applicant was allowed to bring later, what is due first before the others."""
        found = [_own(held) for held in self._state(session).deferrals.values()]
        return sorted(found, key=lambda own: (own.due_day, own.material))

    def send_part(self, session: ApplicantSession, part: ScanPart) -> PartReply:
        """Take a run of bytes of a file."""
        if part.total > SCAN_BYTES:
            raise refused("centre.file_size", status=413, most=SCAN_BYTES // 1024 // 1024)
        return self._uploads.take(part)

    def arrive(
        self, session: ApplicantSession, *, material: str, files: Sequence[SentFile], note: str = ""
    ) -> OwnDeferral:
        """Hand a document in; asked again with the same files it is handed in once."""
        with self._store.transaction():
            state = self._state(session)
            command = ReceiveDocument(material=material, scans=self._scans(files), note=tidy(note)[:_LONGEST_NOTE])
            if not _is_here(state, command):
                for body in self._decided(state, command):
                    self._write(state, body)
            return _own(self._state(session).deferrals[material])

    def _decided(self, state: ApplicationState, command: ReceiveDocument) -> tuple[DeferralArrived, ...]:
        rules = self._centre.calendars.newest(state.catalog)
        decision = decide(state, command, rules, self._centre.moments.now())
        if isinstance(decision, Refusal):
            raise CallRefused(*decision.messages, status=409)
        return tuple(body for body in decision if isinstance(body, DeferralArrived))

    def _write(self, state: ApplicationState, body: DeferralArrived) -> None:
        actor = Actor(kind=ActorKind.APPLICANT, account=state.receipt_number, name=state.party.name, channel="web")
        forbidden = authorise(actor, "deferral_arrived")
        if forbidden is not None:
            raise CallRefused(forbidden, status=403)
        self._centre.ordering.write(body, stream=APPLICATION + state.id, actor=actor)

    def _scans(self, files: Sequence[SentFile]) -> tuple[ScanRef, ...]:
        if not 0 < len(files) <= FILES:
            raise refused("centre.file_count", status=422, most=FILES)
        here = {standing.sha256: standing for standing in self._store.scans.find([file.sha256 for file in files])}
        missing = sum(file.sha256 not in here or not here[file.sha256].complete for file in files)
        if missing:
            raise refused("centre.file_missing", status=409, count=missing)
        return tuple(self._scan(file, here[file.sha256]) for file in files)

    def _scan(self, file: SentFile, standing: ScanStanding) -> ScanRef:
        begin = next(self._store.scans.runs(file.sha256), b"")
        known = _BEGINS.get(standing.media_type)
        if known is None or not begin.startswith(known):
            raise refused("centre.file_kind", status=422, name=tidy(file.name)[:40])
        return ScanRef(
            sha256=file.sha256,
            media_type=standing.media_type,
            size=standing.total,
            pages=min(max(file.pages, 1), 500),
            name=tidy(file.name)[:100],
        )

    def _state(self, session: ApplicantSession) -> ApplicationState:
        return self._centre.ordering.state(session.application)

    def _token(self, application: str) -> str:
        token = self._centre.moments.random_bytes(_TOKEN_BYTES).hex()
        wall, account = self._centre.moments.clock(), _ACCOUNT + application
        ticket = Ticket(account=account, device="", epoch=0, expires_wall=wall + _TOKEN_MS)
        with self._store.transaction():
            self._store.tokens.put(token_hash(token), ticket, wall=wall)
            self._store.tokens.keep_newest(account=account, device="", count=_TOKENS_KEPT)
        return token

    def _check_wait(self, receipt: str) -> None:
        count, last = self._wrong.get(receipt, (0, 0))
        left = last + WAIT_MS - self._centre.moments.clock()
        if count >= MOST_WRONG and left > 0:
            raise refused("centre.applicant_wait", status=429, seconds=left // 1000 + 1)

    def _count(self, receipt: str) -> None:
        count, _ = self._wrong.pop(receipt, (0, 0))
        self._wrong[receipt] = (count + 1, self._centre.moments.clock())
        while len(self._wrong) > _MOST_COUNTED:
            self._wrong.popitem(last=False)


def _is_here(state: ApplicationState, command: ReceiveDocument) -> bool:
    """Whether the last thing that came for the material is exactly this: an answer that was lost is asked again."""
    held = state.deferrals.get(command.material)
    came = tuple(scan.sha256 for scan in command.scans)
    return held is not None and held.history[-1].kind == "deferral_arrived" and held.history[-1].scans == came


def _own(held: DeferralState) -> OwnDeferral:
    return OwnDeferral(material=held.material, name=held.name, due_day=held.due_day, status=held.status.value)
