import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.pinyin import MOST_READINGS, folded, initials, pinyin_keys, sort_key, sounds_at, spelling


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开饭店", "kfd"),
        ("单宁", "sn"),
        ("单宁", "dn"),
        ("重庆", "cq"),
        ("重庆", "zq"),
        ("A3纸", "a3z"),
        ("张(三)", "zs"),
    ],
)
def test_initials_have_every_reading(text: str, expected: str) -> None:
    assert expected in initials(text)


def test_the_likeliest_reading_comes_first() -> None:
    assert initials("银行")[0] == "yh"
    assert initials("行人")[0] == "xr"


def test_initials_are_capped_but_keep_one_change_anywhere() -> None:
    many = initials("重" * 12)
    assert len(many) == MOST_READINGS
    assert "t" + "c" * 11 in many or "z" + "c" * 11 in many or "c" + "z" * 11 in many


def test_keys_hold_initials_and_full_pinyin() -> None:
    keys = pinyin_keys(spelling("吕乐"))
    assert {"ly", "ll", "lvle", "lvyue"} <= set(keys)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("query", "at"),
    [
        ("k", 0),
        ("kfd", 0),
        ("kaifandian", 0),
        ("kaifand", 0),
        ("kfandian", 0),
        ("fd", 1),
        ("dian", 2),
        ("", 0),
        ("kd", None),
        ("kfdx", None),
        ("kaifandianx", None),
        ("ai", None),
    ],
)
def test_a_query_may_mix_initials_and_syllables(query: str, at: int | None) -> None:
    assert sounds_at(query, spelling("开饭店")) == at


def test_a_query_of_one_letter_repeated_stays_fast() -> None:
    assert sounds_at("n" * 200 + "x", spelling("女" * 300)) is None


def test_folded_ignores_width_case_and_umlaut() -> None:
    assert folded(" ABC Lü ") == "abc lv"


@given(st.text(max_size=20))
def test_any_text_can_be_spelled(text: str) -> None:
    assert len(initials(text)) <= MOST_READINGS
    assert all(syllable for syllables in spelling(text) for syllable in syllables)


@given(st.text(alphabet="重庆银行乐单女绿a1", min_size=1, max_size=6))
def test_every_initial_of_a_text_finds_it(text: str) -> None:
    assert all(sounds_at(key, spelling(text)) == 0 for key in pinyin_keys(spelling(text)))


def test_importing_does_not_load_the_dictionary() -> None:
    code = "import sys, forms.pinyin, forms.catalog.search; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_names_are_sorted_as_they_are_read_in_names() -> None:
    names = ["赵磊", "曾国", "单宁", "张三", "李四", "连城", "李", "解缙", "欧阳修", "Adam", "吕乐", "鲁迅", "李斯"]
    assert sorted(names, key=sort_key) == [
        "Adam",
        "李",
        "李四",
        "李斯",
        "连城",
        "鲁迅",
        "吕乐",
        "欧阳修",
        "单宁",
        "解缙",
        "曾国",
        "张三",
        "赵磊",
    ]


def test_the_same_sound_is_sorted_by_the_characters_and_an_organisation_is_no_surname() -> None:
    assert sort_key("李四") != sort_key("李寺") and sort_key("李四").startswith("li si  ")
    assert sort_key("单位食堂管理处").startswith("dan ")
    assert sort_key("") == ""
