"""The composition root: the one place that builds everything. The sign-in window is painted before the rest is read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject, QTimer, pyqtSignal
from PyQt5.QtWidgets import QApplication

from client.fault_log import FaultLog
from client.policy import Settings
from client.ui.faults import Faults
from client.ui.hands import Hands
from client.ui.idle_collector import IdleCollector
from client.ui.sign_in.sign_in_view import SignInView
from client.ui.style.apply import MIN_SCALE, apply_style, next_text_size, prepare_process
from client.ui.tasks import Tasks
from client.ui.translation import install_translations, tr

if TYPE_CHECKING:
    from client.desk.desk import Desk
    from client.desk.session import Session
    from client.house import House
    from client.ui.window.desk_window import DeskWindow
    from sync.link import Link

_TEXT_SIZE = "text_size"
NEWS_MS = 300
"""News from the centre come in bursts; the screen shows them at most this often."""


class Application(QObject):
    """From the sign-in window to the desk's window and to a clean end."""

    _link_changed = pyqtSignal(object)
    _stepped = pyqtSignal(object)

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__()
        self._app = app
        self._settings = settings
        self._scale = settings.scale
        self._house: House | None = None
        self._waiting: tuple[str, str, str] | None = None
        self.window: DeskWindow | None = None
        self.tasks = Tasks(self)
        self._collector = IdleCollector(Hands(app, parent=self), parent=self)
        self._fault_log = FaultLog(settings.data)
        self.faults = Faults(self._fault_log.note, self)
        self.faults.happened.connect(self._on_fault)
        self.sign_in = SignInView()
        self.sign_in.submitted.connect(self._on_submitted)
        self.sign_in.closing.connect(self._on_sign_in_closed)
        self._news = QTimer(self)
        self._news.setSingleShot(True)
        self._news.setInterval(NEWS_MS)
        self._news.timeout.connect(self._on_news)
        self._link_changed.connect(self._on_link)
        self._stepped.connect(lambda _report: self._news.start() if not self._news.isActive() else None)

    def start(self) -> None:
        """Paint the sign-in window, then open the store behind it."""
        self._collector.start()
        screen = self._app.primaryScreen()
        if screen is not None:
            self.sign_in.resize(screen.availableSize())
        self.sign_in.show()
        self.sign_in.account.setFocus()
        if self._settings.window:
            self.sign_in.set_remembered(account="", window=self._settings.window)
        QTimer.singleShot(0, self._open_house)

    def close(self) -> None:
        """Everything typed is on disk, the exchange ends after its request, the store is closed."""
        if self.window is not None:
            self.window.leave()
        self.tasks.stop()
        self._collector.stop()
        if self._house is not None:
            self._house.close()
            self._house = None

    def _open_house(self) -> None:
        self.sign_in.set_state(tr("sign_in", "Opening the encrypted database…"))
        self.tasks.run(self._build_house, done=self._on_house, failed=self._on_no_house)

    def _build_house(self) -> House:
        # Imported here, in the background: together they take longer than painting the window.
        import client.ui.window.desk_window  # noqa: F401
        from client.house import build_house
        from client.papers.renderer import QtPaperRenderer

        return build_house(
            self._settings,
            papers=QtPaperRenderer(),
            on_link=self._link_changed.emit,
            on_step=self._stepped.emit,
            on_fault=self._fault_log.note,
        )

    def _on_house(self, house: House) -> None:
        self._house = house
        self.sign_in.set_state("")
        remembered = house.store.settings.get
        self.sign_in.set_remembered(
            account=remembered("last_account"), window=self._settings.window or remembered("window")
        )
        self._set_scale(max(self._scale, float(remembered(_TEXT_SIZE) or MIN_SCALE)))
        if self._waiting is not None:
            self._on_submitted(*self._waiting)

    def _on_no_house(self, error: BaseException) -> None:
        """The store cannot be opened: say why and what to do. Nothing is created over it."""
        self.sign_in.set_state("")
        self.sign_in.set_busy(True)
        self.sign_in.tell(self._told(error))

    def _on_submitted(self, account: str, password: str, window: str) -> None:
        if self._house is None:
            self._waiting = (account, password, window)
            return
        house, self._waiting = self._house, None
        self.sign_in.set_busy(True)
        self.sign_in.set_state(tr("sign_in", "Signing in…"))
        self.tasks.run(
            lambda: _sign_in(house, account=account, password=password, window=window),
            done=self._on_signed_in,
            failed=self._on_refused,
        )

    def _on_refused(self, error: BaseException) -> None:
        self.sign_in.set_busy(False)
        self.sign_in.set_state("")
        self.sign_in.refuse(self._told(error))

    def _told(self, error: BaseException) -> str:
        """What a person can do about; a mistake of ours is noted besides."""
        from client.startup_words import startup_words
        from forms.errors import UserError

        if not isinstance(error, UserError):
            self._fault_log.note("start_fault", error)
        return startup_words(error, language=self._settings.language)

    def _on_signed_in(self, session: Session) -> None:
        from client.ui.context import UiContext
        from client.ui.window.desk_window import DeskWindow

        assert self._house is not None
        house = self._house
        house.runner.start()
        context = UiContext(desk=house.desk, session=session, words=house.words, tasks=self.tasks)
        window = DeskWindow(context)
        window.sync_wanted.connect(house.runner.sync_now)
        window.text_size_wanted.connect(self._next_text_size)
        window.closing.connect(self._app.quit)
        window.shell.resize(self.sign_in.size())
        window.shell.show()
        self.window = window
        self.sign_in.hide()
        self.tasks.run(lambda: _warm_up(house.desk), done=self._on_warm, failed=self._on_fault)

    def _on_warm(self, _nothing: None) -> None:
        """All that stays until the end is loaded: rules, words, the window."""
        self._collector.keep_what_is_there()

    def _on_sign_in_closed(self) -> None:
        if self.window is None:
            self._app.quit()

    def _on_link(self, link: Link) -> None:
        if self.window is not None:
            self.window.show_link(link)
        self._news.start()

    def _on_news(self) -> None:
        if self.window is not None:
            self.window.refresh()

    def _next_text_size(self) -> None:
        self._set_scale(next_text_size(self._scale))
        if self._house is not None:
            self._house.store.settings.put(_TEXT_SIZE, str(self._scale))

    def _set_scale(self, scale: float) -> None:
        if scale != self._scale:
            self._scale = scale
            apply_style(self._app, scale=scale)

    def _on_fault(self, error: BaseException) -> None:
        """A mistake of the program: what is typed is kept, and the clerk is told."""
        from client.startup_words import startup_words

        words = startup_words(error, language=self._settings.language)
        if self.window is None:
            self.sign_in.set_busy(False)
            self.sign_in.tell(words)
        else:
            self.window.shell.message.show_message(words, "danger")
            self.window.leave()


def _sign_in(house: House, *, account: str, password: str, window: str) -> Session:
    from client.desk.signing_in import sign_in

    return sign_in(house.desk, account=account, password=password, window=window)


def _warm_up(desk: Desk) -> None:
    """What the first form and the first search need, while the clerk still looks at the workbench."""
    from forms.catalog.conditions import warm_up

    warm_up()
    catalog = desk.current_catalog()
    if catalog:
        rules = desk.rules(catalog)
        for theme in rules.source.themes:
            rules.form_now(rules.theme_items(theme, {}), {}, {})
        desk.index().warm_up()


def run(settings: Settings, *, started: Callable[[Application], Any] | None = None) -> int:
    """Run the program until its window is closed; `started` is told when the sign-in window is painted."""
    prepare_process()
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    apply_style(app, scale=settings.scale)
    install_translations(app, settings.language)
    application = Application(app, settings)
    application.faults.install()
    application.start()
    if started is not None:
        QTimer.singleShot(0, lambda: started(application))
    code = app.exec_()
    application.close()
    application.faults.remove()
    return int(code)
