from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from fake_store import FakeClock, FakeStore, FakeTransport, reply

from forms.message import message
from sync.engine import Engine
from sync.report import StepReport, Work
from sync.store import WantedCatalog
from sync.transport import CentreRefused, TornReply, Unreachable
from sync.wire import CatalogPart, CatalogRef, ExchangeReply, FeedEntry, OperationResult, Outcome, PartReply


class Desk:
    """An engine with everything around it."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.store = FakeStore()
        self.transport = FakeTransport(self.clock)
        self.engine = Engine(self.store, self.transport, clock=self.clock, poll_ms=60_000)

    def steps(self, count: int) -> list[StepReport]:
        return [self.engine.step() for _ in range(count)]

    def settle(self) -> list[StepReport]:
        reports = []
        while not reports or reports[-1].work is not Work.NOTHING:
            reports.append(self.engine.step())
            assert len(reports) < 500, "the engine never comes to rest"
        return reports

    def restart(self) -> None:
        self.engine = Engine(self.store, self.transport, clock=self.clock, poll_ms=60_000)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_the_first_step_asks_the_feed_and_the_second_finds_nothing(desk: Desk) -> None:
    first, second = desk.steps(2)
    assert first.work is Work.EXCHANGE and first.answered and first.again
    assert second.work is Work.NOTHING and not second.again
    assert desk.transport.calls == ["exchange"]


def test_the_feed_is_polled_when_the_interval_has_passed(desk: Desk) -> None:
    desk.settle()
    desk.clock.now += 59_999
    assert desk.engine.step().work is Work.NOTHING
    desk.clock.now += 1
    assert desk.engine.step().work is Work.EXCHANGE


def test_a_clock_that_jumps_back_does_not_silence_the_poll(desk: Desk) -> None:
    desk.clock.now = 10_000_000_000
    desk.settle()
    desk.clock.now = 0
    assert desk.engine.step().work is Work.EXCHANGE


def test_a_saved_operation_goes_at_once_with_the_head_after_it(desk: Desk) -> None:
    desk.settle()
    desk.store.save(7)
    desk.store.save(8)
    report = desk.engine.step()
    assert report.settled == 2 and report.sent == len(b'{"a":1}') * 2
    request = desk.transport.requests[-1]
    assert request.head.dseq == 8  # type: ignore[attr-defined]
    assert [bytes(raw) for raw in request.operations] == [b'{"a":1}', b'{"a":1}']  # type: ignore[attr-defined]


def test_a_transport_error_changes_nothing_and_the_same_bytes_go_again(desk: Desk) -> None:
    desk.store.save(1, b'{"salt":"x"}')
    desk.transport.script = [Unreachable(message("sync.unreachable"))]
    failed = desk.engine.step()
    assert isinstance(failed.error, Unreachable) and not failed.again and not failed.progress
    assert desk.store.taken == [] and desk.store.outgoing(limit_bytes=1) == [(1, b'{"salt":"x"}')]
    desk.engine.step()
    first, second = desk.transport.requests
    assert msgspec.json.encode(first) == msgspec.json.encode(second)


def test_more_is_fetched_without_waiting_until_the_feed_ends(desk: Desk) -> None:
    desk.transport.more = True
    assert [report.work for report in desk.steps(3)] == [Work.EXCHANGE] * 3
    desk.transport.more = False
    assert [report.work for report in desk.steps(2)] == [Work.EXCHANGE, Work.NOTHING]


def test_more_without_a_moving_cursor_does_not_spin(desk: Desk) -> None:
    desk.transport.script = [reply(cursor="", more=True), reply(cursor="", more=True)]
    assert [report.work for report in desk.steps(2)] == [Work.EXCHANGE, Work.NOTHING]


def test_a_feed_that_turns_in_a_circle_does_not_keep_scans_waiting(desk: Desk) -> None:
    desk.store.add_scan("s", b"x" * 10)
    desk.transport.script = [reply(cursor=cursor, more=True) for cursor in "abcabcabc"]
    works = [report.work for report in desk.steps(6)]
    assert works[:4] == [Work.EXCHANGE, Work.HAVE, Work.EXCHANGE, Work.SCAN]


@pytest.mark.parametrize(
    "wrong",
    [
        reply(results=(OperationResult(dseq=2, outcome=Outcome.APPLIED),)),
        msgspec.structs.replace(
            reply(), feed=tuple(FeedEntry(feed_seq=n, rev=1, device="d", epoch=1, dseq=n) for n in (2, 1))
        ),
        msgspec.structs.replace(
            reply(), feed=tuple(FeedEntry(feed_seq=1, rev=1, device="d", epoch=1, dseq=n) for n in (1, 2))
        ),
    ],
    ids=["a result nobody asked for", "feed out of order", "feed number twice"],
)
def test_a_reply_that_cannot_be_the_answer_is_torn(desk: Desk, wrong: object) -> None:
    desk.store.save(1)
    desk.transport.script = [wrong]
    assert isinstance(desk.engine.step().error, TornReply)
    assert desk.store.taken == []


def test_another_protocol_is_refused_and_changes_nothing(desk: Desk) -> None:
    desk.transport.script = [msgspec.structs.replace(reply(), protocol=99)]
    assert isinstance(desk.engine.step().error, CentreRefused)
    assert desk.store.taken == []


def test_who_asks_again_and_again_does_not_keep_scans_waiting(desk: Desk) -> None:
    desk.store.add_scan("aa", b"x" * 1000)
    works = []
    for _ in range(6):
        desk.engine.ask()
        works.append(desk.engine.step().work)
    assert works[:4] == [Work.EXCHANGE, Work.HAVE, Work.EXCHANGE, Work.SCAN]


def test_a_catalog_that_is_here_whole_is_installed_without_a_link(desk: Desk) -> None:
    desk.store.want(7)
    desk.store.package = b"package"
    desk.store.wanted = WantedCatalog(ref=CatalogRef(id="cat", version="1", size=7), have=7)
    desk.transport.script = [Unreachable(message("sync.unreachable"))]
    first = desk.engine.step()
    assert first.work is Work.CATALOG and first.progress and desk.transport.calls == []


def test_form_data_goes_before_catalog_and_catalog_before_scans(desk: Desk) -> None:
    desk.store.save(1)
    desk.transport.package = b"p" * 1000
    desk.store.want(1000)
    desk.store.add_scan("s", b"x" * 1000)
    desk.settle()
    assert desk.transport.calls == ["exchange", "catalog", "have", "part"]
    assert desk.store.installed == ["cat"] and desk.store.scans == {}


def test_an_acceptance_waits_for_at_most_one_part(desk: Desk) -> None:
    desk.store.add_scan("s", b"x" * 500_000)
    desk.steps(4)
    desk.store.save(1)
    desk.engine.step()
    assert desk.transport.calls == ["exchange", "have", "part", "part", "exchange"]


def test_an_operation_that_the_centre_puts_off_lets_scans_pass_and_goes_again_after_them(desk: Desk) -> None:
    desk.store.save(1)
    desk.transport.outcome = Outcome.LATER
    desk.store.add_scan("s", b"x" * 10)
    works = [report.work for report in desk.settle()]
    assert works == [Work.EXCHANGE, Work.HAVE, Work.SCAN, Work.EXCHANGE, Work.NOTHING]


def test_a_stalled_operation_is_counted_and_goes_with_the_next_save_and_poll(desk: Desk) -> None:
    desk.store.save(1)
    desk.transport.outcome = Outcome.BLOCKED
    assert [report.stalled for report in desk.steps(2)] == [1, 0]
    desk.store.save(2)
    assert desk.engine.step().stalled == 2
    desk.clock.now += 60_000
    assert desk.engine.step().stalled == 3
    desk.transport.outcome = Outcome.APPLIED
    desk.engine.ask()
    assert desk.engine.step().stalled == 0


def test_a_restored_centre_gets_what_it_forgot_at_once(desk: Desk) -> None:
    desk.store.save(5)
    taken = desk.store.take

    def take(came: ExchangeReply) -> int:
        desk.store.take = taken  # type: ignore[method-assign]
        desk.store.operations = [(4, b"{}"), (5, b"{}")]
        return taken(came)

    desk.store.take = take  # type: ignore[method-assign]
    desk.transport.script = [reply(results=(OperationResult(dseq=5, outcome=Outcome.BLOCKED),), expects=4)]
    assert [(report.stalled, report.settled) for report in desk.steps(2)] == [(0, 0), (0, 2)]


def test_a_centre_that_waits_for_what_nobody_has_is_not_asked_in_a_loop(desk: Desk) -> None:
    desk.store.save(5)
    blocked = OperationResult(dseq=5, outcome=Outcome.BLOCKED)
    desk.transport.script = [reply(results=(blocked,), expects=4)] * 3
    assert [report.work for report in desk.steps(3)] == [Work.EXCHANGE, Work.NOTHING, Work.NOTHING]


def test_ask_exchanges_although_nothing_waits(desk: Desk) -> None:
    desk.settle()
    desk.engine.ask()
    assert desk.engine.step().work is Work.EXCHANGE


def test_a_refused_batch_goes_in_smaller_ones(desk: Desk) -> None:
    for dseq in range(1, 65):
        desk.store.save(dseq, b'"%s"' % (b"x" * 1000))
    desk.transport.script = [CentreRefused(message("sync.too_large"))] * 8
    desk.steps(8)
    desk.engine.step()
    counts = [len(request.operations) for request in desk.transport.requests]  # type: ignore[attr-defined]
    assert counts[0] == 64 and counts[-1] <= 4


def test_a_scan_goes_on_where_the_centre_says_after_a_restart(desk: Desk) -> None:
    content = bytes(range(256)) * 1000
    desk.store.add_scan("s", content)
    desk.steps(3)
    sent = len(desk.transport.held["s"])
    assert 0 < sent < len(content)
    desk.restart()
    desk.settle()
    parts = [part for call, part in zip(desk.transport.calls, desk.transport.requests, strict=True) if call == "part"]
    assert desk.transport.held["s"] == content
    assert sum(len(part.data) for part in parts) == len(content)  # type: ignore[attr-defined]


def test_parts_take_two_to_eight_seconds_of_the_measured_link(desk: Desk) -> None:
    desk.transport.bytes_per_s = 8_000
    desk.store.add_scan("s", b"x" * 600_000)
    took = [report.took_ms for report in desk.settle() if report.work is Work.SCAN][:-1]
    assert took and all(2_000 <= ms <= 8_000 for ms in took)


def test_on_a_fast_link_parts_grow_to_the_largest(desk: Desk) -> None:
    desk.transport.bytes_per_s = 2_000_000
    desk.store.add_scan("s", b"x" * 2_000_000)
    assert max(report.sent for report in desk.settle()) == 256 * 1024


def test_a_scan_known_at_the_centre_costs_no_bytes(desk: Desk) -> None:
    from sync.wire import HaveReply

    desk.store.add_scan("s", b"x" * 1000)
    desk.transport.script = [None, HaveReply(have={"s": 1000}, complete=("s",))]
    desk.settle()
    assert desk.store.scans == {} and "part" not in desk.transport.calls


def test_two_hundred_scans_are_asked_at_once(desk: Desk) -> None:
    for number in range(250):
        desk.store.add_scan(f"s{number}", b"x")
    desk.steps(3)
    assert desk.transport.calls == ["exchange", "have", "have"]
    assert [len(request.scans) for request in desk.transport.requests[1:]] == [200, 50]  # type: ignore[attr-defined]


def test_a_scan_that_the_centre_does_not_take_rests_and_others_go_on(desk: Desk) -> None:
    desk.store.add_scan("bad", b"x" * 100)
    desk.store.add_scan("good", b"y" * 100)
    desk.transport.script = [None, None, PartReply(have=0, complete=False)]
    reports = desk.settle()
    assert [report.trouble.code for report in reports if report.trouble] == ["sync.scan_not_taken"]
    assert list(desk.store.scans) == ["bad"]
    desk.clock.now += 600_000
    desk.settle()
    assert desk.store.scans == {}


def test_a_scan_that_cannot_be_read_rests_and_others_go_on(desk: Desk) -> None:
    desk.store.add_scan("lost", b"x" * 100)
    desk.store.add_scan("good", b"y" * 100)
    del desk.store.contents["lost"]
    reports = desk.settle()
    assert [report.trouble.code for report in reports if report.trouble] == ["scan.lost"]
    assert list(desk.store.scans) == ["lost"]


def test_a_part_answer_beyond_the_scan_is_torn(desk: Desk) -> None:
    desk.store.add_scan("s", b"x" * 100)
    desk.transport.script = [None, None, PartReply(have=101, complete=False)]
    assert isinstance(desk.steps(3)[-1].error, TornReply)
    assert desk.store.scans["s"].have == 0


def test_a_catalog_comes_in_parts_and_goes_on_after_a_break(desk: Desk) -> None:
    desk.transport.package = b"c" * 100_000
    desk.store.want(100_000)
    desk.steps(2)
    half = len(desk.store.package)
    assert 0 < half < 100_000
    desk.transport.script = [Unreachable(message("sync.unreachable"))]
    assert desk.engine.step().error is not None
    desk.settle()
    offsets = [
        request[0]
        for call, request in zip(desk.transport.calls, desk.transport.requests, strict=True)
        if call == "catalog"
    ]  # type: ignore[index]
    assert desk.store.installed == ["cat"] and offsets[:3] == [0, half, half]


def test_a_wrong_catalog_is_dropped_told_and_fetched_again_later(desk: Desk) -> None:
    desk.transport.package = b"wrong"
    desk.store.want(5)
    reports = desk.settle()
    assert [report.trouble.code for report in reports if report.trouble] == ["catalog.torn"]
    assert desk.engine.step().work is Work.NOTHING
    desk.transport.package = b"right"
    desk.clock.now += 600_000
    desk.settle()
    assert desk.store.installed == ["cat"]


@pytest.mark.parametrize(
    "part",
    [
        CatalogPart(offset=1, total=5, data=b"abc"),
        CatalogPart(offset=0, total=6, data=b"abc"),
        CatalogPart(offset=0, total=5, data=b""),
        CatalogPart(offset=0, total=5, data=b"abcdef"),
    ],
)
def test_a_catalog_part_that_does_not_fit_is_torn(desk: Desk, part: CatalogPart) -> None:
    desk.store.want(5)
    desk.transport.script = [None, part]
    assert isinstance(desk.steps(2)[-1].error, TornReply)
    assert desk.store.package == b""


def test_a_catalog_of_unknown_size_comes_whole(desk: Desk) -> None:
    desk.transport.package = b"c" * 100_000
    desk.store.want(0)
    desk.settle()
    assert desk.store.installed == ["cat"]


@pytest.mark.parametrize(
    "part",
    [CatalogPart(offset=0, total=2, data=b"abc"), CatalogPart(offset=0, total=0, data=b"")],
)
def test_the_first_part_of_an_unknown_size_must_fit_too(desk: Desk, part: CatalogPart) -> None:
    desk.store.want(0)
    desk.transport.script = [None, part]
    assert isinstance(desk.steps(2)[-1].error, TornReply)


def test_a_catalog_that_the_centre_will_not_give_does_not_stop_another(desk: Desk) -> None:
    desk.transport.package = b"right"
    desk.store.want(5)
    desk.store.wanted_too = WantedCatalog(ref=CatalogRef(id="pinned", version="", size=0), have=0)
    desk.transport.script = [None, CentreRefused(message("sync.refused"), status=404)]
    desk.settle()
    assert desk.store.installed == ["pinned"]


def test_a_catalog_that_the_centre_will_not_give_does_not_stop_scans(desk: Desk) -> None:
    desk.store.want(5)
    desk.store.add_scan("s", b"x")
    desk.transport.script = [None, CentreRefused(message("sync.refused"), status=404)]
    works = [report.work for report in desk.steps(5)]
    assert works == [Work.EXCHANGE, Work.CATALOG, Work.HAVE, Work.SCAN, Work.NOTHING]


def test_a_part_refused_for_itself_rests_and_one_refused_for_the_device_is_the_links(desk: Desk) -> None:
    desk.store.add_scan("s", b"x" * 100)
    desk.transport.script = [None, None, CentreRefused(message("sync.signed_out"), status=401)]
    assert isinstance(desk.steps(3)[-1].error, CentreRefused)
    desk.transport.script = [CentreRefused(message("centre.scan_hash"), status=409)]
    report = desk.engine.step()
    assert report.error is None and report.trouble == message("centre.scan_hash")
    desk.clock.now += 600_000
    desk.settle()
    assert desk.transport.calls == ["exchange", "have", "part", "part", "exchange", "have", "part"]
    assert desk.store.scans == {}


def test_a_reply_that_the_store_finds_torn_is_an_error_of_the_link(desk: Desk) -> None:
    def contradicted(reply: object) -> int:
        raise TornReply(message("store.feed_contradicts"))

    desk.store.take = contradicted  # type: ignore[method-assign]
    assert isinstance(desk.engine.step().error, TornReply)


def test_the_engine_reads_no_clock_random_or_network_of_its_own() -> None:
    for module in ("engine", "exchange", "uploads", "catalog_fetch", "pace", "rest", "backoff", "link"):
        source = (Path(__file__).parents[3] / "sync" / f"{module}.py").read_text(encoding="utf-8")
        assert not any(
            word in source for word in ("import time", "import random", "import threading", "httpx", "datetime")
        )
