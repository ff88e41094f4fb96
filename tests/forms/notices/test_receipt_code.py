"""The code on the papers: made once, read back from a scanner, a torn paper or a clerk's fingers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.message import Message
from forms.notices.receipt_code import make_code, read_code

NUMBER = "江0301-2612-000017"

numbers = st.from_regex(r"[A-Z0-9江]{1,6}-[0-9]{4}-[0-9]{1,8}", fullmatch=True)


def wrong(text: str) -> str:
    found = read_code(text)
    assert isinstance(found, Message), found
    return found.code


@given(numbers)
def test_a_code_gives_its_number_back(number: str) -> None:
    assert read_code(make_code(number)) == number


def test_the_code_is_short_and_says_only_the_number() -> None:
    form, number, check = make_code(NUMBER).split("|")
    assert (form, number, len(check)) == ("YC1", NUMBER, 6)


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        "  江0301 - 2612 - 000017 ",
        "江\uff10\uff13\uff10\uff11\uff0d2612-000017",
        "江0301—2612—000017",
        "\ufeff江0301-2612-000017\r\n",
        f"{NUMBER}-SJ",
        f"{NUMBER}-cn",
        f"{NUMBER}-SQ",
        f"{NUMBER}-w12",
    ],
)
def test_a_typed_number_is_understood(typed: str) -> None:
    assert read_code(typed) == NUMBER


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("|", "\uff5c"), lambda code: f" {code}\n"])
def test_a_scanner_in_the_wrong_keyboard_mode_does_not_matter(change) -> None:  # type: ignore[no-untyped-def]
    assert read_code(change(make_code(NUMBER))) == NUMBER


@given(numbers, st.data())
def test_a_torn_code_is_never_taken_for_a_number(number: str, data: st.DataObject) -> None:
    code = make_code(number)
    length = data.draw(st.integers(min_value=4, max_value=len(code) - 1))
    assert wrong(code[:length]) == "receipt_code.torn"


@given(numbers, st.data())
def test_one_misread_character_is_noticed(number: str, data: st.DataObject) -> None:
    code = make_code(number)
    place = data.draw(st.integers(min_value=4, max_value=len(code) - 1))
    other = "8" if code[place] != "8" else "3"
    assert wrong(code[:place] + other + code[place + 1 :]) == "receipt_code.torn"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "receipt_code.empty"),
        (" \n", "receipt_code.empty"),
        ("https://example.org/q?id=20261203", "receipt_code.web"),
        ("http://www.gsxt.gov.cn/index.html?uniscid=92320106MA1XK7YT8G", "receipt_code.web"),
        ("www.example.org", "receipt_code.web"),
        ("https://qr.alipay.com/fkx1234567890", "receipt_code.payment"),
        ("wxp://f2f0abcdef", "receipt_code.payment"),
        ("weixin://wxpay/bizpayurl?pr=12345", "receipt_code.payment"),
        ("https://qr.95516.com/00010000/62", "receipt_code.payment"),
        ("11010519491231002x", "receipt_code.identity"),
        ("92320106MA1XK7YT8G", "receipt_code.identity"),
        ("XA12345678931", "receipt_code.waybill"),
        ("EE123456789CN", "receipt_code.waybill"),
        ("6901234567892", "receipt_code.waybill"),
        ("ZW|110000|20261203", "receipt_code.foreign"),
        ("WIFI|guest|12345", "receipt_code.foreign"),
        ("张三", "receipt_code.foreign"),
        ("9" * 400, "receipt_code.foreign"),
        ("YC2|江0301-2612-000017|ABCDEF", "receipt_code.newer"),
        ("YC1", "receipt_code.torn"),
    ],
)
def test_what_is_wrong_is_said(text: str, code: str) -> None:
    assert wrong(text) == code


@given(numbers, st.integers(min_value=1, max_value=3))
def test_a_code_without_its_beginning_is_torn_and_no_strangers(number: str, lost: int) -> None:
    assert wrong(make_code(number)[lost:]) == "receipt_code.torn"


@given(numbers, st.data())
def test_a_code_with_a_piece_gone_or_doubled_is_never_another_number(number: str, data: st.DataObject) -> None:
    code = make_code(number)
    first = data.draw(st.integers(min_value=0, max_value=len(code) - 1))
    last = data.draw(st.integers(min_value=first + 1, max_value=len(code)))
    for spoilt in (code[:first] + code[last:], code[:last] + code[first:]):
        found = read_code(spoilt)
        assert isinstance(found, Message) or "|" not in spoilt or found == number
        if isinstance(found, Message):
            assert found.code.startswith("receipt_code.")


@given(st.one_of(st.binary().map(lambda data: data.decode("utf-8", "replace")), st.text(alphabet="YC1|-0A\ud800\x00")))
def test_every_kind_of_rubbish_is_a_message_or_a_number(text: str) -> None:
    found = read_code(text)
    assert found.code.startswith("receipt_code.") if isinstance(found, Message) else found


@given(st.text())
def test_nothing_that_is_scanned_can_break_it(text: str) -> None:
    assert read_code(text) is not None
