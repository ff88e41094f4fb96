"""Line icons of one set, drawn from `resources/icons/*.svg` in a colour of the tokens."""

from __future__ import annotations

from PyQt5.QtCore import QByteArray, QRectF, Qt
from PyQt5.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PyQt5.QtSvg import QSvgRenderer

from client.ui.style.look import current_look
from client.ui.style.paths import ICONS


def icon(name: str, color_token: str = "ink_2", size: int = 0) -> QIcon:
    """The icon `name` in a colour of the tokens; greyed by itself on disabled buttons. See `icon_pixmap`."""
    made = QIcon(icon_pixmap(name, color_token, size))
    made.addPixmap(icon_pixmap(name, "disabled", size), QIcon.Disabled)
    return made


def icon_pixmap(name: str, color_token: str = "ink_2", size: int = 0) -> QPixmap:
    """The icon as a picture of `size` px (0: beside base text), sharp on dense screens.

    Raises KeyError for an unknown colour and FileNotFoundError for an unknown icon.
    """
    look = current_look()
    colour = look.tokens.colour(color_token)
    side = size or look.icon_size()
    ratio = QGuiApplication.instance().devicePixelRatio()
    key = f"icon/{name}/{colour}/{side}/{ratio}"
    cached = QPixmapCache.find(key)
    if cached is not None:
        return cached
    made = _render((ICONS / f"{name}.svg").read_text("utf-8"), colour, side, ratio)
    QPixmapCache.insert(key, made)
    return made


def icon_names() -> tuple[str, ...]:
    """Every icon of the set, sorted."""
    return tuple(sorted(path.stem for path in ICONS.glob("*.svg")))


def _render(svg: str, colour: str, side: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))
    pixels = round(side * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
