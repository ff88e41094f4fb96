"""What the documents name is there: files, commands, options, targets, settings, and the same in both languages."""

from __future__ import annotations

import re
import shlex
import tomllib
from dataclasses import fields

import pytest
from document import ROOT, Document, documents
from screen_words import is_said, messages, quotations, window_texts

from client.__main__ import _parser as client_parser
from client.policy import Settings
from sync.central.__main__ import _parser as centre_parser

DOCUMENTS = documents()
TWO_LANGUAGES = [
    (path.removesuffix(".zh-CN.md") + ".md", path) for path in (d.path for d in DOCUMENTS) if path.endswith(".zh-CN.md")
]
PICTURES = {"editor.png", "workbench.png", "ledger.png", "sync.png"}

ROOMS = ["client", "forms", "sync", "resources", "tests", "benchmarks", "docs", ".ci"]
OF_THE_ROOT = {"README.md", "README.zh-CN.md", "Makefile", "build.spec", "pyproject.toml", "requirements.lock"}
PROGRAMS = {"python -m client": client_parser, "yichuang": client_parser, "python -m sync.central": centre_parser}
_CALL = re.compile(r"(?:^|\s)(python -m client|python -m sync\.central|yichuang(?:\.exe)?(?= --))(?=\s|$)(.*)")


def each(found: list[Document]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("document", found, ids=lambda document: document.path)


def test_the_documents_are_found() -> None:
    assert {document.path for document in DOCUMENTS} >= {"README.md", "docs/architecture.md", "docs/it-guide.zh-CN.md"}


@each(DOCUMENTS)
def test_every_link_leads_somewhere(document: Document) -> None:
    assert [link for link in document.links() if not (document.folder() / link).exists()] == []


@each(DOCUMENTS)
def test_every_path_is_there(document: Document) -> None:
    paths = [span for span in document.spans() if span.split("/")[0] in ROOMS and re.fullmatch(r"[\w./*-]+", span)]
    paths += [span for span in document.spans() if span in OF_THE_ROOT]
    assert [path for path in paths if not list(ROOT.glob(path.rstrip("/")))] == []


def test_only_the_agreed_pictures_are_shown() -> None:
    assert {picture for document in DOCUMENTS for picture in pictures(document)} == PICTURES


def pictures(document: Document) -> list[str]:
    return [link.rsplit("/", 1)[1] for link in document.links() if "images/" in link]


def calls(document: Document) -> list[tuple[str, str]]:
    """(program, its arguments) of every call that the document tells to make."""
    found = (_CALL.search(line) for line in document.code_lines())
    return [(call[1].removesuffix(".exe"), call[2].split(">")[0]) for call in found if call]


@each(DOCUMENTS)
def test_every_command_is_understood(document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = []
    for program, arguments in calls(document):
        try:
            PROGRAMS[program]().parse_args(shlex.split(arguments))
        except SystemExit as ended:
            wrong += [f"{program}{arguments}: {capsys.readouterr().err}"] if ended.code else []
    assert wrong == []


def test_the_guides_tell_to_make_every_call_of_the_centre() -> None:
    told = {shlex.split(rest)[0] for document in DOCUMENTS for name, rest in calls(document) if "central" in name}
    assert told == {"serve", "add-account", "trust", "publish", "distrust", "restored"}


@each(DOCUMENTS)
def test_every_target_of_make_is_there(document: Document) -> None:
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    asked = {target for line in document.code_lines() for target in re.findall(r"\bmake ([a-z][\w-]*)", line)}
    assert asked <= targets


def test_the_extras_that_are_installed_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [extras for document in DOCUMENTS for extras in re.findall(r"\.\[([\w,]+)\]", document.text)]
    assert asked
    assert {extra for extras in asked for extra in extras.split(",")} <= set(project["optional-dependencies"])


@pytest.mark.parametrize("path", ["docs/it-guide.md", "docs/it-guide.zh-CN.md"])
def test_the_policy_is_shown_whole(path: str) -> None:
    (policy,) = Document(path).fences("toml")
    assert set(tomllib.loads(policy)) == {field.name for field in fields(Settings)} - {"locked"}


@pytest.mark.parametrize(("english", "chinese"), TWO_LANGUAGES)
def test_both_languages_have_the_same_parts(english: str, chinese: str) -> None:
    first, second = Document(english), Document(chinese)
    assert first.headings() == second.headings()
    assert calls(first) == calls(second)
    assert pictures(first) == pictures(second)


@pytest.mark.parametrize("name", ["docs/clerk-guide", "docs/it-guide"])
@pytest.mark.parametrize(("language", "ending"), [("zh_CN", ".zh-CN.md"), ("en", ".md")])
def test_every_quotation_is_said_on_screen(name: str, language: str, ending: str) -> None:
    document = Document(name + ending)
    texts = [*messages(language).values(), *window_texts(language)]
    quoted = quotations(document, language)
    assert len(quoted) > 20
    assert [quotation for quotation in quoted if not is_said(quotation, texts)] == []


@pytest.mark.parametrize(("language", "ending"), [("zh_CN", ".zh-CN.md"), ("en", ".md")])
def test_the_it_guide_knows_a_way_out_of_every_failure_of_the_store(language: str, ending: str) -> None:
    quoted = quotations(Document("docs/it-guide" + ending), language)
    failures = {code: text for code, text in messages(language, "store").items() if code.startswith("store.")}
    assert len(failures) > 20
    assert [code for code, text in failures.items() if not any(quotation in text for quotation in quoted)] == []
