from __future__ import annotations

import errno
import re

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from app.ui.tongue import sentence_of

Button = QMessageBox.StandardButton


@pytest.mark.parametrize(
    ("standard", "words"),
    [(Button.Yes, "是"), (Button.No, "否"), (Button.Cancel, "取消"), (Button.Save, "保存")],
)
def test_Qt_自带的按钮说中文(
    dressed: QApplication, qtbot: QtBot, standard: QMessageBox.StandardButton, words: str
) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    assert words in box.addButton(standard).text()


def test_对话框按钮组说中文(dressed: QApplication, qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
    qtbot.addWidget(box)
    assert "确定" in box.button(QDialogButtonBox.StandardButton.Ok).text()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "没有写入的权限"),
        (errno.ENOENT, "找不到"),
        (errno.EIO, "设备出错"),
    ],
)
def test_文件错误说成一句话(number: int, words: str) -> None:
    found = sentence_of(OSError(number, "x", "/folder/名册.xlsx"))
    assert found is not None
    assert words in found.message
    assert found.message.startswith("名册.xlsx")


@pytest.mark.parametrize("error", [ValueError("x"), OSError(errno.EBADF, "x")])
def test_别的错误是程序的错(error: Exception) -> None:
    assert sentence_of(error) is None


@pytest.mark.parametrize("kind", [QFileDialog, QPrintDialog])
def test_Qt_自己画的对话框里没有英文(
    qtbot: QtBot, dressed: QApplication, kind: type[QFileDialog | QPrintDialog]
) -> None:
    dialog = kind()
    qtbot.addWidget(dialog)
    if isinstance(dialog, QFileDialog):
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    labels: list[QLabel | QAbstractButton] = [
        *dialog.findChildren(QLabel),
        *dialog.findChildren(QAbstractButton),
    ]
    words = [one.text() for one in labels] + [one.toolTip() for one in labels]
    assert [
        word for word in words if re.search(r"[A-Za-z]{3}", word) and not re.search("[㐀-鿿]", word)
    ] == []
