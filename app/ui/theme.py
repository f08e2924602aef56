"""Colours, sizes and the one stylesheet: a calm office, one accent, red only for what is overdue or broken.

All sizes are device-independent pixels at 100 %; Qt multiplies them with the screen's scale (100–200 %).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

ICONS = Path(__file__).resolve().parents[2] / "resources" / "ui"

TEXT_SIZE = 14
TITLE_SIZE = 20
CARD_TITLE_SIZE = 15
FIGURE_SIZE = 28
SMALL_SIZE = 13
ROW_HEIGHT = 34
CONTROL_HEIGHT = 34
RADIUS = 6
CARD_RADIUS = 8
NAVIGATION_WIDTH = 168
NAVIGATION_FOLDED = 84
XS, S, M, L, XL = 4, 8, 12, 16, 20

FONT_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "SimSun",
    "SimSun-ExtB",
)
"""What a PC may have for the screen, best first; the last two carry the rare characters of names on Windows."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The roles of colour, as `#RRGGBB`; every one is also said in words where it is used."""

    window: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    hover: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    good: str
    good_soft: str
    gold: str
    gold_soft: str

    def color(self, role: str) -> QColor:
        """Give one role as a colour to paint with."""
        return QColor(getattr(self, role))


LIGHT = Tokens(
    window="#F4F6F8",
    surface="#FFFFFF",
    raised="#F8FAFC",
    line="#DFE4EA",
    text="#1F2A37",
    muted="#5D6977",
    accent="#1D5B8F",
    accent_soft="#E7F0F8",
    on_accent="#FFFFFF",
    hover="#EEF2F6",
    danger="#C0322B",
    danger_soft="#FBEBEA",
    warning="#955600",
    warning_soft="#FBF1E2",
    good="#2B7A43",
    good_soft="#E7F4EA",
    gold="#806000",
    gold_soft="#FAF3DE",
)

DARK = Tokens(
    window="#161B22",
    surface="#1E252E",
    raised="#232B35",
    line="#364150",
    text="#E6EBF1",
    muted="#A3AFBD",
    accent="#7CB8EA",
    accent_soft="#22384C",
    on_accent="#0E1A26",
    hover="#29323D",
    danger="#F5938C",
    danger_soft="#43272A",
    warning="#E9AE5E",
    warning_soft="#3E3122",
    good="#86CF9B",
    good_soft="#22392B",
    gold="#E0BC62",
    gold_soft="#3B3421",
)

TONES = ("danger", "warning", "good", "gold", "accent")
"""The roles that have a soft ground of their own, for badges and cells."""

_current = [LIGHT]


def tokens() -> Tokens:
    """The colours in use now; ask again when a widget gets a palette change."""
    return _current[0]


def wants_dark() -> bool:
    """Whether the system asks for dark windows."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def apply(application: QApplication, *, dark: bool | None = None) -> Tokens:
    """Dress the whole program; `dark=None` follows the system. Return the colours now in use."""
    _current[0] = DARK if (wants_dark() if dark is None else dark) else LIGHT
    text = stylesheet(tokens())
    if application.styleSheet() == text:  # dressing anew costs a quarter of a second
        return tokens()
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setFont(text_font())
    application.setPalette(_palette(tokens()))
    application.setStyleSheet(text)
    return tokens()


def text_font(size: int = TEXT_SIZE, *, bold: bool = False) -> QFont:
    """The window's font at `size` pixels."""
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, color in (
        (roles.Window, t.window), (roles.WindowText, t.text), (roles.Base, t.surface), (roles.AlternateBase, t.raised),
        (roles.Text, t.text), (roles.Button, t.surface), (roles.ButtonText, t.text), (roles.BrightText, t.danger),
        (roles.Highlight, t.accent_soft), (roles.HighlightedText, t.text), (roles.ToolTipBase, t.surface),
        (roles.ToolTipText, t.text), (roles.PlaceholderText, t.muted), (roles.Link, t.accent), (roles.LinkVisited, t.accent),
        (roles.Light, t.raised), (roles.Midlight, t.hover), (roles.Mid, t.line), (roles.Dark, t.muted), (roles.Shadow, t.line),
        (roles.Accent, t.accent),
    ):  # fmt: skip
        palette.setColor(role, QColor(color))
    for role in (roles.Text, roles.ButtonText, roles.WindowText, roles.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.muted))
    return palette


def stylesheet(t: Tokens) -> str:
    """Write the stylesheet for one set of colours."""
    text = _STYLE.replace("@arrow", (ICONS / f"down-{'light' if t == LIGHT else 'dark'}.png").as_posix())
    for token in sorted((field.name for field in fields(t)), key=len, reverse=True):
        text = text.replace(f"@{token}", getattr(t, token))
    return text


_STYLE = f"""
* {{ font-size: {TEXT_SIZE}px; }}
QToolTip {{ background: @surface; color: @text; border: 1px solid @line; padding: 4px 6px; }}
QLabel {{ background: transparent; color: @text; }}
QLabel[role="title"] {{ font-size: {TITLE_SIZE}px; font-weight: bold; }}
QLabel[role="card-title"] {{ font-size: {CARD_TITLE_SIZE}px; font-weight: bold; }}
QLabel[role="figure"] {{ font-size: {FIGURE_SIZE}px; font-weight: bold; }}
QLabel[role="brand"] {{ font-size: 22px; font-weight: bold; color: @accent; }}
QLabel[role="muted"] {{ color: @muted; font-size: {SMALL_SIZE}px; }}
QLabel[role="section"] {{ font-size: {CARD_TITLE_SIZE}px; font-weight: bold; }}
QLabel[role="badge"] {{ font-size: 12px; font-weight: bold; border-radius: 10px; padding: 2px 10px; background: @hover; color: @text; }}
QLabel[tone="muted"] {{ color: @muted; }}
QLabel[tone="danger"] {{ color: @danger; }}
QLabel[tone="warning"] {{ color: @warning; }}
QLabel[tone="good"] {{ color: @good; }}
QLabel[tone="gold"] {{ color: @gold; }}
QLabel[tone="accent"] {{ color: @accent; }}
QLabel[role="badge"][tone="danger"] {{ background: @danger_soft; }}
QLabel[role="badge"][tone="warning"] {{ background: @warning_soft; }}
QLabel[role="badge"][tone="good"] {{ background: @good_soft; }}
QLabel[role="badge"][tone="gold"] {{ background: @gold_soft; }}
QLabel[role="badge"][tone="accent"] {{ background: @accent_soft; }}

QFrame[role="card"] {{ background: @surface; border: 1px solid @line; border-radius: {CARD_RADIUS}px; }}
QFrame[role="line"] {{ background: @line; border: none; max-height: 1px; min-height: 1px; }}
QWidget[role="navigation"] {{ background: @surface; border: none; border-right: 1px solid @line; }}

QPushButton, QToolButton[role="button"] {{
  background: @surface; color: @text; border: 1px solid @line; border-radius: {RADIUS}px;
  padding: 0 14px; min-height: {CONTROL_HEIGHT - 2}px; }}
QPushButton:hover, QToolButton[role="button"]:hover {{ background: @hover; }}
QPushButton:pressed, QToolButton[role="button"]:pressed {{ background: @accent_soft; }}
QPushButton:focus, QToolButton[role="button"]:focus {{ border: 1px solid @accent; }}
QPushButton:disabled, QToolButton[role="button"]:disabled {{ background: @window; color: @muted; }}
QPushButton[kind="primary"] {{ background: @accent; color: @on_accent; border: 1px solid @accent; font-weight: bold; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid @text; }}
QPushButton[kind="primary"]:disabled {{ background: @hover; color: @muted; border: 1px solid @line; }}
QPushButton[kind="danger"] {{ color: @danger; border-color: @danger; }}
QPushButton[kind="link"] {{ background: transparent; border: none; color: @accent; padding: 0 4px; text-align: left; }}
QPushButton[kind="link"]:focus {{ text-decoration: underline; }}
QPushButton[kind="link"][tone="danger"] {{ color: @danger; }}
QPushButton[kind="chip"] {{ border-radius: 15px; min-height: 28px; padding: 0 12px; }}
QPushButton[kind="chip"]:checked {{ background: @accent_soft; border: 1px solid @accent; color: @accent; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid @accent; padding: 0 11px; }}
QPushButton[kind="toggle"] {{ padding: 0 10px; }}
QPushButton[kind="toggle"]:checked {{ background: @accent_soft; border: 1px solid @accent; color: @accent; }}
QPushButton[kind="toggle"]:focus {{ border: 2px solid @accent; padding: 0 9px; }}
QPushButton[kind="place"] {{ text-align: left; border: none; background: transparent; min-height: 38px; padding: 0 14px; font-size: 15px; }}
QPushButton[kind="place"][narrow="true"] {{ padding: 0 8px; }}
QPushButton[kind="place"]:hover {{ background: @hover; }}
QPushButton[kind="place"]:checked {{ background: @accent_soft; color: @accent; font-weight: bold; }}
QPushButton[kind="place"]:focus {{ border: 1px solid @accent; padding: 0 13px; }}
QPushButton[kind="place"][narrow="true"]:focus {{ padding: 0 7px; }}
QPushButton::menu-indicator, QToolButton::menu-indicator {{ width: 0; image: none; }}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit {{
  background: @surface; color: @text; border: 1px solid @line; border-radius: {RADIUS}px; padding: 0 8px;
  selection-background-color: @accent; selection-color: @on_accent; }}
QLineEdit, QComboBox, QSpinBox, QDateEdit {{ min-height: {CONTROL_HEIGHT - 2}px; }}
QPlainTextEdit, QTextEdit {{ padding: 4px 6px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus {{ border: 1px solid @accent; }}
QLineEdit[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 1px solid @danger; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: @window; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QSpinBox:disabled {{ background: @window; color: @muted; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url(@arrow); width: 12px; height: 12px; }}
QComboBox QLineEdit {{ border: none; min-height: 0; padding: 0; background: transparent; }}
QComboBox QAbstractItemView {{ background: @surface; color: @text; border: 1px solid @line; outline: 0;
  selection-background-color: @accent_soft; selection-color: @text; }}

QAbstractItemView {{ background: @surface; color: @text; border: none; outline: 0;
  selection-background-color: @accent_soft; selection-color: @text; gridline-color: @line; }}
QListView#hits {{ border: none; }}
QListView#hits[popup="true"] {{ border: 1px solid @line; }}
QListView#hits::item {{ padding: 6px 10px; }}
QListView#hits::item:selected {{ background: @accent_soft; color: @text; }}
QTableView::item {{ padding: 0 8px; border: none; border-bottom: 1px solid @hover; }}
QTableView::item:selected {{ background: @accent_soft; color: @text; }}
QHeaderView {{ background: @raised; border: none; }}
QHeaderView::section {{ background: @raised; color: @muted; border: none; border-bottom: 1px solid @line; padding: 0 11px;
  min-height: {ROW_HEIGHT}px; font-size: {SMALL_SIZE}px; font-weight: bold; }}
QHeaderView::section:hover {{ background: @hover; }}
QTableCornerButton::section {{ background: @raised; border: none; }}

QScrollArea {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: @line; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: @muted; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}

QMenuBar {{ background: @surface; color: @text; border-bottom: 1px solid @line; }}
QMenuBar::item {{ padding: 5px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: @accent_soft; }}
QMenu {{ background: @surface; color: @text; border: 1px solid @line; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 20px; border-radius: 4px; }}
QMenu::item:selected {{ background: @accent_soft; color: @text; }}
QMenu::item:disabled {{ color: @muted; }}
QMenu::separator {{ height: 1px; background: @line; margin: 4px 8px; }}

QStatusBar {{ background: @surface; border-top: 1px solid @line; color: @muted; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: @muted; font-size: {SMALL_SIZE}px; }}
QStatusBar QPushButton[kind="link"] {{ color: @muted; font-size: {SMALL_SIZE}px; min-height: 20px; margin-right: {M}px; }}
QStatusBar QPushButton[kind="link"][tone="danger"] {{ color: @danger; }}
QStatusBar QLabel[tone="muted"] {{ color: @muted; }}
QLabel[tone="danger"] {{ color: @danger; }}
QStatusBar QLabel[tone="warning"] {{ color: @warning; }}

QProgressBar {{ background: @hover; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; text-align: center; color: transparent; }}
QProgressBar::chunk {{ background: @accent; border-radius: 4px; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: @line; }}
QTabWidget::pane {{ border: none; }}
QTabBar::tab {{ background: transparent; color: @muted; border: none; border-bottom: 2px solid transparent; padding: 6px 12px; }}
QTabBar::tab:selected {{ color: @accent; border-bottom: 2px solid @accent; font-weight: bold; }}
QTabBar::tab:focus {{ background: @accent_soft; }}
QCheckBox, QRadioButton {{ color: @text; spacing: 8px; min-height: 24px; }}
QGroupBox {{ border: none; font-weight: bold; margin-top: 24px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; }}

QFrame[role="message"] {{ border: none; border-radius: {RADIUS}px; background: @accent_soft; }}
QFrame[role="message"][tone="danger"] {{ background: @danger_soft; }}
QFrame[role="message"][tone="warning"] {{ background: @warning_soft; }}
QFrame[role="message"][tone="good"] {{ background: @good_soft; }}
QFrame[role="message"] QPushButton[kind="link"] {{ min-height: 26px; }}
QFrame[role="drop"] {{ border: 2px dashed @line; border-radius: {CARD_RADIUS}px; background: @raised; }}
QFrame[role="drop"][over="true"] {{ border-color: @accent; background: @accent_soft; }}
"""
