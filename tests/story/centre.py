"""A real centre: `python -m sync.central serve` in a process of its own."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.story.child import Child, ChildFault
from tests.story.place import Place


class Centre:
    """Started, stopped, killed and started again over the same data; its port is another each time."""

    def __init__(self, place: Place, *, fault_after_commit: int = 0) -> None:
        self._place = place
        self._child: Child | None = None
        self.port = 0
        self.start(fault_after_commit=fault_after_commit)

    @property
    def url(self) -> str:
        """Where reviewers reach it; their network has no cable that is pulled."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, fault_after_commit: int = 0) -> None:
        """Start and wait until it takes connections."""
        place = self._place
        catalog = place.catalog if place.catalog.exists() else place.build_catalog()
        arguments = ["serve", "--data", str(place.centre_data), "--catalog", str(catalog), "--demo-accounts"]
        arguments += ["--catalog-key", str(place.publisher_public)]
        arguments += ["--port", "0", "--fault-after-commit", str(fault_after_commit)]
        child = Child("sync.central", arguments, environment=place.environment(), log=place.logs / "centre.log")
        self._child = child
        line = child.first_line()
        self.port = urlsplit(line.removeprefix("listening ").strip()).port or 0
        if not self.port:
            raise ChildFault(f"the centre said {line!r}")

    def wait_until_dead(self, *, patience: float = 30.0) -> int:
        """Wait for the end that `fault_after_commit` brings."""
        assert self._child is not None
        return self._child.wait(patience=patience)

    def kill(self) -> None:
        """SIGKILL."""
        if self._child is not None:
            self._child.kill()

    def stop(self) -> None:
        """An orderly end."""
        if self._child is not None and self._child.process.poll() is None:
            self._child.terminate()
