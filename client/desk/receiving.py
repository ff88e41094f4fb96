"""Receiving (收件) for applications that this window does not know, and by post.

What came in is noted on this device, with a paper for who brought it; the centre finds its application, or a person
there does, and says so here. Nothing is refused because the application is unknown: the document is in our hands.
"""

from __future__ import annotations

import msgspec

from client.desk.carry_out import carry_out, note_on_device
from client.desk.desk import Desk
from client.desk.hall_day import hall_day
from client.desk.printing import Paper, copies
from client.desk.session import Session
from client.store.rows import ArrivalLine
from forms.distrust import party_key
from forms.elements.date import iso_day
from forms.elements.element import DataElement, ElementKind, Label
from forms.elements.reading import check
from forms.elements.typed_text import code_text, tidy
from forms.errors import StorageFailed
from forms.journal.arrivals import ArrivalRecorded, CameBy
from forms.journal.commands import ReceiveDocument
from forms.journal.decide_arrivals import record_arrival
from forms.journal.decision import Now, Refusal, refuse
from forms.journal.state import ApplicationState, ScanRef
from forms.message import Message, message
from forms.notices.arrival_paper import TITLE, arrival_context, arrival_footer, arrival_paper
from forms.notices.receipt_code import make_code, read_code
from forms.notices.refusal import PaperRefused
from forms.notices.rendering import render_html

_RECEIPT = "receipt"
_NUMBERS = tuple(
    DataElement(id="id_no", label=Label(""), kind=kind) for kind in (ElementKind.IDENTITY, ElementKind.CREDIT_CODE)
)
_LENGTH = 18
_LEAST, _MOST = 5, 20
"""Characters of the numbers of passports and other travel documents."""


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """What a clerk says of a document for an application that this window does not know.

    `code` as scanned or typed; `id_no` the applicant's number ('' only for a letter that does not say it); `what` it
    is in words. `came_day` (ISO) and `post_number` are a letter's.
    """

    code: str
    id_no: str
    what: str = ""
    note: str = ""
    by_post: bool = False
    came_day: str = ""
    post_number: str = ""


def receive_elsewhere(
    session: Session, desk: Desk, brought: Brought, scans: tuple[ScanRef, ...]
) -> ArrivalLine | Refusal:
    """Note a document for an unknown application under a number for its paper; or every reason why not."""
    now = desk.now()
    if hall_day(desk.store, wall=now.wall).doubtful:
        return refuse("day.confirm_first", day=now.day)
    receipt = read_code(brought.code)
    wrong = [fault for fault in (receipt, number_fault(brought.id_no, today=now.day)) if isinstance(fault, Message)]
    if isinstance(receipt, Message) or wrong:
        return Refusal(tuple(wrong))
    with desk.store.turn():
        arrival = _recorded(desk, brought, receipt, scans, now)
        decision = record_arrival(arrival, now)
        if isinstance(decision, Refusal):
            return decision
        note_on_device(session, desk, *decision)
        line = desk.store.arrivals.newest()
    assert line is not None
    return line


def _recorded(desk: Desk, brought: Brought, receipt: str, scans: tuple[ScanRef, ...], now: Now) -> ArrivalRecorded:
    words = tidy(brought.what)
    came_by = CameBy.POST if brought.by_post else CameBy.WINDOW
    return ArrivalRecorded(
        receipt_number=receipt,
        party=party_key(_plain(brought.id_no)),
        material=_material_called(desk, words),
        words=words,
        scans=scans,
        note=tidy(brought.note),
        came_by=came_by.value,
        came_day=(brought.came_day or now.day) if brought.by_post else now.day,
        post_number=code_text(tidy(brought.post_number)) if brought.by_post else "",
        number=desk.store.numbers.next(now.day),
    )


def _plain(id_no: str) -> str:
    return code_text(tidy(id_no)).replace("-", "")


def number_fault(id_no: str, *, today: str) -> Message | None:
    """What is wrong with an applicant's number, whatever document it is of; None for a sound one and for none."""
    number = _plain(id_no)
    if not number:
        return None
    if len(number) == _LENGTH:
        sound = any(not check(element, number, values={}, today=today) for element in _NUMBERS)
    else:
        sound = number.isascii() and number.isalnum() and _LEAST <= len(number) <= _MOST
    return None if sound else message("arrival.number_wrong", length=len(number))


def material_names(desk: Desk) -> tuple[str, ...]:
    """What may be brought later, as the current catalog names it: what a clerk chooses from."""
    catalog = desk.current_catalog()
    if not catalog:
        return ()
    source = desk.catalog(catalog)
    later = {allowed.material for item in source.items.values() for allowed in item.deferrable}
    return tuple(sorted(source.materials[material].name.zh for material in later if material in source.materials))


def _material_called(desk: Desk, words: str) -> str:
    """The id of the one material of the current catalog that is called so, else ''."""
    catalog = desk.current_catalog()
    known = desk.catalog(catalog).materials.values() if catalog and words else ()
    called = [material.id for material in known if material.name.zh == words]
    return called[0] if len(called) == 1 else ""


def receive_by_post(
    session: Session, desk: Desk, application: str, *, material: str, scans: tuple[ScanRef, ...], letter: Brought
) -> ApplicationState | Refusal:
    """A letter with a deferred document of a known application: what counts is the day on which the letter came."""
    now = desk.now()
    if hall_day(desk.store, wall=now.wall).doubtful:
        return refuse("day.confirm_first", day=now.day)
    came_day = letter.came_day or now.day
    if iso_day(came_day) is None:
        return refuse("arrival.day_unreadable", day=came_day)
    if came_day > now.day:
        return refuse("arrival.day_to_come", day=came_day)
    note = "；".join(part for part in (tidy(letter.note), code_text(tidy(letter.post_number))) if part)
    return carry_out(
        msgspec.structs.replace(session, channel=CameBy.POST.value),
        desk,
        application=application,
        command=ReceiveDocument(material=material, scans=scans, note=note),
        now=msgspec.structs.replace(now, day=came_day),
    )


def code_in_picture(desk: Desk, data: bytes, *, name: str) -> str | Message:
    """The text of the code in a picture or PDF of a receipt: ours if one of them is, else whatever code is there.

    Raises `ScanRefused` for a file that cannot be read.
    """
    texts = desk.scan_reader.codes(data)
    ours = (text for text in texts if not isinstance(read_code(text), Message))
    found = next(ours, texts[0] if texts else "")
    return found or message("receipt_code.picture_without", name=tidy(name))


def taken_in(desk: Desk) -> tuple[ArrivalLine, ...]:
    """What this window took in for unknown applications and what became of it; what is not matched first."""
    return desk.store.arrivals.all()


def paper_for(desk: Desk, line: ArrivalLine) -> Paper:
    """The paper (材料收件凭证) of a document; `copy` counts its printings. Raises `PaperRefused`, `StorageFailed`."""
    found = desk.store.arrivals.recorded(epoch=line.epoch, dseq=line.dseq)
    if found is None:
        raise StorageFailed(message("store.history_lost", number=line.dseq))
    operation, arrival = found
    catalog = desk.catalog(desk.current_catalog())
    if _RECEIPT not in catalog.templates:
        raise PaperRefused(message("papers.template_missing", title=TITLE))
    number = arrival_paper(arrival).number
    copy = copies(desk, number) + 1
    context = arrival_context(operation, arrival, catalog, now_day=desk.now().day, copy=copy)
    pdf = desk.papers.render(
        render_html(catalog.templates[_RECEIPT], context),
        title=TITLE,
        qr=make_code(arrival.receipt_number),
        footer=arrival_footer(arrival, copy=copy),
    )
    return Paper(kind=_RECEIPT, number=number, title=TITLE, copy=copy, pdf=pdf)
