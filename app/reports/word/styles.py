"""The styles of a Word file, with the names that the style pane shows; settings and fonts beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from app.reports import gongwen
from app.reports.document import Font
from app.reports.lines import DASH, NO_END, NO_START
from app.reports.word.xml import NAMESPACES, Runs, attribute, indent, spacing

BODY_PITCH: Final = gongwen.GRID_LINE_PITCH / 20


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: id, name (Word's own English one for a built-in), font, size, and `w:pPr` content."""

    id: str
    name: str
    font: Font
    size: float
    paragraph: str = ""
    bold: bool = False
    builtin: bool = True
    next: str = ""
    colour: str = ""


_OFF_GRID: Final = '<w:snapToGrid w:val="0"/>'
_CENTER: Final = '<w:jc w:val="center"/>'
_LEVEL: Final = '<w:outlineLvl w:val="{}"/>'
_HEADING_INDENT: Final = indent(gongwen.BODY_SIZE, first=gongwen.FIRST_INDENT)


def _heading(level: int, font: Font) -> Style:
    return Style(
        f"Heading{level}",
        f"heading {level}",
        font,
        gongwen.BODY_SIZE,
        "<w:keepNext/>" + spacing(pitch=BODY_PITCH) + _HEADING_INDENT + _LEVEL.format(level - 1),
        next="BodyText",
    )


def _toc(level: int, font: Font) -> Style:
    return Style(
        f"TOC{level}",
        f"toc {level}",
        font,
        gongwen.CONTENTS_SIZE,
        "<w:keepLines/>" + spacing(pitch=BODY_PITCH) + indent(gongwen.CONTENTS_SIZE, left=level - 1.0),
    )


def _official(
    key: str, name: str, font: Font = Font.FANGSONG, size: float = gongwen.BODY_SIZE, align: str = "both"
) -> Style:
    """Make the style of a part of a 公文; where it stands is said by each paragraph itself."""
    return Style(key, name, font, size, f'{_OFF_GRID}<w:jc w:val="{align}"/>', builtin=False, next="BodyText")


OFFICIAL: Final = (
    _official("OfficialMarks", "份号密级紧急程度", Font.HEI, align="left"),
    replace(
        _official("OfficialMark", "发文机关标志", Font.TITLE, gongwen.MARK_LARGEST, "center"),
        colour=gongwen.RED,
    ),
    _official("DocumentNumber", "发文字号", align="center"),
    _official("LetterNumber", "信函字号", align="left"),
    _official("Addressees", "主送机关"),
    _official("Attachments", "附件说明"),
    _official("AnnexMark", "附件标识", Font.HEI, align="left"),
    _official("Attendance", "出席人员"),
    _official("Remark", "附注"),
    _official("Imprint", "版记", size=gongwen.IMPRINT_SIZE),
)

STYLES: Final = (
    *OFFICIAL,
    Style(
        "BodyText",
        "公文正文",
        Font.FANGSONG,
        gongwen.BODY_SIZE,
        spacing(pitch=BODY_PITCH) + indent(gongwen.BODY_SIZE, first=2) + '<w:jc w:val="both"/>',
        builtin=False,
    ),
    Style(
        "Title",
        "Title",
        Font.TITLE,
        gongwen.TITLE_SIZE,
        "<w:keepNext/>" + _OFF_GRID + spacing(pitch=gongwen.TITLE_PITCH) + _CENTER,
        next="BodyText",
    ),
    Style(
        "Subtitle",
        "Subtitle",
        Font.KAI,
        gongwen.BODY_SIZE,
        "<w:keepNext/>" + _OFF_GRID + spacing(pitch=BODY_PITCH) + _CENTER,
        next="BodyText",
    ),
    _heading(1, Font.HEI),
    _heading(2, Font.KAI),
    _heading(3, Font.FANGSONG),
    _heading(4, Font.FANGSONG),
    _toc(1, Font.HEI),
    _toc(2, Font.FANGSONG),
    _toc(3, Font.FANGSONG),
    Style("TOCTitle", "目录标题", Font.TITLE, gongwen.TITLE_SIZE, _OFF_GRID + _CENTER, builtin=False),
    Style("CoverTitle", "封面标题", Font.TITLE, gongwen.SIZE_1, _OFF_GRID + _CENTER, builtin=False),
    Style("CoverText", "封面文字", Font.KAI, gongwen.SIZE_2_SMALL, _OFF_GRID + _CENTER, builtin=False),
    Style(
        "TableTitle", "表题", Font.HEI, gongwen.SIZE_3, "<w:keepNext/>" + _OFF_GRID + _CENTER, builtin=False
    ),
    Style("TableHead", "表头", Font.HEI, gongwen.SIZE_5, _OFF_GRID + _CENTER, builtin=False),
    Style("TableText", "表格文字", Font.SONG, gongwen.SIZE_5, _OFF_GRID, builtin=False),
    Style("Note", "口径注释", Font.SONG, gongwen.SIZE_5, _OFF_GRID + spacing(pitch=15.75), builtin=False),
    Style("Caption", "caption", Font.HEI, gongwen.SIZE_4_SMALL, _OFF_GRID + spacing(pitch=21.6) + _CENTER),
    Style("KeyFigure", "关键数字", Font.HEI, 26.0, _OFF_GRID + spacing(pitch=36.0) + _CENTER, builtin=False),
    Style(
        "KeyLabel", "关键数字名称", Font.HEI, 10.5, _OFF_GRID + spacing(pitch=18.0) + _CENTER, builtin=False
    ),
    Style("NameList", "名单", Font.FANGSONG, gongwen.BODY_SIZE, spacing(pitch=BODY_PITCH), builtin=False),
    Style(
        "Signature",
        "落款",
        Font.FANGSONG,
        gongwen.BODY_SIZE,
        "<w:keepLines/>" + spacing(pitch=BODY_PITCH) + '<w:jc w:val="right"/>',
        builtin=False,
    ),
    Style("LabelText", "标签文字", Font.SONG, gongwen.SIZE_4_SMALL, _OFF_GRID, builtin=False),
    Style("Header", "header", Font.SONG, gongwen.SIZE_5, _OFF_GRID),
    Style("Footer", "footer", Font.SONG, gongwen.PAGE_NUMBER_SIZE, _OFF_GRID + spacing(pitch=16.0)),
)


def styles_xml(runs: Runs) -> str:
    """Give styles.xml: defaults for Chinese text, then the styles above."""
    base = runs.properties(Font.FANGSONG, gongwen.BODY_SIZE)
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    defaults = base.replace("</w:rPr>", f'<w:kern w:val="2"/>{language}</w:rPr>').replace(
        "<w:sz ", "<w:sz ", 1
    )
    # Gaps between 汉字 and Latin are Word's default (autoSpaceDE, autoSpaceDN), and so is overflowPunct: written because
    # LibreOffice reads it the wrong way round and would hang marks over the edge without it, which the PDF does not.
    plain = '<w:widowControl w:val="0"/><w:overflowPunct w:val="1"/>'
    parts = [
        (
            f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault>{_ordered(defaults)}</w:rPrDefault>"
            "<w:pPrDefault/></w:docDefaults>"
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
            f"<w:pPr>{plain}{spacing(pitch=BODY_PITCH)}</w:pPr>{base}</w:style>"
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
            '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
            '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
            '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
            '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        )
    ]
    for style in STYLES:
        custom = "" if style.builtin else ' w:customStyle="1"'
        following = f'<w:next w:val="{style.next}"/>' if style.next else ""
        look = runs.properties(style.font, style.size, bold=style.bold)
        if _OFF_GRID in style.paragraph:
            look = look.replace("<w:sz ", f"{_OFF_GRID}<w:sz ", 1)
        if style.colour:
            look = look.replace("<w:sz ", f'<w:color w:val="{style.colour}"/><w:sz ', 1)
        parts.append(
            f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
            f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/><w:pPr>{style.paragraph}</w:pPr>{look}</w:style>'
        )
    parts.append("</w:styles>")
    return "".join(parts)


def _ordered(properties: str) -> str:
    """Put `w:kern` before `w:sz`, where the schema wants it."""
    kern = '<w:kern w:val="2"/>'
    return properties.replace(kern, "", 1).replace("<w:sz ", f"{kern}<w:sz ", 1)


def _listed(marks: Iterable[str]) -> str:
    """Give marks that may not begin or end a line as Word is told them; those that combine with the one before are its own."""
    return attribute("".join(sorted(mark for mark in marks if not "\u0300" <= mark <= "\u036f")))


SETTINGS: Final = (
    f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
    '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:drawingGridHorizontalSpacing w:val="105"/><w:drawingGridVerticalSpacing w:val="156"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    f'<w:noLineBreaksAfter w:lang="zh-CN" w:val={_listed(NO_END)}/>'
    f'<w:noLineBreaksBefore w:lang="zh-CN" w:val={_listed(NO_START - {DASH})}/><w:compat><w:useFELayout/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)

FONT_TABLE: Final = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {NAMESPACES}>'
    + "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{alias}"/><w:charset w:val="86"/><w:family w:val="{family}"/>'
        '<w:pitch w:val="auto"/></w:font>'
        for name, alias, family in (
            ("仿宋", "FangSong", "modern"),
            ("宋体", "SimSun", "auto"),
            ("楷体", "KaiTi", "modern"),
            ("黑体", "SimHei", "modern"),
            ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "auto"),
        )
    )
    + "</w:fonts>"
)
