"""`python -m client catalog …`: what the people who write, sign and publish a hall's catalog run."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from forms.errors import UserError
from forms.message import Message, message
from forms.words import Words
from forms.words_files import load_words

if TYPE_CHECKING:
    from forms.catalog.source_error import SourceError

WORDS = Path(__file__).resolve().parent.parent / "resources" / "words"

SOUND, WRONG, MISUSED = 0, 1, 2
"""Exit codes: done; the source, the package or the disk has errors; the command itself was not right."""

T = TypeVar("T")


class _Ended(Exception):
    """Everything was said; `code` is how the command ends."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def run_tool(options: argparse.Namespace) -> int:
    """Carry out `verb` (see `client.catalog_arguments`) and say what happened in `language`; the exit code."""
    tool = _Tool(load_words(WORDS, language=options.language or "zh_CN"))
    try:
        _VERBS[options.verb](tool, options)
    except _Ended as ended:
        return ended.code
    except UserError as refused:
        tool.say(refused.message)
        return WRONG
    except BrokenPipeError:
        # Whoever reads what is said, such as `head`, has read enough; Python would complain again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    except OSError as error:
        file = str(error.filename or "").removesuffix(".part")
        tool.say(message("catalog_tool.disk", file=file, reason=error.strerror or error))
        return WRONG
    except ModuleNotFoundError as lacking:
        tool.say(message("catalog_tool.no_yaml", module=lacking.name))
        return MISUSED
    return SOUND


class _Tool:
    def __init__(self, words: Words) -> None:
        self.words = words

    def say(self, what: Message) -> None:
        self.line(self.words.say(what))

    def line(self, text: str) -> None:
        # A packaged program without a console has none unless it was redirected; the exit code says the result too.
        if sys.stdout is not None:
            sys.stdout.write(text + "\n")

    def misused(self, why: Message) -> _Ended:
        """To be raised: the command names something that it cannot be."""
        self.say(why)
        return _Ended(MISUSED)

    def source(self, given: str) -> Path:
        """A path where a source may be; a package is none."""
        from forms.catalog.cli import is_source

        path = self.there(given)
        if not is_source(path):
            raise self.misused(message("catalog_tool.not_a_source", file=path))
        return path

    def there(self, given: str) -> Path:
        """A path that exists."""
        path = Path(given)
        if not path.exists():
            raise self.misused(message("catalog_tool.not_there", file=path))
        return path

    def file(self, given: str) -> Path:
        """A file that exists; no folder."""
        path = self.there(given)
        if path.is_dir():
            raise self.misused(message("catalog_tool.not_a_file", file=path))
        return path

    def reading(self, path: Path, read: Callable[[Path], T], *, wrong: str = "catalog_tool.wrong") -> T:
        """What `read` makes of `path`; all errors of a source are said, then `wrong`, which ends the command."""
        from forms.catalog.source_error import SourceRefused

        try:
            return read(path)
        except SourceRefused as refused:
            for error in refused.errors:
                self.line(f"{_place(path, error)}: {self.words.say(error.message)}")
            self.say(message(wrong, count=len(refused.errors)))
            raise _Ended(WRONG) from refused


def _place(source: Path, error: SourceError) -> str:
    if error.cell:
        return f"{source}:{error.cell}"
    file = source / error.file if source.is_dir() else source
    return f"{file}:{error.line}" if error.line else str(file)


def _check(tool: _Tool, options: argparse.Namespace) -> None:
    source = tool.source(options.source)
    from forms.catalog.sources import read_any

    tool.reading(source, read_any, wrong="catalog_tool.unsound")
    tool.say(message("catalog_tool.sound", source=source))


def _build(tool: _Tool, options: argparse.Namespace) -> None:
    source, target = tool.source(options.source), Path(options.target)
    from forms.catalog.cli import build_file

    package = tool.reading(source, lambda path: build_file(path, target))
    tool.say(message("catalog_tool.built", target=target, id=package.id, size=len(package.data)))


def _keygen(tool: _Tool, options: argparse.Namespace) -> None:
    from forms.catalog.key_files import PUBLIC, write_key_pair
    from forms.catalog.publisher_key import fingerprint

    private = Path(options.target)
    try:
        key = write_key_pair(private)
    except FileExistsError as error:
        raise tool.misused(message("catalog_tool.key_there", file=error.filename or private)) from error
    public = private.with_name(private.name + PUBLIC)
    made = message("catalog_tool.keys_made", private=private, public=public, key=key, fingerprint=fingerprint(key))
    tool.say(made)


def _sign(tool: _Tool, options: argparse.Namespace) -> None:
    from forms.catalog.cli import sign_file
    from forms.catalog.publisher_key import fingerprint

    package, key = tool.file(options.source), tool.file(options.key)
    target = Path(options.out or package)
    signed = sign_file(package, key=key, target=target, successors=options.next)
    tool.say(
        message("catalog_tool.signed", target=target, id=signed.catalog, fingerprint=fingerprint(signed.signers[-1]))
    )


def _show(tool: _Tool, options: argparse.Namespace) -> None:
    from forms.catalog.key_files import PUBLIC, is_private_key, read_public_key
    from forms.catalog.publisher_key import fingerprint

    path = tool.file(options.source)
    if path.suffix == PUBLIC:
        key = read_public_key(str(path))
        tool.say(message("catalog_tool.shown_key", key=key, fingerprint=fingerprint(key)))
    elif is_private_key(path):
        raise tool.misused(message("catalog_tool.shown_private", file=path, public=path.name + PUBLIC))
    else:
        _show_package(tool, path.read_bytes())


def _show_package(tool: _Tool, data: bytes) -> None:
    from forms.catalog.package import package_id, read
    from forms.catalog.publisher_key import fingerprint
    from forms.catalog.signature import take_apart, verify

    catalog, signed = read(data), take_apart(data)
    hall, items = catalog.hall.name.text(tool.words.language), len(catalog.items)
    tool.say(message("catalog_tool.shown", hall=hall, version=catalog.version, items=items, id=package_id(data)))
    if signed is None:
        tool.say(message("catalog_tool.shown_unsigned"))
        return
    verify(data, trusted=signed.signers)
    for key in signed.signers:
        tool.say(message("catalog_tool.shown_signer", key=key, fingerprint=fingerprint(key)))
    for key in signed.successors:
        tool.say(message("catalog_tool.shown_successor", key=key, fingerprint=fingerprint(key)))


def _diff(tool: _Tool, options: argparse.Namespace) -> None:
    import msgspec

    from forms.catalog.cli import read_catalog
    from forms.catalog.diff import diff
    from forms.catalog.diff_words import said

    old, new = (
        tool.reading(tool.there(given), read_catalog, wrong="catalog_tool.unsound")
        for given in (options.source, options.target)
    )
    found = diff(old, new)
    lines = (msgspec.json.encode(found).decode(),) if options.json else said(found, tool.words, old=old, new=new)
    for line in lines:
        tool.line(line)


def _export(tool: _Tool, options: argparse.Namespace) -> None:
    from forms.catalog.cli import is_target, read_catalog
    from forms.catalog.sources import write_any

    source, target = tool.there(options.source), Path(options.target)
    if not is_target(target):
        raise tool.misused(message("catalog_tool.not_a_target", file=target, ending=target.suffix))
    if target.is_file():
        raise tool.misused(message("catalog_tool.target_there", file=target))
    catalog = tool.reading(source, read_catalog)
    write_any(catalog, target)
    tool.say(message("catalog_tool.exported", target=target, version=catalog.version))


def _schema(tool: _Tool, options: argparse.Namespace) -> None:
    from forms.catalog.schema import schemas

    folder = Path(options.target)
    folder.mkdir(parents=True, exist_ok=True)
    written = schemas()
    for name, schema in written.items():
        (folder / name).write_bytes(schema)
    tool.say(message("catalog_tool.schemas", folder=folder, count=len(written)))


_VERBS: Mapping[str, Callable[[_Tool, argparse.Namespace], None]] = {
    "check": _check,
    "build": _build,
    "keygen": _keygen,
    "sign": _sign,
    "show": _show,
    "diff": _diff,
    "export": _export,
    "schema": _schema,
}
