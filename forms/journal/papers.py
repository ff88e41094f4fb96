"""Papers of an acceptance: which there are and their numbers, each the receipt number and a suffix of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from forms.journal.rules import NeededMaterial
from forms.journal.state import PaperFact

APPLICATION_FORM = "application_form"
_FORM_SUFFIX = "SQ"
_MADE_SUFFIX = "W"

_NOTICES = (("receipt", "SJ"), ("acceptance_notice", "SL"))
_DEFERRAL_PAPERS = (("deferral_notice", "RQ"), ("deferral_commitment", "CN"))
_PROMISE_PAPERS = (("promise_letter", "GZ"),)
"""Kind and suffix."""

_LATER_PAPERS = (
    ("correction_notice", "BZ"),
    ("refusal_notice", "BY"),
    ("completion_notice", "QB"),
    ("procedure_notice", "TX"),
    ("termination_notice", "ZZ"),
    ("conclusion_notice", "BJ"),
    ("delivery_receipt", "SD"),
    ("material_handover", "CJ"),
    ("result_handover", "JJ"),
)
"""Papers with a number of their own, because two windows may make one each at the same time."""

_SUFFIXES = dict(_NOTICES + _DEFERRAL_PAPERS + _PROMISE_PAPERS + _LATER_PAPERS)
_KNOWN = list(_SUFFIXES.values())
_SUFFIX = re.compile(rf"-(?:{'|'.join([_FORM_SUFFIX, *_KNOWN])}|{_MADE_SUFFIX}\d+)\Z")


def papers_of(
    needed: Sequence[NeededMaterial], *, receipt_number: str, deferred: bool, promised: bool = False
) -> tuple[PaperFact, ...]:
    """One paper for each material made here, the application form first, then the notices of the hall.

    `needed` are the materials needed now. What another case produces is not made here. `deferred` and `promised`:
    something of it comes later, or is promised instead.
    """
    made = [need for need in needed if need.made and need.template and not need.awaited_from]
    form = next((need for need in made if need.template == APPLICATION_FORM), None)
    others = [need for need in made if need is not form]
    named = [] if form is None else [(APPLICATION_FORM, _FORM_SUFFIX, form.material)]
    named += [(need.template, f"{_MADE_SUFFIX}{index}", need.material) for index, need in enumerate(others, start=1)]
    notices = _NOTICES + (_DEFERRAL_PAPERS if deferred else ()) + (_PROMISE_PAPERS if promised else ())
    named += [(kind, suffix, "") for kind, suffix in notices]
    return tuple(
        PaperFact(kind=kind, number=f"{receipt_number}-{suffix}", material=material) for kind, suffix, material in named
    )


def receipt_paper(receipt_number: str) -> PaperFact:
    """The paper that says what was taken in (收件凭证), before the acceptance or with it."""
    kind, suffix = _NOTICES[0]
    return PaperFact(kind=kind, number=f"{receipt_number}-{suffix}")


def paper_number(kind: str, number: str) -> str:
    """What stands on a paper of `kind` that has the leased or provisional `number` of its own."""
    return f"{receipt_of(number)}-{_SUFFIXES[kind]}"


def receipt_of(number: str) -> str:
    """The leased number in the number of a paper, mostly the receipt's; `number` itself when it is none."""
    return _SUFFIX.sub("", number)
