"""Files that are no workbook, or one that was made or torn to do harm: refused with a message, in 10 s and 500 MB."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forms.catalog.model import Catalog
from forms.catalog.workbook.writer import write_workbook

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
MEMORY, SECONDS = 500 * 1024 * 1024, 10
CHILD = f"""
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
from pathlib import Path
from forms.catalog.source_error import SourceRefused
from forms.catalog.sources import read_any
try:
    read_any(Path(sys.argv[1]))
    found = []
except SourceRefused as refused:
    found = [(error.cell, error.message.code) for error in refused.errors]
print(json.dumps(found))
"""
HEAD = '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def told(path: Path) -> list[tuple[str, str]]:
    """(cell, code) of every error that a process with little memory tells of `path`, in time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert child.returncode == 0, child.stderr.decode()[-2000:]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Not the clock: other work on the machine is not ours.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS
    return [(cell, code) for cell, code in json.loads(child.stdout)]


@pytest.fixture(scope="module")
def good(sample: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "catalog.xlsx"
    write_workbook(sample, path)
    return path


def part_of(book: Path, title: str) -> str:
    """The part of the sheet `title`: they are numbered as they follow each other."""
    from openpyxl import load_workbook

    return f"xl/worksheets/sheet{load_workbook(book, read_only=True).sheetnames.index(title) + 1}.xml"


def replaced(good: Path, target: Path, part: str, content: bytes | Iterator[bytes]) -> Path:
    """A copy of the workbook `good` with another content of `part`."""
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as stream:
            for piece in [content] if isinstance(content, bytes) else content:
                stream.write(piece)
    return target


def test_the_good_one_is_read_with_as_little(good: Path) -> None:
    assert told(good) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "workbook.no_workbook"),
        (b"%PDF-1.7 not a workbook", "workbook.no_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook.old_or_locked"),
        (b"PK\x03\x04 and then nothing", "workbook.torn"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "c.xlsx"
    path.write_bytes(content)
    assert told(path) == [("", code)]


def test_a_zip_of_something_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "c.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert told(tmp_path / "c.xlsx") == [("", "workbook.no_workbook")]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert told(tmp_path / "none.xlsx") == [("", "workbook.unopened")]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95, 0.999])
def test_a_torn_workbook(good: Path, tmp_path: Path, share: float) -> None:
    data = good.read_bytes()
    (tmp_path / "c.xlsx").write_bytes(data[: int(len(data) * share)])
    assert told(tmp_path / "c.xlsx") == [("", "workbook.torn")]


def test_flipped_bits_never_crash(good: Path, tmp_path: Path) -> None:
    data = good.read_bytes()
    for number in range(12):
        bad = bytearray(data)
        bad[len(bad) * number // 12 + 40] ^= 0x41
        (tmp_path / "c.xlsx").write_bytes(bad)
        told(tmp_path / "c.xlsx")


def test_a_gigabyte_of_repeated_rows(good: Path, tmp_path: Path) -> None:
    def bomb() -> Iterator[bytes]:
        yield (HEAD + "<sheetData>").encode()
        piece = b"<row><c><v>1</v></c></row>" * 40_000
        for _ in range(1024**3 // len(piece)):
            yield piece
        yield b"</sheetData></worksheet>"

    path = replaced(good, tmp_path / "c.xlsx", part_of(good, "事项"), bomb())
    assert path.stat().st_size < 10 * 1024 * 1024
    assert told(path) == [("", "workbook.unpacks_too_large")]


def test_a_bomb_whose_directory_lies(good: Path, tmp_path: Path) -> None:
    part = part_of(good, "事项")
    path = replaced(good, tmp_path / "c.xlsx", part, (HEAD.encode() + b" " * 1024**2 for _ in range(300)))
    data = bytearray(path.read_bytes())
    entry = data.rindex(part.encode()) - 46
    assert data[entry : entry + 4] == b"PK\x01\x02"
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(data)
    assert told(path) == [("", "workbook.torn")]


def test_a_million_rows(good: Path, tmp_path: Path) -> None:
    rows = (f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_000_001))
    content = f"{HEAD}<sheetData>{''.join(rows)}</sheetData></worksheet>".encode()
    path = replaced(good, tmp_path / "c.xlsx", part_of(good, "事项"), content)
    assert told(path)[0][1] in ("workbook.unpacks_too_large", "workbook.too_many_cells")


def test_more_rows_than_a_catalog_has(good: Path, tmp_path: Path) -> None:
    rows = (f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(4, 400))
    head = '<row r="1"><c t="inlineStr"><is><t>名称</t></is></c></row>'
    content = f"{HEAD}<sheetData>{head}{''.join(rows)}</sheetData></worksheet>".encode()
    path = replaced(good, tmp_path / "c.xlsx", part_of(good, "领域"), content)
    assert ("领域!A203", "workbook.too_many_rows") in told(path)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="999999999"><c><v>1</v></c></row>',
        '<row r="3"><c r="XFD3"><v>1</v></c></row>',
        '<row r="3"><c r="A3" t="s"><v>99999999</v></c></row>',
        '<row r="x"><c r="?"><v>1</v></c></row>',
        '<row r="3"><c r="A3" t="d"><v>soon</v></c></row>',
        '<row r="3"><c r="A3"><v>1e999</v></c></row>',
        "<row><unknown/></row>",
        "<row>",
    ],
)
def test_rows_that_no_program_writes(good: Path, tmp_path: Path, rows: str) -> None:
    content = f"{HEAD}<sheetData>{rows}</sheetData></worksheet>".encode()
    assert told(replaced(good, tmp_path / "c.xlsx", part_of(good, "领域"), content)) != []


def test_entities_that_grow(good: Path, tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    content = f'<?xml version="1.0"?><!DOCTYPE worksheet [{entities}]><worksheet>&a9;</worksheet>'.encode()
    for part in (part_of(good, "事项"), "xl/workbook.xml", "xl/styles.xml"):
        assert told(replaced(good, tmp_path / "c.xlsx", part, content)) == [("", "workbook.foreign_xml")]


def test_entities_in_another_encoding(good: Path, tmp_path: Path) -> None:
    content = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")
    path = replaced(good, tmp_path / "c.xlsx", part_of(good, "事项"), content)
    assert told(path) == [("", "workbook.foreign_xml")]


def test_ten_megabytes_of_one_text(good: Path, tmp_path: Path) -> None:
    text = f'<row r="3"><c r="A3" t="inlineStr"><is><t>{"长" * 3_500_000}</t></is></c></row>'
    head = '<row r="1"><c t="inlineStr"><is><t>名称</t></is></c></row>'
    content = f"{HEAD}<sheetData>{head}{text}</sheetData></worksheet>".encode()
    path = replaced(good, tmp_path / "c.xlsx", part_of(good, "领域"), content)
    assert ("领域!A3", "workbook.cell_too_long") in told(path)


def test_styles_beyond_measure(good: Path, tmp_path: Path) -> None:
    content = b"<styleSheet><cellXfs>" + b"<xf/>" * 1_000_000 + b"</cellXfs></styleSheet>"
    path = replaced(good, tmp_path / "c.xlsx", "xl/styles.xml", content)
    assert told(path) == [("", "workbook.unpacks_too_large")]


@pytest.mark.parametrize(
    "cells",
    [
        lambda: "".join('<row><c t="inlineStr"><is><t>a</t></is></c></row>' for _ in range(9_900)),
        lambda: "".join("<row>" + "<c><v>1</v></c>" * 90 + "</row>" for _ in range(2_700)),
        lambda: "".join(
            "<row>" + '<c t="inlineStr"><is><t>' + "名" * 900 + "</t></is></c></row>" for _ in range(9_000)
        ),
    ],
)
def test_as_much_as_may_be_is_read_in_time(good: Path, tmp_path: Path, cells: Callable[[], str]) -> None:
    content = f"{HEAD}<sheetData>{cells()}</sheetData></worksheet>".encode()
    assert len(told(replaced(good, tmp_path / "c.xlsx", part_of(good, "事项"), content))) > 0


def test_a_locked_entry_is_told(good: Path, tmp_path: Path) -> None:
    data = bytearray(good.read_bytes())
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    (tmp_path / "c.xlsx").write_bytes(data)
    assert told(tmp_path / "c.xlsx") == [("", "workbook.torn")]


def test_zlib_of_nothing(good: Path, tmp_path: Path) -> None:
    data = good.read_bytes()
    begin = data.index(b"xl/worksheets/sheet2.xml") + len("xl/worksheets/sheet2.xml")
    (tmp_path / "c.xlsx").write_bytes(data[:begin] + bytes(40) + data[begin + 40 :])
    assert told(tmp_path / "c.xlsx") == [("", "workbook.torn")]


def test_ten_thousand_wrong_rows_are_told_in_part(good: Path, tmp_path: Path) -> None:
    titles = ("数据元", "列", "编号", "名称")
    rows = [titles, *((f"nobody{number}", "", "x" * 300, "名") for number in range(9_000))]
    cells = ("".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) for row in rows)
    content = f"{HEAD}<sheetData>{''.join(f'<row>{row}</row>' for row in cells)}</sheetData></worksheet>".encode()
    found = told(replaced(good, tmp_path / "c.xlsx", part_of(good, "选项"), content))
    assert len(found) == 1001
    assert ("", "catalog.more_faults") in found and ("选项!A2", "workbook.unknown_reference_far") in found


def test_ten_thousand_wrong_words_are_told_in_part(good: Path, tmp_path: Path) -> None:
    rows = [
        "<c t='inlineStr'><is><t>类型</t></is></c>",
        *("<c t='inlineStr'><is><t>" + "假" * 900 + "</t></is></c>",) * 4_900,
    ]
    content = f"{HEAD}<sheetData>{''.join(f'<row>{row}</row>' for row in rows)}</sheetData></worksheet>".encode()
    found = told(replaced(good, tmp_path / "c.xlsx", part_of(good, "日历"), content))
    assert len(found) == 1001 and ("日历!A2", "workbook.no_choice_far") in found
