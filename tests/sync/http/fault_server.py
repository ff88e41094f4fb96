"""A raw socket server that answers each request as a test says, byte by byte; and a little centre behind uvicorn."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec
import uvicorn

from sync.proof import PROOF_HEADER, REQUEST_ID_HEADER, proof
from sync.wire import MEDIA_TYPE, PROTOCOL, ExchangeReply

TOKEN = "token-of-window-3"
TLS_HELLO = b"\x16"


class Request:
    """What came in: first line, headers in lower case, body."""

    def __init__(self, line: str, headers: dict[str, str], body: bytes) -> None:
        self.line = line
        self.headers = headers
        self.body = body

    def proof_of(self, body: bytes) -> str:
        return proof(TOKEN, self.headers[REQUEST_ID_HEADER.lower()], body)


Behaviour = Callable[[socket.socket, Request], None]


def answer(
    body: bytes,
    *,
    status: str = "200 OK",
    media_type: str = MEDIA_TYPE,
    claimed: str = "",
    length: int | None = None,
    extra: str = "",
) -> bytes:
    size = len(body) if length is None else length
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {size}\r\n"
    if claimed:
        head += f"{PROOF_HEADER}: {claimed}\r\n"
    return (head + extra + "Connection: close\r\n\r\n").encode() + body


def good(connection: socket.socket, request: Request) -> None:
    body = msgspec.json.encode(good_reply())
    connection.sendall(answer(body, claimed=request.proof_of(body)))


def good_reply() -> ExchangeReply:
    return ExchangeReply(
        protocol=PROTOCOL,
        results=(),
        feed=(),
        cursor="c1",
        more=False,
        expects=1,
        server_wall=1,
        server_day="2026-11-23",
    )


class FaultServer:
    """Answers the n-th request with the n-th behaviour, the last one for ever."""

    def __init__(
        self, *behaviours: Behaviour, receive_rate: int = 0, receive_buffer: int = 0, tls: ssl.SSLContext | None = None
    ) -> None:
        self._behaviours = list(behaviours)
        self._rate = receive_rate
        self._tls = tls
        self.requests: list[Request] = []
        self._listener = socket.socket()
        if receive_buffer:
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(16)
        self._open = True
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        self._open = False
        with socket.socket() as knock:
            knock.connect(self._listener.getsockname())
        self._thread.join(5)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            with connection:
                if not self._open:
                    return
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        try:
            if self._tls is None:
                self._behave(connection)
            else:
                with self._tls.wrap_socket(connection, server_side=True) as secured:
                    self._behave(secured)
        except OSError:
            # The other side went away: that is what many of these tests are about.
            return

    def _behave(self, connection: socket.socket) -> None:
        request = self._read(connection)
        self.requests.append(request)
        behaviour = self._behaviours[0] if len(self._behaviours) == 1 else self._behaviours.pop(0)
        behaviour(connection, request)

    def _read(self, connection: socket.socket) -> Request:
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._piece(connection)
            if received.startswith(TLS_HELLO):
                return Request("TLS", {}, b"")
        head, _, body = received.partition(b"\r\n\r\n")
        line, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (header.partition(":") for header in lines)}
        while len(body) < int(headers.get("content-length", "0")):
            body += self._piece(connection)
        return Request(line, headers, body)

    def _piece(self, connection: socket.socket) -> bytes:
        piece = connection.recv(4096)
        if not piece:
            raise OSError("closed")
        if self._rate:
            time.sleep(len(piece) / self._rate)
        return piece


@contextmanager
def serving(
    *behaviours: Behaviour, receive_rate: int = 0, receive_buffer: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[FaultServer]:
    server = FaultServer(*behaviours, receive_rate=receive_rate, receive_buffer=receive_buffer, tls=tls)
    try:
        yield server
    finally:
        server.close()


@contextmanager
def behind_uvicorn(app: object) -> Iterator[str]:
    """Run an ASGI app for real; yields its address."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none")  # type: ignore[arg-type]
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
