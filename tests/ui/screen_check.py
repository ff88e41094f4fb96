"""Looks at a window as a careful tester would: is text cut off, are glyphs missing, does Tab reach everything?

`assert_screen_ok(window, size=(1366, 768))` is for tests of any screen; `problems_of(window)` gives the list.
A widget whose attribute `elides` is true, or whose property `elides` is set, shortens itself on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator

from PyQt5.QtCore import QRect, QSize, Qt
from PyQt5.QtGui import QFontMetrics
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedLayout,
    QTabBar,
    QToolButton,
    QWidget,
)

_SLACK = 1
_UNSEEN = "\u200b\u200c\u200d\ufe0e\ufe0f\n\t\r"


def assert_screen_ok(window: QWidget, size: tuple[int, int] = (1366, 768), *, tab_order: bool = True) -> None:
    """Fail with one line per problem of `window` at `size` px."""
    problems = problems_of(window, size, tab_order=tab_order)
    assert not problems, "\n".join(["The screen has problems:", *problems])


def problems_of(window: QWidget, size: tuple[int, int] = (1366, 768), *, tab_order: bool = True) -> list[str]:
    """Every problem found, in words."""
    window.resize(*size)
    window.show()
    window.activateWindow()
    for _ in range(3):
        QApplication.processEvents()
    found = list(_size_problems(window, QSize(*size)))
    for widget in _visible(window):
        found += _text_problems(widget)
        found += _glyph_problems(widget)
        found += _parent_problems(widget, window)
        found += _scroll_problems(widget)
        found += _overlaps(widget)
    if tab_order:
        found += _tab_problems(window)
    return found


def _visible(window: QWidget) -> list[QWidget]:
    return [widget for widget in [window, *window.findChildren(QWidget)] if widget.isVisible()]


def _name(widget: QWidget) -> str:
    words = next((text for text in _texts(widget) if text), "") or widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} '{words}'"


def _size_problems(window: QWidget, size: QSize) -> Iterator[str]:
    if window.width() > size.width() + _SLACK or window.height() > size.height() + _SLACK:
        yield f"the window needs {window.width()} x {window.height()}, given {size.width()} x {size.height()}"


def _texts(widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        return [widget.text()]
    if isinstance(widget, QLineEdit):
        return [widget.text(), widget.placeholderText()]
    if isinstance(widget, QComboBox):
        return [widget.itemText(row) for row in range(widget.count())]
    if isinstance(widget, QTabBar):
        return [widget.tabText(index) for index in range(widget.count())]
    if isinstance(widget, QHeaderView) and widget.model() is not None:
        return [str(widget.model().headerData(at, widget.orientation()) or "") for at in range(widget.count())]
    return []


def _elides(widget: QWidget) -> bool:
    return bool(getattr(widget, "elides", False) or widget.property("elides"))


def _text_problems(widget: QWidget) -> list[str]:
    if _elides(widget):
        return []
    if isinstance(widget, QLabel):
        return _label_problems(widget)
    if isinstance(widget, QPushButton | QCheckBox | QRadioButton | QToolButton):
        return _button_problems(widget)
    if isinstance(widget, QHeaderView) and widget.orientation() == Qt.Horizontal:
        return _header_problems(widget)
    if isinstance(widget, QTabBar):
        return _tab_text_problems(widget)
    if isinstance(widget, QLineEdit) and widget.text() and not widget.hasFocus():
        return _line_problems(widget)
    return []


def _label_problems(label: QLabel) -> list[str]:
    if not label.text() or label.pixmap() is not None:
        return []
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        too_tall = label.height() + _SLACK < needed
        return [f"{_name(label)} needs {needed} px of height, has {label.height()}"] if too_tall else []
    needed = label.sizeHint()
    if needed.width() > label.width() + _SLACK or label.height() + _SLACK < QFontMetrics(label.font()).height():
        return [f"{_name(label)} needs {needed.width()} x {needed.height()}, has {label.width()} x {label.height()}"]
    return []


def _button_problems(button: QAbstractButton) -> list[str]:
    if not button.text():
        return []
    needed = button.minimumSizeHint() if isinstance(button, QPushButton) else button.sizeHint()
    if needed.width() > button.width() + _SLACK or needed.height() > button.height() + _SLACK:
        return [f"{_name(button)} needs {needed.width()} x {needed.height()}, has {button.width()} x {button.height()}"]
    return []


def _header_problems(header: QHeaderView) -> list[str]:
    found, metrics = [], QFontMetrics(header.font())
    for at, title in enumerate(_texts(header)):
        needed = metrics.horizontalAdvance(title)
        if not header.isSectionHidden(at) and needed > header.sectionSize(at) + _SLACK:
            found.append(f"the column title '{title}' needs {needed} px, has {header.sectionSize(at)}")
    return found


def _tab_text_problems(bar: QTabBar) -> list[str]:
    if bar.elideMode() != Qt.ElideNone:
        return []
    metrics = QFontMetrics(bar.font())
    return [
        f"the tab '{text}' is cut off"
        for at, text in enumerate(_texts(bar))
        if metrics.horizontalAdvance(text.replace("&", "")) > bar.tabRect(at).width() + _SLACK
    ]


def _line_problems(line: QLineEdit) -> list[str]:
    needed = QFontMetrics(line.font()).height()
    return [] if line.height() >= needed else [f"{_name(line)} is {line.height()} px high, its text needs {needed}"]


def _glyph_problems(widget: QWidget) -> list[str]:
    metrics = QFontMetrics(widget.font())
    characters = {character for text in _texts(widget) for character in text if character not in _UNSEEN}
    missing = sorted(character for character in characters if not _has_glyph(metrics, character))
    return [f"{_name(widget)} has no glyph for {' '.join(missing)}"] if missing else []


def _has_glyph(metrics: QFontMetrics, character: str) -> bool:
    return metrics.inFontUcs4(ord(character))


def _parent_problems(widget: QWidget, window: QWidget) -> list[str]:
    """Text that a parent without scroll bars cuts off."""
    parent = widget.parentWidget()
    if widget is window or parent is None or not isinstance(widget, QLabel | QAbstractButton):
        return []
    if not any(_texts(widget)) or _scrolls(parent):
        return []
    outside = QRect(widget.pos(), widget.size()).intersected(parent.rect()) != QRect(widget.pos(), widget.size())
    return [f"{_name(widget)} reaches out of its {type(parent).__name__}"] if outside else []


def _scroll_problems(area: QWidget) -> list[str]:
    """A sheet that is wider than the area it scrolls in, where nothing scrolls sideways."""
    if not isinstance(area, QScrollArea) or area.widget() is None:
        return []
    sheet, room = area.widget().width(), area.viewport().width()
    never = area.horizontalScrollBarPolicy() == Qt.ScrollBarAlwaysOff
    return [f"{_name(area)} shows {room} px of {sheet}"] if never and sheet > room + _SLACK else []


def _overlaps(parent: QWidget) -> list[str]:
    """Widgets of one layout that lie over each other."""
    laid = [widget for widget in _laid_out(parent.layout()) if widget.isVisible()] if parent.layout() else []
    found = []
    for at, one in enumerate(laid):
        for other in laid[at + 1 :]:
            shared = one.geometry().intersected(other.geometry())
            if shared.width() > _SLACK and shared.height() > _SLACK:
                found.append(f"{_name(one)} and {_name(other)} lie over each other")
    return found


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    if isinstance(layout, QStackedLayout):
        return
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item.widget() is not None:
            yield item.widget()
        elif item.layout() is not None:
            yield from _laid_out(item.layout())


def _scrolls(parent: QWidget) -> bool:
    return parent.objectName() in ("qt_scrollarea_viewport", "qt_tabwidget_stackedwidget")


def _tab_problems(window: QWidget) -> list[str]:
    expected = [widget for widget in _visible(window) if _takes_tab(widget)]
    if not expected:
        return []
    expected[0].setFocus(Qt.TabFocusReason)
    start, reached = window.focusWidget(), []
    for _ in range(4 * len(expected) + 8):
        current = window.focusWidget()
        if reached and current is start:
            break
        reached.append(current)
        QTest.keyClick(current, Qt.Key_Tab)
    else:
        return [f"Tab never comes back to {_name(start)}; the last place was {_name(reached[-1])}"]
    return [f"Tab does not reach {_name(widget)}" for widget in expected if not _was_reached(widget, reached)]


def _takes_tab(widget: QWidget) -> bool:
    wants = widget.focusPolicy() & Qt.TabFocus == Qt.TabFocus
    return wants and widget.isEnabled() and widget.focusProxy() is None and not widget.isWindow()


def _was_reached(widget: QWidget, reached: list[QWidget]) -> bool:
    return widget in reached or any(_same_group(widget, other) for other in reached)


def _same_group(widget: QWidget, other: QWidget) -> bool:
    """Radio buttons of one group share one place in the Tab order; arrow keys reach the others."""
    if not isinstance(widget, QAbstractButton) or not isinstance(other, QAbstractButton):
        return False
    if widget.group() is not None:
        return widget.group() is other.group() and widget.group().exclusive()
    return widget.autoExclusive() and other.autoExclusive() and widget.parentWidget() is other.parentWidget()
