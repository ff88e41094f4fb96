"""The files of a publisher's keys: the private one for its owner's eyes only, the public one to be given away."""

from __future__ import annotations

import os
from pathlib import Path

from forms.catalog.publisher_key import KeyRefused, is_public_key, new_private_key, public_key
from forms.message import message

PUBLIC = ".pub"
"""What the name of the public key's file ends with."""

_LARGEST = 64 * 1024


def write_key_pair(path: Path) -> str:
    """Make a key pair: the private key in the new file `path` (0600), the public one beside it; returns the public one.

    Raises `FileExistsError` when either is there already, for a key that is overwritten is lost, and `OSError`.
    """
    public = path.with_name(path.name + PUBLIC)
    private = new_private_key()
    if public.exists():
        raise FileExistsError(17, "exists", str(public))
    _write_new(path, private, mode=0o600)
    try:
        _write_new(public, public_key(private).encode() + b"\n", mode=0o644)
    except OSError:
        path.unlink()
        raise
    return public_key(private)


def read_private_key(path: Path) -> bytes:
    """The PEM in `path`. Raises `KeyRefused` for what is no private key, `OSError` for what cannot be read."""
    private = _read(path)
    public_key(private)
    return private


def is_private_key(path: Path) -> bool:
    """Whether the file `path` looks like a private key, whole or not. Raises `OSError`."""
    return _read(path).lstrip().startswith(b"-----BEGIN") and b"PRIVATE KEY-----" in _read(path)


def read_public_key(given: str) -> str:
    """The public key that `given` is, or that stands in the file `given`. Raises `KeyRefused`."""
    if is_public_key(given):
        return given
    try:
        text = _read(Path(given)).decode("ascii").strip()
    except (OSError, ValueError) as error:
        raise KeyRefused(message("package.not_a_key", key=given)) from error
    if not is_public_key(text):
        raise KeyRefused(message("package.not_a_key", key=given))
    return text


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST)


def _write_new(path: Path, content: bytes, *, mode: int) -> None:
    """Never an existing file, and never readable for others, not even for a moment."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with open(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
