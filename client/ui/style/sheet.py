"""Makes the Qt style sheet from a look. Widgets choose their variant by property, never by own colours.

Properties: `variant` on QPushButton (primary, danger, quiet, big, rail) and on QLineEdit (search);
`role` on QLabel (hint, secondary, strong, section, title, number, figure, error, key, badge) and on QFrame (card,
panel, bar, top, rail, separator, divider), `sheet` on a QScrollArea that only scrolls;
`level` on chips, messages and labels (info, ok, warn, danger, deferral, offline); `invalid` on editors.
"""

from __future__ import annotations

from client.ui.style.look import Look
from client.ui.style.tokens import LEVELS, Tokens


def build_sheet(look: Look) -> str:
    """The whole style sheet for `look`."""
    parts = (_surfaces, _labels, _buttons, _editors, _tables, _tabs, _small_parts)
    return "\n".join(part(look) for part in parts) + _levels(look.tokens)


def _points(look: Look, size: float) -> str:
    return f"{size * look.scale:.2f}pt"


def _surfaces(look: Look) -> str:
    t = look.tokens
    return f"""
QWidget {{ color: {t.ink}; icon-size: {look.icon_size()}px; }}
QMainWindow, QDialog, QWidget[role="canvas"] {{ background: {t.canvas}; }}
QFrame[role="card"] {{ background: {t.surface}; border: {t.stroke}px solid {t.line};
    border-radius: {t.radius_card}px; }}
QFrame[role="panel"] {{ background: {t.surface}; border: none; }}
QFrame[role="bar"] {{ background: {t.surface}; border: none; border-top: {t.stroke}px solid {t.line}; }}
QFrame[role="top"] {{ background: {t.surface}; border: none; border-bottom: {t.stroke}px solid {t.line}; }}
QFrame[role="rail"] {{ background: {t.surface}; border: none; border-right: {t.stroke}px solid {t.line}; }}
QFrame[role="separator"] {{ background: {t.line}; border: none; max-height: {t.stroke}px; min-height: {t.stroke}px; }}
QFrame[role="divider"] {{ background: {t.line}; border: none; max-width: {t.stroke}px; min-width: {t.stroke}px; }}
QScrollArea {{ background: transparent; border: {t.ring}px solid transparent; }}
QScrollArea[role="sheet"] {{ border: none; }}
QScrollArea > QWidget > QWidget[role="scrolled"] {{ background: transparent; }}
QScrollArea:focus {{ border-color: {t.primary}; }}
QSplitter::handle {{ background: {t.line}; }}
QToolTip {{ background: {t.ink}; color: {t.surface}; border: none; padding: {t.space_1}px {t.space_2}px; }}
"""


def _labels(look: Look) -> str:
    t = look.tokens
    badge = 2 * round(look.em() * look.tokens.type_small / look.tokens.type_base * 0.65)
    return f"""
QLabel {{ background: transparent; border: none; }}
QLabel[role="hint"] {{ color: {t.ink_3}; font-size: {_points(look, t.type_small)}; }}
QLabel[role="secondary"] {{ color: {t.ink_2}; }}
QLabel[role="section"] {{ font-size: {_points(look, t.type_section)}; font-weight: bold; }}
QLabel[role="title"] {{ font-size: {_points(look, t.type_title)}; font-weight: bold; }}
QLabel[role="number"] {{ font-size: {_points(look, t.type_number)}; font-weight: bold; color: {t.primary}; }}
QLabel[role="figure"] {{ font-size: {_points(look, t.type_title)}; font-weight: bold; color: {t.primary}; }}
QLabel[role="error"] {{ color: {t.danger}; font-size: {_points(look, t.type_small)}; }}
QLabel[role="required"] {{ color: {t.danger}; font-weight: bold; }}
QLabel[role="strong"] {{ font-weight: bold; }}
QLabel[role="badge"] {{ background: {t.primary}; color: {t.on_primary}; font-size: {_points(look, t.type_small)};
    font-weight: bold; min-height: {badge}px; max-height: {badge}px; min-width: {badge - t.space_2}px;
    border-radius: {badge // 2}px; padding: 0 {t.space_1}px; }}
QLabel[role="key"] {{ background: {t.canvas}; color: {t.ink_2}; border: {t.stroke}px solid {t.line_strong};
    border-radius: {t.radius - 1}px; padding: 0 {t.space_1}px; font-size: {_points(look, t.type_small)}; }}
QLabel:disabled {{ color: {t.disabled}; }}
"""


def _buttons(look: Look) -> str:
    t, ring = look.tokens, look.tokens.ring
    inner = look.field_height() - 2 * ring
    side = t.space_3 - ring + t.stroke
    return f"""
QPushButton {{ background: {t.surface}; color: {t.ink}; border: {t.stroke}px solid {t.line_strong};
    border-radius: {t.radius}px; min-height: {inner}px; padding: {ring - t.stroke}px {side + ring - t.stroke}px; }}
QPushButton:hover {{ background: {t.primary_soft}; border-color: {t.primary}; }}
QPushButton:pressed {{ background: {t.primary_soft}; color: {t.primary_pressed}; }}
QPushButton:focus {{ border: {ring}px solid {t.primary}; padding: 0 {side}px; outline: none; }}
QPushButton:disabled {{ background: {t.disabled_soft}; color: {t.disabled}; border-color: {t.line}; }}
QPushButton[variant="primary"] {{ background: {t.primary}; color: {t.on_primary}; border-color: {t.primary};
    font-weight: bold; padding-left: {side + t.space_1}px; padding-right: {side + t.space_1}px; }}
QPushButton[variant="primary"]:hover {{ background: {t.primary_hover}; border-color: {t.primary_hover}; }}
QPushButton[variant="primary"]:pressed {{ background: {t.primary_pressed}; border-color: {t.primary_pressed};
    color: {t.on_primary}; }}
QPushButton[variant="primary"]:disabled {{ background: {t.disabled_soft}; color: {t.ink_3}; border-color: {t.line}; }}
QPushButton[variant="danger"] {{ color: {t.danger}; border-color: {t.danger}; }}
QPushButton[variant="danger"]:hover {{ background: {t.danger_soft}; }}
QPushButton[variant="danger"]:focus {{ border-color: {t.danger}; }}
QPushButton[variant="danger"]:disabled {{ color: {t.disabled}; border-color: {t.line}; }}
QPushButton[variant="primary"]:focus {{ border: {ring}px solid {t.primary_pressed};
    padding: 0 {side + t.space_1 - 1}px; }}
QPushButton[variant="quiet"] {{ background: transparent; border-color: transparent; color: {t.primary}; }}
QPushButton[variant="quiet"]:hover {{ background: {t.primary_soft}; }}
QPushButton[variant="quiet"]:focus {{ border-color: {t.primary}; }}
QPushButton[variant="quiet"]:disabled {{ color: {t.disabled}; }}
QPushButton[variant="big"] {{ text-align: left; border-radius: {t.radius_card}px; padding: 0; }}
QPushButton[variant="big"]:focus {{ padding: 0; }}
QPushButton[variant="big"]:checked {{ background: {t.primary_soft}; border-color: {t.primary}; }}
QPushButton[variant="rail"] {{ text-align: left; background: transparent; border: {ring}px solid transparent;
    border-radius: {t.radius}px; padding: 0; min-height: 0; }}
QPushButton[variant="rail"]:hover {{ background: {t.canvas}; }}
QPushButton[variant="rail"]:checked {{ background: {t.primary_soft}; }}
QPushButton[variant="rail"]:focus {{ border: {ring}px solid {t.primary}; }}
QToolButton {{ background: transparent; border: {ring}px solid transparent; border-radius: {t.radius}px;
    padding: {t.space_1 - ring}px; }}
QToolButton:hover {{ background: {t.primary_soft}; }}
QToolButton:focus {{ border-color: {t.primary}; }}
QCheckBox, QRadioButton {{ background: transparent; border-radius: {t.radius}px; spacing: {t.space_2}px;
    padding: {ring}px; min-height: {look.line_height()}px; }}
QCheckBox[variant="field"], QRadioButton[variant="field"] {{ min-height: {look.field_height() - 2 * ring}px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {look.icon_size()}px; height: {look.icon_size()}px; }}
QCheckBox[invalid="true"], QRadioButton[invalid="true"] {{ color: {t.danger}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.disabled}; }}
"""


def _editors(look: Look) -> str:
    t, ring = look.tokens, look.tokens.ring
    inner = look.field_height() - 2 * ring
    gap = ring - t.stroke
    fields = "QLineEdit, QComboBox, QDateEdit, QSpinBox"
    focused = "QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus"
    invalid = 'QLineEdit[invalid="true"], QComboBox[invalid="true"], QPlainTextEdit[invalid="true"]'
    return f"""
{fields} {{ background: {t.surface}; color: {t.ink}; border: {t.stroke}px solid {t.line_strong};
    border-radius: {t.radius}px; min-height: {inner}px; padding: {gap}px {t.space_2}px;
    selection-background-color: {t.primary}; selection-color: {t.on_primary}; }}
QLineEdit:hover, QComboBox:hover, QPlainTextEdit:hover {{ border-color: {t.primary}; }}
{focused} {{ border: {ring}px solid {t.primary}; padding: 0 {t.space_2 - gap}px; }}
QLineEdit[variant="search"] {{ background: {t.canvas}; border-color: {t.line_strong}; }}
QLineEdit[variant="search"]:focus {{ background: {t.surface}; border-color: {t.primary}; }}
QPlainTextEdit, QTextEdit {{ background: {t.surface}; border: {t.stroke}px solid {t.line_strong};
    border-radius: {t.radius}px; padding: {t.space_1 + gap}px;
    selection-background-color: {t.primary}; selection-color: {t.on_primary}; }}
QPlainTextEdit:focus, QTextEdit:focus {{ border: {ring}px solid {t.primary}; padding: {t.space_1}px; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{ background: {t.disabled_soft}; color: {t.ink_3};
    border-color: {t.line}; }}
QLineEdit:read-only {{ background: {t.canvas}; color: {t.ink_2}; border-color: {t.line}; }}
QLineEdit:read-only:focus {{ border: {ring}px solid {t.primary}; }}
{invalid} {{ border-color: {t.danger}; background: {t.danger_soft}; }}
QComboBox::drop-down {{ border: none; width: {look.field_height() - t.space_2}px; }}
QComboBox QAbstractItemView {{ background: {t.surface}; border: {t.stroke}px solid {t.line_strong}; outline: none;
    selection-background-color: {t.primary_soft}; selection-color: {t.ink}; }}
QComboBox QAbstractItemView::item {{ min-height: {look.field_height() - t.space_1}px; padding: 0 {t.space_2}px; }}
"""


def _tables(look: Look) -> str:
    t = look.tokens
    return f"""
QAbstractItemView {{ background: {t.surface}; border: {t.stroke}px solid {t.line}; border-radius: {t.radius}px;
    selection-background-color: {t.primary_soft}; selection-color: {t.ink}; outline: none; }}
QTableView, QListView, QTreeView {{ padding: {t.ring - t.stroke}px; }}
QTableView:focus, QListView:focus, QTreeView:focus {{ border: {t.ring}px solid {t.primary}; padding: 0; }}
QTableView {{ gridline-color: {t.line}; }}
QTableView::item {{ padding: 0 {t.space_2}px; border: none; border-bottom: {t.stroke}px solid {t.line}; }}
QListView::item, QTreeView::item {{ border: none; min-height: {look.field_height()}px; padding: 0 {t.space_2}px; }}
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {{ background: {t.primary_soft}; }}
QTableView[variant="edit"]::item {{ border: none; }}
QTableView[variant="edit"]::item:selected {{ background: {t.primary_soft}; border: {t.ring}px solid {t.primary}; }}
QTableView[invalid="true"] {{ border-color: {t.danger}; }}
QLineEdit[variant="cell"], QLineEdit[variant="cell"]:focus, QComboBox[variant="cell"],
    QComboBox[variant="cell"]:focus {{ min-height: 0; border-radius: 0; }}
QTableView::item:hover:!selected, QListView::item:hover:!selected, QTreeView::item:hover:!selected {{
    background: {t.canvas}; }}
QHeaderView {{ background: {t.surface}; border: none; }}
QHeaderView::section {{ background: {t.canvas}; color: {t.ink_2}; border: none;
    border-bottom: {t.stroke}px solid {t.line_strong}; padding: 0 {t.space_2 + t.ring}px;
    min-height: {look.field_height() - t.space_1}px; }}
QTableCornerButton::section {{ background: {t.canvas}; border: none; }}
"""


def _tabs(look: Look) -> str:
    t = look.tokens
    return f"""
QTabWidget::pane {{ border: none; border-top: {t.stroke}px solid {t.line}; }}
QTabBar {{ background: {t.canvas}; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {t.ink_2}; border: {t.ring}px solid transparent;
    border-bottom: {t.ring}px solid transparent; padding: 0 {t.space_3}px; min-height: {look.field_height()}px; }}
QTabBar::tab:hover {{ color: {t.primary}; }}
QTabBar::tab:selected {{ background: {t.surface}; color: {t.primary}; border-bottom-color: {t.primary}; }}
QTabBar::tab:selected:focus {{ border: {t.ring}px solid {t.primary}; border-radius: {t.radius}px; }}
"""


def _small_parts(look: Look) -> str:
    t = look.tokens
    bar = round(look.em() * 0.8)
    return f"""
QProgressBar {{ background: {t.offline_soft}; border: none; border-radius: {t.space_1}px;
    min-height: {t.space_2}px; max-height: {t.space_2}px; }}
QProgressBar::chunk {{ background: {t.primary}; border-radius: {t.space_1}px; }}
QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {bar}px; margin: 0; }}
QScrollBar::handle {{ background: {t.line_strong}; border-radius: {t.radius - 1}px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: {look.field_height()}px; }}
QScrollBar::handle:horizontal {{ min-width: {look.field_height()}px; }}
QScrollBar::handle:hover {{ background: {t.ink_3}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: {t.surface}; border: {t.stroke}px solid {t.line_strong}; padding: {t.space_1}px; }}
QMenu::item {{ padding: {t.space_1}px {t.space_4}px; border-radius: {t.radius}px; }}
QMenu::item:selected {{ background: {t.primary_soft}; color: {t.ink}; }}
QMenu::item:disabled {{ color: {t.disabled}; }}
QMenu::separator {{ height: {t.stroke}px; background: {t.line}; margin: {t.space_1}px; }}
QGroupBox {{ border: none; margin-top: {look.line_height()}px; font-weight: bold; }}
"""


def _levels(tokens: Tokens) -> str:
    return "\n".join(_level(tokens, level) for level in LEVELS)


def _level(t: Tokens, level: str) -> str:
    colour, soft = t.colour(level), t.soft(level)
    # `>`: a search through everything above each label of a form would cost more than all other rules together.
    return f"""
QFrame[role="chip"][level="{level}"] {{ background: {soft}; border: {t.stroke}px solid {colour};
    border-radius: {t.radius_card * 2}px; }}
QFrame[role="message"][level="{level}"] {{ background: {soft}; border: none;
    border-left: {t.space_1}px solid {colour}; border-radius: {t.radius}px; }}
QFrame[role="chip"][level="{level}"] > QLabel, QLabel[level="{level}"] {{ color: {colour}; }}
QLabel[role="badge"][level="{level}"] {{ background: {colour}; color: {t.on_primary}; }}
QProgressBar[level="{level}"]::chunk {{ background: {colour}; }}"""
