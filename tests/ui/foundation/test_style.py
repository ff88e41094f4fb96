from __future__ import annotations

import re
from dataclasses import fields

import pytest
from PyQt5.QtGui import QColor, QFontInfo
from PyQt5.QtSvg import QSvgRenderer
from PyQt5.QtWidgets import QCheckBox, QLineEdit, QPushButton

from client.ui.style.apply import next_text_size
from client.ui.style.icons import icon_names, icon_pixmap
from client.ui.style.look import current_look
from client.ui.style.paths import ICONS, RESOURCES
from client.ui.style.tokens import LEVELS, high_contrast, light

SOURCES = RESOURCES.parent / "client" / "ui"
NEEDED_ICONS = (
    *("workbench", "new", "applications", "deferral", "issue", "sync", "settings", "search", "check", "warning"),
    *("error", "clock", "scan", "attach", "paste", "page", "print", "arrow-right", "arrow-down", "user", "link-on"),
    *("link-weak", "link-off", "lock", "calendar", "close", "plus", "minus", "phone", "inbox"),
)


def luminance(colour: str) -> float:
    channels = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("tokens", "least"), [(light(), 4.5), (high_contrast(), 7.0)])
def test_text_is_readable_on_every_ground_it_stands_on(tokens, least):
    pairs = [(ink, ground) for ink in ("ink", "ink_2", "ink_3") for ground in ("surface", "canvas")]
    pairs += [(level, ground) for level in LEVELS for ground in ("surface", f"{level}_soft")]
    pairs += [("on_primary", ground) for ground in ("primary", "primary_hover", "primary_pressed")]
    pairs += [("on_primary", level) for level in LEVELS] + [("primary", "canvas"), ("primary", "primary_soft")]
    pairs += [(level, "primary_soft") for level in LEVELS] + [("ink_3", "disabled_soft"), ("ink_3", "primary_soft")]
    weak = {pair: contrast(tokens.colour(pair[0]), tokens.colour(pair[1])) for pair in pairs}
    assert {pair: value for pair, value in weak.items() if value < least} == {}


@pytest.mark.parametrize("tokens", [light(), high_contrast()])
def test_borders_of_fields_and_the_focus_ring_can_be_seen(tokens):
    for ground in (tokens.surface, tokens.canvas):
        assert contrast(tokens.line_strong, ground) >= 3
        assert contrast(tokens.primary, ground) >= 3
    assert tokens.ring >= 2


def test_colours_are_written_only_in_the_tokens():
    found = [
        f"{path.relative_to(SOURCES)}: {match}"
        for path in SOURCES.rglob("*.py")
        if path.name != "tokens.py"
        for match in re.findall(r"#[0-9A-Fa-f]{6}\b|\brgba?\(|Qt\.(?:red|green|blue|yellow|gray)\b", path.read_text())
    ]
    assert found == []


def test_an_unknown_colour_is_an_error():
    with pytest.raises(KeyError):
        light().colour("mauve")
    with pytest.raises(KeyError):
        light().colour("space_1")
    assert {field.name for field in fields(light())} >= set(LEVELS)


@pytest.mark.parametrize("name", sorted({*NEEDED_ICONS, *(path.stem for path in ICONS.glob("*.svg"))}))
def test_icons_are_of_one_set_and_one_weight(name, desk_app):
    svg = (ICONS / f"{name}.svg").read_text("utf-8")
    assert QSvgRenderer(str(ICONS / f"{name}.svg")).isValid()
    assert 'viewBox="0 0 24 24"' in svg
    assert re.findall(r'stroke-width="([^"]+)"', svg) == ["1.75"]
    assert 'stroke="currentColor"' in svg
    assert "#" not in svg
    drawn = icon_pixmap(name, "danger", 48).toImage()
    colours = {
        drawn.pixelColor(x, y).name().upper()
        for x in range(48)
        for y in range(48)
        if drawn.pixelColor(x, y).alpha() == 255
    }
    assert light().danger in colours
    assert name in icon_names()


def test_everything_grows_with_the_text_and_shrinks_again(desk_app, dress, shown):
    for widget in (QLineEdit(), QPushButton("受理"), QCheckBox("同意")):
        dress(1.0)
        shown(widget, (400, 60))
        before = widget.sizeHint().height()
        dress(2.0)
        assert 1.7 <= widget.sizeHint().height() / before <= 2.3
        dress(1.0)
        assert widget.sizeHint().height() == before


def test_the_scale_stays_between_100_and_200_percent(dress):
    assert dress(3.0).scale == 2.0
    assert dress(0.5).scale == 1.0
    assert current_look().scale == 1.0


def test_f11_goes_through_the_text_sizes_and_begins_again():
    sizes = [1.0]
    while len(sizes) < 6:
        sizes.append(next_text_size(sizes[-1]))
    assert sizes == [1.0, 1.25, 1.5, 1.75, 2.0, 1.0]


def test_the_font_of_the_desk_has_chinese(desk_app):
    assert QFontInfo(desk_app.font()).family() in ("WenQuanYi Micro Hei", "Noto Sans CJK SC", "Source Han Sans SC")


def test_fields_and_buttons_are_equally_high(desk_app, shown):
    line, button = shown(QLineEdit()), shown(QPushButton("保存"))
    assert line.sizeHint().height() == button.sizeHint().height() == current_look().field_height()


@pytest.mark.parametrize("make", [QLineEdit, lambda: QPushButton("保存")])
def test_focus_does_not_move_anything(make, desk_app, shown):
    widget = make()
    shown(widget, (200, 60))
    widget.clearFocus()
    before = widget.sizeHint()
    widget.setFocus()
    assert widget.sizeHint() == before
