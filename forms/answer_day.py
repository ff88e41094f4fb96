"""Until when an application that was taken in must be answered, and from which day an acceptance counts.

行政许可法 第三十二条第一款第四项: lacks are told at once or within five working days (第八十二条); what was not told by
then is accepted from the day on which it was taken in. Else it is accepted on the day it was taken in when it was
complete, or on the day on which the corrected set became complete. Days are ISO days of the hall.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forms.journal.answers import Correction, Receipt

ANSWER_DAYS = 5
"""Working days. It is the law's figure, so no hall sets another."""


def answer_by(day: str, *, add_working_days: Callable[[str, int], str]) -> str:
    """The last day for an answer to what was taken in on `day`, which is not counted itself."""
    return add_working_days(day, ANSWER_DAYS)


def is_accepted_by_law(receipt: Receipt | None, corrections: Sequence[Correction], *, today: str) -> bool:
    """True after the last day for an answer, when none of its lacks was told until then."""
    if receipt is None or today <= receipt.answer_by:
        return False
    return not any(given.day <= receipt.answer_by for given in corrections)


def acceptance_day(receipt: Receipt | None, corrections: Sequence[Correction], *, today: str) -> str:
    """From which day an acceptance made `today` counts."""
    if receipt is None:
        return today
    if receipt.complete or is_accepted_by_law(receipt, corrections, today=today):
        return receipt.day
    return receipt.set_day
