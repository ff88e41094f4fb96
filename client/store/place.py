"""The folder of the store: local, writable, and nobody else's business.

WAL needs shared memory between the processes of one machine; on a network share SQLite may lose what it
acknowledged, so that such a folder is refused (https://sqlite.org/wal.html, "does not work over a network").
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from forms.errors import StorageFailed
from forms.message import message

_NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "fuse.sshfs", "fuse.glusterfs", "davfs"}
)
_DRIVE_REMOTE = 4


def prepared(folder: Path) -> Path:
    """`folder`, made when it was missing, and absolute. Raises `StorageFailed` when it cannot hold a store."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = folder.resolve()
        if on_network(folder):
            raise StorageFailed(message("store.network_share", folder=folder))
        _try_writing(folder)
    except OSError as fault:
        raise StorageFailed(message("store.unwritable", folder=folder, reason=fault.strerror or fault)) from fault
    return folder


def _try_writing(folder: Path) -> None:
    probe = folder / f"probe-{os.getpid()}"
    with probe.open("wb") as file:
        file.write(b"yichuang")
    probe.unlink()


def on_network(folder: Path, *, mounts: Path = Path("/proc/mounts")) -> bool:
    """True for a folder on a network share, as far as the operating system tells."""
    if sys.platform == "win32":
        anchor = folder.anchor
        remote: bool = ctypes.windll.kernel32.GetDriveTypeW(anchor) == _DRIVE_REMOTE
        return remote or anchor.startswith("\\\\")
    return mounts.exists() and _mount_type(folder, mounts.read_text("utf-8", "replace")) in _NETWORK_TYPES


def _mount_type(folder: Path, mounts: str) -> str:
    """Type of the file system with the longest mount point above `folder`; `mounts` is /proc/mounts."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        _device, point, found, *_rest = [*line.split(" "), "", "", ""]
        path = Path(point.replace("\\040", " ") or "/")
        if folder.is_relative_to(path) and len(path.parts) >= best:
            best, kind = len(path.parts), found
    return kind


def sync_folder(folder: Path) -> None:
    """Make names in `folder` survive a power loss; Windows needs and offers no such call."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
