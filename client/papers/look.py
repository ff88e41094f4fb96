"""How papers look: type sizes, rules and spaces for the few elements and classes that templates use."""

from __future__ import annotations

from PyQt5.QtGui import QGuiApplication

BODY_PT = 10.5
"""五号, the size of forms."""
SMALL_PT = 9.0

_SHEET = """
body {{ line-height: 135%; }}
h2 {{ font-size: 14pt; font-weight: bold; text-align: center; margin-top: 0px; margin-bottom: {s1}px; }}
h1 {{ font-size: 20pt; font-weight: bold; text-align: center; margin-top: 0px; margin-bottom: {s2}px; }}
h3 {{ font-size: 10.5pt; font-weight: bold; margin-top: {s3}px; margin-bottom: {s1}px; }}
p {{ margin-top: {s1}px; margin-bottom: {s1}px; line-height: 150%; }}
p.number {{ text-align: right; margin-bottom: {s2}px; }}
p.to {{ font-size: 12pt; }}
p.text {{ font-size: 12pt; text-indent: {indent}px; }}
p.right {{ text-align: right; }}
p.small {{ font-size: 9pt; }}
table.grid {{ border-collapse: collapse; border: {rule}px solid #000000; margin-top: 0px; margin-bottom: {s2}px; }}
table.grid td, table.grid th {{ border: {rule}px solid #000000; padding: {pad}px; vertical-align: middle; }}
th {{ font-weight: bold; text-align: center; background-color: #EDEDED; }}
th.section {{ text-align: left; }}
td.label {{ text-align: center; background-color: #F7F7F7; }}
td.centre {{ text-align: center; }}
table.plain td {{ padding: {pad}px; }}
"""

_LENGTHS = {"s1": 4.0, "s2": 8.0, "s3": 12.0, "rule": 1.0, "pad": 4.0, "indent": 32.0}
"""In px of 1/96 inch."""


def style_sheet() -> str:
    """The style sheet of papers. Qt reads px as dots of the screen, so they are set for the screen at hand."""
    screen = QGuiApplication.primaryScreen()
    dots_per_px = screen.logicalDotsPerInch() / 96 if screen is not None else 1.0
    return _SHEET.format_map({name: f"{length * dots_per_px:.3f}" for name, length in _LENGTHS.items()})
