"""Pages of odd files: they look as a person expects, or are refused, and never fill the memory."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image

from client.desk.scan_file import MOST_PIXELS, TALLEST, read_facts, read_page
from forms.message import Message

WHITE, BLACK, RED = (255, 255, 255), (0, 0, 0), (255, 0, 0)
ORIENTATION = 0x112


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)  # type: ignore[arg-type]
    return target.getvalue()


def page(data: bytes, *, width: int = 100, number: int = 0) -> Image.Image:
    return Image.open(io.BytesIO(read_page(data, page=number, width=width)))


def near(found: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) < 24 for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize(("orientation", "red_at"), [(1, (5, 33)), (3, (94, 33)), (6, (50, 5)), (8, (50, 144))])
def test_a_photo_of_a_phone_stands_upright(orientation: int, red_at: tuple[int, int]) -> None:
    photo = Image.new("RGB", (300, 200), "white")
    photo.paste("red", (0, 0, 40, 200))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    shown = page(saved(photo, "JPEG", exif=exif, quality=95))
    assert shown.size == ((100, 67) if orientation in (1, 3) else (100, 150))
    assert near(shown.getpixel(red_at), RED)


def test_a_scan_of_16_bits_is_no_white_page() -> None:
    grey = Image.new("I;16", (60, 40), 30_000)
    assert near(page(saved(grey, "PNG")).getpixel((50, 30)), (117, 117, 117))


def test_what_is_transparent_is_paper_under_black_writing() -> None:
    picture = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), (0, 0, 30, 40))
    shown = page(saved(picture, "PNG"))
    assert near(shown.getpixel((10, 30)), BLACK) and near(shown.getpixel((90, 30)), WHITE)


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_pictures_of_a_printing_house_are_read(mode: str) -> None:
    white = Image.new("RGB", (60, 40), "white").convert(mode)
    assert near(page(saved(white, "JPEG", progressive=True)).getpixel((50, 30)), WHITE)


@pytest.mark.parametrize("kind", ["PNG", "PDF"])
def test_a_page_like_a_thread_is_drawn_flat_and_quickly(kind: str) -> None:
    thread = saved(Image.new("1", (1, 30_000), 1), "PNG") if kind == "PNG" else pdf(b"[0 0 3 14400]")
    began = time.monotonic()
    assert not isinstance(read_facts(thread), Message)
    assert page(thread, width=800).size == (800, 800 * TALLEST)
    assert time.monotonic() - began < 10


def test_a_picture_that_unpacks_to_too_much_is_refused_without_unpacking() -> None:
    side = int(MOST_PIXELS**0.5) + 10
    bomb = saved(Image.new("1", (side, side)), "PNG")
    facts = read_facts(bomb)
    assert isinstance(facts, Message) and facts.code == "scan.torn"


def test_a_pdf_that_asks_for_a_password_is_refused_by_that_name() -> None:
    facts = read_facts(pdf(b"[0 0 300 400]", locked=True))
    assert isinstance(facts, Message) and facts.code == "scan.locked"


def test_every_page_of_a_long_pdf_can_be_seen() -> None:
    long = pdf(b"[0 0 300 400]", pages=500)
    facts = read_facts(long)
    assert not isinstance(facts, Message) and facts.pages == 500
    assert page(long, number=499).size == (100, 134)


def pdf(box: bytes, *, pages: int = 1, locked: bool = False) -> bytes:
    """Empty pages; `locked` with an owner's and a user's password that nobody gave."""
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(pages))
    lock = b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"11" * 32, b"22" * 32)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages), lock]
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox %s >>" % box for _ in range(pages)]
    data, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    extra = b"/Encrypt 3 0 R /ID [<%s> <%s>]" % (b"33" * 16, b"33" * 16) if locked else b""
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, extra, len(data))
    return data + head + table + trailer
