"""Bodies: requests unpacked within limits, replies packed and proven."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
import zstandard
from litestar import Request, Response

from sync.central.refused import refused
from sync.proof import PROOF_HEADER, REQUEST_ID_HEADER, proof
from sync.wire import MEDIA_TYPE

REQUEST_BYTES = 2 * 1024 * 1024
"""Largest request body as sent."""

UNPACKED_BYTES = 8 * 1024 * 1024
"""Largest request body after unpacking: a few kilobytes of zstd can claim gigabytes."""

_PACK_FROM = 512
_PACK_LEVEL = 6

Asked = TypeVar("Asked")
AnyRequest = Request[Any, Any, Any]


def bearer(request: AnyRequest) -> str:
    """The token of the request, '' without one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def read(request: AnyRequest, body: bytes, kind: type[Asked]) -> Asked:
    """The request as its type. Raises `CallRefused`: 400 unreadable, 413 too large unpacked, 415 other encoding."""
    try:
        return msgspec.json.decode(_unpacked(request, body), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise refused("centre.unreadable", status=400, reason=error) from error


def number(request: AnyRequest, name: str) -> int:
    """A whole number of the query. Raises `CallRefused` (400)."""
    said = request.query_params.get(name, "")
    if not (said.isascii() and said.isdigit() and len(said) <= 15):
        raise refused("centre.query", status=400, name=name)
    return int(said)


def reply(
    request: AnyRequest, said: object, *, key: str, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response[bytes]:
    """`said` as JSON, packed when the caller takes it, proven under `key`, which the request presented."""
    body = msgspec.json.encode(said)
    more = dict(headers or {})
    if len(body) >= _PACK_FROM and "zstd" in request.headers.get("accept-encoding", ""):
        body = zstandard.ZstdCompressor(level=_PACK_LEVEL).compress(body)
        more["Content-Encoding"] = "zstd"
    more[PROOF_HEADER] = proof(key, request.headers.get(REQUEST_ID_HEADER, ""), body)
    more["Cache-Control"] = "no-store"
    return Response(body, status_code=status, media_type=MEDIA_TYPE, headers=more)


def _unpacked(request: AnyRequest, body: bytes) -> bytes:
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        return body
    if encoding != "zstd":
        raise refused("centre.encoding", status=415, encoding=encoding[:40])
    try:
        if zstandard.frame_content_size(body) > UNPACKED_BYTES:
            raise refused("centre.too_large", status=413, most=UNPACKED_BYTES // 1024 // 1024)
        unpacker = zstandard.ZstdDecompressor(max_window_size=UNPACKED_BYTES)
        return unpacker.decompress(body, max_output_size=UNPACKED_BYTES, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise refused("centre.unreadable", status=400, reason=error) from error
