"""Two windows filled the same field: both values are kept until a clerk chooses, and then the form can be accepted."""

from __future__ import annotations

import pytest

from client.desk.filling import editor_view
from client.desk.settling import open_conflicts, settle
from tests.client.desk.desk_hall import Hall, Pc, codes, done

SHOP = "shop_name"


@pytest.fixture
def windows(hall: Hall) -> tuple[Pc, Pc, str]:
    """Two windows and an application with a conflict over the shop's name."""
    first, second = hall.pc("03"), hall.pc("04")
    second.sign_in("zhaolei")
    application = first.begin()
    first.sync()
    second.sync()
    first.fill(application, {SHOP: "甲店"})
    second.fill(application, {SHOP: "乙店"})
    for pc in (first, second, first):
        pc.sync()
    return first, second, application


def settle_at(pc: Pc, application: str, value: str) -> None:
    done(settle(pc.session, pc.desk, application, element=SHOP, value=value))


def test_the_clerk_chooses_and_both_windows_see_it(windows: tuple[Pc, Pc, str]) -> None:
    first, second, application = windows
    for pc in windows[:2]:
        assert "conflict.open" in [lack.code for lack in editor_view(pc.desk, application, {}).lacks]
        (conflict,) = open_conflicts(pc.state(application))
        assert (conflict.element, conflict.held, conflict.others) == (SHOP, "甲店", ("乙店",))
    settle_at(second, application, "乙店")
    second.sync()
    first.sync()
    for pc in windows[:2]:
        assert pc.state(application).values[SHOP].value == "乙店"
        assert open_conflicts(pc.state(application)) == ()
        assert "conflict.open" not in [lack.code for lack in editor_view(pc.desk, application, {}).lacks]


def test_what_is_settled_cannot_be_settled_again(windows: tuple[Pc, Pc, str]) -> None:
    first, _, application = windows
    settle_at(first, application, "甲店")
    again = settle(first.session, first.desk, application, element=SHOP, value="丙店")
    assert codes(again) == ["conflict.not_open"]


def test_two_windows_that_choose_differently_do_not_overrule_each_other_unseen(windows: tuple[Pc, Pc, str]) -> None:
    first, second, application = windows
    settle_at(first, application, "甲店")
    settle_at(second, application, "乙店")
    for pc in (first, second, first):
        pc.sync()
    assert first.store.journal.digests() == second.store.journal.digests()
    (conflict,) = open_conflicts(first.state(application))
    assert (conflict.held, conflict.others) == ("甲店", ("乙店",))
