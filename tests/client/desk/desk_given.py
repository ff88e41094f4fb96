"""What tests of the desk share: the day, the restaurant, scanned pages, and refusals in words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from client.desk.filling import Patch
from forms.catalog.package import Package
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState
from forms.words_files import load_words
from tests.story.scan_files import scan
from tests.support.accepted_papers import RESTAURANT_ANSWERS, RESTAURANT_DEFERRED, RESTAURANT_TYPED, shipped_catalog
from tests.support.publisher import published

MORNING = 1_795_398_120_000
"""2026-11-23, 09:42 in the hall: a Monday."""

DAY = "2026-11-23"
DAY_MS = 24 * 3600 * 1000
YEAR_MS = 365 * DAY_MS
SMALLEST_PART = 4 * 1024

THEME = "C-RESTAURANT"
ITEMS = ("BIZ-IND", "SEAL", "FOOD-LIC", "FIRE-OPEN", "SIGN", "DRAIN")
ANSWERS = {**RESTAURANT_ANSWERS, "q_agent": False}
DEFERRED = RESTAURANT_DEFERRED
CREDIT_CODE = "92320106MA1XK7YT8G"
QUERY_TYPED = {
    **{name: text for name, text in RESTAURANT_TYPED.items() if name.startswith("ap_")},
    "bdc_addr": "江州市江北区滨江路 8 号 601",
    "query_use": "核实权属",
}
NOTHING_TYPED: Patch = {}

WORDS = load_words(Path(__file__).parents[3] / "resources" / "words", language="zh_CN")


@cache
def package() -> Package:
    """The shipped catalog as the centre publishes it."""
    return published(shipped_catalog())


@cache
def picture(title: str) -> bytes:
    """A scanned page; another title gives another file."""
    return scan(title, ".jpg", seed=sum(title.encode()), size=(206, 292))


def done(result: ApplicationState | Refusal) -> ApplicationState:
    """What a verb answered that must not be refused."""
    assert not isinstance(result, Refusal), said(result)
    return result


def codes(result: object) -> list[str]:
    """The codes of a refusal; fails for anything else."""
    assert isinstance(result, Refusal), result
    return [message.code for message in result.messages]


def said(refusal: object) -> str:
    """A refusal in the clerk's words."""
    assert isinstance(refusal, Refusal), refusal
    return "\n".join(WORDS.say(message) for message in refusal.messages)
