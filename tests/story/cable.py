"""The cable between window and centre: a TCP proxy on loopback that can be pulled, plugged and held."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

_CHUNK = 16 * 1024
_ANY_PORT = ("127.0.0.1", 0)


class Cable:
    """Listens on a port of its own; `target` is the centre's port and may change while nothing is connected.

    Pulled, every connection is cut and new ones are refused, as by a host that is not there. `rate` slows what goes up
    to so many bytes a second; 0 does not.
    """

    rate = 0

    def __init__(self, target: int) -> None:
        self.target = target
        # Holds the port while the cable is pulled, so that nobody else gets it.
        self._keeper = _bound(_ANY_PORT)
        self._address = self._keeper.getsockname()
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._hold: Hold | None = None
        self.plug()

    @property
    def url(self) -> str:
        """Where the client finds the centre."""
        return f"http://127.0.0.1:{self._address[1]}"

    def plug(self) -> None:
        """Put the cable in."""
        if self._listener is not None:
            return
        listener = _bound(self._address)
        listener.listen(16)
        self._listener = listener
        threading.Thread(target=self._serve, args=(listener,), name="cable", daemon=True).start()

    def pull(self) -> None:
        """Cut every connection and refuse new ones."""
        listener, self._listener = self._listener, None
        if listener is not None:
            # Closing alone would leave the thread in accept, and with it the port open.
            _shut(listener)
        with self._guard:
            cut, self._open = self._open, set()
        for end in cut:
            _shut(end)
        self.release()

    def hold(self, marker: bytes, *, after: int) -> Hold:
        """From the next upward data that contains `marker` on, let `after` bytes through and then none."""
        self._hold = Hold(marker, after)
        return self._hold

    def release(self) -> None:
        """Let everything through again."""
        hold, self._hold = self._hold, None
        if hold is not None:
            hold.freed.set()

    def close(self) -> None:
        """Take the cable away for good."""
        self.pull()
        self._keeper.close()

    def _serve(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.target), timeout=5)
            except OSError:
                _shut(near)
                continue
            far.settimeout(None)
            self._join(near, far, plugged=listener is self._listener)

    def _join(self, near: socket.socket, far: socket.socket, *, plugged: bool) -> None:
        if not plugged:
            _shut(near)
            _shut(far)
            return
        with self._guard:
            self._open |= {near, far}
        for source, sink, upward in ((near, far, True), (far, near, False)):
            threading.Thread(target=self._pump, args=(source, sink, upward), name="wire", daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, upward: bool) -> None:
        try:
            while chunk := source.recv(_CHUNK):
                if upward and self._hold is not None:
                    chunk = self._held(self._hold, chunk, sink)
                sink.sendall(chunk)
                if upward and self.rate:
                    time.sleep(len(chunk) / self.rate)
        except OSError:
            pass
        with self._guard:
            self._open -= {source, sink}
        _shut(source)
        _shut(sink)

    def _held(self, hold: Hold, chunk: bytes, sink: socket.socket) -> bytes:
        passed, kept = hold.split(chunk)
        if kept:
            sink.sendall(passed)
            hold.reached.set()
            hold.freed.wait()
            return kept
        return passed


class Hold:
    """A place in the upward stream where the cable stops: `reached` when it did, `freed` to go on."""

    def __init__(self, marker: bytes, after: int) -> None:
        self._marker = marker
        self._left = after
        self._seen = False
        self.reached = threading.Event()
        self.freed = threading.Event()

    def split(self, chunk: bytes) -> tuple[bytes, bytes]:
        """What may pass of `chunk`, and what must wait."""
        if self.freed.is_set() or not (self._seen or self._marker in chunk):
            return chunk, b""
        self._seen = True
        passed, kept = chunk[: self._left], chunk[self._left :]
        self._left -= len(passed)
        return passed, kept


def _bound(address: tuple[str, int]) -> socket.socket:
    end = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    end.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    end.bind(address)
    return end


def _shut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
