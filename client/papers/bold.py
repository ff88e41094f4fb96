"""Bold in a PDF for fonts that have no bold face.

Qt prints such text twice, a fortieth of its size apart: only upright strokes grow, and low densities show them uneven.
Here each such text is set once, filled and stroked with a thin pen, which thickens all its strokes alike and leaves it
text. Fonts with a bold face of their own are not touched.
"""

from __future__ import annotations

import re
import zlib

_PEN = 0.03
"""Width of the pen against the size of the type; half of it lies outside the letter."""

_PRINTED_TWICE = re.compile(
    rb"BT\n(?P<font>/F\d+ (?P<size>\d+) Tf )(?P<once>(?:(?!\nET\n).)*?\n)"
    rb"[-\d. ]+ Tm\n/Span << /ActualText <> >> BDC\n(?:(?!\nET\n).)*?\nEMC\nET\n",
    re.DOTALL,
)
_STREAM = re.compile(
    rb"(?P<head>.*?/Length (?P<length>\d+) 0 R.*?stream\n)(?P<data>.*)\nendstream(?P<tail>.*)", re.DOTALL
)
_XREF = re.compile(rb"xref\n0 \d+\n((?:\d{10} \d{5} [nf] ?\r?\n)+)(trailer.*?startxref\n)\d+(.*)", re.DOTALL)
_ENTRY = re.compile(rb"(\d{10}) \d{5} n")


def with_drawn_bold(pdf: bytes) -> bytes:
    """`pdf`, as QPdfWriter wrote it, with its doubled text drawn as bold."""
    table = _XREF.search(pdf, pdf.rfind(b"\nxref\n"))
    if table is None:
        return pdf
    objects = _objects(pdf[: table.start()], [int(offset) for offset in _ENTRY.findall(table[1])])
    for number in list(objects):
        _redraw(objects, number)
    return _file(objects, head=pdf[: min(int(offset) for offset in _ENTRY.findall(table[1]))], trailer=table)


def _objects(body: bytes, offsets: list[int]) -> dict[int, bytes]:
    """The objects of a file by number, in the order of the file."""
    numbers = {offset: number for number, offset in enumerate(offsets, start=1)}
    ordered = sorted(offsets)
    ends = [*ordered[1:], len(body)]
    return {numbers[start]: body[start:end] for start, end in zip(ordered, ends, strict=True)}


def _redraw(objects: dict[int, bytes], number: int) -> None:
    """Draw the bold of one content stream, and write its new length where the stream says it is kept."""
    stream = _STREAM.fullmatch(objects[number])
    if stream is None:
        return
    try:
        content = zlib.decompress(stream["data"])
    except zlib.error:
        return
    drawn = _PRINTED_TWICE.sub(_drawn_once, content)
    if drawn == content:
        return
    data = zlib.compress(drawn)
    objects[number] = stream["head"] + data + b"\nendstream" + stream["tail"]
    kept_at = int(stream["length"])
    objects[kept_at] = b"%d 0 obj\n%d\nendobj\n" % (kept_at, len(data))


def _drawn_once(text: re.Match[bytes]) -> bytes:
    """Filled and stroked (text rendering mode 2). Papers are black, so the pen is."""
    pen = b"2 Tr 0 0 0 RG 1 j %.2f w\n" % (int(text["size"]) * _PEN)
    return b"BT\n" + pen + text["font"] + text["once"] + b"0 Tr\nET\n"


def _file(objects: dict[int, bytes], *, head: bytes, trailer: re.Match[bytes]) -> bytes:
    written, offsets = bytearray(head), {}
    for number, content in objects.items():
        offsets[number] = len(written)
        written += content
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for number in range(1, len(objects) + 1):
        written += b"%010d 00000 n \n" % offsets[number]
    return bytes(written + trailer[2] + b"%d" % start + trailer[3])
