"""The distrust list: it names nobody, is found whole or not at all, and is small."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.distrust import MAGIC, MOST, MOST_BYTES, build_list, credit_key, party_key, read_list
from forms.errors import DistrustRefused

REVISION = "2026-11-23.01"
SALT = bytes(range(16))
NUMBERS = [f"1101011990{number:08d}" for number in range(40)]


def made(*numbers: str, salt: bytes = SALT, revision: str = REVISION) -> bytes:
    return build_list([party_key(number) for number in numbers], revision=revision, salt=salt)


@given(st.sets(st.sampled_from(NUMBERS)))
def test_it_has_those_who_are_on_it_and_nobody_else(listed: set[str]) -> None:
    read = read_list(made(*listed))
    assert (read.count, read.revision) == (len(listed), REVISION)
    assert {number for number in NUMBERS if read.has(party_key(number))} == listed
    assert not read.has("")


def test_a_number_is_the_same_in_capitals_and_with_blanks() -> None:
    assert read_list(made("11010519491231002x ")).has(party_key("11010519491231002X"))


def test_it_says_no_number_and_no_key() -> None:
    data = made(*NUMBERS)
    for number in NUMBERS:
        assert number.encode() not in data
        assert party_key(number).encode() not in data
        assert bytes.fromhex(party_key(number))[:8] not in data


def test_two_lists_cannot_be_joined() -> None:
    one, other = made(*NUMBERS), made(*NUMBERS, salt=bytes(16))
    assert one.partition(b"\n")[2][-200:] != other.partition(b"\n")[2][-200:]
    assert read_list(one).has(party_key(NUMBERS[0])) and read_list(other).has(party_key(NUMBERS[0]))


def test_the_most_entries_fit_into_the_most_bytes() -> None:
    keys = [party_key(str(number)) for number in range(MOST)]
    data = build_list(keys, revision=REVISION, salt=SALT)
    assert len(data) < 1_300_000 < MOST_BYTES
    read = read_list(data)
    assert read.count == MOST and read.has(keys[0]) and read.has(keys[-1]) and not read.has(party_key("-"))
    with pytest.raises(DistrustRefused) as refused:
        build_list([*keys, party_key("one more")], revision=REVISION, salt=SALT)
    assert refused.value.message.code == "distrust.too_many"


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.9, 0.99])
def test_a_torn_list_is_none(share: float) -> None:
    data = made(*NUMBERS)
    with pytest.raises(DistrustRefused) as refused:
        read_list(data[: int(len(data) * share)])
    assert refused.value.message.code == "distrust.unreadable"


@given(place=st.integers(0, 200), bit=st.integers(0, 7))
def test_a_flipped_bit_makes_another_list_or_none(place: int, bit: int) -> None:
    data = bytearray(made(*NUMBERS))
    place %= len(data)
    data[place] ^= 1 << bit
    try:
        read = read_list(bytes(data))
    except DistrustRefused:
        return
    # What can still be read differs in the salt, the revision or an entry: its hash tells (the id of a list).
    assert read.count == len(NUMBERS)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        MAGIC,
        MAGIC + b"{}\n",
        MAGIC + b'{"revision":"2026-11-23.01","salt":"00","count":0}\n',
        MAGIC + b'{"revision":"2026-11-23.01","salt":"' + b"00" * 16 + b'","count":-1}\n(\xb5/\xfd \x00\x01\x00\x00',
        MAGIC + b'{"revision":"2026-11-23.01","salt":"' + b"00" * 16 + b'","count":99999999999}\n',
    ],
)
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(DistrustRefused):
        read_list(data)


@pytest.mark.parametrize("revision", ["", "1", "2026-11-23", "2026-11-23.1", "2026-11-23.01x"])
def test_a_revision_is_a_day_and_a_number(revision: str) -> None:
    with pytest.raises(DistrustRefused) as refused:
        made(revision=revision)
    assert refused.value.message.code == "distrust.revision"


def test_a_key_is_a_hash() -> None:
    with pytest.raises(DistrustRefused) as refused:
        build_list(["11010519491231002X"], revision=REVISION, salt=SALT)
    assert refused.value.message.code == "distrust.key"
    assert "1101" not in str(refused.value.message), "nor does the refusal say the number"


def test_who_is_looked_up_together_has_a_key_of_both() -> None:
    one, two = "92320106MA1XK7YT8G", "11010519491231002X"
    assert credit_key((one,)) == party_key(one) and credit_key(()) == credit_key(("",)) == ""
    both = credit_key((one, two))
    assert both not in (party_key(one), party_key(two), credit_key((two, one)))
