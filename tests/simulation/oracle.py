"""What must hold: after every step at the windows (G1, G2, G5, G6, G9) and at the centre (G3, G4, G9), and at the end.

Each check yields sentences; none is asked of the code that it judges where a second way to the answer exists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from forms.journal.fold import Entry, apply, fold
from forms.journal.numbering import is_provisional, numbers_of
from forms.journal.operation import APPLICATION, Operation, decode
from forms.journal.state import ApplicationState, DeferralState, DeferralStatus, digest
from tests.simulation.centre_node import CentreNode
from tests.simulation.window_node import WindowNode

CENTRE_KINDS = {
    "cases_numbered",
    "objection_raised",
    "numbers_leased",
    "stage_moved",
    "result_issued",
    "deferral_passed",
    "deferral_returned",
    "dates_recomputed",
    "number_bound",
}
REFUSED = ("rejected", "held")


def window_faults(window: WindowNode) -> Iterator[str]:
    """After any step, at one window."""
    own = window.own_operations()
    if sorted(own) != list(range(1, len(own) + 1)):
        yield f"G4 own numbers have a gap: {sorted(own)}"
    lost = {dseq for dseq, data_hash in window.saved.items() if own.get(dseq) != data_hash}
    if lost:
        yield f"G1 saved operations are gone or changed: {sorted(lost)}"
    for application in _applications(window):
        yield from _view_faults(window, application)
    yield from _scan_faults(window)


def _applications(window: WindowNode) -> Sequence[str]:
    rows = window.rows(f"SELECT DISTINCT stream FROM operations WHERE stream LIKE '{APPLICATION}%' ORDER BY stream")
    return [str(row[0]).removeprefix(APPLICATION) for row in rows]


def _view_faults(window: WindowNode, application: str) -> Iterator[str]:
    """The fold shows every operation that was not refused: confirmed ones by rev, own ones after them."""
    rows = window.rows(
        "SELECT dseq, rev, outcome, data, device FROM operations"
        f" WHERE stream = '{APPLICATION}{application}' ORDER BY rev = 0, rev, dseq"
    )
    counted = [(decode(bytes(data)), rev) for _, rev, outcome, data, _ in rows if outcome not in REFUSED]
    revs = [rev for _, rev in counted if rev]
    if revs != list(range(1, len(revs) + 1)):
        yield f"G4 revisions of {application} have a hole: {revs}"
    expected = fold(application, [Entry(operation=operation, rev=rev) for operation, rev in counted])
    state = window.state(application)
    if digest(state) != digest(expected):
        yield f"G6 {application} does not show what is saved"
    yield from _deferral_faults(state)
    refused = [dseq for dseq, _, outcome, _, _ in rows if outcome in REFUSED]
    shown = [row for row in window.store.sync.quarantine() if row.application == application] if refused else []
    if len(shown) != len(refused) or any(not row.message.code for row in shown):
        yield f"G5 refused operations of {application} are not in quarantine"


def _deferral_faults(state: ApplicationState) -> Iterator[str]:
    """Each deferral has one history of legal moves that ends where its status and due day stand."""
    for deferral in state.deferrals.values():
        found = replayed(deferral, ended=state.has_ended(deferral.items))
        if deferral.history[0].kind != "deferral_opened" or found != (deferral.status, deferral.due_day):
            yield f"G9 deferral {deferral.material} of {state.id} moved without a reason"


def replayed(deferral: DeferralState, *, ended: bool) -> tuple[DeferralStatus, str]:
    """Where a deferral stands and until when, by its history alone; `ended` when no case waits for it any more."""
    at, due = DeferralStatus.AWAITED, deferral.first_due
    last_end = (0, "", 0)
    for place, move in enumerate(deferral.history[1:], start=1):
        if move.kind == "deferral_extended":
            due = max(due, move.due_day)
            if at is DeferralStatus.TERMINATED:
                late = any(later.kind == "deferral_arrived" for later in deferral.history[last_end[0] : place])
                at = DeferralStatus.ARRIVED if late else DeferralStatus.AWAITED
        elif move.kind == "dates_recomputed":
            due = move.due_day
        elif move.kind == "deferral_terminated":
            # A termination that its cases' end alone allows leaves no other trace than its line.
            if at is DeferralStatus.AWAITED and (move.day > due or (ended and deferral.status == "terminated")):
                at, last_end = DeferralStatus.TERMINATED, (place, move.day, move.wall)
        elif move.kind == "deferral_arrived":
            before = (move.day, move.wall) < last_end[1:]
            if at is DeferralStatus.AWAITED or (at is DeferralStatus.TERMINATED and before):
                at = DeferralStatus.ARRIVED
        elif at is DeferralStatus.ARRIVED and move.kind in ("deferral_passed", "deferral_returned"):
            at = DeferralStatus.PASSED if move.kind == "deferral_passed" else DeferralStatus.AWAITED
    return at, due


def _scan_faults(window: WindowNode) -> Iterator[str]:
    for (scan,) in window.rows("SELECT scan FROM uploads"):
        if not window.store.scans.has(scan):
            yield f"G2 an operation refers to scan {scan[:8]} that is not stored"


def centre_faults(centre: CentreNode, windows: Sequence[WindowNode]) -> Iterator[str]:
    """After any step, at the centre: each operation once, its own bytes, no holes, the state its journal gives."""
    own = {window.store.device.id: window.own_operations() for window in windows}
    rows = centre.rows(
        "SELECT device, dseq, content_hash, stream, kind, outcome, rev, feed_seq, bytes FROM ledger ORDER BY feed_seq"
    )
    numbers: dict[str, list[int]] = {}
    streams: dict[str, list[tuple[int, Operation]]] = {}
    feed = []
    for device, dseq, data_hash, stream, kind, outcome, rev, feed_seq, data in rows:
        numbers.setdefault(device, []).append(dseq)
        if device in own and own[device].get(dseq) != data_hash:
            yield f"G3 the centre holds other bytes for {dseq} than the window saved"
        if device not in own and kind not in CENTRE_KINDS:
            yield f"G3 the centre made a {kind} of its own"
        if outcome == "applied":
            feed.append(feed_seq)
            streams.setdefault(stream, []).append((rev, decode(bytes(data))))
    if any(sorted(given) != list(range(1, len(given) + 1)) for given in numbers.values()):
        yield "G4 the ledger has a gap"
    if feed != list(range(1, len(feed) + 1)):
        yield f"G4 feed numbers have a hole: {feed[-5:]}"
    yield from _stream_faults(centre, streams)


def _stream_faults(centre: CentreNode, streams: Mapping[str, list[tuple[int, Operation]]]) -> Iterator[str]:
    states = {state.id: state for state in centre.store.applications.states()}
    for stream, entries in streams.items():
        entries.sort(key=lambda entry: entry[0])
        if [rev for rev, _ in entries] != list(range(1, len(entries) + 1)):
            yield f"G4 revisions of {stream} have a hole"
        if not stream.startswith(APPLICATION):
            continue
        application = stream.removeprefix(APPLICATION)
        folded = fold(application, [Entry(operation=operation, rev=rev) for rev, operation in entries])
        if digest(folded) != digest(states[application]):
            yield f"G3 the centre's state of {application} is not what its journal gives"
        yield from _deferral_faults(folded)
    yield from _number_faults(states.values())


def _number_faults(states: Iterable[ApplicationState]) -> Iterator[str]:
    """No number stands on papers of two applications, and every provisional one has one of the centre's own."""
    holders: dict[str, str] = {}
    for state in states:
        for number in numbers_of(state):
            if holders.setdefault(number, state.id) != state.id:
                yield f"G5 the number {number} is {holders[number]}'s and {state.id}'s"
            if is_provisional(number) and number not in state.bound_numbers:
                yield f"G5 the provisional number {number} of {state.id} was not bound"


def value_faults(centre: CentreNode) -> Iterator[str]:
    """G5: a value that came later than another window's change of the same field is applied or an open conflict."""
    for state in centre.store.applications.states():
        entries = centre.store.ledger.stream(APPLICATION + state.id)
        yield from _stream_value_faults(state.id, [(row.rev, decode(row.data)) for row in entries])


def _stream_value_faults(application: str, entries: Sequence[tuple[int, Operation]]) -> Iterator[str]:
    state = ApplicationState(id=application)
    in_force: dict[str, tuple[str, int, Any]] = {}
    for rev, operation in entries:
        state = apply(state, operation, rev)
        for element, value in _written(operation).items():
            held = in_force.get(element)
            lost = _is_beaten(held, operation, value)
            if lost and all(kept.value != (value or "") for kept in state.conflicts.get(element, ())):
                yield f"G5 {application} {element}={value} at {rev} is neither applied nor in conflict"
            # Who fills in what already stands there agrees with its author, and changes nothing.
            if not lost and (held is None or held[2] != value):
                in_force[element] = (operation.device, rev, value)
    yield from _gate_faults(state)


def _written(operation: Operation) -> Mapping[str, Any]:
    if operation.kind == "fields_filled":
        return dict(operation.body["values"])
    if operation.kind == "conflict_settled":
        return {str(operation.body["element"]): operation.body["value"]}
    return {}


def _is_beaten(held: tuple[str, int, Any] | None, operation: Operation, value: Any) -> bool:
    if held is None or operation.kind == "conflict_settled":
        return False
    device, rev, kept = held
    # An emptied field holds nothing that could be lost against.
    return kept is not None and device != operation.device and rev > operation.base_rev and kept != value


def _gate_faults(state: ApplicationState) -> Iterator[str]:
    """G9: no granted result while a deferral that its case needs has not passed."""
    for case in state.cases.values():
        if case.result is not None and case.result.outcome == "granted":
            open_ones = [
                held.material
                for held in state.deferrals.values()
                if case.item in held.items and held.status is not DeferralStatus.PASSED
            ]
            # A document that arrives again after it passed stays passed, so an open one was open all along.
            if open_ones:
                yield f"G9 {state.id} {case.item} was granted although {open_ones} were awaited"


def final_faults(centre: CentreNode, windows: Sequence[WindowNode]) -> Iterator[str]:
    """After healing and draining: everything arrived once, everybody shows the same, nothing waits."""
    at_centre = {state.id: digest(state) for state in centre.store.applications.states()}
    outcomes = Counter((row[0], row[1]) for row in centre.rows("SELECT device, dseq FROM ledger"))
    for window in windows:
        waiting = window.store.sync.summary()
        if waiting.operations or waiting.scans:
            yield f"G8 {window.name} is wedged: {waiting.operations} operations, {waiting.scans} scans wait"
        device = window.store.device.id
        missing = [dseq for dseq in window.saved if outcomes[(device, dseq)] != 1]
        if missing:
            yield f"G3 {window.name} saved {missing} and the centre does not have them once"
        yield from _difference_faults(window, at_centre)
        yield from _rest_faults(centre, window)


def _difference_faults(window: WindowNode, at_centre: Mapping[str, str]) -> Iterator[str]:
    shown = {application: digest(window.state(application)) for application in _applications(window)}
    empty = {application: digest(ApplicationState(id=application)) for application in shown}
    for application in sorted({*shown, *at_centre}):
        here, there = shown.get(application), at_centre.get(application)
        refused_whole = there is None and here == empty.get(application)
        if here != there and not refused_whole:
            yield f"G6 {window.name} and the centre differ over {application}"


def _rest_faults(centre: CentreNode, window: WindowNode) -> Iterator[str]:
    complete = {row[0] for row in centre.rows("SELECT sha256 FROM scan WHERE complete")}
    lacking = [scan[:8] for (scan,) in window.rows("SELECT scan FROM uploads") if scan not in complete]
    if lacking:
        yield f"G3 scans of {window.name} never became whole at the centre: {lacking}"
    broken = window.store.journal.verify()
    if broken:
        yield f"G11 the journal of {window.name} does not verify: {broken[0].code}"
    before = window.rows("SELECT * FROM view_applications ORDER BY application")
    window.store.journal.rebuild()
    after = window.rows("SELECT * FROM view_applications ORDER BY application")
    if [row[1:] for row in before] != [row[1:] for row in after]:
        yield f"G2 the views of {window.name} are not what its journal gives"
