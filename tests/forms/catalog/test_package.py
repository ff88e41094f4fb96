import hashlib
import time

import msgspec
import pytest
import zstandard

from forms.catalog import package
from forms.catalog.model import FORMAT, Catalog
from forms.catalog.package import build, catalog_id, read, read_package
from forms.errors import CatalogRefused


def packed(content: bytes) -> tuple[bytes, str]:
    return zstandard.ZstdCompressor().compress(content), hashlib.sha256(content).hexdigest()


def refusal(data: bytes, expected_id: str) -> str:
    with pytest.raises(CatalogRefused) as refused:
        read_package(data, expected_id)
    return refused.value.message.code


def test_a_package_gives_its_catalog_back_in_reading_order(sample: Catalog) -> None:
    built = build(sample)
    again = read_package(built.data, built.id)
    assert again == sample
    for table in ("items", "themes", "blocks", "elements", "materials"):
        assert list(getattr(again, table)) == list(getattr(sample, table)), table
    assert read(built.data) == sample


def test_the_id_is_that_of_the_canonical_bytes(sample: Catalog) -> None:
    built = build(sample)
    assert built.id == hashlib.sha256(zstandard.decompress(built.data)).hexdigest() == catalog_id(sample)
    other_order = msgspec.structs.replace(sample, items=dict(reversed(sample.items.items())))
    assert catalog_id(other_order) == built.id
    assert catalog_id(msgspec.structs.replace(sample, version="next")) != built.id


def test_a_package_may_be_torn_anywhere(sample: Catalog) -> None:
    built = build(sample)
    for length in (5, 100, len(built.data) // 2, len(built.data) - 1):
        assert refusal(built.data[:length], built.id) == "catalog.package_torn"
    assert refusal(built.data + b"\0", built.id) == "catalog.package_torn"


def test_a_flipped_bit_is_found_anywhere_after_the_header(sample: Catalog) -> None:
    built = build(sample)
    for position in range(5, len(built.data), len(built.data) // 50):
        bad = bytearray(built.data)
        bad[position] ^= 0x10
        assert refusal(bytes(bad), built.id).startswith("catalog.package_")


def test_another_catalog_is_not_the_expected_one(sample: Catalog) -> None:
    other = build(msgspec.structs.replace(sample, version="forged"))
    assert refusal(other.data, catalog_id(sample)) == "catalog.package_tampered"


@pytest.mark.parametrize("content", [b"", b"[]", b"not json", b'{"format": 1}', b'{"format": "1"}', b"\xff\xfe"])
def test_what_is_no_catalog_is_foreign(content: bytes) -> None:
    assert refusal(*packed(content)) == "catalog.package_foreign"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04zip", b"%PDF-1.7"])
def test_what_is_no_package_is_foreign(data: bytes) -> None:
    assert refusal(data, "0" * 64) == "catalog.package_foreign"


def test_a_newer_format_is_refused_by_name() -> None:
    newer = msgspec.json.encode({"format": FORMAT + 1, "something": "new"})
    assert refusal(*packed(newer)) == "catalog.package_newer"


def test_a_bomb_stops_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_SIZE", 1024 * 1024)
    bomb = zstandard.ZstdCompressor(level=1).compress(bytes(200 * 1024 * 1024))
    assert refusal(bomb, "0" * 64) == "catalog.package_too_large"


def test_what_nobody_would_read_is_not_built(sample: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CatalogRefused) as large:
        build(msgspec.structs.replace(sample, templates={"receipt": "x" * package.MAX_SIZE}))
    assert large.value.message.code == "catalog.package_too_large"
    item = next(iter(sample.items.values()))
    many = msgspec.structs.replace(sample, items={str(n): item for n in range(5_001)}, order={})
    with pytest.raises(CatalogRefused) as crowded:
        build(many)
    assert crowded.value.message.params == {"table": "items", "count": "5001", "most": "5000"}
    assert refusal(*packed(msgspec.json.encode(many))) == "package.too_many"


def test_reading_the_sample_is_fast(sample: Catalog) -> None:
    built = build(sample)
    best = min(_seconds(built.data, built.id) for _ in range(5))
    assert best < 0.05


def _seconds(data: bytes, package_id: str) -> float:
    start = time.perf_counter()
    read_package(data, package_id)
    return time.perf_counter() - start
