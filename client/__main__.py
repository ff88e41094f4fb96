"""`python -m client`: the program, its self-test, and the catalog tools."""

from __future__ import annotations

import argparse
import multiprocessing
import sys

from client.catalog_arguments import add_catalog_parser
from client.policy import LANGUAGES, PolicyWrong, is_scale, read_settings


def main(arguments: list[str]) -> int:
    """Exit code of what was asked for."""
    # A child process that reads a scan starts this program again when it is frozen.
    multiprocessing.freeze_support()
    options = _parser().parse_args(arguments)
    if options.tool == "catalog":
        from client.catalog_tool import run_tool

        return run_tool(options)
    try:
        settings = read_settings({name: getattr(options, name) or "" for name in _GIVEN})
    except PolicyWrong as wrong:
        _tell(wrong, language=options.language or LANGUAGES[0])
        return 2
    if options.self_test:
        from client.self_test import run_self_test

        return run_self_test(settings)
    from client.app import run

    return run(settings)


def _tell(wrong: PolicyWrong, *, language: str) -> None:
    """On standard error; in a window where the program has no console."""
    from client.startup_words import startup_words

    words = startup_words(wrong, language=language)
    if sys.stderr is not None:
        sys.stderr.write(f"{words}\n")
        return
    from client.ui.startup_message import show_startup_message

    show_startup_message(words)


def _scale(text: str) -> str:
    if not is_scale(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number")
    return text


_GIVEN = ("central", "plain_http", "window", "data", "language", "scale")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="yichuang", description="Yichuang: the desk of an integrated service window")
    parser.add_argument("--central", help="address of the central approval system")
    parser.add_argument(
        "--plain-http", action="store_const", const="true", help="let passwords go unencrypted to another host"
    )
    parser.add_argument("--window", help="number of this service window")
    parser.add_argument("--data", help="data folder (default: this user's local data folder)")
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--scale", type=_scale, help="text size, 1.0 to 2.0")
    parser.add_argument("--self-test", action="store_true", help="check that everything that is needed is here")
    tools = parser.add_subparsers(dest="tool")
    add_catalog_parser(tools)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
