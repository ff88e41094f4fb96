"""What the window answered an applicant with, as the state keeps it: receipt, notices of lacks, an end, send-backs.

行政许可法 第三十二条: what is handed in is accepted, or its lacks are told at once and all of them, or it is refused
with reasons, or the applicant learns that nothing has to be asked for. Each is a fact with a day and a person.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from forms.values import Value


class Lack(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing to be put right: an element or a material by id, its Chinese name and standard as printed.

    Neither is named by a clerk's own line about something that the form does not know.

    `code` is the message code of a lack that the rules found; `words` say in Chinese what is wrong with it.
    """

    element: str = ""
    material: str = ""
    name: str
    standard: str = ""
    code: str = ""
    words: str = ""

    @property
    def subject(self) -> tuple[str, str]:
        """What it is about: (element, material), one of them '', or both."""
        return self.element, self.material


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """Taken in and not answered yet. Days ISO.

    `complete`: nothing was lacking then. `set_day` is the day on which what was handed in last changed. An answer is
    due by the end of `answer_by`.
    """

    number: str
    day: str
    by: str
    answer_by: str
    complete: bool
    set_day: str


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One notice of lacks (补正通知书). `late` lacks could have been named by the first notice."""

    number: str
    day: str
    by: str
    lacks: tuple[Lack, ...]
    late: tuple[Lack, ...]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What stood there when the first notice was given; scans as hashes by material."""

    day: str
    items: tuple[str, ...]
    answers: Mapping[str, bool]
    values: Mapping[str, Value]
    scans: Mapping[str, tuple[str, ...]]


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """How an application ended without results: `kind` is the operation kind."""

    kind: str
    day: str
    by: str
    reason: str
    remedies: str = ""
    number: str = ""


class SendBack(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer asks for exactly these fields and materials to be put right; open while `answered_day` is ''.

    `values` and `scans` are what stood there then, so that anyone can see what was done about it.
    """

    elements: tuple[str, ...]
    materials: tuple[str, ...]
    reason: str
    day: str
    by: str
    values: Mapping[str, Value]
    scans: Mapping[str, tuple[str, ...]]
    answered_day: str = ""
    answered_by: str = ""
    note: str = ""

    @property
    def is_open(self) -> bool:
        """True until a window has answered it."""
        return not self.answered_day
