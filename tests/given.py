"""Forms as superiors send them, made for tests: Word files of raw XML, workbooks of openpyxl."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.drawing.image import Image as Picture
from openpyxl.styles import Border, Font, Side
from PIL import Image

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
BOLD = "<w:b/>"


def run(text: str, look: str = "") -> str:
    """A run with a look."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """A paragraph of runs, or of plain texts."""
    return f"<w:p>{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def cell(content: str = "", width: int = 1700, more: str = "") -> str:
    """A cell with a text, or with blocks."""
    inner = content if content.startswith("<w:") else paragraph(content) if content else "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{inner}</w:tc>'


def table(*rows: Iterable[str], high: int = 500) -> str:
    """A table of rows of cells."""
    made = "".join(
        f'<w:tr><w:trPr><w:trHeight w:val="{high}"/></w:trPr>{"".join(one if one.startswith("<") else cell(one) for one in row)}</w:tr>'
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{made}</w:tbl>"


def text_box(content: str) -> str:
    """A paragraph with a text box, as Word writes it: once for new programs and once for old ones."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def word(
    body: str, *, header: str = "", numbering: str = "", extra: Mapping[str, bytes] | None = None
) -> bytes:
    """A Word file with this body, with a header and lists when they are given."""
    refers = '<w:headerReference w:type="default" r:id="rId1"/>' if header else ""
    document = f'<w:document {_SPACES}><w:body>{body}<w:sectPr>{refers}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
            f'<Override PartName="/word/header1.xml" ContentType="{_MAIN}.header+xml"/></Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
            f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{_R}/header" Target="header1.xml"/></Relationships>'
        ),
        "word/styles.xml": f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:styleId="a"/></w:styles>',
    }
    parts["word/header1.xml"] = f"<w:hdr {_SPACES}>{header or '<w:p/>'}</w:hdr>"
    if numbering:
        parts["word/numbering.xml"] = f'<w:numbering xmlns:w="{_W}">{numbering}</w:numbering>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
        for name, content in (extra or {}).items():
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def personal_form() -> bytes:
    """A 登记表: labels with empty cells beside, a photo, blanks in a line, a table of the family."""
    return word(
        paragraph("委员登记表")
        + table(
            ("姓　名", "", "性别", "", cell("照片", more='<w:vMerge w:val="restart"/>')),
            ("出生年月（　岁）", "", "民族", "", cell("", more="<w:vMerge/>")),
            ("手　机", "", "备注", "", cell("", more="<w:vMerge/>")),
        )
        + table(("称谓", "姓名", "出生年月", "政治面貌"), ("", "", "", ""))
        + paragraph("填表单位：", run("______"), "　填表日期：", run("        "))
    )


def list_form() -> bytes:
    """A list whose head names fields, with two rows that wait."""
    return word(
        paragraph("名单")
        + table(
            ("序号", "姓名", "性别", "单位及职务", "成绩"),
            ("1", "", "", "", ""),
            ("2", "", "", "", ""),
            ("合计", "", "", "", ""),
        )
    )


def photo(color: str = "blue", kind: str = "JPEG") -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (295, 413), color).save(out, kind)
    return out.getvalue()


def _drawn(book: Workbook, rows: int, columns: str) -> None:
    thin = Side(style="thin")
    for row in range(1, rows + 1):
        for column in columns:
            book.active[f"{column}{row}"].border = Border(thin, thin, thin, thin)


def book_form() -> bytes:
    """A workbook for one member: merged cells, a picture, a print area, a formula."""
    book = Workbook()
    sheet = book.active
    sheet.title = "登记表"
    _drawn(book, 7, "ABCDEF")
    for place, words in (
        ("A1", "{{届次}}委员登记表"), ("A2", "姓　名"), ("C2", "性别"), ("A3", "出生年月"), ("C3", "民族"), ("E2", "照片"),
        ("A4", "工作单位及职务"), ("A5", "手机"), ("A6", "填报单位：________"), ("A7", "=1+1"),
    ):  # fmt: skip
        sheet[place] = words
    sheet["A1"].font = Font(size=18, bold=True)
    for merged in ("A1:F1", "B4:D4", "E2:F5"):
        sheet.merge_cells(merged)
    sheet.print_area = "A1:F7"
    sheet.page_setup.orientation = "landscape"
    sheet.add_image(Picture(io.BytesIO(photo("red", "PNG"))), "H1")
    book.create_sheet("说明")["A1"] = "填表说明"
    return _saved(book)


def book_list() -> bytes:
    """A workbook with a list: three rows wait, below them a sum and a line to fill."""
    book = Workbook()
    sheet = book.active
    sheet.title = "名单"
    _drawn(book, 5, "ABCDE")
    sheet["A1"] = "委员名单"
    sheet.merge_cells("A1:E1")
    for column, words in zip("ABCDE", ("序号", "姓名", "性别", "工作单位及职务", "积分"), strict=True):
        sheet[f"{column}2"] = words
    for row in (3, 4, 5):
        sheet[f"A{row}"] = row - 2
    sheet["A6"], sheet["E6"] = "合计", "=SUM(E3:E5)"
    sheet["A8"] = "填表单位：______    填表日期：______"
    sheet.merge_cells("A8:E8")
    sheet.print_area = "A1:E8"
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
