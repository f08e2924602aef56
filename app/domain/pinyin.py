"""Pinyin of people's names: surnames read as surnames (曾 zēng, 单 shàn, 尉迟 yùchí).

pypinyin costs 160 ms to import, so it is imported when the first name is read, not with this module.
"""

from __future__ import annotations

import re
from functools import lru_cache

from app.domain.names import MIDDLE_DOT, given_name, surname

# Readings that a surname has and the character alone mostly has not (《现代汉语词典》, 姓氏).
SINGLE_READINGS: dict[str, str] = dict(
    re.findall(
        r"(.)([a-z]+[1-4])",
        """曾zeng1 单shan4 解xie4 仇qiu2 区ou1 查zha1 盖ge3 朴piao2 覃qin2 任ren2 华hua4 葛ge3 燕yan1 洗xian3 繁po2
    种chong2 员yun4 缪miao4 秘bi4 召shao4 折she2 乐yue4 隗wei3 祭zhai4 翟zhai2 卜bu3 么yao1 那na1 哈ha3 相xiang4 应ying1
    佴nai4 郇xun2 阚kan4 都du1 过guo1 撒sa3 薄bo2 句gou1 番pan1 颉xie2 占zhan1 乜nie4 少shao4 於yu1 干gan1 粘nian2 尉wei4
    盛sheng4 车che1 晁chao2 朝chao2 长zhang3 宿su4 石shi2 沈shen3 郗xi1 逄pang2 眭sui1 谌chen2 仉zhang3 强qiang2""",
    )
)
COMPOUND_READINGS: dict[str, tuple[str, ...]] = {
    "尉迟": ("yu4", "chi2"),
    "万俟": ("mo4", "qi2"),
    "澹台": ("tan2", "tai2"),
    "长孙": ("zhang3", "sun1"),
    "单于": ("chan2", "yu2"),
    "令狐": ("ling2", "hu2"),
    "乐正": ("yue4", "zheng4"),
    "子车": ("zi3", "ju1"),
    "相里": ("xiang4", "li3"),
    "宰父": ("zai3", "fu3"),
    "那拉": ("na1", "la1"),
}


@lru_cache(maxsize=20_000)
def syllables(name: str) -> tuple[str, ...]:
    """Give a syllable with its tone figure for each character: 王强 → (wang2, qiang2); ü is v.

    Latin words count as one syllable each; a character without a known reading is given as itself.
    """
    family = surname(name)
    if family in COMPOUND_READINGS:
        read = COMPOUND_READINGS[family]
    elif family in SINGLE_READINGS:
        read = (SINGLE_READINGS[family],)
    else:
        read = _read(family)
    return read + _read(given_name(name))


def pinyin(name: str) -> str:
    """Give pinyin without tones, a space between syllables: wang qiang."""
    return " ".join(syllable.rstrip("12345") for syllable in syllables(name))


def initials(name: str) -> str:
    """Give the first letters, by which a clerk finds somebody: 王强 → wq."""
    return "".join(syllable[0] for syllable in syllables(name))


def _read(text: str) -> tuple[str, ...]:
    """Read characters by pypinyin, which knows words (给 given names of two characters as a pair)."""
    from pypinyin import Style, lazy_pinyin

    read = [
        syllable
        for part in re.findall(r"[A-Za-z']+|[^A-Za-z']+", text.replace(MIDDLE_DOT, ""))
        for syllable in ([part] if part.isascii() else lazy_pinyin(part, style=Style.TONE3, errors=" ".join))
    ]
    return tuple(sound.lower() for syllable in read for sound in syllable.split())
