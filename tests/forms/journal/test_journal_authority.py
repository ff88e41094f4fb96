"""Who may make which operation: every kind has a row, and only those in it may."""

from __future__ import annotations

import pytest
from journal_story import CENTRE, CLERK, REVIEWER

from forms.journal.actor import Actor, ActorKind
from forms.journal.authority import AUTHORITY, authorise
from forms.journal.kinds import KINDS

APPLICANT = Actor(kind=ActorKind.APPLICANT, account="web")
DEVICE = Actor(kind=ActorKind.DEVICE, account="pc1")


def test_every_kind_has_its_row() -> None:
    assert set(AUTHORITY) == {name for name, _ in KINDS}
    assert all(AUTHORITY.values())


@pytest.mark.parametrize("kind", sorted(AUTHORITY))
def test_only_those_in_its_row_may_make_a_kind(kind: str) -> None:
    for actor_kind in ActorKind:
        refused = authorise(Actor(kind=actor_kind, account="x", name="某人"), kind)
        if actor_kind in AUTHORITY[kind]:
            assert refused is None
        else:
            assert refused is not None and refused.code == "authority.not_allowed"
            assert refused.params == {"actor": "某人", "kind": kind}


def test_windows_take_in_reviewers_judge_the_centre_numbers() -> None:
    assert authorise(CLERK, "application_accepted") is None
    assert authorise(REVIEWER, "application_accepted") is not None
    assert authorise(CLERK, "deferral_passed") is not None
    assert authorise(REVIEWER, "result_issued") is None
    assert authorise(CLERK, "numbers_leased") is not None
    assert authorise(CENTRE, "cases_numbered") is None
    assert authorise(CENTRE, "result_issued") is not None


def test_an_unknown_kind_is_nobodys() -> None:
    assert all(authorise(actor, "deferral_forgotten") for actor in (CLERK, REVIEWER, CENTRE, APPLICANT, DEVICE))
