"""The folders of one run, each new, and the environment of its processes: nothing of this machine's user is touched."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from forms.catalog.cli import build_file
from forms.catalog.key_files import PUBLIC, read_private_key, write_key_pair
from forms.catalog.package import sign
from tests.story.child import REPOSITORY, Child

CATALOG_SOURCE = REPOSITORY / "resources" / "catalog"
_PASSED_ON = ("PATH", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


class Place:
    """`data` and `temp` are the client's and are searched for plain text; scans and papers lie elsewhere."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.data = root / "client" / "data"
        self.temp = root / "client" / "temp"
        self.home = root / "client" / "home"
        self.centre_data = root / "centre"
        self.scans = root / "scans"
        self.logs = root / "logs"
        for folder in (self.temp, self.home, self.centre_data, self.scans, self.logs):
            folder.mkdir(parents=True, exist_ok=True)
        self.catalog = root / "catalog.pkg"
        self.publisher = root / "publisher.key"
        self.publisher_public = root / f"publisher.key{PUBLIC}"

    def build_catalog(self) -> Path:
        """The catalog package, built from its source and signed with a key pair of this run."""
        write_key_pair(self.publisher)
        built = build_file(CATALOG_SOURCE, self.catalog)
        self.catalog.write_bytes(sign(built.data, read_private_key(self.publisher)))
        return self.catalog

    def environment(self, **more: str) -> Mapping[str, str]:
        """What the client's process inherits: the session bus for the key ring, and folders of this run."""
        kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        return kept | {
            "HOME": str(self.home),
            "TMPDIR": str(self.temp),
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "YICHUANG_POLICY": str(self.root / "no-policy.toml"),
            **more,
        }

    def start_clerk(self, module: str, *, central: str, out: Path | None = None, **more: str) -> Child:
        """A client process with the data of this run, its pictures in `out`; `more` goes into its environment."""
        arguments = ["--data", str(self.data), "--central", central]
        arguments += ["--out", str(out)] if out else []
        log = self.logs / f"{module.rpartition('.')[2]}.log"
        return Child(module, arguments, environment=self.environment(**more), log=log)
