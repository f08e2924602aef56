"""Shapes of Word tied to the page: filled rectangles for rules, a box for words that run down the page."""

from __future__ import annotations

from typing import Final

EMU_MM: Final = 36000
"""English metric units in a mm."""


def shape(
    number: int,
    name: str,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    look: str = "<a:noFill/>",
    words: str = "",
) -> str:
    """Give a run that holds a shape: its left and upper edge from the page's and its size in mm, its fill (`look`).

    `words` are paragraphs in it, set turned by 90° clockwise, from its right edge on.
    """
    size = f'cx="{round(width * EMU_MM)}" cy="{round(height * EMU_MM)}"'
    box = f"<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx>" if words else ""
    body = (
        '<wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"/>'
        if words
        else "<wps:bodyPr/>"
    )
    kind = ' txBox="1"' if words else ""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0"'
        f' distR="0" simplePos="0" relativeHeight="{number}" behindDoc="0" locked="0" layoutInCell="1"'
        ' allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{round(x * EMU_MM)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{round(y * EMU_MM)}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="{name}"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr{kind}/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{look}<a:ln><a:noFill/></a:ln></wps:spPr>{box}{body}'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
