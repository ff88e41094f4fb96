import shutil
import tomllib
from pathlib import Path

import pytest

from forms.catalog.cli import build_file, check
from forms.catalog.model import Catalog
from forms.catalog.package import read_package
from forms.catalog.source import SourceError, SourceRefused, read_source
from forms.catalog.template_checks import PAPERS
from forms.elements.element import ElementKind
from forms.words import Words

HERE = Path(__file__).parent
SMALL = HERE / "small"
BAD = HERE / "bad"
WORDS = HERE.parents[2] / "resources" / "words"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    shutil.copytree(SMALL, folder)
    return folder


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(errors: tuple[SourceError, ...]) -> list[tuple[str, int, str]]:
    return [(error.file, error.line, error.message.code.removeprefix("catalog.")) for error in errors]


def test_a_source_becomes_a_catalog() -> None:
    catalog = read_source(SMALL)
    assert list(catalog.items) == ["LICENCE", "FOOD"]
    assert catalog.items["FOOD"].deferrable[0].material == "M-LEASE"
    assert catalog.items["FOOD"].deferrable[0].days == 3
    assert [option.id for option in catalog.elements["right"].options] == ["own", "lease"]
    assert catalog.elements["area"].minimum == "0.01"
    assert catalog.elements["staff"].columns[1].kind is ElementKind.DATE
    assert not catalog.elements["staff"].required
    assert catalog.situations["q_food"].default
    assert catalog.calendar.holidays == ("2026-01-01", "2026-01-02")
    assert set(catalog.templates) == {*PAPERS, "made"}
    assert catalog.templates["receipt"] == "<p>{{ paper.receipt_number }}</p>\n"
    assert catalog.materials["M-POA"].template == "made"
    assert [statement.zh for statement in catalog.materials["M-POA"].statements] == ["代办有效"]
    assert (catalog.agent_situation, catalog.agent_block, catalog.agent_materials) == ("q_agent", "A", ("M-POA",))


def test_duplicates_are_found_in_a_file_and_across_files() -> None:
    errors = check(BAD / "duplicate_element")
    assert told(errors) == [("elements.yaml", 18, "duplicate_key"), ("items/other.yaml", 1, "duplicate_id")]
    assert errors[0].message.params == {"key": "ap_name", "first": "1"}
    assert errors[1].message.params == {"id": "FOOD", "file": "items/business.yaml", "line": "16"}


def test_a_duplicate_does_not_move_the_errors_of_the_first(source: Path) -> None:
    edit(source, "items/business.yaml", "{M-LEASE: 3}", "{M-LEASE: 9}")
    (source / "items" / "other.yaml").write_text("FOOD:\n  deferrable: {M-LEASE: 3}\n", encoding="utf-8")
    assert told(check(source)) == [
        ("items/business.yaml", 29, "deferrable_too_long"),
        ("items/other.yaml", 1, "duplicate_id"),
    ]


def test_every_unknown_reference_is_found_at_once_with_its_nearest() -> None:
    errors = check(BAD / "unknown_reference")
    assert told(errors) == [
        ("blocks.yaml", 2, "unknown_name"),
        ("elements.yaml", 8, "unknown_option"),
        ("items/business.yaml", 5, "unknown_department"),
        ("items/business.yaml", 11, "not_defined"),
        ("items/business.yaml", 12, "unknown_element"),
        ("items/business.yaml", 28, "unknown_material"),
        ("themes.yaml", 6, "unknown_item"),
        ("themes.yaml", 6, "situation_not_asked"),
        ("themes.yaml", 7, "unknown_situation"),
    ]
    nearest = [error.message.params["near"] for error in errors if "near" in error.message.params]
    assert [near for near in nearest if near not in "PA"] == ["q_agent", "scjg", "area", "M-LIC", "FOOD", "q_food"]


def test_circles_are_found() -> None:
    errors = check(BAD / "circular_condition")
    assert told(errors) == [
        ("elements.yaml", 9, "same_as_circular"),
        ("elements.yaml", 10, "condition_circular"),
    ]
    assert errors[0].message.params["chain"] == "ag_name → ap_name → ag_name"
    assert errors[1].message.params["chain"] == "area → lease_end → area"


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "code"),
    [
        ("elements.yaml", "kind: text, max", "kind: txt, max", 1, "not_one_of"),
        ("elements.yaml", "max_length: 100", "max_length: many", 1, "not_whole"),
        ("elements.yaml", "max_length: 100", "max_length: 0", 1, "length_not_positive"),
        ("elements.yaml", "max_length: 100", "max_lenght: 100", 1, "unknown_key"),
        ("elements.yaml", "label: {zh: 姓名}, kind", "label: 姓名, kind", 1, "label_plain"),
        ("elements.yaml", "label: {zh: 姓名}, kind", "kind", 1, "missing_key"),
        ("elements.yaml", "required: false", "required: maybe", 14, "not_true_false"),
        ("elements.yaml", "kind: date, shown", "kind: [date], shown", 8, "not_a_single_value"),
        ("elements.yaml", "kind: date, shown", "kind: enum, shown", 8, "options_missing"),
        ("elements.yaml", "  kind: enum", "  kind: text", 5, "options_unused"),
        ("elements.yaml", "  kind: table", "  kind: text", 15, "columns_unused"),
        ("elements.yaml", "kind: decimal", "kind: table", 10, "columns_missing"),
        ("elements.yaml", "入职}, kind: date", "入职}, kind: table", 17, "table_in_table"),
        ("elements.yaml", "minimum: 0.01", "minimum: small", 10, "not_a_number"),
        ("elements.yaml", "maximum: 9999", "maximum: 0", 10, "bounds_crossed"),
        ("elements.yaml", "max_length: 100", "pattern: '[a-'", 1, "pattern_unreadable"),
        ("elements.yaml", "same_as: ap_name", "same_as: area", 9, "same_as_other_kind"),
        ("elements.yaml", "same_as: ap_name", "same_as: [ap_name, area]", 9, "same_as_other_kind"),
        ("elements.yaml", "same_as: ap_name", "same_as: [ap_name, ap_name]", 9, "listed_twice"),
        ("elements.yaml", "same_as: ap_name", "same_as: [ap_name, nobody]", 9, "not_defined"),
        ("elements.yaml", "same_as: ap_name", "same_as: {ap_name: area}", 9, "not_a_list"),
        ("elements.yaml", "same_as: ap_name", "identity_type: ap_name", 9, "identity_type_not_enum"),
        ("elements.yaml", "same_as: ap_name", "same_as: ag_name", 9, "reads_itself"),
        ("elements.yaml", 'right == "lease"', 'right = "lease"', 8, "condition.single_equals"),
        ("elements.yaml", 'right == "lease"', '"leese" in right', 8, "unknown_option"),
        ("elements.yaml", 'right == "lease"', "$now", 8, "condition_builtin"),
        ("elements.yaml", "area: {label", "Area: {label", 10, "not_a_name"),
        ("situations.yaml", "q_food: {", "area: {question: {zh: 面积}}\nq_food: {", 2, "element_and_situation"),
        ("blocks.yaml", "[ap_name, right", "[ap_name, ap_name, right", 1, "listed_twice"),
        ("blocks.yaml", "elements: [ag_name]", "elements: ag_name", 2, "not_a_list"),
        ("blocks.yaml", "shown_if: q_agent", "shown_if: ag_name != null", 2, "condition_circular"),
        ("items/business.yaml", "area: 商事登记", "area: 商事", 4, "unknown_area"),
        ("items/business.yaml", "[M-APP, M-LIC]", "[M-APP, M-LEASE]", 29, "main_and_deferrable"),
        ("items/business.yaml", "{M-LEASE: 3}", "{M-LEASE: 6}", 29, "deferrable_too_long"),
        ("items/business.yaml", "{M-LEASE: 3}", "{M-LEASE: 0}", 29, "deferrable_too_long"),
        ("items/business.yaml", "{M-LEASE: 3}", "{M-LEASE: soon}", 29, "not_whole"),
        ("items/business.yaml", "main: [M-APP]", "main: [M-APP]\n  deferrable: {M-LEASE: 1}", 14, "instant_defers"),
        ("items/business.yaml", "promised: {days: 0}", "promised: {days: 2}", 8, "instant_with_days"),
        ("items/business.yaml", "promised: {days: 5}", "promised: {days: 11}", 23, "promise_beyond_law"),
        ("items/business.yaml", "legal: {days: 10}", "legal: {days: 10, unit: d}", 22, "unknown_unit"),
        ("items/business.yaml", "promised: {days: 0}", "promised: {days: -1}", 8, "days_negative"),
        ("items/business.yaml", "main: [M-APP]", "main: [M-APP, M-LIC]", 14, "needs_own_result"),
        ("themes.yaml", "wanted_if: q_food", "wanted_if: q_agent", 6, "situation_not_asked"),
        ("calendar.yaml", "2026-01-02", "2026-02-30", 4, "not_a_day"),
        ("calendar.yaml", "2026-01-02", "2027-01-02", 4, "day_outside"),
        ("calendar.yaml", "[2026-01-04]", "[2026-01-02]", 5, "day_twice"),
        ("hall.yaml", "organ: 小", "organ: 小\n  zone: Mars/Base", 5, "unknown_zone"),
        ("hall.yaml", "block: A", "block: Z", 6, "not_defined"),
        ("materials.yaml", "M-LIC: {", "M-LIC: [", 4, "file_unreadable"),
        ("materials.yaml", "made: true, template: made, n", "made: true, n", 2, "template_missing"),
        ("materials.yaml", "template: made, n", "template: maid, n", 2, "unknown_template"),
        ("materials.yaml", "from_library: true", "template: receipt", 4, "template_unused"),
        ("materials.yaml", "from_library: true", "updates: M-LICENCE", 4, "unknown_material"),
        ("materials.yaml", "执照}, from", "执照}, updates: M-LIC, from", 4, "updates_updated"),
        ("materials.yaml", "from_library: true", "reusable_days: -1", 4, "days_negative"),
        (
            "materials.yaml",
            "made: true, template: made, n",
            "made: true, reusable_days: 9, template: made, n",
            2,
            "made_and_reusable",
        ),
        ("elements.yaml", "maximum: 9999", 'reusable: true, computed: "1 + 1"', 10, "computed_and_reusable"),
        ("parties.yaml", "kind: person", "kind: man", 1, "unknown_party_kind"),
        ("parties.yaml", "name: ap_name", "name: ap_nmae", 1, "unknown_element"),
        ("parties.yaml", "name: ap_name", "name: right", 1, "party_kind"),
        ("parties.yaml", "name: ap_name", "name: ap_name, phone: area", 1, "party_kind"),
        ("parties.yaml", "name: ap_name", "name: ap_name, id_type: a, id_type_of: right", 1, "party_type_twice"),
        ("parties.yaml", "name: ap_name", "name: name, table: area", 1, "party_kind"),
        ("parties.yaml", "name: ap_name", "name: nmae, table: staff", 1, "unknown_column"),
        ("parties.yaml", "name: ap_name", "name: since, table: staff", 1, "party_kind"),
        ("items/business.yaml", "fees: []", "fees: [{name: {zh: 费}, amount: 20元}]", 9, "not_an_amount"),
        ("items/business.yaml", "fees: []", 'fees: [{name: {zh: 费}, amount: "-1"}]', 9, "not_an_amount"),
        ("items/business.yaml", "fees: []", "fees: [{name: {zh: 费}}, {name: {zh: 费}}]", 9, "listed_twice"),
        ("items/business.yaml", "fees: []", "steps: [{zh: 收件}, {zh: ' '}]", 9, "step_empty"),
        ("items/business.yaml", "fees: []", "policy: {offer: closing}", 9, "closing_without_day"),
        ("items/business.yaml", "fees: []", "policy: {offer: closing, until: soon}", 9, "not_a_day"),
        ("items/business.yaml", "fees: []", "policy: {until: 2026-12-31}", 9, "until_unused"),
        ("items/business.yaml", "fees: []", "policy: {offer: shut}", 9, "not_one_of_far"),
        ("themes.yaml", "limit: {days: 7}", "limit: {days: 7, unit: x}", 8, "unknown_unit"),
    ],
)
def test_each_fault_is_named_at_its_line(source: Path, file: str, old: str, new: str, line: int, code: str) -> None:
    edit(source, file, old, new)
    assert (file, line, code) in told(check(source))


@pytest.mark.parametrize(
    ("written", "sources"), [("ap_name", ("ap_name",)), ("[ap_name, also]", ("ap_name", "also")), ("''", ())]
)
def test_one_source_of_a_fact_needs_no_list(source: Path, written: str, sources: tuple[str, ...]) -> None:
    edit(source, "elements.yaml", "right:\n", "also: {label: {zh: 别名}, kind: text}\nright:\n")
    edit(source, "elements.yaml", "same_as: ap_name", f"same_as: {written}")
    assert read_source(source).elements["ag_name"].same_as == sources


def test_an_item_that_nobody_could_apply_for_is_found(source: Path) -> None:
    edit(source, "parties.yaml", "name: ap_name", "name: name, table: staff")
    assert told(check(source)) == [("items/business.yaml", 1, "item_without_party")]


def test_a_broken_party_is_no_second_error(source: Path) -> None:
    edit(source, "parties.yaml", "name: ap_name", "nmae: ap_name")
    assert {(file, code) for file, _, code in told(check(source))} == {
        ("parties.yaml", "unknown_key"),
        ("parties.yaml", "missing_key"),
    }


def test_results_that_wait_for_each_other_are_found(source: Path) -> None:
    edit(source, "items/business.yaml", "main: [M-APP]", "main: [M-APP, M-LEASE]")
    edit(source, "items/business.yaml", "own: [staff]", "own: [staff]\n  result_materials: [M-POA]")
    edit(source, "items/business.yaml", "M-LEASE]", "M-POA]")
    assert ("items/business.yaml", 28, "results_circular") in told(check(source))


def test_a_broken_entry_is_no_unknown_reference_elsewhere(source: Path) -> None:
    edit(source, "elements.yaml", "kind: decimal", "kind: deci")
    assert told(check(source)) == [("elements.yaml", 10, "not_one_of")]


def test_what_would_be_right_is_said(source: Path) -> None:
    edit(source, "elements.yaml", "kind: decimal", "kind: decimla")
    edit(source, "blocks.yaml", "shown_if", "show_if")
    errors = {error.file: error.message.params for error in check(source)}
    assert errors["elements.yaml"]["near"] == "decimal"
    assert "daterange" in errors["elements.yaml"]["known"]
    assert errors["blocks.yaml"]["near"] == "shown_if"


def test_an_unreadable_sheet_is_one_error(source: Path) -> None:
    (source / "situations.yaml").unlink()
    assert told(check(source)) == [("situations.yaml", 0, "file_missing")]
    (source / "situations.yaml").write_bytes("q_agent: {question: {zh: 代办}}".encode("gb18030"))
    assert told(check(source)) == [("situations.yaml", 0, "file_not_utf8")]


def test_a_template_that_is_not_utf8_is_named(source: Path) -> None:
    (source / "templates" / "receipt.html").write_bytes("<p>收件</p>".encode("gb18030"))
    assert told(check(source)) == [("templates/receipt.html", 0, "file_not_utf8")]


def test_a_template_that_cannot_be_read_is_no_unknown_template_elsewhere(source: Path) -> None:
    (source / "templates" / "made.html").write_bytes("<p>申请</p>".encode("gb18030"))
    assert told(check(source)) == [("templates/made.html", 0, "file_not_utf8")]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("<p>\n{% if paper.copy %}\n</p>\n", 2, "template_unreadable"),
        ("<p>\n\n{{ paper.title }\n", 3, "template_unreadable"),
        ("<p>\n{{ papre.title }}</p>\n", 2, "template_foreign"),
    ],
)
def test_a_template_that_could_not_be_printed_is_found(source: Path, text: str, line: int, code: str) -> None:
    (source / "templates" / "receipt.html").write_text(text, encoding="utf-8")
    assert told(check(source)) == [("templates/receipt.html", line, code)]


def test_a_paper_without_a_template_is_found(source: Path) -> None:
    (source / "templates" / "deferral_notice.html").unlink()
    (error,) = check(source)
    assert (error.file, error.line) == ("templates/deferral_notice.html", 0)
    assert error.message.params == {"name": "deferral_notice"}


def test_an_alias_to_itself_is_no_endless_loop(source: Path) -> None:
    edit(source, "departments.yaml", "scjg: {", "scjg: &me {former_names: [*me], ")
    assert ("departments.yaml", 1, "alias_circular") in told(check(source))


def test_the_refusal_counts_what_it_carries() -> None:
    with pytest.raises(SourceRefused) as refused:
        read_source(BAD / "circular_condition")
    assert refused.value.message.params == {"count": "2"} == {"count": str(len(refused.value.errors))}


def test_a_file_is_built_whole_or_not_at_all(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "catalog.ycat"
    built = build_file(source, target)
    assert read_package(target.read_bytes(), built.id) == read_source(source)
    edit(source, "elements.yaml", "kind: decimal", "kind: deci")
    with pytest.raises(SourceRefused):
        build_file(source, target)
    assert target.read_bytes() == built.data
    assert [path.name for path in tmp_path.glob("catalog*")] == ["catalog.ycat"]


def test_a_target_that_cannot_be_replaced_leaves_nothing_behind(source: Path, tmp_path: Path) -> None:
    (tmp_path / "catalog.ycat").mkdir()
    with pytest.raises(OSError):
        build_file(source, tmp_path / "catalog.ycat")
    assert [path.name for path in tmp_path.glob("*.part")] == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("folder", ["duplicate_element", "unknown_reference", "circular_condition"])
def test_errors_read_as_sentences(language: str, folder: str) -> None:
    sentences = tomllib.loads((WORDS / language / "catalog.toml").read_text(encoding="utf-8"))
    words = Words(sentences, language=language)
    for error in check(BAD / folder):
        said = words.say(error.message)
        assert said != error.message.code and "{" not in said


def test_the_sample_is_sound(sample: Catalog) -> None:
    assert len(sample.items) == 53
    assert len(sample.themes) == 5
