"""Sources that are made, or have grown, to fill the memory: refused with a message, within 10 s and 500 MB."""

import os
import resource
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from forms.catalog.cli import check
from forms.catalog.limits import MAX_DEPTH, MAX_ENTRIES, MAX_FAULTS, MAX_FILE_SIZE, MAX_FILES, MAX_TEXT, MAX_VALUES

pytestmark = pytest.mark.slow

SMALL = Path(__file__).parent / "small"
ROOT = Path(__file__).parents[3]
MEMORY = 500 * 1024 * 1024
SECONDS = 10.0

CHECK = textwrap.dedent("""
    import sys
    from pathlib import Path
    from forms.catalog.cli import check
    errors = check(Path(sys.argv[1]))
    for error in errors[:20]:
        print(error.message.code)
    print(len(errors))
""")


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def checked_by_a_child(source: Path) -> list[str]:
    """The codes of the first errors, found by a process that may use 500 MB and 10 s of computing."""
    begun = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    child = subprocess.run(
        [sys.executable, "-c", CHECK, str(source)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=limited,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert child.returncode == 0, child.stderr[-2000:]
    computed = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # On a machine that does other things too, the seconds of this process count, not those on the wall.
    assert min(computed, time.monotonic() - begun) < SECONDS
    return child.stdout.split()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    shutil.copytree(SMALL, folder)
    return folder


def many_items(folder: Path) -> None:
    with (folder / "items" / "many.yaml").open("w", encoding="utf-8") as sheet:
        sheet.writelines(f"I{number}: {{name: {{zh: 事项}}}}\n" for number in range(100_000))


def many_short_items(folder: Path) -> None:
    with (folder / "items" / "many.yaml").open("w", encoding="utf-8") as sheet:
        sheet.writelines(f"I{number}: no\n" for number in range(100_000))


def many_whole_items(folder: Path) -> None:
    item = (SMALL / "items" / "business.yaml").read_text(encoding="utf-8").split("\n\n")[1]
    for part in range(10):
        items = (item.replace("FOOD:", f"FOOD{part}-{number}:", 1) for number in range(10_000))
        (folder / "items" / f"{part}.yaml").write_text("\n\n".join(items), encoding="utf-8")


def one_string(folder: Path) -> None:
    (folder / "situations.yaml").write_text(f"q_agent: {{question: {{zh: {'代' * 3_500_000}}}}}\n", encoding="utf-8")


def one_template(folder: Path) -> None:
    (folder / "templates" / "made.html").write_bytes(b"<p>" * 4_000_000)


def aliases_of_aliases(folder: Path) -> None:
    levels = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    (folder / "elements.yaml").write_text("\n".join(levels), encoding="utf-8")


def brackets(folder: Path) -> None:
    (folder / "elements.yaml").write_text("a: " + "[" * 1_000_000 + "]" * 1_000_000, encoding="utf-8")


def indents(folder: Path) -> None:
    lines = (f"{' ' * depth}a:" for depth in range(2_000))
    (folder / "elements.yaml").write_text("\n".join(lines), encoding="utf-8")


def a_million_lines(folder: Path) -> None:
    (folder / "elements.yaml").write_text("- a\n" * 1_000_000, encoding="utf-8")


def a_million_comments(folder: Path) -> None:
    (folder / "elements.yaml").write_text("# 数据元\n" * 1_000_000, encoding="utf-8")


def many_files(folder: Path) -> None:
    for number in range(MAX_FILES):
        (folder / "items" / f"{number}.yaml").touch()


def many_large_files(folder: Path) -> None:
    for number in range(8):
        (folder / "items" / f"{number}.yaml").write_bytes(b"#" * (MAX_FILE_SIZE - 1))


def an_endless_file(folder: Path) -> None:
    (folder / "elements.yaml").unlink()
    (folder / "elements.yaml").symlink_to("/dev/zero")


def many_unknown_keys(folder: Path) -> None:
    keys = ", ".join(f"k{number}: a" for number in range(100_000))
    (folder / "blocks.yaml").write_text(f"P: {{label: {{zh: 块}}, elements: [], {keys}}}\n", encoding="utf-8")


def many_circles(folder: Path) -> None:
    with (folder / "elements.yaml").open("a", encoding="utf-8") as sheet:
        for number in range(0, MAX_ENTRIES - 10, 2):
            for one, other in ((number, number + 1), (number + 1, number)):
                sheet.write(f"e{one}: {{label: {{zh: 字段}}, kind: text, same_as: e{other}}}\n")


def many_conditions(folder: Path) -> None:
    with (folder / "elements.yaml").open("a", encoding="utf-8") as sheet:
        for number in range(MAX_ENTRIES - 10):
            sheet.write(f"e{number}: {{label: {{zh: 字段}}, kind: text, shown_if: area > {number}}}\n")


def many_unknown_names(folder: Path) -> None:
    elements = (f"element_{number}: {{label: {{zh: 字段}}, kind: text}}\n" for number in range(MAX_ENTRIES - 10))
    with (folder / "elements.yaml").open("a", encoding="utf-8") as sheet:
        sheet.writelines(elements)
    unknown = ", ".join(f"elemnet_{number}" for number in range(20_000))
    (folder / "blocks.yaml").write_text(f"P: {{label: {{zh: 块}}, elements: [{unknown}]}}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (many_items, "too_many_values"),
        (many_short_items, "too_many_entries"),
        (many_whole_items, "source_too_large"),
        (one_string, "file_too_large"),
        (one_template, "file_too_large"),
        (aliases_of_aliases, "too_many_values"),
        (brackets, "too_deep"),
        (indents, "too_deep"),
        (a_million_lines, "too_many_values"),
        (a_million_comments, "file_too_large"),
        (many_files, "too_many_files"),
        (many_large_files, "source_too_large"),
        (an_endless_file, "file_missing"),
        (many_unknown_names, "more_faults"),
        (many_unknown_keys, "more_faults"),
        (many_circles, "same_as_circular"),
        (many_conditions, "too_many_conditions"),
    ],
)
def test_what_would_fill_the_memory_is_refused(source: Path, spoil: Callable[[Path], None], code: str) -> None:
    spoil(source)
    assert f"catalog.{code}" in checked_by_a_child(source)


def test_limits_are_said_with_the_line(source: Path) -> None:
    (source / "situations.yaml").write_text(
        f"q_agent: {{question: {{zh: 代办}}}}\nq_food: {{question: {{zh: {'食' * (MAX_TEXT + 1)}}}}}\n",
        encoding="utf-8",
    )
    (error,) = check(source)
    assert (error.file, error.line, error.message.code) == ("situations.yaml", 2, "catalog.text_too_long")
    assert error.message.params == {"key": "situations.q_food.question.zh", "limit": str(MAX_TEXT)}


@pytest.mark.parametrize("name", ["''", "A" * 65])
def test_an_id_has_a_length(source: Path, name: str) -> None:
    with (source / "departments.yaml").open("a", encoding="utf-8") as sheet:
        sheet.write(f"{name}: {{name: {{zh: 局}}}}\n")
    (error,) = check(source)
    assert (error.file, error.line, error.message.code) == ("departments.yaml", 2, "catalog.id_length")


def test_what_is_just_allowed_is_read(source: Path) -> None:
    deep = "[" * (MAX_DEPTH - 2) + "]" * (MAX_DEPTH - 2)
    (source / "situations.yaml").write_text(
        f"q_agent: {{question: {{zh: {'代' * MAX_TEXT}}}}}\nq_food: {{question: {deep}}}\n", encoding="utf-8"
    )
    assert [error.message.code for error in check(source)] == ["catalog.not_a_mapping"]


def test_a_limit_of_values_counts_every_sheet(source: Path) -> None:
    half = "x: [" + "a, " * (MAX_VALUES // 2) + "]\n"
    (source / "items" / "one.yaml").write_text(half, encoding="utf-8")
    assert "catalog.too_many_values" not in [error.message.code for error in check(source)]
    (source / "items" / "two.yaml").write_text(half.replace("x:", "y:"), encoding="utf-8")
    assert [(error.file, error.message.code) for error in check(source)].count(
        ("items/two.yaml", "catalog.too_many_values")
    ) == 1


def test_more_errors_than_anybody_reads_are_counted(source: Path) -> None:
    wrong = "".join(f"d{number}: {{}}\n" for number in range(MAX_FAULTS + 1))
    (source / "departments.yaml").write_text("scjg: {name: {zh: 局}}\n" + wrong, encoding="utf-8")
    errors = check(source)
    assert len(errors) == MAX_FAULTS + 1
    assert [error.message.code for error in errors if not error.file] == ["catalog.more_faults"]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("a: 1\n---\nb: 2\n", 3, "several_documents"),
        ("a: 1\n? [b]\n: 2\n", 2, "key_not_text"),
        ("a: 1\nb: *nowhere\n", 2, "alias_unknown"),
        ("a: &b {c: *b}\n", 1, "alias_circular"),
    ],
)
def test_what_yaml_allows_and_a_sheet_does_not(source: Path, text: str, line: int, code: str) -> None:
    (source / "situations.yaml").write_text(text, encoding="utf-8")
    assert ("situations.yaml", line, f"catalog.{code}") in [(e.file, e.line, e.message.code) for e in check(source)]


def test_a_file_saved_with_a_byte_order_mark_is_read(source: Path) -> None:
    sheet = source / "situations.yaml"
    sheet.write_bytes(b"\xef\xbb\xbf" + sheet.read_bytes())
    assert check(source) == ()
