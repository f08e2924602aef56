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


def speak_chinese(application: QCoreApplication) -> bool:
    """Load Qt's own Chinese strings (是, 否, 取消 …); False when this installation has none."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator.load("qtbase_zh_CN", folder) and application.installTranslator(translator)


def sentence_of(error: BaseException) -> LiangeError | None:
    """Say an error of file or disk in a sentence; None when it is a bug."""
    if not isinstance(error, OSError):
        return None
    sentence = _SENTENCES.get(error.errno or 0)
    if sentence is None:
        return None
    name = str(error.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
    return LiangeError(
        f"{name}：{sentence}" if name else sentence, where=str(error.filename or ""), code="file"
    )
