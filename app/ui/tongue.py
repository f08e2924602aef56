"""Qt's own words in Chinese, and what the machine says of files turned into a sentence."""

from __future__ import annotations

import errno

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.domain.errors import LiangeError

_SENTENCES = {
    errno.ENOSPC: "磁盘已满，没有保存。请腾出空间后再做一次。",
    errno.EACCES: "没有写入的权限，没有保存。请换一个文件夹，或关掉正在使用它的程序。",
    errno.EPERM: "没有写入的权限，没有保存。请换一个文件夹。",
    errno.ENOENT: "找不到文件或文件夹；如果在 U 盘上，请看看是否已经拔出。",
    errno.EIO: "读写时设备出错，没有保存。如果是 U 盘，请重新插好再做一次。",
    errno.EROFS: "这个位置是只读的，没有保存。请换一个文件夹。",
}


_UNTRANSLATED = {
    ("QFileDialog", "&Look in:"): "查找范围(&I)：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QAbstractFileIconProvider", "Drive"): "磁盘",
    ("QAbstractFileIconProvider", "File"): "文件",
    ("QAbstractFileIconProvider", "%1 File"): "%1 文件",
    ("QAbstractFileIconProvider", "File Folder"): "文件夹",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
    ("QAbstractFileIconProvider", "Shortcut"): "快捷方式",
    ("QAbstractFileIconProvider", "Unknown"): "未知",
    ("QPrintSettingsOutput", "Page &Set:"): "打印哪些页(&S)：",
    ("QPrintSettingsOutput", "All Pages"): "全部页",
    ("QPrintSettingsOutput", "Odd Pages"): "奇数页",
    ("QPrintSettingsOutput", "Even Pages"): "偶数页",
    ("QPrintSettingsOutput", "Duplex Printing"): "双面打印",
    ("QPrintSettingsOutput", "None"): "不用",
    ("QPrintSettingsOutput", "Long side"): "沿长边翻页",
    ("QPrintSettingsOutput", "Short side"): "沿短边翻页",
}
"""What Qt's own Chinese leaves in English, where it draws the dialogs of files and printers itself."""


class _Chinese(QTranslator):
    """Qt's own Chinese, and what it leaves out."""

    def __init__(self, parent: QCoreApplication) -> None:
        super().__init__(parent)
        self._own = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self.loaded = self._own.load("qtbase_zh_CN", folder)

    def translate(self, context: str, source: str, disambiguation: str | None = None, count: int = -1) -> str:
        """Never nothing: a text nobody knows stays as it is."""
        known = _UNTRANSLATED.get((context, source))
        return known or self._own.translate(context, source, disambiguation, count) or source


def speak_chinese(application: QCoreApplication) -> bool:
    """Load Qt's own Chinese strings (是, 否, 取消 …); False when this installation has none."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = _Chinese(application)
    return translator.loaded and application.installTranslator(translator)


def sentence_of(error: BaseException) -> LiangeError | None:
    """Say an error of file, disk or data file in a sentence; None when it is a bug."""
    if not isinstance(error, OSError):
        from app.office import file_trouble  # on first trouble: the window comes before the data file

        return file_trouble(error)
    sentence = _SENTENCES.get(error.errno or 0)
    if sentence is None:
        return None
    name = str(error.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
    return LiangeError(
        f"{name}：{sentence}" if name else sentence, where=str(error.filename or ""), code="file"
    )
