"""A gate in front of the real centre that spoils its answers, as portals, proxies and torn links do."""

from __future__ import annotations

import http.client
import threading
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sync.proof import PROOF_HEADER, REQUEST_ID_HEADER, proof
from sync.wire import MEDIA_TYPE

_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "host", "content-length"})
_CENTRE_FAULT = b'{"code":"centre.fault","params":{}}'
PORTAL = "<html><body>上网前请先登录</body></html>".encode()


class Fault(StrEnum):
    """What becomes of an exchange. Its value says whether the centre has done its work before."""

    NONE = "none"
    CENTRE_500 = "the centre's own 500 instead"
    GATEWAY_500 = "a gateway's 500 after"
    PORTAL = "HTML with 200 instead"
    LOST_PORTAL = "HTML with 200 after"
    HALF = "half a reply"
    REPLY_TWICE = "a reply twice"
    REQUEST_TWICE = "a request twice"


class FaultyGate:
    """Listens on a port of its own. While `fault` is set every exchange suffers it; other calls pass."""

    def __init__(self, centre_port: int) -> None:
        self.centre_port = centre_port
        self.fault = Fault.NONE
        self.spoiled = 0
        gate = self

        class Handler(_Handler):
            owner = gate

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, name="gate", daemon=True).start()

    @property
    def url(self) -> str:
        """Where the client finds it."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        """Take it away."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    owner: FaultyGate
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _serve(self, body: bytes) -> None:
        fault = self.owner.fault if self.path.endswith("/exchange") else Fault.NONE
        if fault is Fault.CENTRE_500:
            self._say(500, self._proven(_CENTRE_FAULT), _CENTRE_FAULT)
        elif fault is Fault.PORTAL:
            self._say(200, {"Content-Type": "text/html; charset=utf-8"}, PORTAL)
        else:
            self._pass_on(body, fault)
        self.owner.spoiled += fault is not Fault.NONE

    def _pass_on(self, body: bytes, fault: Fault) -> None:
        if fault is Fault.REQUEST_TWICE:
            self._asked(body)
        status, headers, said = self._asked(body)
        if fault is Fault.GATEWAY_500:
            self._say(500, {"Content-Type": "text/plain"}, b"Internal Server Error")
        elif fault is Fault.LOST_PORTAL:
            self._say(200, {"Content-Type": "text/html; charset=utf-8"}, PORTAL)
        elif fault is Fault.HALF:
            self._head(status, headers, len(said))
            self.wfile.write(said[: len(said) // 2])
            self.close_connection = True
        else:
            self._say(status, headers, said)
            if fault is Fault.REPLY_TWICE:
                self._say(status, headers, said)

    def _proven(self, said: bytes) -> dict[str, str]:
        """What a centre in trouble sends with its words: the proof that it is the centre."""
        key = self.headers["Authorization"].removeprefix("Bearer ")
        return {"Content-Type": MEDIA_TYPE, PROOF_HEADER: proof(key, self.headers[REQUEST_ID_HEADER], said)}

    def _asked(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        link = http.client.HTTPConnection("127.0.0.1", self.owner.centre_port, timeout=20)
        try:
            passed = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
            link.request(self.command, self.path, body=body, headers=passed)
            answer = link.getresponse()
            said = answer.read()
            kept = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP}
            return answer.status, kept, said
        finally:
            link.close()

    def _say(self, status: int, headers: dict[str, str], said: bytes) -> None:
        self._head(status, headers, len(said))
        self.wfile.write(said)
        self.wfile.flush()

    def _head(self, status: int, headers: dict[str, str], length: int) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()
