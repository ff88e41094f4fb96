"""Draws the code of a paper as a vector, so that it stays sharp at every printer's density."""

from __future__ import annotations

from collections.abc import Iterable

import segno
from PyQt5.QtCore import QRectF, Qt
from PyQt5.QtGui import QPainter, QPainterPath

_QUIET_ZONE = 4
"""Modules of white around a code (ISO/IEC 18004)."""


def draw_code(painter: QPainter, area: QRectF, text: str) -> None:
    """Fill the square `area` with the code of `text`, its quiet zone included."""
    code = segno.make_qr(text, error="m", encoding="utf-8")
    side = code.symbol_size(scale=1, border=_QUIET_ZONE)[0]
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for y, row in enumerate(code.matrix_iter(border=_QUIET_ZONE)):
        for x, length in _runs(row):
            path.addRect(QRectF(x, y, length, 1))
    painter.save()
    painter.translate(area.topLeft())
    painter.scale(area.width() / side, area.height() / side)
    painter.fillPath(path, Qt.GlobalColor.black)
    painter.restore()


def _runs(row: Iterable[int]) -> list[tuple[int, int]]:
    """Start and length of each run of dark modules: one rectangle each leaves no hairlines between modules."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((x, 1))
    return runs
