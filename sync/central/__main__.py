"""The reference approval centre from the command line: serve, add-account, trust, publish, distrust, restored."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from forms.catalog.key_files import read_public_key
from forms.catalog.publisher_key import fingerprint
from forms.errors import CatalogRefused, UserError
from forms.message import message
from forms.words_files import load_words
from sync.central.demo import seed
from sync.central.distrust import Distrust
from sync.central.distrust_files import list_of, next_revision
from sync.central.handlers import begin, begin_anew
from sync.central.logs import log_to
from sync.central.moment import Moments
from sync.central.passwords import verifier_of
from sync.central.rulebooks import Rulebooks, publish
from sync.central.serving import WORDS, hall_day, serve
from sync.central.store.rows import Person
from sync.central.store.store import Store, open_store

ROLES = ("clerk", "supervisor", "reviewer")
PASSWORD_VARIABLE = "YICHUANG_PASSWORD"


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0 when it was done, 2 when it was refused (the reason is on stderr)."""
    asked = _parser().parse_args(arguments)
    try:
        store = open_store(asked.data)
        try:
            _COMMANDS[asked.command](store, asked)
        finally:
            store.close()
    except (UserError, OSError) as error:
        sys.stderr.write(_said(error) + "\n")
        return 2
    return 0


def _serve(store: Store, asked: argparse.Namespace) -> None:
    log_to(sys.stderr)
    if asked.catalog_key:
        store.publishers.add(read_public_key(asked.catalog_key))
    if asked.catalog is not None:
        publish(store, asked.catalog)
    if asked.demo_accounts:
        catalog = Rulebooks(store).current()
        departments = {code: known.name.zh for code, known in catalog.departments.items()} if catalog else {}
        seed(store, departments)
    serve(store, host=asked.host, port=asked.port, fault_after_commit=asked.fault_after_commit)


def _add_account(store: Store, asked: argparse.Namespace) -> None:
    password = asked.password or os.environ.get(PASSWORD_VARIABLE, "")
    if not password:
        raise OSError(f"no password: give --password, or {PASSWORD_VARIABLE} in the environment")
    person = Person(
        account=asked.account,
        name=asked.name,
        role=asked.role,
        site=asked.site,
        site_name=asked.site_name or asked.site,
        departments=tuple(filter(None, asked.departments.split(","))),
        verifier=verifier_of(password),
    )
    with store.transaction():
        store.accounts.put(person)


def _trust(store: Store, asked: argparse.Namespace) -> None:
    key = read_public_key(asked.key)
    if not asked.remove:
        store.publishers.add(key)
    elif not store.publishers.remove(key):
        raise CatalogRefused(message("centre.publisher_not_there", fingerprint=fingerprint(key)))
    for known in store.publishers.all():
        sys.stdout.write(f"{known} {fingerprint(known)}\n")


def _publish(store: Store, asked: argparse.Namespace) -> None:
    sys.stdout.write(publish(store, asked.catalog, offer=not asked.keep_offer) + "\n")


def _distrust(store: Store, asked: argparse.Namespace) -> None:
    moments = Moments(clock=lambda: time.time_ns() // 1_000_000, today=lambda: "", random_bytes=secrets.token_bytes)
    if not store.identity.exists():
        begin(store, secrets.token_bytes)
    kept = store.distrust.newest()
    day = hall_day(Rulebooks(store))
    revision = asked.revision or next_revision(kept.revision if kept else "", day=day)
    data = list_of(asked.list, revision=revision, moments=moments)
    if asked.out is not None:
        asked.out.write_bytes(data)
        return
    row = Distrust(store, moments).publish(data, account="", name="")
    sys.stdout.write(f"{row.revision} {row.id} {row.count}\n")


def _restored(store: Store, asked: argparse.Namespace) -> None:
    begin_anew(store, secrets.token_bytes)


_COMMANDS: Mapping[str, Callable[[Store, argparse.Namespace], None]] = {
    "serve": _serve,
    "add-account": _add_account,
    "trust": _trust,
    "publish": _publish,
    "distrust": _distrust,
    "restored": _restored,
}


def _said(error: Exception) -> str:
    if not isinstance(error, UserError):
        return str(error)
    return load_words(WORDS, language="zh_CN").say(error.message)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sync.central", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    _add_serve(commands.add_parser("serve", help="serve devices and reviewers"))
    account = commands.add_parser("add-account", help="add or replace an account")
    for name in ("--account", "--name"):
        account.add_argument(name, required=True)
    account.add_argument("--role", choices=ROLES, required=True)
    for name in ("--site", "--site-name", "--departments", "--password"):
        account.add_argument(name, default="")
    trust = commands.add_parser("trust", help="publish catalogs by the owner of a key; prints all such keys")
    trust.add_argument("--key", required=True, help="a public key: 64 hex digits, or the .pub file of catalog keygen")
    trust.add_argument("--remove", action="store_true", help="publish no more of them")
    package = commands.add_parser("publish", help="publish a signed catalog package and offer it")
    package.add_argument("--catalog", type=Path, required=True)
    package.add_argument(
        "--keep-offer", action="store_true", help="an older one, signed anew: offer what was offered before"
    )
    distrust = commands.add_parser("distrust", help="put a distrust list in force for all windows")
    distrust.add_argument("--list", type=Path, required=True, help="a list file, or text: a number or key in each line")
    distrust.add_argument("--revision", default="", help="as 2026-11-23.01; the next one of today when left out")
    distrust.add_argument("--out", type=Path, help="write the list file there and put nothing in force")
    commands.add_parser("restored", help="run once after the data came back from a backup, before serving")
    for command in commands.choices.values():
        command.add_argument("--data", type=Path, required=True)
    return parser


def _add_serve(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=0)
    command.add_argument("--catalog", type=Path, help="a signed package file to publish first")
    command.add_argument("--catalog-key", help="the public key of its publisher, as for trust")
    command.add_argument("--demo-accounts", action="store_true", help="add the accounts of the demonstration")
    command.add_argument("--fault-after-commit", type=int, default=0, help=argparse.SUPPRESS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
