"""The arguments of `python -m client catalog`, and the help that says what a publisher does with it, in which order."""

from __future__ import annotations

import argparse

from client.policy import LANGUAGES

_ORDER = """\
SOURCE is a folder of YAML sheets or an Excel workbook (.xlsx); PACKAGE is a file that build made.

once:              catalog keygen publisher.key
                   keep publisher.key to yourself; give publisher.key.pub to the centre and to IT
for each version:  catalog check SOURCE
                   catalog build SOURCE hall.package
                   catalog sign hall.package --key publisher.key
                   catalog diff OLD.package hall.package
                   then publish hall.package at the centre

exit codes: 0 done, 1 the source, the package or the disk has errors, 2 the command itself is not right.
docs/catalog.md says how a source is written.
"""


def add_catalog_parser(tools: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `catalog` with its verbs to the program's arguments; `verb` names the one that was given."""
    catalog = tools.add_parser(
        "catalog",
        help="check, build, sign and compare catalogs of service items",
        description="What the people who write and publish a hall's catalog need.",
        epilog=_ORDER,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = catalog.add_subparsers(dest="verb", required=True, metavar="VERB")
    _verb(verbs, "check", "say every error of a source, with its file and line or its cell", "SOURCE")
    _verb(verbs, "build", "check a source and make its package", "SOURCE", "TARGET")
    keygen = _verb(verbs, "keygen", "make a key pair to sign with: FILE is the private key, FILE.pub the public one")
    keygen.add_argument("target", metavar="FILE")
    _add_sign(_verb(verbs, "sign", "sign a package; another signature is added to those that are there", "PACKAGE"))
    _verb(verbs, "show", "say of a package its catalog and its signers, of a public key its fingerprint", "FILE")
    diff = _verb(verbs, "diff", "say what NEW changes against OLD, each a source or a package", "OLD")
    diff.add_argument("target", metavar="NEW")
    diff.add_argument("--json", action="store_true", help="as JSON, for programs")
    _verb(verbs, "export", "write a source or package as a YAML folder, or as a workbook (.xlsx)", "SOURCE", "TARGET")
    schema = _verb(verbs, "schema", "write a JSON Schema of each YAML sheet into a folder, for editors")
    schema.add_argument("target", metavar="FOLDER")


def _add_sign(sign: argparse.ArgumentParser) -> None:
    sign.add_argument("--key", required=True, metavar="FILE", help="the private key that keygen made")
    sign.add_argument(
        "--next",
        action="append",
        default=[],
        metavar="PUBLIC_KEY",
        help="a key (64 hex digits or its .pub file) that windows trust too once they have this package; "
        "only with the first signature; may be given several times",
    )
    sign.add_argument("--out", default="", metavar="TARGET", help="write here instead of into PACKAGE")


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str, source: str = "", target: str = ""
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
    if source:
        parser.add_argument("source", metavar=source)
    if target:
        parser.add_argument("target", metavar=target)
    # Also here, since nobody remembers that it belongs in front; without a default it does not undo the one in front.
    parser.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS)
    return parser
