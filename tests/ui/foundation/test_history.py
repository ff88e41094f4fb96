from __future__ import annotations

from client.ui.widgets.history import BACK, FORWARD, History


def test_steps_go_back_and_forward_and_end():
    history = History("")
    history.keep("a")
    history.keep("b")
    assert [history.step(BACK), history.step(BACK), history.step(BACK)] == ["a", "", None]
    assert [history.step(FORWARD), history.step(FORWARD), history.step(FORWARD)] == ["a", "b", None]


def test_what_was_undone_is_gone_once_something_else_is_typed():
    history = History("")
    history.keep("a")
    history.step(BACK)
    history.keep("b")
    assert history.step(FORWARD) is None
    assert history.step(BACK) == ""


def test_the_same_state_is_no_step():
    history = History("a")
    history.keep("a")
    assert history.step(BACK) is None


def test_a_run_that_grows_is_one_step_until_something_is_taken_away():
    history = History("")
    for state in ("1", "12", "123"):
        history.keep(state, grows=True)
    history.keep("12")
    history.keep("124", grows=True)
    assert [history.step(BACK) for _ in range(4)] == ["12", "123", "", None]


def test_what_is_set_begins_anew():
    history = History("")
    history.keep("a")
    history.begin("b")
    assert (history.now(), history.step(BACK)) == ("b", None)
