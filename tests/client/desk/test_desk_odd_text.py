"""Text that no file or wire can hold: Qt hands over halves of characters, sticks have names in other encodings."""

from __future__ import annotations

import pytest

from client.desk import deferring, looking, signing_in
from client.desk.filling import editor_view
from forms.errors import SignInRefused
from sync.central.demo import PASSWORD
from tests.client.desk.desk_hall import Hall, Pc, done

HALF, UNSEEN = "\ud83d", "\u202e\u200b\x00"
FILE = "\udcc9\udcfa.jpg"
"""身.jpg in GBK, as Python reads it where names are UTF-8."""


def test_a_reason_with_half_a_character_is_kept(pc: Pc) -> None:
    application = pc.begin()
    due = next(view.latest_due for view in editor_view(pc.desk, application, {}).materials if view.latest_due)
    state = done(
        deferring.defer(
            pc.session, pc.desk, application, material="M-HEALTH", reason=f"体检{HALF}未出{UNSEEN}", due_day=due
        )
    )
    assert state.deferral_requests["M-HEALTH"].reason == "体检�未出"


def test_a_file_whose_name_is_no_text_is_attached_and_sent(pc: Pc) -> None:
    application = pc.begin()
    state = pc.attach(application, "M-ID", name=FILE)
    assert [scan.name for scan in state.scans["M-ID"]] == ["��.jpg"]
    pc.sync()
    assert pc.store.sync.summary().operations == 0


def test_a_note_with_half_a_character_is_kept(accepted_hall: Hall) -> None:
    pc, application = accepted_hall.pc(), accepted_hall.application
    scans = pc.state(application).scans["M-ID"]
    state = done(
        deferring.receive(pc.session, pc.desk, application, material="M-HEALTH", scans=scans, note=f"原件{HALF}已核")
    )
    assert state.deferrals["M-HEALTH"].history[-1].reason == "原件�已核"


@pytest.mark.parametrize(
    ("account", "password", "window"),
    [(HALF, PASSWORD, "03"), ("wangfang", HALF, "03"), (UNSEEN, PASSWORD, "03"), ("wangfang", PASSWORD, "0" * 99)],
)
def test_a_sign_in_with_odd_text_is_refused_and_nothing_else(pc: Pc, account: str, password: str, window: str) -> None:
    with pytest.raises(SignInRefused):
        signing_in.sign_in(pc.desk, account=account, password=password, window=window)


@pytest.mark.parametrize(
    "query", [HALF, UNSEEN, '"', "*", "NEAR(a b)", "AND", "单" * 5000, "a1 " * 3000, "texts : x", "²٣"]
)
def test_nothing_that_is_typed_breaks_the_search(accepted_hall: Hall, query: str) -> None:
    looking.applications(accepted_hall.pc().desk, query)
