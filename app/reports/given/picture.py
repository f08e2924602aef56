"""A photo in a Word form: as large as its cell, proportions kept ([ECMA-376] 20.4.2.8, inline DrawingML pictures)."""

from __future__ import annotations

from io import BytesIO

from lxml import etree

from app.reports.given.package import Element, Package
from app.reports.given.runs import W
from app.reports.given.story import nearest

EMU_PER_TWIP = 635
EMU_PER_MM = 36_000
OWN_WIDTH, OWN_HEIGHT = 25 * EMU_PER_MM, 35 * EMU_PER_MM
"""The size of a photo where the form does not say one."""
_MARGIN = 2 * 108
"""Left and right margins of a cell where the form says nothing, twips."""
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_DRAWING = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:drawing>'
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{w}" cy="{h}"/><wp:docPr id="{n}" name="照片 {n}" descr="照片"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="{n}" name="照片"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)


def put_picture(package: Package, part: str, paragraph: Element, photo: bytes) -> None:
    """Put a JPEG behind the words of a paragraph, as large as the cell that it stands in."""
    name = package.free_name("word/media/photo{}.jpeg")
    package.put(name, photo)
    package.declare(name, "image/jpeg")
    rid = package.relate(part, _IMAGE, name)
    cell = paragraph.getparent()
    while cell is not None and cell.tag != f"{W}tc":
        cell = cell.getparent()
    width, height = fitted(pixels(photo), _room(cell) if cell is not None else (0, 0))
    number = 9000 + len([one for one in package.names() if one.startswith("word/media/photo")])
    for spacing in paragraph.iter(f"{W}spacing"):  # a line of fixed height would cut the picture
        for one in ("line", "lineRule"):
            spacing.attrib.pop(f"{W}{one}", None)
    paragraph.append(etree.fromstring(_DRAWING.format(w=width, h=height, n=number, rid=rid)))


def pixels(photo: bytes) -> tuple[int, int]:
    """Width and height of a JPEG."""
    from PIL import Image

    with Image.open(BytesIO(photo), formats=("JPEG", "PNG")) as opened:
        return opened.size


def fitted(size: tuple[int, int], room: tuple[int, int]) -> tuple[int, int]:
    """The largest size, in EMU, with the proportions of `size` that fits into a room; 25 × 35 mm where a side is unknown (0)."""
    wide, high = room[0] or OWN_WIDTH, room[1] or OWN_HEIGHT
    scale = min(wide / size[0], high / size[1])
    return round(size[0] * scale), round(size[1] * scale)


def _room(cell: Element) -> tuple[int, int]:
    """Width and height of a cell inside its margins, EMU; 0 where the form does not say."""
    wide = cell.find(f"{W}tcPr/{W}tcW")
    width = _twips(wide) - _MARGIN if wide is not None and wide.get(f"{W}type", "dxa") == "dxa" else 0
    row = cell.getparent()
    while row is not None and row.tag != f"{W}tr":
        row = row.getparent()
    height, merged = 0, cell.find(f"{W}tcPr/{W}vMerge") is not None
    place = sum(_span(one) for one in cell.itersiblings(f"{W}tc", preceding=True))
    while row is not None:
        high = row.find(f"{W}trPr/{W}trHeight")
        height += _twips(high) if high is not None else 0
        row = next(row.itersiblings(f"{W}tr"), None) if merged else None
        if row is not None and not _continues(row, place):
            break
    return max(width, 0) * EMU_PER_TWIP, max(height - 60, 0) * EMU_PER_TWIP


def _continues(row: Element, place: int) -> bool:
    column = 0
    for cell in nearest(row, f"{W}tc"):
        if column == place:
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            return merged is not None and merged.get(f"{W}val") != "restart"
        column += _span(cell)
    return False


def _span(cell: Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = str(span.get(f"{W}val", "1")) if span is not None else "1"
    return int(value) if value.isdecimal() else 1


def _twips(element: Element) -> int:
    value = str(element.get(f"{W}w") or element.get(f"{W}val") or "")
    return int(value) if value.isdecimal() and len(value) < 7 else 0
