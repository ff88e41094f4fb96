"""The whole story of a deferral stands in the timeline: every move with its day, who made it, why, with which scans."""

from __future__ import annotations

from client.desk import answering, deferring, looking
from client.desk.looking import TimelineEntry
from tests.client.desk.desk_hall import DAY, Pc, done

HEALTH, DRAIN = "M-HEALTH", "M-DRAINT"


def story(pc: Pc, material: str) -> list[TimelineEntry]:
    entries = looking.timeline(pc.desk, pc.hall.application)
    return [entry for entry in entries if entry.material == material and not entry.kind.startswith("deferral_request")]


def test_every_move_has_its_line(accepted_pc: Pc) -> None:
    pc, application = accepted_pc, accepted_pc.hall.application
    supervisor = pc.sign_in("limin")
    moved = {"material": HEALTH, "due_day": "2026-12-07", "reason": "体检中心停业"}
    done(deferring.extend(supervisor, pc.desk, application, **moved))
    pc.sign_in()
    pc.receive(application, HEALTH)
    pc.sync()
    pc.hall.review.return_deferral(pc.hall.reviewer, application, material=HEALTH, reason="缺公章")
    pc.sync()
    pc.receive(application, HEALTH)
    opened, extended, arrived, returned, again = story(pc, HEALTH)
    assert (opened.kind, opened.actor, opened.day, opened.facts["due_day"]) == (
        "deferral_opened",
        "王芳",
        DAY,
        "2026-11-30",
    )
    assert opened.facts["reason"]
    assert (extended.kind, extended.actor, extended.facts["due_day"], extended.facts["reason"]) == (
        "deferral_extended",
        "李敏",
        "2026-12-07",
        "体检中心停业",
    )
    assert (arrived.kind, arrived.scans) == ("deferral_arrived", 1)
    assert (returned.kind, returned.facts["reason"]) == ("deferral_returned", "缺公章")
    assert again.kind == "deferral_arrived"
    assert [entry.kind for entry in story(pc, DRAIN)] == ["deferral_opened"]


def test_what_a_withdrawal_ends_is_said_of_each(accepted_pc: Pc) -> None:
    pc, application = accepted_pc, accepted_pc.hall.application
    done(answering.withdraw(pc.session, pc.desk, application, reason="店铺不开了"))
    for material in (HEALTH, DRAIN):
        last = story(pc, material)[-1]
        assert (last.kind, last.facts["reason"], last.confirmed) == ("deferral_terminated", "店铺不开了", False)
