"""The index hears exactly what listening to every text hears."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.catalog.model import Catalog
from forms.catalog.sound_index import SoundIndex
from forms.pinyin import pinyin_keys, sounds_at, spelling

pytestmark = pytest.mark.slow

TEXTS = ("开饭店", "个体工商户设立登记", "银行行长", "女", "A股 2 号", "restaurant", "", "长城长", "许可许可证")
INDEX = SoundIndex(TEXTS)


def heard(typed: str, texts: tuple[str, ...]) -> dict[int, bool]:
    places = {n: sounds_at(typed, spelling(text)) for n, text in enumerate(texts) if not text.isascii()}
    return {number: place == 0 for number, place in places.items() if place is not None}


@given(st.text("aceghijklnopqrsuvxyz2", min_size=1, max_size=8))
def test_any_letters_are_heard_alike(typed: str) -> None:
    assert dict(INDEX.find(typed)) == heard(typed, TEXTS)


def test_every_way_to_type_a_name_finds_it(sample: Catalog) -> None:
    names = tuple(item.name.zh for item in sample.items.values())
    index, chance = SoundIndex(names), random.Random(3)
    for name in chance.sample(names, 20):
        typed = chance.choice(pinyin_keys(spelling(name)))
        for length in (1, 2, 3, 4, len(typed)):
            assert dict(index.find(typed[:length])) == heard(typed[:length], names)
