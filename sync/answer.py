"""Judging an answer: is it the centre's, is it whole, what does it say? No network here, only bytes and headers.

The order of the questions matters. Who answered comes first: a portal's page, a proxy's complaint and a gateway's
fault all arrive as HTTP, and none of them may change anything.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import zstandard

from forms.message import Message, message
from sync.proof import PROOF_HEADER, proven
from sync.transport import AskedTooOften, CentreFault, CentreRefused, NotOurServer, TornReply, TransportError
from sync.wire import MEDIA_TYPE

LARGEST_BODY = 64 * 1024 * 1024
"""Most bytes of an unpacked answer; a page of the feed is a hundredth of it."""

PACK_FROM_BYTES = 512
"""Smaller requests gain nothing from compression."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """An HTTP answer as it came: header names in lower case, `body` as sent (packed when it was packed)."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """Content type without parameters, lower case."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def retry_after(self) -> float:
        """Seconds the other side asked us to wait; 0 when it did not say, or said a date."""
        said = self.headers.get("retry-after", "").strip()
        return float(said) if said.isascii() and said.isdigit() else 0.0


def read_answer(answer: Answer, *, key: str, request_id: str) -> bytes:
    """The unpacked body of a good answer; raises the `TransportError` that any other one means.

    `key` is what the request presented (`sync.proof`), so that refusals are proven too.
    """
    claimed = answer.headers.get(PROOF_HEADER.lower(), "")
    if answer.media_type != MEDIA_TYPE or not claimed:
        raise _foreign(answer)
    if not proven(key, request_id=request_id, body=answer.body, claimed=claimed):
        raise TornReply(message("sync.not_proven"))
    body = _unpacked(answer)
    if answer.status == 200:
        return body
    raise _refusal(answer, body)


def _foreign(answer: Answer) -> TransportError:
    """Somebody answered without a proof; which sentence helps the clerk?"""
    if 500 <= answer.status <= 599:
        return CentreFault(message("sync.gateway", status=answer.status), retry_after=answer.retry_after)
    code = _FOREIGN_CODES.get(answer.status)
    if code is None and 300 <= answer.status <= 399:
        code = "sync.redirected"
    if code is None:
        code = "sync.portal" if answer.media_type == "text/html" else "sync.not_our_server"
    return NotOurServer(message(code, status=answer.status))


_FOREIGN_CODES: Mapping[int, str] = {
    407: "sync.proxy_sign_in",
    413: "sync.proxy_too_large",
    511: "sync.portal",
}


def _refusal(answer: Answer, body: bytes) -> TransportError:
    """The centre itself said no, or that it is in trouble."""
    told = _message_in(body)
    if answer.status >= 500 or answer.status == 429:
        code = "sync.centre_busy" if answer.status in (429, 503) else "sync.centre_fault"
        kind = AskedTooOften if answer.status == 429 else CentreFault
        return kind(told or message(code, status=answer.status), retry_after=answer.retry_after)
    code = _REFUSED_CODES.get(answer.status, "sync.refused")
    return CentreRefused(told or message(code, status=answer.status), status=answer.status)


_REFUSED_CODES: Mapping[int, str] = {
    401: "sync.signed_out",
    403: "sync.forbidden",
    413: "sync.too_large",
    426: "sync.upgrade",
}


def _message_in(body: bytes) -> Message | None:
    try:
        return msgspec.json.decode(body, type=Message)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _unpacked(answer: Answer) -> bytes:
    encoding = answer.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        return answer.body
    if encoding != "zstd":
        raise TornReply(message("sync.unreadable"))
    try:
        return unpacked(answer.body)
    except zstandard.ZstdError as error:
        raise TornReply(message("sync.unreadable")) from error


def unpacked(body: bytes) -> bytes:
    """A zstd frame unpacked. Raises `zstandard.ZstdError` for a torn one or one that unpacks beyond `LARGEST_BODY`."""
    size = zstandard.frame_content_size(body)
    if size > LARGEST_BODY:
        raise zstandard.ZstdError("larger than any answer of the centre")
    return zstandard.ZstdDecompressor().decompress(body, max_output_size=LARGEST_BODY)


def packed(body: bytes) -> tuple[bytes, str]:
    """`body` for the wire and its content encoding ('' when it is not worth packing)."""
    if len(body) < PACK_FROM_BYTES:
        return body, ""
    small = zstandard.ZstdCompressor(level=9).compress(body)
    return (small, "zstd") if len(small) < len(body) else (body, "")
