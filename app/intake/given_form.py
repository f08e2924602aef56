"""A form that a superior prescribes, taken in: what the file really is, and whether it is safe to open and fill."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree

from app.intake.errors import FileRefused, damaged, too_large
from app.intake.limits import MAX_WORD_MARKS, MEGABYTE
from app.intake.package import Form, check_word, recognise_form, unpack
from app.intake.sheets import bytes_of

MAX_FORM_BYTES = 20 * MEGABYTE
"""A form on disk; it is kept in the data file and goes into every backup."""
MAX_FORM_EXPANDED = 60 * MEGABYTE
"""All its parts, decompressed: they are held in memory while it is filled."""
_ASIDE = "没有添加"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TYPES = "[Content_Types].xml"
_BODY, _BOOK = "word/document.xml", "xl/workbook.xml"


def accept_form(path: Path) -> bytes:
    """Read a form; raises FileRefused with a sentence for anything that is no sound .docx or .xlsx."""
    file = path.name or str(path)
    ending = path.suffix.lower()
    if ending not in (".docx", ".xlsx"):
        raise FileRefused(file, _OTHER_ENDINGS.get(ending, _NO_FORM), code="not_a_form")
    data = bytes_of(path)
    if not data:
        raise FileRefused(file, f"是空文件（0 字节），{_ASIDE}；请重新复制一份。", code="empty")
    if len(data) > MAX_FORM_BYTES:
        raise too_large(file, f"有 {len(data) // MEGABYTE:,} MB，超过 {MAX_FORM_BYTES // MEGABYTE} MB")
    try:
        return checked_form(data, file, word=ending == ".docx")
    except FileRefused as refused:
        told = refused.message.removeprefix(f"“{file}”").replace("导入", "添加").replace("读入", "添加")
        raise FileRefused(file, _SAID.get(refused.code, told), code=refused.code) from None


def broken_form(file: str) -> FileRefused:
    """The form is sound as a zip and as XML, but no document that hangs together."""
    return FileRefused(file, _SAID["damaged"], code="damaged")


def checked_form(data: bytes, file: str, *, word: bool) -> bytes:
    """Let the bytes of a form pass that are safe to unpack, to read and to write again."""
    if data.startswith(_OLE) and "WordDocument".encode("utf-16-le") in data:
        raise FileRefused(file, _OTHER_ENDINGS[".doc"], code="not_a_form")
    names = _names(data)
    if (_BOOK if word else _BODY) in names:
        really = "Excel 工作簿" if word else "Word 文档"
        ending = ".xlsx" if word else ".docx"
        raise FileRefused(
            file, f"其实是 {really}，{_ASIDE}；请把后缀改成 {ending} 再添加。", code="not_a_form"
        )
    if word:
        check_word(data, file)
    elif recognise_form(data, file) is not Form.XLSX:
        raise FileRefused(file, _NO_FORM, code="not_a_form")
    parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    if len({part.filename for part in parts}) != len(parts):
        raise damaged(file)
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise FileRefused(file, f"里有宏，{_ASIDE}；请另存为不带宏的 .docx 或 .xlsx 再添加。", code="macros")
    total = sum(part.file_size for part in parts)
    if total > MAX_FORM_EXPANDED:
        raise too_large(file, f"展开后有 {total // MEGABYTE:,} MB，超过 {MAX_FORM_EXPANDED // MEGABYTE} MB")
    for part in parts:
        content = b"".join(unpack(data, part, file))
        _check_whole(data, part, file)
        if part.filename.lower().endswith((".xml", ".rels")):
            _check_xml(content, file)
    if _TYPES not in names or (not word and _BOOK not in names):
        raise damaged(file)
    return data


def _names(data: bytes) -> set[str]:
    """The names of the parts, where the bytes are a zip at all; what is wrong with it is told by the checks that follow."""
    try:
        return {part.filename for part in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError):
        return set()


def _check_whole(data: bytes, part: zipfile.ZipInfo, file: str) -> None:
    """The part must come out of the zip with its name and its check sum: that is how it is read when it is filled."""
    try:
        zipfile.ZipFile(io.BytesIO(data)).read(part)
    except (zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError, OSError):
        raise damaged(file) from None


def _check_xml(content: bytes, file: str) -> None:
    """Every part must be read again when it is filled: no document type, no entity, no damage, not too much of it."""
    if content.count(b"<") > MAX_WORD_MARKS:
        raise too_large(file, "的内容太多")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged(file) from None
    if tree.getroottree().docinfo.doctype:
        raise damaged(file)


_NO_FORM = f"不是 .docx 或 .xlsx，{_ASIDE}；请在 Word、Excel 或 WPS 里另存为 .docx 或 .xlsx 再添加。"
_SAID = {
    "damaged": f"不完整或已损坏，{_ASIDE}；请重新复制一份，或用 Word、Excel、WPS 打开后另存再添加。",
    "protected": f"设有打开密码，{_ASIDE}；请用 Word、Excel、WPS 打开，去掉密码另存后再添加。",
}
"""What an import says of tables, said of forms."""
_OTHER_ENDINGS = {
    ".doc": f"是旧的 Word 文档（.doc），{_ASIDE}；请在 Word 里另存为 .docx 再添加。",
    ".wps": f"是 WPS 文字，{_ASIDE}；请在 WPS 里另存为 .docx 再添加。",
    ".xls": f"是旧的 Excel 工作簿（.xls），{_ASIDE}；请在 Excel 里另存为 .xlsx 再添加。",
    ".et": f"是 WPS 表格，{_ASIDE}；请在 WPS 里另存为 .xlsx 再添加。",
    ".docm": f"是带宏的 Word 文档，{_ASIDE}；请另存为 .docx 再添加。",
    ".xlsm": f"是带宏的工作簿，{_ASIDE}；请另存为 .xlsx 再添加。",
    ".pdf": f"是 PDF，不能填写，{_ASIDE}；请向上级要 Word 或 Excel 的原件。",
}
