"""How papers look: type sizes, rules and spaces for the few elements and classes that templates use."""

from __future__ import annotations

from PyQt5.QtGui import QGuiApplication

from client.papers.page import LAYOUT_DPI

BODY_PT = 10.5
"""五号, the size of forms."""
SMALL_PT = 9.0
CELL_BELOW_PX = 4.0
"""Space between the text of a cell and its lower rule, in px of 1/96 inch."""

_SHEET = """
body {{ line-height: 120%; }}
h2 {{ font-size: 14pt; font-weight: bold; text-align: center; margin-top: 0px; margin-bottom: {below}px; }}
h1 {{ font-size: 20pt; font-weight: bold; text-align: center; margin-top: 0px; margin-bottom: {s2}px; }}
h3 {{ font-size: 10.5pt; font-weight: bold; margin-top: {s3}px; margin-bottom: 0px; }}
p {{ margin-top: {gap}px; margin-bottom: 0px; line-height: 135%; }}
p.number {{ text-align: right; margin-bottom: {s2}px; }}
p.to {{ font-size: 12pt; }}
p.text {{ font-size: 12pt; text-indent: {indent}px; }}
p.small, span.small {{ font-size: 9pt; }}
table.grid {{ border-collapse: collapse; border: {rule}px solid #000000; margin-top: {s2}px; }}
table.grid td, table.grid th {{ border: {rule}px solid #000000; vertical-align: middle; }}
td, th {{ padding-left: {side}px; padding-right: {side}px; padding-top: {above}px; padding-bottom: {below}px; }}
th {{ font-weight: bold; text-align: center; background-color: #EDEDED; }}
th.section {{ text-align: left; }}
td.label {{ text-align: center; background-color: #F7F7F7; }}
td.centre {{ text-align: center; }}
table.plain {{ border-collapse: collapse; margin-top: {s2}px; }}
table.plain td {{ padding-top: {below}px; line-height: 140%; }}
td p.text {{ margin-top: 0px; }}
td.right {{ text-align: right; }}
td.small {{ font-size: 9pt; }}
"""

_LENGTHS = {
    "s2": 8.0,
    "s3": 10.0,
    "gap": 5.0,
    "rule": 1.0,
    "side": 4.0,
    "above": 6.0,
    "below": CELL_BELOW_PX,
}
"""In px of 1/96 inch."""

_INDENT_PT = 24.0
"""Two characters of running text."""


def style_sheet() -> str:
    """The style sheet of papers. Qt reads px as dots of the screen at hand, but an indent in layout units."""
    screen = QGuiApplication.primaryScreen()
    dots_per_px = screen.logicalDotsPerInch() / 96 if screen is not None else 1.0
    lengths = {name: f"{length * dots_per_px:.3f}" for name, length in _LENGTHS.items()}
    return _SHEET.format_map({**lengths, "indent": f"{_INDENT_PT * LAYOUT_DPI / 72:.0f}"})
