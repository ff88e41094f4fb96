"""Which papers an acceptance has, by what is needed, and their numbers."""

from __future__ import annotations

import msgspec
import pytest

from forms.journal.papers import papers_of, receipt_of
from forms.journal.rules import NeededMaterial
from forms.journal.state import PaperFact

NUMBER = "江0301-2612-000017"


def need(material: str, *, template: str = "", made: bool = True, awaited_from: str = "") -> NeededMaterial:
    return NeededMaterial(
        material=material,
        name=material,
        items=("SEAL",),
        decisive_for=("SEAL",),
        deferrable_for=(),
        awaited_from=awaited_from,
        made=made,
        template=template,
        item_names={},
    )


def made_papers(*needed: NeededMaterial) -> list[tuple[str, str, str]]:
    papers = papers_of(needed, receipt_number=NUMBER, deferred=False)
    return [(paper.kind, paper.number.removeprefix(NUMBER), paper.material) for paper in papers if paper.material]


def test_the_application_form_comes_first_wherever_it_is_needed() -> None:
    assert made_papers(need("M-POA", template="power"), need("M-APP", template="application_form")) == [
        ("application_form", "-SQ", "M-APP"),
        ("power", "-W1", "M-POA"),
    ]


def test_no_two_papers_share_a_number() -> None:
    assert made_papers(*(need(f"M-{n}", template="application_form") for n in range(3))) == [
        ("application_form", "-SQ", "M-0"),
        ("application_form", "-W1", "M-1"),
        ("application_form", "-W2", "M-2"),
    ]


def test_what_is_brought_or_produced_by_another_case_is_not_printed() -> None:
    brought = need("M-ID", made=False)
    produced = need("M-BL", template="licence", awaited_from="BIZ-IND")
    assert made_papers(brought, produced, need("M-OLD")) == []


def test_a_deferral_brings_two_papers() -> None:
    kinds = [[paper.kind for paper in papers_of((), receipt_number="1", deferred=late)] for late in (False, True)]
    assert kinds == [
        ["receipt", "acceptance_notice"],
        ["receipt", "acceptance_notice", "deferral_notice", "deferral_commitment"],
    ]


@pytest.mark.parametrize("suffix", ["", "-SQ", "-SJ", "-SL", "-RQ", "-CN", "-W1", "-W12"])
def test_the_number_of_a_paper_leads_to_its_receipt(suffix: str) -> None:
    assert receipt_of(NUMBER + suffix) == NUMBER


@pytest.mark.parametrize("number", ["江0301-2612-000017-W", "江0301-2612-000017-XX", "SQ", "W1", "-SQ\n"])
def test_another_ending_is_part_of_the_number(number: str) -> None:
    assert receipt_of(number) == number


def test_a_notice_is_stored_as_it_was_before_papers_knew_materials() -> None:
    notice = PaperFact(kind="receipt", number="1-SJ")
    assert msgspec.json.encode(notice) == b'{"kind":"receipt","number":"1-SJ"}'
    assert msgspec.json.decode(msgspec.json.encode(notice), type=PaperFact) == notice
