"""A hall in the middle of its work: every state that a screen shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.journal.clocks import DatesRecomputed
from forms.journal.date_moves import DateMove
from forms.journal.operation import APPLICATION
from forms.journal.progress import StageMoved
from tests.support.accepted_papers import RESTAURANT_DEFERRED, RESTAURANT_TYPED, shipped_catalog
from tests.ui.screens.hall import Hall


@dataclass(frozen=True, kw_only=True)
class BusyHall:
    """The hall, and its applications by what they are."""

    hall: Hall
    begun: str
    half: str
    handed_in: str
    complete: str
    accepted: str
    near: str
    verified: str
    refused: str
    waiting: str
    themes: Mapping[str, str]


def busy(hall: Hall) -> BusyHall:
    """Work until every state is there; then the cable is pulled and two more things are saved."""
    verified = hall.accepted(name="欧阳文静")
    accepted = hall.accepted(name="张三丰")
    refused = hall.accepted(name="李四")
    near = hall.accepted(name="诸葛明", due="2026-11-24")
    hall.sync()
    hall.issue_licence(verified)
    hall.receive(verified, "M-HEALTH")
    hall.sync()
    hall.review.pass_deferral(hall.reviewer, verified, material="M-HEALTH", note="")
    for stage in ("accepted", "handling"):
        hall.review.move_stage(hall.reviewer, accepted, item="BIZ-IND", stage=stage)
    _move_days(hall, verified)
    hall.sync()
    _refused_by_the_centre(hall, refused)
    begun = hall.begin(answers={"q_open_public": True, "q_drain_city": True, "q_agent": True})
    half = _half_with_errors(hall)
    handed_in = hall.begin()
    hall.fill(handed_in, {"ap_name": "王五", "ap_phone": "13800138000"})
    hall.attach(handed_in, "M-ID")
    hall.attach(handed_in, "M-ID", "M-ID 反面")
    hall.attach(handed_in, "M-PREM")
    hall.defer(handed_in, "M-HEALTH", RESTAURANT_DEFERRED["M-HEALTH"])
    complete = hall.complete(name="赵六")
    themes = {theme: _whole_theme(hall, theme) for theme in shipped_catalog().themes}
    hall.took_in(receipt="02-01-20261120-00007", what="排水水质检测报告")
    hall.sync()
    hall.line.cut = True
    hall.took_in(receipt="02-01-20261121-00011", what="从业人员健康合格证明")
    waiting = hall.accepted(name="慕容雪", own_pictures=True)
    return BusyHall(
        hall=hall,
        begun=begun,
        half=half,
        handed_in=handed_in,
        complete=complete,
        accepted=accepted,
        near=near,
        verified=verified,
        refused=refused,
        waiting=waiting,
        themes=themes,
    )


def _move_days(hall: Hall, application: str) -> None:
    """A newer calendar has moved two days of this one, as the centre tells it."""
    state = hall.state(application)
    before = state.cases["FOOD-LIC"].promised_due, state.deferrals["M-DRAINT"].due_day
    moves = (
        DateMove(what="promised", id="FOOD-LIC", before=before[0], after="2026-12-01"),
        DateMove(what="deferral", id="M-DRAINT", before=before[1], after="2026-12-02"),
    )
    body = DatesRecomputed(calendar_revision=state.calendar_revision, moves=moves)
    with hall.centre.store.transaction():
        hall.centre.ordering.write(body, stream=APPLICATION + application)


def _whole_theme(hall: Hall, theme: str) -> str:
    """The widest form that a theme has: every question answered yes."""
    return hall.begin(theme=theme, answers=dict.fromkeys(shipped_catalog().themes[theme].situations, True))


def _half_with_errors(hall: Hall) -> str:
    half = hall.begin()
    typed = {name: RESTAURANT_TYPED[name] for name in list(RESTAURANT_TYPED)[:12]}
    wrong = {
        "ap_id_no": "110105194912310021",
        "ap_phone": "1391234",
        "prem_area": "八十平",
        "prem_lease_end": "2026-2-30",
    }
    hall.fill(half, {**typed, **wrong})
    return half


def _refused_by_the_centre(hall: Hall, application: str) -> None:
    """What no clerk may do comes back."""
    hall.store.journal.commit(
        application,
        (StageMoved(item="BIZ-IND", stage="handling", note=""),),
        actor=hall.session.actor,
        now=hall.desk.now(),
        catalog=hall.state(application).catalog,
    )
    hall.sync()
