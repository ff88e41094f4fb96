"""What goes wrong on the web becomes a status and a `Message`; nothing that was sent makes a 500."""

from __future__ import annotations

import msgspec
import structlog
from litestar import Response
from litestar.exceptions import HTTPException, ValidationException

from forms.errors import StorageFailed
from forms.message import Message, message
from forms.words import Words
from sync.central.refused import CallRefused
from sync.central.web.bodies import AnyRequest, bearer, reply

_RETRY_S = "10"
_log = structlog.get_logger()


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One message and its Chinese sentence."""

    message: Message
    text: str


class AdminError(msgspec.Struct, frozen=True, kw_only=True):
    """Why a reviewer's act was not carried out: the first reason, and all of them."""

    message: Message
    text: str
    messages: tuple[Said, ...]


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A status and every reason for it."""

    status: int
    messages: tuple[Message, ...]


def fault_of(error: Exception) -> Fault:
    """What to answer for `error`."""
    if isinstance(error, CallRefused):
        return Fault(status=error.status, messages=error.messages)
    if isinstance(error, StorageFailed):
        _log.error("centre.storage", reason=str(error.message.params.get("reason", "")))
        return Fault(status=503, messages=(error.message,))
    if isinstance(error, ValidationException):
        return Fault(status=400, messages=(message("centre.unreadable", reason=_reason(error)),))
    if isinstance(error, HTTPException) and error.status_code < 500:
        return Fault(status=error.status_code, messages=(message("centre.http", reason=error.detail),))
    _log.error("centre.fault", exc_info=error)
    return Fault(status=500, messages=(message("centre.fault"),))


def device_fault(request: AnyRequest, error: Exception, *, key: str | None = None) -> Response[bytes]:
    """The answer to a device: the first message, proven like any other reply."""
    fault = fault_of(error)
    headers = {"Retry-After": _retry_after(fault)} if fault.status == 429 or fault.status >= 500 else {}
    proving = bearer(request) if key is None else key
    return reply(request, fault.messages[0], key=proving, status=fault.status, headers=headers)


def _retry_after(fault: Fault) -> str:
    """Seconds: those that the message says, where it says some."""
    return str(fault.messages[0].params.get("seconds", _RETRY_S))


def reviewer_fault(error: Exception, words: Words) -> Response[AdminError]:
    """The answer to a reviewer: every message, with its sentence."""
    fault = fault_of(error)
    told = tuple(Said(message=said, text=words.say(said)) for said in fault.messages)
    body = AdminError(message=told[0].message, text=told[0].text, messages=told)
    return Response(body, status_code=fault.status, media_type="application/json")


def _reason(error: ValidationException) -> str:
    return str(error.extra or error.detail)[:300]
