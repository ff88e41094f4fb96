"""The steps of the story without a window, for tests that care about what is saved and sent and not about screens."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.story.applicant import (
    ANSWERS,
    BROUGHT,
    CLERK,
    CREDIT_CODE,
    DEFERRED,
    ITEMS,
    PASSWORD,
    THEME,
    TYPED,
    WINDOW,
)
from tests.story.child import REPOSITORY, Child
from tests.story.place import Place
from tests.story.reviewer import Reviewer
from tests.story.waiting import until

CLERK_MODULE = "tests.story.desk_clerk"


def sign_in(clerk: Child) -> dict[str, Any]:
    """Sign in; the session, `offline` when the centre was not asked."""
    session: dict[str, Any] = clerk.do("sign_in", account=CLERK, password=PASSWORD, window=WINDOW)
    assert "refused" not in session, session
    return session


def signed_in_with_catalog(clerk: Child) -> None:
    """Sign in online and wait for the catalog and the first block of receipt numbers."""
    assert not sign_in(clerk)["offline"]
    until(lambda: clerk.do("catalog") and clerk.do("numbers_left"), "catalog and numbers")


def begin(clerk: Child) -> str:
    """Begin the restaurant; its application."""
    return done(clerk.do("open", theme=THEME, answers=ANSWERS))["application"]


def complete(clerk: Child, application: str, scans: Mapping[str, Path]) -> None:
    """Type everything, attach what was brought, defer the rest."""
    done(clerk.do("fill", application=application, texts=dict(TYPED)))
    for material in BROUGHT:
        done(clerk.do("attach", application=application, material=material, path=str(scans[material])))
    for material, reason in DEFERRED.items():
        done(clerk.do("defer", application=application, material=material, reason=reason))
    assert clerk.do("lacks", application=application) == []


def accept(clerk: Child, application: str) -> str:
    """Accept; the receipt number."""
    return done(clerk.do("accept", application=application))["receipt_number"]


def all_sent(clerk: Child, *, patience: float = 30.0) -> None:
    """Ask for an exchange and wait until nothing waits."""
    clerk.do("sync_now")

    def look() -> bool:
        waiting = clerk.do("outbox")
        return not (waiting["operations"] or waiting["scans"])

    until(look, "an empty outbox", patience=patience, seen=lambda: (clerk.do("link"), clerk.do("outbox")))


def arrived(clerk: Child, application: str, what: str, look: Any) -> dict[str, Any]:
    """Ask the centre for news until `look(state)` is true; the state."""

    def ask() -> dict[str, Any] | None:
        state: dict[str, Any] = clerk.do("application", application=application)
        if look(state):
            return state
        clerk.do("sync_now")
        return None

    return until(ask, what) or {}


def issue_all(reviewer: Reviewer, application: str) -> None:
    """Every result, the business licence first."""
    for item in ITEMS:
        if reviewer.application(application)["cases"][item]["status"] == "ended":
            continue
        reviewer.move_to_approval(application, item)
        elements = {"uscc": CREDIT_CODE} if item == "BIZ-IND" else {}
        reviewer.issue(application, item, number=f"JZ-{item}-0001", elements=elements)


def done(result: dict[str, Any]) -> dict[str, Any]:
    """The result of a verb that must not be refused."""
    assert "refused" not in result, result
    return result


def counted(place: Place) -> dict[str, int]:
    """What the counting program says, run as a process of its own."""
    program = [sys.executable, "-m", "tests.story.count"]
    folders = ["--client", str(place.data), "--centre", str(place.centre_data)]
    ended = subprocess.run([*program, *folders], cwd=REPOSITORY, capture_output=True, text=True, timeout=60)
    assert ended.stdout, ended.stderr
    numbers: dict[str, int] = json.loads(ended.stdout)
    assert (ended.returncode == 0) == (numbers["lost"] == numbers["duplicated"] == 0)
    return numbers
