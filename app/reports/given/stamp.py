"""A photo in a worksheet: anchored at its cell, as large as the cell with its proportions kept ([ECMA-376] 20.5.2.24)."""

from __future__ import annotations

from lxml import etree

from app.reports.given.package import Element, Package, R, whole
from app.reports.given.picture import fitted, pixels
from app.reports.given.sheet import S, Sheet

_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
EMU_PER_PX, EMU_PER_PT = 9_525, 12_700
_EDGE = 4 * EMU_PER_PX
_BEHIND = (
    "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_ANCHOR = (
    f'<xdr:oneCellAnchor xmlns:xdr="{_XDR}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    f' xmlns:r="{_OFFICE}"><xdr:from><xdr:col>{{column}}</xdr:col><xdr:colOff>{{left}}</xdr:colOff><xdr:row>{{row}}</xdr:row>'
    '<xdr:rowOff>{top}</xdr:rowOff></xdr:from><xdr:ext cx="{width}" cy="{height}"/><xdr:pic><xdr:nvPicPr>'
    '<xdr:cNvPr id="{number}" name="照片 {number}" descr="照片"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
    '<a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>'
    "<xdr:clientData/></xdr:oneCellAnchor>"
)


def put_stamp(package: Package, part: str, sheet: Sheet, at: tuple[int, int], photo: bytes) -> None:
    """Put a JPEG over a cell of a sheet, or over the cells merged with it."""
    name = package.free_name("xl/media/photo{}.jpeg")
    package.put(name, photo)
    package.declare(name, "image/jpeg")
    drawing = _drawing(package, part, sheet)
    rid = package.relate(drawing, f"{_OFFICE}/image", name)
    row, column = at
    rows, columns = sheet.merged().get(at, (1, 1))
    room_wide = sum(_width(sheet.root, one) for one in range(column, column + columns))
    room_high = sum(_height(sheet, one) for one in range(row, row + rows))
    width, height = fitted(pixels(photo), (max(room_wide - 2 * _EDGE, 1), max(room_high - 2 * _EDGE, 1)))
    tree = package.tree(drawing)
    anchor = _ANCHOR.format(
        column=column, row=row, left=min((room_wide - width) // 2, _width(sheet.root, column) - 1),
        top=min((room_high - height) // 2, _height(sheet, row) - 1), width=width, height=height, number=9000 + len(tree), rid=rid,
    )  # fmt: skip
    tree.append(etree.fromstring(anchor))


def _drawing(package: Package, part: str, sheet: Sheet) -> str:
    """The drawing of a sheet, made where it has none."""
    for rid, kind, name in package.relations(part):
        if (
            kind.endswith("/drawing")
            and name in package
            and any(one.get(f"{R}id") == rid for one in sheet.root.iterfind(f"{S}drawing"))
        ):
            return name
    name = package.free_name("xl/drawings/drawing{}.xml")
    package.put(name, etree.Element(f"{{{_XDR}}}wsDr", nsmap={"xdr": _XDR}))
    package.declare(name, _DRAWING_TYPE)
    made = etree.Element(f"{S}drawing")
    made.set(f"{R}id", package.relate(part, f"{_OFFICE}/drawing", name))
    behind = next((child for child in sheet.root if child.tag in {f"{S}{one}" for one in _BEHIND}), None)
    if behind is None:
        sheet.root.append(made)
    else:
        behind.addprevious(made)
    return name


def _width(root: Element, column: int) -> int:
    """A column's width, EMU: characters of 7 px and 5 px of margin, as Excel's usual font has them."""
    usual = root.find(f"{S}sheetFormatPr")
    wide = _number(usual.get("defaultColWidth") if usual is not None else None, 8.43)
    for one in root.iterfind(f"{S}cols/{S}col"):
        if whole(one.get("min")) <= column + 1 <= whole(one.get("max")):
            wide = _number(one.get("width"), wide)
    return round((wide * 7 + 5) * EMU_PER_PX)


def _height(sheet: Sheet, row: int) -> int:
    usual = sheet.root.find(f"{S}sheetFormatPr")
    high = _number(usual.get("defaultRowHeight") if usual is not None else None, 15.0)
    line = sheet.line(row)
    return round(_number(line.get("ht") if line is not None else None, high) * EMU_PER_PT)


def _number(text: str | None, otherwise: float) -> float:
    try:
        return min(max(float(text or otherwise), 0.0), 1_000.0)
    except ValueError:
        return otherwise
