"""The page: A4 portrait with the type area of official papers (GB/T 9704-2012), in millimetres and layout units."""

from __future__ import annotations

from PyQt5.QtCore import QRectF

LAYOUT_DPI = 600
"""Layout units per inch. Pages are laid out at this density alone, so preview, PDF and every printer break alike."""

_UNITS_PER_MM = LAYOUT_DPI / 25.4


def units(mm: float) -> float:
    """Layout units for a length in millimetres."""
    return mm * _UNITS_PER_MM


def _area(left: float, top: float, width: float, height: float) -> QRectF:
    return QRectF(units(left), units(top), units(width), units(height))


PAGE = _area(0, 0, 210, 297)
TYPE_AREA = _area(28, 37, 156, 225)
"""天头 37 mm, 订口 28 mm, 版心 156 x 225 mm."""
CODE = _area(162, 9, 22, 22)
CODE_CAPTION = _area(152, 31, 42, 5)
FOOTER = _area(28, 266, 156, 8)
