"""Signatures: one changed, missing or added byte anywhere and the package is refused, before it is unpacked."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from functools import cache

import msgspec
import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from forms.catalog import package
from forms.catalog.model import Catalog, Hall, WorkCalendar
from forms.catalog.package import build, open_signed, read, read_package, sign
from forms.catalog.publisher_key import KeyRefused, fingerprint, new_private_key, public_key
from forms.catalog.signature import MOST_KEYS, SignedPackage, signed_with, take_apart
from forms.elements.element import Label
from forms.errors import CatalogRefused

PEM, OTHER = new_private_key(), new_private_key()
KEY, OTHER_KEY = public_key(PEM), public_key(OTHER)


@cache
def small() -> Catalog:
    return Catalog(
        format=1,
        version="1",
        hall=Hall(name=Label("江州市政务服务中心"), organ="江政"),
        areas=(),
        departments={},
        blocks={},
        elements={},
        materials={},
        situations={},
        items={},
        themes={},
        calendar=WorkCalendar(revision="1", first="2026-01-01", last="2026-12-31", holidays=(), workdays=()),
        templates={"receipt": "<p>收件</p>" * 20},
    )


@cache
def signed(*, twice: bool = False, successors: tuple[str, ...] = ()) -> bytes:
    once = sign(build(small()).data, PEM, successors=successors)
    return sign(once, OTHER) if twice else once


def refusal(data: bytes, *, trusted: Sequence[str] = (KEY,), expected_id: str = "") -> str:
    with pytest.raises(CatalogRefused) as refused:
        open_signed(data, trusted=trusted, expected_id=expected_id)
    return refused.value.message.code


def test_a_signed_package_is_the_same_catalog_under_the_same_id() -> None:
    built = build(small())
    opened = open_signed(signed(), trusted=[KEY], expected_id=built.id)
    assert (opened.id, opened.catalog, opened.signers, opened.successors) == (built.id, small(), (KEY,), ())
    assert read_package(signed(), built.id) == read(signed()) == small()


def test_any_zstd_program_unpacks_a_signed_package() -> None:
    with zstandard.ZstdDecompressor().stream_reader(signed(), read_across_frames=True) as reader:
        assert hashlib.sha256(reader.read()).hexdigest() == build(small()).id


def test_the_file_and_what_is_signed_are_as_the_protocol_says() -> None:
    built = build(small())
    made = sign(built.data, PEM, successors=[OTHER_KEY])
    catalog, successors = bytes.fromhex(built.id), b"\x01" + bytes.fromhex(OTHER_KEY)
    before = b"yichuang-signed-1\0" + catalog + successors + bytes.fromhex(KEY)
    size = (len(before) + 64).to_bytes(4, "little")
    signature = made[8 + len(before) :][:64]
    assert made == bytes.fromhex("502a4d18") + size + before + signature + built.data
    said = b"yichuang-catalog-v1\0" + catalog + successors + hashlib.sha256(built.data).digest()
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(KEY)).verify(signature, said)


@pytest.mark.parametrize("twice", [False, True])
def test_one_flipped_byte_anywhere_is_refused(twice: bool) -> None:
    whole = signed(twice=twice, successors=("ab" * 32,))
    for position in range(len(whole)):
        for mask in (0x01, 0x20, 0x60, 0x80, 0xFF):
            bad = bytearray(whole)
            bad[position] ^= mask
            assert refusal(bytes(bad), trusted=(KEY, OTHER_KEY)).partition(".")[0] in ("package", "catalog"), position


@given(length=st.integers(0, len(signed(twice=True)) - 1))
def test_a_package_cut_off_anywhere_is_refused(length: int) -> None:
    assert refusal(signed(twice=True)[:length])


@given(junk=st.binary(min_size=1, max_size=40))
def test_bytes_after_the_end_are_refused(junk: bytes) -> None:
    assert refusal(signed() + junk) == "package.altered"


@given(data=st.binary(max_size=400), header=st.sampled_from([b"", b"\x50\x2a\x4d\x18", signed()[:26], signed()[:60]]))
def test_what_is_no_package_is_refused_whatever_it_is(data: bytes, header: bytes) -> None:
    assert refusal(header + data)


def test_an_unsigned_package_is_refused_by_name() -> None:
    assert refusal(build(small()).data) == "package.unsigned"


def test_a_package_by_another_key_says_whose() -> None:
    by_another = sign(build(small()).data, OTHER)
    with pytest.raises(CatalogRefused) as refused:
        open_signed(by_another, trusted=[KEY])
    told = refused.value.message
    assert (told.code, told.params) == ("package.key_unknown", {"fingerprints": fingerprint(OTHER_KEY)})
    assert refusal(by_another, trusted=()) == "package.no_keys"


def test_a_key_may_not_be_named_without_its_signature() -> None:
    """A forger writes the trusted key over his own."""
    forged = sign(build(small()).data, OTHER).replace(bytes.fromhex(OTHER_KEY), bytes.fromhex(KEY))
    assert refusal(forged) == "package.altered"


def test_signatures_do_not_fit_another_catalog() -> None:
    other = take_apart(sign(build(msgspec.structs.replace(small(), version="2")).data, OTHER))
    mine = take_apart(signed())
    assert other is not None and mine is not None
    for mixed in (
        msgspec.structs.replace(other, signatures=mine.signatures),
        msgspec.structs.replace(other, catalog=mine.catalog, signatures=mine.signatures),
        msgspec.structs.replace(mine, successors=(OTHER_KEY,)),
    ):
        assert refusal(signed_with(mixed, OTHER)) == "package.altered"


def test_the_id_that_was_asked_for_has_to_be_in_it() -> None:
    assert refusal(signed(), expected_id="0" * 64) == "catalog.package_tampered"


def test_a_signer_who_lies_about_the_id_is_found_out() -> None:
    lying = SignedPackage(catalog="0" * 64, packed=build(small()).data)
    assert refusal(signed_with(lying, PEM), expected_id="0" * 64) == "catalog.package_tampered"


def test_a_bomb_stops_at_the_limit_also_when_it_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_SIZE", 1024 * 1024)
    bomb = zstandard.ZstdCompressor(level=1).compress(bytes(200 * 1024 * 1024))
    assert refusal(signed_with(SignedPackage(catalog="0" * 64, packed=bomb), PEM)) == "catalog.package_too_large"


def test_an_unsigned_bomb_is_not_even_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_unpacked", None)
    bomb = zstandard.ZstdCompressor(level=1).compress(bytes(1024 * 1024))
    assert refusal(bomb) == "package.unsigned"
    assert refusal(signed_with(SignedPackage(catalog="0" * 64, packed=bomb), OTHER)) == "package.key_unknown"


def test_several_may_sign_and_either_is_enough() -> None:
    both = signed(twice=True)
    for trusted in ([KEY], [OTHER_KEY], [KEY, OTHER_KEY]):
        assert open_signed(both, trusted=trusted).signers == (KEY, OTHER_KEY)
    again = sign(both, PEM)
    assert open_signed(again, trusted=[KEY]).signers == (OTHER_KEY, KEY)


def test_successors_are_named_by_the_first_signature_only() -> None:
    named = sign(build(small()).data, PEM, successors=[OTHER_KEY])
    assert open_signed(named, trusted=[KEY]).successors == (OTHER_KEY,)
    assert open_signed(sign(named, OTHER), trusted=[KEY]).successors == (OTHER_KEY,)
    with pytest.raises(CatalogRefused) as refused:
        sign(signed(), OTHER, successors=[OTHER_KEY])
    assert refused.value.message.code == "package.signed_before"


def test_only_a_whole_catalog_is_signed() -> None:
    built = build(small()).data
    for wrong in (built[:-1], b"PK\x03\x04", zstandard.ZstdCompressor().compress(b"{}"), signed()[:-1], b""):
        with pytest.raises(CatalogRefused):
            sign(wrong, PEM)


@pytest.mark.parametrize(
    "pem",
    [b"", b"-----BEGIN PRIVATE KEY-----\nnonsense\n", KEY.encode(), b"\xff\xfe"],
    ids=["no", "torn", "public", "odd"],
)
def test_what_is_no_private_key_does_not_sign(pem: bytes) -> None:
    with pytest.raises(KeyRefused):
        sign(build(small()).data, pem)


@pytest.mark.parametrize("key", ["", "ab", KEY.upper(), KEY + "0"], ids=["none", "short", "upper", "long"])
def test_what_is_no_public_key_succeeds_nobody(key: str) -> None:
    with pytest.raises(CatalogRefused) as refused:
        sign(build(small()).data, PEM, successors=[key])
    assert refused.value.message.code == "package.not_a_key"


def test_more_keys_than_fit_are_refused() -> None:
    data = build(small()).data
    with pytest.raises(CatalogRefused):
        sign(data, PEM, successors=["ab" * 32] * (MOST_KEYS + 1))
    for _ in range(MOST_KEYS):
        data = sign(data, new_private_key())
    with pytest.raises(CatalogRefused):
        sign(data, PEM)


def test_a_fingerprint_is_short_and_of_one_key() -> None:
    assert len(fingerprint(KEY)) == 19 and fingerprint(KEY) != fingerprint(OTHER_KEY)


def test_a_thousand_items_are_verified_and_read_in_time(sample: Catalog) -> None:
    items = {f"{item.id}-{n}": item for n in range(1 + 1000 // len(sample.items)) for item in sample.items.values()}
    items = dict(list(items.items())[:1000])
    large = msgspec.structs.replace(sample, items=items, order={**sample.order, "items": tuple(items)})
    data, made = sign(build(large).data, PEM), build(large).id
    best = min(_seconds(data, made) for _ in range(3))
    assert len(items) == 1000 and best < 0.15


def _seconds(data: bytes, expected_id: str) -> float:
    start = time.perf_counter()
    open_signed(data, trusted=[KEY], expected_id=expected_id)
    return time.perf_counter() - start
