from pathlib import Path

import pytest

from forms.catalog.fees import charges, fees_in_words
from forms.catalog.model import Catalog, Fee
from forms.elements.element import Label
from forms.words_files import load_words

WORDS = Path(__file__).parents[3] / "resources" / "words"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh_CN", ("首次申领免费", "到期换领 20 元/证", "丢失补领、损坏换领 40 元/证")),
        (
            "en",
            (
                "First card: free of charge",
                "Renewal 20 yuan per card",
                "Replacement of a lost or damaged card 40 yuan per card",
            ),
        ),
    ],
)
def test_an_identity_card_costs_what_the_price_list_says(sample: Catalog, language: str, said: tuple[str, ...]) -> None:
    words = load_words(WORDS, language=language)
    assert fees_in_words(charges([sample.items["ID-CARD"]]), words) == said


def test_a_charge_of_several_items_is_said_once(sample: Catalog) -> None:
    fees = charges([sample.items["RE-TRANSFER"], sample.items["RE-MORTGAGE"], sample.items["SEAL"]])
    assert [fee.amount for fee in fees] == ["80", "550", "10"]


def test_nothing_to_pay_is_said_too() -> None:
    assert fees_in_words((), load_words(WORDS, language="zh_CN")) == ("不收费",)


@pytest.mark.parametrize(("amount", "free"), [("0", True), ("0.00", True), ("0.50", False), ("20", False)])
def test_a_charge_without_what_it_covers(amount: str, free: bool) -> None:
    fee = Fee(name=Label("工本费"), amount=amount)
    assert fee.is_free is free
    assert fees_in_words((fee,), load_words(WORDS, language="zh_CN")) == (
        "工本费免费" if free else f"工本费 {amount} 元",
    )
