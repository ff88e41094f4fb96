"""The order in which Tab goes through a window: as the eye does, whatever was made when.

Qt puts what is made last at the end of the order. Whoever makes something later says what it follows.
"""

from __future__ import annotations

from itertools import pairwise

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QWidget


class TabMark(QWidget):
    """A place in the order where Tab never stops: what is made later follows it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # Qt orders nothing that could not have the focus at all; a hidden widget never gets it.
        self.setFocusPolicy(Qt.ClickFocus)
        self.hide()


def stops_in(part: QWidget) -> list[QWidget]:
    """What could ever have the focus in `part` or hand it on, itself first, in the order in which it was made."""
    window = part.window()
    inside = (part, *part.findChildren(QWidget))
    return [widget for widget in inside if _counts(widget) and widget.window() is window]


def follow_in_order(*parts: QWidget) -> QWidget | None:
    """Tab goes through `parts` one after the other, all in one window; gives the last stop, None where is none.

    To be called after something was made that is not the last thing in its window for the eye.
    """
    stops = [stop for part in parts for stop in stops_in(part)]
    for before, after in pairwise(stops):
        _put_after(before, after)
    return stops[-1] if stops else None


def put_last(part: QWidget) -> None:
    """Tab comes to `part` after everything else in its window that is made by now."""
    window = part.window()
    last = window.previousInFocusChain()
    while last is not window and not _counts(last):
        last = last.previousInFocusChain()
    if last is window or part.isAncestorOf(last):
        return
    for before, after in pairwise((last, *stops_in(part))):
        _put_after(before, after)


def _counts(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.NoFocus or _hands_on(widget)


def _hands_on(widget: QWidget) -> bool:
    """Tab stops at what has no focus of its own but hands it on to a part of itself."""
    proxy = widget.focusProxy()
    return proxy is not None and widget.isAncestorOf(proxy)


def _put_after(before: QWidget, after: QWidget) -> None:
    lent = [widget for widget in (before, after) if widget.focusPolicy() == Qt.NoFocus]
    proxies = [widget.focusProxy() for widget in lent]
    # Qt orders nothing without a focus policy, and a policy would go on to the proxy: both are taken off meanwhile.
    for widget in lent:
        widget.setFocusProxy(None)
        widget.setFocusPolicy(Qt.ClickFocus)
    QWidget.setTabOrder(before, after)
    for widget, proxy in zip(lent, proxies, strict=True):
        widget.setFocusPolicy(Qt.NoFocus)
        widget.setFocusProxy(proxy)


def takes_tab(part: QWidget) -> bool:
    """Whether Tab could stop in `part` now, were it on the screen."""
    return any(stop.focusPolicy() & Qt.TabFocus and stop.isEnabled() for stop in stops_in(part))
