"""Reads one file that somebody brought: is it a whole JPEG, PNG or PDF, how many pages, what does a page look like.

These functions run in a child process (`scan_reader`): a hostile file may crash or hang it without harm.
"""

from __future__ import annotations

import io

import msgspec
import pypdfium2
from PIL import Image, ImageOps

from forms.message import Message, message

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
THUMBNAIL_WIDTH = 160
MOST_PIXELS = 120_000_000
"""A4 at 600 dpi has 35 million; more than this is a decompression bomb."""
TALLEST = 20
"""A page higher than so many widths is drawn flatter: a line of one pixel would fill the memory."""

CODE_PAGES = 3
CODE_WIDTH = 1654
"""A4 at 200 dpi, what an office scanner gives: more finds no more codes of ours and takes longer."""


class FileFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a readable file is: media type, pages, PNG thumbnail."""

    media_type: str
    pages: int
    thumbnail: bytes


def media_type_of(data: bytes) -> str:
    """The media type by the first bytes, '' when it is none that we take."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    return PDF if b"%PDF-" in data[:1024] else ""


def read_facts(data: bytes) -> FileFacts | Message:
    """Facts of a whole, readable file, or why it cannot become a scan."""
    media_type = media_type_of(data)
    if not media_type:
        return message("scan.unknown_type")
    try:
        pages = _pdf_pages(data) if media_type == PDF else _image_pages(data)
        thumbnail = read_page(data, page=0, width=THUMBNAIL_WIDTH)
    except (OSError, ValueError, SyntaxError, pypdfium2.PdfiumError) as error:
        return message("scan.locked" if "password" in str(error).lower() else "scan.torn")
    return FileFacts(media_type=media_type, pages=pages, thumbnail=thumbnail)


def _image_pages(data: bytes) -> int:
    """Decode the whole image: a truncated one fails here and not in front of the reviewer."""
    with _opened(data) as image:
        image.load()
    return 1


def _opened(data: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # it only warns at the limit, and refuses at twice as much
    image: Image.Image = Image.open(io.BytesIO(data))
    if image.width * image.height > MOST_PIXELS:
        raise ValueError("too many pixels")
    return image


def _pdf_pages(data: bytes) -> int:
    if b"%%EOF" not in data[-2048:]:
        raise ValueError("no end mark")
    document = pypdfium2.PdfDocument(data)
    try:
        pages = len(document)
    finally:
        document.close()
    if pages == 0:
        raise ValueError("no pages")
    return pages


def read_page(data: bytes, *, page: int, width: int) -> bytes:
    """Page `page` (from 0) as PNG, upright, `width` pixels wide and at most `TALLEST` times as high."""
    picture = _pdf_page(data, page=page, width=width) if media_type_of(data) == PDF else _image(data)
    height = min(max(1, round(picture.height * width / picture.width)), TALLEST * width)
    target = io.BytesIO()
    _on_white(_of_8_bits(picture).resize((width, height))).save(target, "PNG")
    return target.getvalue()


def read_codes(data: bytes) -> tuple[str, ...] | Message:
    """The texts of the QR and bar codes on the first pages of a readable file, or why it cannot be read."""
    facts = read_facts(data)
    if isinstance(facts, Message):
        return facts
    # Only here: nothing else of the program reads codes from pictures.
    import zxingcpp

    found: list[str] = []
    for page in range(min(facts.pages, CODE_PAGES)):
        picture = Image.open(io.BytesIO(read_page(data, page=page, width=CODE_WIDTH))).convert("L")
        found += [code.text for code in zxingcpp.read_barcodes(picture) if code.text]
    return tuple(dict.fromkeys(found))


def _image(data: bytes) -> Image.Image:
    """The image as a person sees it: a photo of a phone says in its EXIF which side is up."""
    image = _opened(data)
    image.load()
    return ImageOps.exif_transpose(image)


def _of_8_bits(picture: Image.Image) -> Image.Image:
    """Colours of 8 bits each, with transparency where there is some; 16 bits are scaled, which Pillow cuts off."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L").convert("RGB")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    """What is transparent is paper."""
    if picture.mode == "RGB":
        return picture
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def _pdf_page(data: bytes, *, page: int, width: int) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    try:
        sheet = document[page]
        wide, high = max(1.0, sheet.get_width()), sheet.get_height()
        picture: Image.Image = sheet.render(scale=min(width / wide, TALLEST * width / max(1.0, high))).to_pil()
        return picture
    finally:
        document.close()
