"""Scans as a scanner makes them, with the applicant's name inside: in a JPEG comment, PNG text, and as PDF text."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from tests.story.applicant import BROUGHT, DEFERRED, ID_NO, NAME

PAGE = (827, 1169)
"""A4 at 100 dpi."""

_SUFFIXES = (".jpg", ".pdf", ".png")


def make_scans(folder: Path) -> Mapping[str, Path]:
    """A file for every material that is brought now or later: JPEG, PDF and PNG in turn."""
    made = {}
    for number, material in enumerate((*BROUGHT, *DEFERRED)):
        path = folder / f"{material}{_SUFFIXES[number % 3]}"
        path.write_bytes(scan(material, path.suffix, seed=number))
        made[material] = path
    return made


def make_wrong_files(folder: Path) -> Mapping[str, Path]:
    """What cannot become a scan: an empty file, a truncated JPEG, a text with a picture's name."""
    whole = scan("truncated", ".jpg", seed=99)
    contents = {"empty.jpg": b"", "truncated.jpg": whole[: len(whole) // 2], "text.png": f"{NAME} {ID_NO}".encode()}
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return {name.partition(".")[0]: folder / name for name in contents}


def scan(title: str, suffix: str, *, seed: int, size: tuple[int, int] = PAGE) -> bytes:
    """One scan of the kind that `suffix` names; the same arguments give the same bytes."""
    if suffix == ".pdf":
        return _pdf(title, pages=1 + seed % 2)
    page = _page(title, seed=seed, size=size)
    target = io.BytesIO()
    if suffix == ".png":
        words = PngInfo()
        words.add_itxt("Author", f"{NAME} {ID_NO}")
        page.convert("P").save(target, "PNG", pnginfo=words)
    else:
        page.save(target, "JPEG", quality=80, comment=f"{NAME} {ID_NO}".encode())
    return target.getvalue()


def _page(title: str, *, seed: int, size: tuple[int, int]) -> Image.Image:
    """Paper with lines of writing and the grain of a scanner, which does not compress away."""
    dice = random.Random(seed)
    page = Image.frombytes("L", size, dice.randbytes(size[0] * size[1])).point(lambda grain: 232 + grain // 16)
    pen = ImageDraw.Draw(page)
    pen.text((70, 60), title, fill=20, font_size=36)
    for line in range(150, size[1] - 80, 34):
        pen.line((70, line, dice.randint(size[0] // 2, size[0] - 70), line), fill=70, width=5)
    return page.convert("RGB")


def _pdf(title: str, *, pages: int) -> bytes:
    """A PDF with the name as text: GBK codes of a Chinese font that readers bring, nothing compressed."""
    words = f"{NAME} {ID_NO}".encode("gbk")
    drawn = b"BT /F1 20 Tf 72 760 Td (%s) Tj 0 -40 Td (%s) Tj ET" % (words, title.encode())
    kids = " ".join(f"{5 + 2 * page} 0 R" for page in range(pages))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBKp-EUC-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 >> >>",
    ]
    for page in range(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * page} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(drawn) + drawn + b"\nendstream")
    return _with_table(objects)


def _with_table(objects: Sequence[bytes]) -> bytes:
    data, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        starts.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % start for start in starts)
    return data + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
