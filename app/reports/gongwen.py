"""GB/T 9704-2012 《党政机关公文格式》 as named numbers, with their clauses. Lengths in mm, type sizes in pt.

The clause text in force since 2012-07-01; what is computed from it is marked so.
"""

from __future__ import annotations

from typing import Final

MM: Final = 72 / 25.4
"""Points in a millimetre."""

# --------------------------------------------------------------------------- paper and text block
PAGE_WIDTH: Final = 210.0  # §5.1 A4
PAGE_HEIGHT: Final = 297.0  # §5.1
MARGIN_TOP: Final = 37.0  # §5.2.1 天头 37 mm ± 1 mm
MARGIN_LEFT: Final = 28.0  # §5.2.1 订口 28 mm ± 1 mm
MEASURE_WIDTH: Final = 156.0  # §5.2.1 版心
MEASURE_HEIGHT: Final = 225.0  # §5.2.1 版心
MARGIN_BOTTOM: Final = PAGE_HEIGHT - MARGIN_TOP - MEASURE_HEIGHT  # computed: 35
MARGIN_RIGHT: Final = PAGE_WIDTH - MARGIN_LEFT - MEASURE_WIDTH  # computed: 26
EDGE_TOLERANCE: Final = 1.0  # §5.2.1

# --------------------------------------------------------------------------- lines and characters
LINES: Final = 22  # §5.2.3 每面排22行
CHARACTERS: Final = 28  # §5.2.3 每行排28个字，撑满版心
LINE_PITCH: Final = MEASURE_HEIGHT * MM / LINES  # computed: 28.99 pt
CHARACTER_PITCH: Final = MEASURE_WIDTH * MM / CHARACTERS  # computed: 15.79 pt
BODY_SIZE: Final = 16.0  # §5.2.2 3号仿宋
FIRST_INDENT: Final = 2.0  # §7.3.3 每个自然段左空二字, in characters
GRID_LINE_PITCH: Final = 579
"""Word docGrid w:linePitch in twentieths of a pt: 22 lines of 28.95 pt fit the 225 mm."""
GRID_SPACING: Final = -0.25
"""What is taken from every advance of 16 pt so that 28 fill the measure: 15.75 pt a character, the rest shared out by
justifying. Word counts spacing in twentieths of a pt, so this is -5 of them; Word's own character grid
(linesAndChars) is left alone because LibreOffice gives a character wider than its cell two cells."""

# --------------------------------------------------------------------------- sizes (字号 to pt)
SIZE_CHU: Final = 42.0  # 初号
SIZE_1: Final = 26.0  # 一号
SIZE_1_SMALL: Final = 24.0  # 小一
SIZE_2: Final = 22.0  # 二号
SIZE_2_SMALL: Final = 18.0  # 小二
SIZE_3: Final = 16.0  # 三号
SIZE_3_SMALL: Final = 15.0  # 小三
SIZE_4: Final = 14.0  # 四号
SIZE_4_SMALL: Final = 12.0  # 小四
SIZE_5: Final = 10.5  # 五号
SIZE_5_SMALL: Final = 9.0  # 小五

TITLE_SIZE: Final = SIZE_2  # §7.3.1 2号小标宋，分一行或多行居中排布，梯形或菱形
TITLE_PITCH: Final = 36.0  # practice: lines of a 22 pt title
CONTENTS_SIZE: Final = SIZE_4  # 目录: smaller than the text, so that a 案由 mostly takes one line
IMPRINT_SIZE: Final = SIZE_4  # §7.4.2 版记 4号仿宋

# --------------------------------------------------------------------------- 红头文件
LINE: Final = BODY_SIZE * (1 + 7 / 8)
"""§3.2 一行: the height of a 3号 character and 7/8 of it, 30 pt: what “空二行” counts."""
RED: Final = "FF0000"  # §5.2.4, §7.2.4 红色
MARK_TOP: Final = 35.0  # §7.2.4 发文机关标志上边缘至版心上边缘为35 mm
MARK_LARGEST: Final = 60.0  # practice; §7.2.4 leaves the size to 醒目、美观、庄重
MARK_LEAST: Final = 38.0  # practice: smaller than this a mark is set narrower first
MARK_NARROWEST: Final = 0.6  # practice: 长体, as a share of a character's width
DOC_NO_GAP: Final = 2.0  # §7.2.5 发文机关标志下空二行, in lines
DOC_NO_INSET: Final = 1.0  # §7.2.5 上行文的发文字号居左空一字
SIGNERS_INSET: Final = 1.0  # §7.2.6 签发人居右空一字
SIGNERS_A_LINE: Final = 2  # §7.2.6 一般每行排两个姓名
RED_RULE_DROP: Final = 4.0  # §7.2.7 发文字号之下4 mm
RED_RULE: Final = 0.5  # practice: the thickness of the red rule, which is as wide as the 版心 (§7.2.7)
TITLE_GAP: Final = 2.0  # §7.3.1 红色分隔线下空二行, in lines
ADDRESSEES_GAP: Final = 1.0  # §7.3.2 标题下空一行, in lines
ATTACHMENTS_GAP: Final = 1.0  # §7.3.4 正文下空一行, in lines
ATTACHMENTS_INDENT: Final = 2.0  # §7.3.4 左空二字
REMARK_INDENT: Final = 2.0  # §7.3.6 左空二字
ANNEX_TITLE_LINE: Final = 3  # §7.3.7 附件标题居中编排在版心第三行

# --------------------------------------------------------------------------- 版记
IMPRINT_INSET: Final = 1.0  # §7.4.2, §7.4.3 左右各空一字
IMPRINT_RULE: Final = 0.35  # §7.4.1 首条、末条分隔线
IMPRINT_THIN_RULE: Final = 0.25  # §7.4.1 中间的分隔线
IMPRINT_PITCH: Final = 24.0  # practice: the line pitch of 4号 in the 版记, pt

# --------------------------------------------------------------------------- 信函
LETTER_MARK_TOP: Final = 30.0  # §10.1 发文机关标志上边缘至上页边为30 mm
LETTER_MARK_LARGEST: Final = 46.0  # practice
LETTER_RULE_DROP: Final = 4.0  # §10.1 发文机关标志下4 mm处一条红色双线（上粗下细）
LETTER_RULE_FOOT: Final = 20.0  # §10.1 距下页边20 mm处一条红色双线（上细下粗）
LETTER_RULE_LENGTH: Final = 170.0  # §10.1 线长均为170 mm，居中
LETTER_RULE_THICK: Final = 0.9  # practice
LETTER_RULE_THIN: Final = 0.3  # practice
LETTER_RULE_GAP: Final = 0.6  # practice: the white between the two
LETTER_DROP: Final = BODY_SIZE * 7 / 8  # §10.1 与该线的距离为3号汉字高度的7/8, pt
LETTER_TITLE_GAP: Final = 2.0  # §10.1 标题与其上最后一个要素相距二行

# --------------------------------------------------------------------------- 纪要
MINUTES_MARK_TOP: Final = 35.0  # §10.3 标志上边缘至版心上边缘为35 mm
MINUTES_PITCH: Final = 45.0  # practice: from the number down to office and date, pt
ATTENDANCE_GAP: Final = 1.0  # §10.3 正文或附件说明下空一行
ATTENDANCE_INDENT: Final = 2.0  # §10.3 左空二字

# --------------------------------------------------------------------------- page numbers
PAGE_NUMBER_SIZE: Final = SIZE_4  # §7.5 4号半角宋体
PAGE_NUMBER_DROP: Final = 7.0  # §7.5 版心下边缘之下 7 mm (to the top of the rules beside the number)
PAGE_NUMBER_INSET: Final = 1.0  # §7.5 单页居右空一字，双页居左空一字, in characters of its size

# --------------------------------------------------------------------------- signature
OFFICE_INSET: Final = 2.0  # §7.3.5.2 不加盖印章：署名右空二字
DATE_SHIFT: Final = 2.0  # §7.3.5.2 成文日期首字比发文机关署名首字右移二字
SEAL_DATE_INSET: Final = 4.0  # §7.3.5.1 加盖印章：成文日期右空四字


def line_pitch(size: float, *, grid: bool) -> float:
    """Give the line pitch in pt for a type size: the standard's on the grid, else in proportion to it."""
    if size > BODY_SIZE:
        return TITLE_PITCH if size <= TITLE_SIZE else size * 1.5
    return GRID_LINE_PITCH / 20 if grid else size * 1.6


def tracking(*, grid: bool) -> float:
    """Give what the character grid adds to every advance, pt: 28 characters of 16 pt fit 156 mm."""
    return GRID_SPACING if grid else 0.0


def signature_insets(office: float, date: float, *, seal: bool) -> tuple[float, float]:
    """Give the right insets of office and date in characters, for their widths in characters (§7.3.5).

    With a seal the date stands four characters in and the office is centred over it; without, the office stands two
    characters in and the date begins two characters right of it, or two in when it is the longer.
    """
    if seal:
        return max(0.0, SEAL_DATE_INSET + (date - office) / 2), SEAL_DATE_INSET
    date_inset = OFFICE_INSET + office - DATE_SHIFT - date
    if date_inset >= 0:
        return OFFICE_INSET, date_inset
    return OFFICE_INSET + DATE_SHIFT + date - office, OFFICE_INSET


def mark_look(ems: float, measure: float, largest: float) -> tuple[float, int]:
    """Give size in pt and width of the characters in percent of a mark of `ems` characters on one line of `measure` pt.

    As large as the line holds, up to `largest`; a long one is set in narrow characters (长体) before it grows small.
    """
    natural = min(largest, measure / max(1.0, ems))
    least = min(MARK_LEAST, largest)
    scale = min(1.0, max(MARK_NARROWEST, natural / least))
    percent = round(scale * 100)
    size = natural if percent == 100 else measure / (ems * percent / 100)
    return int(size * 2) / 2, percent


def letter_rule() -> float:
    """Give the height of a 信函's double rule in mm."""
    return LETTER_RULE_THICK + LETTER_RULE_GAP + LETTER_RULE_THIN


def page_number(number: int) -> str:
    """Give “— 1 —” (§7.5: a one-character rule on either side)."""
    return f"— {number} —"
