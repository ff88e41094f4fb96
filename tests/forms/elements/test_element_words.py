from __future__ import annotations

import re
import string
from pathlib import Path

import forms.elements

SOURCE = Path(forms.elements.__file__).parent
CODE = re.compile(r'"(element\.(?!cell\.)[a-z_.]+)"')
PLACES = {"zh_CN": "第 {row} 行“{column}”：", "en": 'Row {row}, "{column_en}": '}
CELL_ONLY = "element.table.cell_missing"


def used_codes() -> set[str]:
    return {code for file in SOURCE.glob("*.py") for code in CODE.findall(file.read_text(encoding="utf-8"))}


def whole_table(used: set[str]) -> set[str]:
    return {code for code in used if code.startswith("element.table.")} - {CELL_ONLY}


def twin(code: str) -> str:
    return code.replace("element.", "element.cell.", 1)


def test_every_code_has_a_sentence_in_both_languages_and_none_is_left_over(sentences):
    used = used_codes()
    assert len(used) > 50
    wanted = used - {CELL_ONLY} | {twin(code) for code in used - whole_table(used)}
    for language in sentences:
        assert set(sentences[language]) == wanted


def test_a_cells_sentence_is_the_fields_sentence_after_its_place(sentences):
    for language, place in PLACES.items():
        for code in used_codes() - whole_table(used_codes()) - {CELL_ONLY}:
            assert sentences[language][twin(code)] == place + sentences[language][code]


def test_both_languages_fill_the_same_places(sentences):
    def names(sentence: str) -> set[str]:
        return {name.removesuffix("_en") for _, name, _, _ in string.Formatter().parse(sentence) if name}

    for code, sentence in sentences["zh_CN"].items():
        assert names(sentence) == names(sentences["en"][code]), code
