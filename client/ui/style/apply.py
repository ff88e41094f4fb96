"""Gives the application its look: process attributes, font, palette, base style and style sheet."""

from __future__ import annotations

import sys

from PyQt5.QtCore import QCoreApplication, Qt
from PyQt5.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PyQt5.QtWidgets import QApplication

from client.ui.style.desk_style import DeskStyle
from client.ui.style.look import Look, remember_look
from client.ui.style.sheet import build_sheet
from client.ui.style.tokens import Tokens, high_contrast, light

FONT_STACK = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
TEXT_SIZES = (1.0, 1.25, 1.5, 1.75, 2.0)
MIN_SCALE, MAX_SCALE = TEXT_SIZES[0], TEXT_SIZES[-1]


def prepare_process() -> None:
    """Set what Qt reads only once; call before the QApplication is made.

    Fractional screen scales (125 %, 150 %) are passed through on Windows only: elsewhere they blur frames.
    """
    QCoreApplication.setAttribute(Qt.AA_EnableHighDpiScaling, True)
    QCoreApplication.setAttribute(Qt.AA_UseHighDpiPixmaps, True)
    if sys.platform == "win32":
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)


def apply_style(app: QApplication, scale: float = 1.0, contrast: bool = False) -> Look:
    """Dress `app`; may be called again at any time to change text size or contrast. Gives the look it set."""
    tokens = high_contrast() if contrast else light()
    look = Look(tokens, min(MAX_SCALE, max(MIN_SCALE, scale)))
    if not isinstance(app.property("yichuang_style"), DeskStyle):
        style = DeskStyle()
        app.setStyle(style)
        app.setProperty("yichuang_style", style)
    app.setFont(_desk_font(tokens.type_base * look.scale))
    remember_look(app, look)
    app.setPalette(_palette(tokens))
    app.setStyleSheet(build_sheet(look))
    return look


def next_text_size(scale: float) -> float:
    """The next larger text size, after the largest the smallest again (F11)."""
    return next((size for size in TEXT_SIZES if size > scale), MIN_SCALE)


def _desk_font(points: float) -> QFont:
    """The first installed family of the stack leads; Qt falls through the rest for missing characters."""
    installed = set(QFontDatabase().families())
    families = [family for family in FONT_STACK if family in installed]
    font = QFont()
    if families:
        font.setFamily(families[0])
        font.setFamilies(families)
    font.setPointSizeF(points)
    font.setStyleHint(QFont.SansSerif)
    return font


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.Window: tokens.canvas,
        QPalette.WindowText: tokens.ink,
        QPalette.Base: tokens.surface,
        QPalette.AlternateBase: tokens.canvas,
        QPalette.Text: tokens.ink,
        QPalette.Button: tokens.surface,
        QPalette.ButtonText: tokens.ink,
        QPalette.BrightText: tokens.danger,
        QPalette.Highlight: tokens.primary,
        QPalette.HighlightedText: tokens.on_primary,
        QPalette.Link: tokens.primary,
        QPalette.LinkVisited: tokens.primary,
        QPalette.ToolTipBase: tokens.ink,
        QPalette.ToolTipText: tokens.surface,
        QPalette.PlaceholderText: tokens.ink_3,
        QPalette.Light: tokens.surface,
        QPalette.Midlight: tokens.canvas,
        QPalette.Mid: tokens.line,
        QPalette.Dark: tokens.line_strong,
        QPalette.Shadow: tokens.ink_3,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.WindowText, QPalette.Text, QPalette.ButtonText):
        palette.setColor(QPalette.Disabled, role, QColor(tokens.disabled))
    palette.setColor(QPalette.Disabled, QPalette.Base, QColor(tokens.disabled_soft))
    return palette
