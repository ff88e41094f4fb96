"""Reads one file that somebody brought: is it a whole JPEG, PNG or PDF, how many pages, what does a page look like.

These functions run in a child process (`scan_reader`): a hostile file may crash or hang it without harm.
"""

from __future__ import annotations

import io

import msgspec
import pypdfium2
from PIL import Image

from forms.message import Message, message

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
THUMBNAIL_WIDTH = 160
MOST_PIXELS = 120_000_000
"""A4 at 600 dpi has 35 million; more than this is a decompression bomb."""


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
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, pypdfium2.PdfiumError):
        return message("scan.torn")
    return FileFacts(media_type=media_type, pages=pages, thumbnail=thumbnail)


def _image_pages(data: bytes) -> int:
    """Decode the whole image: a truncated one fails here and not in front of the reviewer."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(data)) as image:
        image.load()
    return 1


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
    """Page `page` (from 0) as PNG of `width` pixels."""
    picture = _pdf_page(data, page=page, width=width) if media_type_of(data) == PDF else _image(data)
    height = max(1, round(picture.height * width / picture.width))
    target = io.BytesIO()
    picture.convert("RGB").resize((width, height)).save(target, "PNG")
    return target.getvalue()


def _image(data: bytes) -> Image.Image:
    image: Image.Image = Image.open(io.BytesIO(data))
    image.load()
    return image


def _pdf_page(data: bytes, *, page: int, width: int) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    try:
        sheet = document[page]
        picture: Image.Image = sheet.render(scale=width / max(1.0, sheet.get_width())).to_pil()
        return picture
    finally:
        document.close()
