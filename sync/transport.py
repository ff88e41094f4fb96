"""The door to the network, and its error tree.

TransportError
├── Unreachable     no connection, or it broke before an answer: nothing is known about what arrived
├── NotOurServer    something answered that is not the centre (captive portal, proxy page): nothing changed
│   └── UnsafeAddress   plain http to another host: nothing was sent
├── TornReply       an answer that is cut, of the wrong proof or not readable: nothing is known
├── CentreFault     the centre answered with a fault of its own (5xx): ask again later
│   └── AskedTooOften   the centre itself said to wait (429)
└── CentreRefused   the centre understood and refused (401, 403, 426…); carries its message

A transport error never changes the state of any operation: the same bytes go again.
"""

from __future__ import annotations

from typing import Protocol

from forms.errors import YichuangError
from forms.message import Message
from sync.wire import (
    CatalogPart,
    ExchangeReply,
    ExchangeRequest,
    HaveReply,
    HaveRequest,
    PartReply,
    ScanPart,
    SignInReply,
    SignInRequest,
)


class TransportError(YichuangError):
    """Root of what can go wrong on the way; `message` says it in the clerk's words."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.code)
        self.message = message


class Unreachable(TransportError):
    """No answer came."""


class NotOurServer(TransportError):
    """Somebody else answered."""


class UnsafeAddress(NotOurServer):
    """Whoever sits on the way could read what is sent there, passwords too."""


class TornReply(TransportError):
    """The answer cannot be trusted."""


class CentreFault(TransportError):
    """The centre is in trouble; `retry_after` seconds when it said so."""

    def __init__(self, message: Message, *, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class AskedTooOften(CentreFault):
    """The centre was reached and wants us to wait; at a sign-in because of wrong passwords."""


class CentreRefused(TransportError):
    """The centre will not do this, however often it is asked; `status` is HTTP's (0 when there was none)."""

    def __init__(self, message: Message, *, status: int = 0) -> None:
        super().__init__(message)
        self.status = status

    @property
    def is_about_the_thing(self) -> bool:
        """True when this scan or catalog is not wanted so, false when the device or its program is not."""
        return self.status in _ABOUT_THE_THING


_ABOUT_THE_THING = frozenset({404, 409, 413, 416, 422})


class Transport(Protocol):
    """Five calls to the centre; each either answers or raises a `TransportError`."""

    def sign_in(self, request: SignInRequest) -> SignInReply:
        """Sign a clerk in and enrol the device."""

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        """Operations up, results and feed down."""

    def have(self, request: HaveRequest) -> HaveReply:
        """Ask which scans the centre holds."""

    def send_part(self, part: ScanPart) -> PartReply:
        """Send a run of bytes of a scan."""

    def catalog_part(self, catalog: str, *, offset: int, length: int) -> CatalogPart:
        """Fetch a run of bytes of a catalog package."""
