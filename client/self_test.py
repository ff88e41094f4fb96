"""`--self-test`: is everything that the program needs in this package and on this PC?

One JSON line per check on standard output, `{"check", "ok", "detail"}`, and nothing else. It works in a folder of its
own, which it removes; the store and the settings of this user are not touched, the network is not used.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import argon2
import msgspec
import pypdfium2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image
from PyQt5.QtCore import QCoreApplication
from PyQt5.QtGui import QImage
from PyQt5.QtPrintSupport import QPrinterInfo
from PyQt5.QtWidgets import QApplication

from client.desk.scan_reader import ChildScanReader
from client.house import RESOURCES
from client.papers.fonts import paper_family
from client.papers.renderer import QtPaperRenderer
from client.policy import Settings
from client.store.database import PLAIN_HEADER
from client.store.files import JOURNAL_FILE
from client.store.keys import OsKeyring
from client.store.store import open_store
from client.ui.style.apply import apply_style, prepare_process
from client.ui.style.icons import icon_names, icon_pixmap
from client.ui.translation import install_translations, tr
from forms.catalog.model import Catalog
from forms.catalog.package import build, read_package
from forms.catalog.search import CatalogIndex
from forms.catalog.source import read_source
from forms.elements.regions import regions
from forms.errors import UserError
from forms.notices.rendering import render_html
from forms.rulebook import Rulebook
from forms.words_files import load_words
from sync.http import HttpTransport

SERVICE = "Yichuang self-test"
"""Name in the key ring; its secrets are removed again."""

TITLE = "受理通知书"
_PAPER = "<h1>{{ title }}</h1><p>江州市政务服务中心 <b>一窗受理</b> {{ day }}</p>"


class Outcome(msgspec.Struct, frozen=True):
    """One line of the self-test."""

    check: str
    ok: bool
    detail: str


class Missing(Exception):
    """Something that belongs to the program is not here; the text says what."""


@dataclass
class Bench:
    """What the checks share: settings, an empty folder, and the Qt application, which must outlive them."""

    settings: Settings
    folder: Path
    application: list[QApplication] = field(default_factory=list)


def run_self_test(settings: Settings) -> int:
    """Carry out every check, whatever the others found. 0 when all are well, else 1."""
    with tempfile.TemporaryDirectory(prefix="yichuang-self-test-") as folder:
        bench = Bench(settings=settings, folder=Path(folder))
        outcomes = [_told(name, check, bench) for name, check in CHECKS.items()]
    return 0 if all(outcome.ok for outcome in outcomes) else 1


def _told(name: str, check: Callable[[Bench], str], bench: Bench) -> Outcome:
    try:
        outcome = Outcome(name, True, check(bench))
    except UserError as error:
        outcome = Outcome(name, False, load_words(RESOURCES / "words", language="en").say(error.message))
    except Exception as error:  # whatever a missing piece raises is the finding
        outcome = Outcome(name, False, f"{type(error).__name__}: {error}")
    # A program without a console that nobody reads from has no standard output; its exit code still tells.
    if sys.stdout is not None:
        sys.stdout.write(msgspec.json.encode(outcome).decode() + "\n")
        sys.stdout.flush()
    return outcome


def _require(condition: object, what: str) -> None:
    if not condition:
        raise Missing(what)


class _PassingKeys:
    """The key ring of this user, for as long as the self-test runs."""

    def __init__(self) -> None:
        self._ring = OsKeyring(service=SERVICE)
        self._names: list[str] = []

    @property
    def backend(self) -> str:
        return self._ring.backend

    def get(self, name: str) -> str | None:
        return self._ring.get(name)

    def put(self, name: str, value: str) -> None:
        self._ring.put(name, value)
        self._names.append(name)

    def forget(self) -> None:
        import keyring

        for name in self._names:
            keyring.delete_password(SERVICE, name)


def _check_store(bench: Bench) -> str:
    """A new store keeps a value over closing and opening, encrypted, with its key in the key ring."""
    keys, folder = _PassingKeys(), bench.folder / "store"
    try:
        store = open_store(folder, keys=keys)
        store.settings.put("self_test", "kept")
        store.close()
        store = open_store(folder, keys=keys)
        kept = store.settings.get("self_test")
        store.close()
    finally:
        keys.forget()
    _require(kept == "kept", "the value that was stored")
    _require(not (folder / JOURNAL_FILE).read_bytes().startswith(PLAIN_HEADER), "encryption")
    return f"key ring {keys.backend}"


def _check_window_system(bench: Bench) -> str:
    prepare_process()
    application = QApplication(sys.argv[:1])
    bench.application.append(application)
    apply_style(application, scale=bench.settings.scale)
    return f"{application.platformName()}, {len(QPrinterInfo.availablePrinterNames())} printers"


def _check_pictures(_bench: Bench) -> str:
    """Qt decodes what scanners make, and draws every icon."""
    for kind in ("JPEG", "PNG"):
        _require(not QImage.fromData(_picture(kind)).isNull(), f"Qt's reader of {kind}")
    names = icon_names()
    blank = [name for name in names if _is_blank(icon_pixmap(name).toImage())]
    _require(names and not blank, f"icons {blank}")
    return f"JPEG, PNG, {len(names)} SVG icons"


def _is_blank(image: QImage) -> bool:
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return not any(image.pixelColor(x, y).alpha() for x, y in places)


def _check_translation(bench: Bench) -> str:
    """Our window texts and Qt's own are Chinese."""
    application = bench.application[0]
    install_translations(application, "zh_CN")
    _require(tr("sign_in", "Account") == "账号", "the Chinese window texts")
    words_of_qt = QCoreApplication.translate("QFileDialog", "Look in:")
    _require(words_of_qt != "Look in:", "Qt's own Chinese catalogue")
    return f"{tr('sign_in', 'Account')}, {words_of_qt}"


def _check_words(_bench: Bench) -> str:
    loaded = [load_words(RESOURCES / "words", language=language) for language in ("zh_CN", "en")]
    return ", ".join(words.language for words in loaded)


def _check_regions(_bench: Bench) -> str:
    return regions().full_name("110105")


def _sample() -> tuple[Catalog, str]:
    package = build(read_source(RESOURCES / "catalog"))
    return read_package(package.data, package.id), package.id


def _check_catalog(_bench: Bench) -> str:
    """The sample catalog is packed, read back, and searched by pinyin initials."""
    catalog, catalog_id = _sample()
    found = CatalogIndex(catalog).find("kfd")
    _require(found and found[0].is_theme, "the pinyin tables")
    return f"{len(catalog.items)} items, {catalog_id[:12]}"


def _check_conditions(_bench: Bench) -> str:
    """Every theme's form is compiled and asked."""
    catalog, catalog_id = _sample()
    rules = Rulebook(catalog, catalog_id=catalog_id)
    shown = 0
    for theme in catalog.themes.values():
        items = [wanted.item for wanted in theme.items]
        answers: Mapping[str, bool] = dict.fromkeys(catalog.situations, True)
        shown += len(rules.form_now(items, answers, {}).shown)
    _require(shown, "fields that are shown")
    return f"{shown} fields shown"


def _paper() -> bytes:
    html = render_html(_PAPER, {"title": TITLE, "day": "2026-11-23"})
    return QtPaperRenderer().render(html, title=TITLE, qr="YC1:self-test", footer="self-test")


def _check_paper(_bench: Bench) -> str:
    """A paper is drawn as PDF, with its Chinese font inside and text that can be copied."""
    pdf = _paper()
    _require(b"/FontFile" in pdf, "an embedded font")
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage().get_text_range()
    _require(TITLE in text and "一窗受理" in text, "the words of the paper")
    return f"{paper_family()}, {len(pdf)} bytes"


def _check_scans(_bench: Bench) -> str:
    """The child process that reads brought files starts and reads each kind."""
    reader = ChildScanReader()
    try:
        facts = [reader.inspect(data) for data in (_picture("JPEG"), _picture("PNG"), _paper())]
    finally:
        reader.close()
    _require(all(fact.thumbnail and fact.pages == 1 for fact in facts), "thumbnails")
    return ", ".join(fact.media_type for fact in facts)


def _picture(kind: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(target, kind)
    return target.getvalue()


def _check_cryptography(_bench: Bench) -> str:
    """Passwords are hashed and checked, operations signed."""
    hasher = argon2.PasswordHasher()
    _require(hasher.verify(hasher.hash("self-test"), "self-test"), "argon2")
    key = Ed25519PrivateKey.generate()
    key.public_key().verify(key.sign(b"self-test"), b"self-test")
    return "argon2, ed25519"


def _check_transport(_bench: Bench) -> str:
    """The HTTP client is made with the certificates of this PC; it calls nobody."""
    with HttpTransport("https://localhost", token=str):
        return "httpx with the system's certificates"


def _check_time_zone(_bench: Bench) -> str:
    """The hall's zone comes with the program: Windows has no such table."""
    with resources.files("tzdata").joinpath("zoneinfo", "Asia", "Shanghai").open("rb") as table:
        return str(ZoneInfo.from_file(table, key="Asia/Shanghai"))


CHECKS: Mapping[str, Callable[[Bench], str]] = {
    "store": _check_store,
    "window system": _check_window_system,
    "pictures": _check_pictures,
    "translation": _check_translation,
    "words": _check_words,
    "regions": _check_regions,
    "catalog": _check_catalog,
    "conditions": _check_conditions,
    "paper": _check_paper,
    "scans": _check_scans,
    "cryptography": _check_cryptography,
    "transport": _check_transport,
    "time zone": _check_time_zone,
}
"""In this order: later ones need the Qt application of `window system`."""
