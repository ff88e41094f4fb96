"""A window as it is after its first sign-in: its files are made once per process and copied for each run."""

from __future__ import annotations

import atexit
import random
import shutil
import tempfile
from functools import cache
from pathlib import Path

from client.store.store import open_store
from forms.catalog.package import Package
from sync.keys import public_key
from tests.simulation.window_node import FILES, Keys
from tests.support.publisher import KEY


def fastest_place() -> str | None:
    """A folder in memory where there is one; None for the usual temporary one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


@cache
def keys() -> Keys:
    """The key ring of every window of this process."""
    return Keys()


@cache
def signed_in(name: str, made: Package) -> Path:
    """The folder of a window that has signed in as `name` and works with the catalog `made`."""
    folder = Path(tempfile.mkdtemp(prefix="yichuang-window-", dir=fastest_place()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = open_store(folder, keys=keys(), clock=lambda: 0)
    store.catalogs.keep(made.id, "1", made.data)
    secret = random.Random(0)
    secret.randbytes(6)
    store.catalog_keys.named([KEY])
    store.sync.remember_token(f"token-{name}", public_key(secret.randbytes(32).hex()))
    store.close()
    for file in folder.iterdir():
        if file.name not in FILES:
            file.unlink()
    return folder
