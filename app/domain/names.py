"""People's names: as a cell gives them, as the office stores them, as printed lists show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import category, normalize

MIDDLE_DOT = "·"
LONGEST_NAME = 50  # the longest of transcribed names have some thirty characters

# What keyboards and fonts put in place of the dot of 艾力·依明.
_DOTS = str.maketrans(dict.fromkeys("•・．‧∙⋅⸱ꞏ᛫･", MIDDLE_DOT))
_BRACKETS = str.maketrans("（）〔〕［］【】﹙﹚[]", "()()()()()()")

# Characters that GB 18030-2000 had to keep in private places and later editions moved to Unicode proper.
_MOVED = str.maketrans(
    {
        "\ue81e": "\u9fb4",
        "\ue826": "\u9fb5",
        "\ue82b": "\u9fb6",
        "\ue82c": "\u9fb7",
        "\ue832": "\u9fb8",
        "\ue843": "\u9fb9",
        "\ue854": "\u9fba",
        "\ue864": "\u9fbb",
        "\ue816": "\U00020087",
        "\ue817": "\U00020089",
        "\ue818": "\U000200cc",
        "\ue831": "\U000215d7",
        "\ue83b": "\U0002298f",
        "\ue855": "\U000241fe",
        "\ue863": "\u4dae",
    }
)

COMPOUND_SURNAMES = frozenset(
    re.findall(
        r"\S\S",
        """欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 长孙 宇文 司徒 司空 令狐 钟离 端木 东方 南宫 西门 独孤 万俟 闻人
    赫连 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 轩辕 鲜于 闾丘 亓官 司寇 子车 颛孙 巫马 公西 漆雕 乐正 壤驷
    公良 拓跋 夹谷 谷梁 榖梁 宰父 段干 百里 东郭 南门 呼延 羊舌 微生 梁丘 左丘 东门 南荣 贺兰 第五 纳兰 完颜 耶律
    叶赫 那拉 佟佳 申徒 相里 公羊 屈突 哥舒 即墨 达奚 褚师 歐陽 司馬 諸葛 東方""",
    )
)

# Radicals that PDF files hand over in place of the letters they look like (Unicode EquivalentUnifiedIdeograph).
_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)

_FORMER = re.compile(r"^(?:曾用名|原名|原姓名|又名|别名|本名|曾名|旧名|艺名|笔名)(?:为|叫|是)?[::]?")
_FORMER_BEHIND = re.compile(r"(?<=..)(?:曾用名|原名|原姓名|又名)(?:为|叫|是)?[::]?(?P<former>.+)$")
_SEX_AND_ETHNICITY = re.compile(r"([男女]?)([\u4e00-\u9fff]{1,5}族)?")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ'’.\- ]+")


@dataclass(frozen=True, slots=True)
class CleanName:
    """A name as it will be stored.

    `marks` are what stood in brackets beside it and is no name: 女, 回族, or a word that tells two of one name
    apart. `problem` (one sentence) keeps the row out; `notice` asks for a second look.
    """

    name: str
    former_name: str = ""
    marks: tuple[str, ...] = ()
    problem: str = ""
    notice: str = ""


def clean_name(text: str) -> CleanName:
    """Read a name cell: NFC, no spaces or control characters, one kind of dot, a former name set apart.

    Rare characters of every plane stay as they are. Half a name (one character, a question mark left by a lost
    rare character, figures) is a problem.
    """
    plain = plain_text(text)
    outside, inside = _split_brackets(plain)
    name, former = _joined(outside), ""
    behind = _FORMER_BEHIND.search(name)
    if behind:
        name, former = name[: behind.start()], behind["former"]
    marks: list[str] = []
    notice = ""
    for part in inside:
        if _FORMER.match(part):
            former = _joined(_FORMER.sub("", part))
        elif found := _SEX_AND_ETHNICITY.fullmatch(part):
            marks += [mark for mark in found.groups() if mark]
        elif _may_be_former_name(name, part):
            former = _joined(part)
            notice = f"括号内的“{former}”按曾用名读入"
        else:
            marks.append(part)
            notice = f"姓名后括号内的“{part}”没有读作姓名"
    if former and not notice and name_problem(former):
        notice = f"曾用名“{former}”不完整"
    return CleanName(name, former, tuple(marks), name_problem(name), notice)


def name_problem(name: str) -> str:
    """Say in one sentence why this cannot be a whole name; empty when it can."""
    if not name:
        return "姓名为空"
    latin = _LATIN.fullmatch(name) is not None
    stray = "" if latin else next((char for char in name if not _is_letter(char)), "")
    if stray:
        return f"姓名“{name}”{_fault(stray)}"
    if len(name) > LONGEST_NAME:
        return f"姓名“{name}”有 {len(name)} 个字，太长了"
    if len(name) < 2 or name.strip(MIDDLE_DOT) != name:
        return f"姓名“{name}”不完整"
    return ""


def surname(name: str) -> str:
    """Give the surname: two characters for the known compound ones, one otherwise.

    A name with a dot (艾力·依明) has none: empty.
    """
    if MIDDLE_DOT in name or _LATIN.fullmatch(name):
        return ""
    if len(name) > 2 and name[:2] in COMPOUND_SURNAMES:
        return name[:2]
    return name[:1]


def given_name(name: str) -> str:
    """Give what follows the surname; the whole name where there is no surname."""
    return name[len(surname(name)) :]


def full_ethnicity(text: str) -> str:
    """Give an ethnic group with its 族 (回 → 回族); 其他 and the like stay as they are."""
    plain = "".join(text.split())
    if not plain or plain.endswith(("族", "人士", "人")) or plain in {"其他", "不详", "未知"}:
        return plain
    return plain + "族"


def search_form(name: str) -> str:
    """Give a name without dots and spaces in lower case: what a search for 艾力依明 should find."""
    return _joined(plain_text(name)).replace(MIDDLE_DOT, "").casefold()


def plain_text(text: str) -> str:
    """Remove what nobody sees, and write dots, brackets and radicals from PDF files as the usual characters."""
    for table in (_MOVED, _RADICALS, _DOTS, _BRACKETS):
        text = text.translate(table)
    kept = []
    for char in normalize("NFC", text):
        kind = category(char)
        if char.isspace():
            kept.append(" ")
        elif "\u2e80" <= char <= "\u2fdf" or "\uff01" <= char <= "\uff5e":
            kept.append(normalize("NFKC", char))
        elif kind not in {"Cc", "Cf", "Mn"}:
            kept.append(char)
    return re.sub(r"(?<=[^\W\d_a-zA-Z])[.](?=[^\W\d_a-zA-Z])", MIDDLE_DOT, "".join(kept).strip())


def _split_brackets(text: str) -> tuple[str, list[str]]:
    """Part a name from what stands in brackets; commas inside part the brackets' content further."""
    inside = re.findall(r"\(([^()]*)\)?", text)
    parts = [part for content in inside for part in re.split(r"[,，、;；/]", content)]
    cleaned = [_joined(part) for part in parts]
    return re.sub(r"\([^()]*\)?", "", text), [part for part in cleaned if part]


def _joined(text: str) -> str:
    """Close the gaps of 王　强; in a Latin name one space between words is part of it."""
    words = text.split()
    return " ".join(words) if words and all(_LATIN.fullmatch(word) for word in words) else "".join(words)


def _may_be_former_name(name: str, part: str) -> bool:
    """Judge a bare second name in brackets: another whole name of the same family."""
    return bool(name) and part != name and not name_problem(part) and surname(part) == surname(name) != ""


def _is_letter(char: str) -> bool:
    """A Chinese character (〇 is one, 王〇 a real name) or the dot of a name; Latin ones are judged as a whole."""
    return char in {MIDDLE_DOT, "〇"} or category(char) == "Lo" or _is_rare(char)


def _is_rare(char: str) -> bool:
    """An ideograph of planes 2 and 3, which Unicode keeps for them: newer ones are unknown to an older Python."""
    return 0x20000 <= ord(char) < 0x40000 and ord(char) & 0xFFFE != 0xFFFE


def _fault(char: str) -> str:
    """Say what is wrong with a character that no name has."""
    if char in "?\ufffd□":
        return "有丢失的字（可能是生僻字），请补全"
    if char in "*×○●":
        return "有字被遮盖，请补全"
    if char.isdigit():
        return "里有数字"
    if category(char) == "Co":
        return "含自造字，换一台电脑就看不见，请换成标准字"
    return f"里有不应有的“{char}”"
