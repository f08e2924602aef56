"""Templates of wordings: checked word by word, then filled in Jinja2's sandbox.

What may stand in one is little on purpose: text, `{{ 字段 }}`, `{{ 字段 | 写法 }}` and
`{% 如果 字段 %}…{% 否则 %}…{% 结束 %}` (also if, else, endif). Everything else is refused with a sentence that says the
line and what to do. The check reads the text tag by tag, so that it can say what is wrong in the clerk's words; what it
lets through is parsed and its tree walked once more before anything runs, and it runs in a sandbox.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from rapidfuzz import fuzz, process

from app.domain.errors import Refused
from app.domain.wording import LONGEST_PART, Problem
from app.reports.wording.filters import BLANK_FILTERS, FILTERS

LONGEST_FILLED = 200_000
"""Characters of one part when its fields are filled: more than any letter, far less than memory."""
DEEPEST = 4
"""如果 within 如果."""
MOST_WAYS = 8
"""Ways one after the other behind a field; two are useful."""
MOST_SUGGESTED = 3
MOST_NAMED = 6
_AS_ALIKE = 5.0
_ALIKE = 40.0  # of 100, rapidfuzz's ratio; of words of two to six characters one in two or three agrees

_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)  # fmt: skip
_ENVIRONMENT.globals.clear()
_ENVIRONMENT.tests.clear()
_ENVIRONMENT.filters.clear()
_ENVIRONMENT.filters.update(FILTERS)

_WIDE = (("｛｛", "{{"), ("｝｝", "}}"), ("｛％", "{%"), ("％｝", "%}"), ("｛%", "{%"), ("%｝", "%}"), ("{％", "{%"), ("％}", "%}"))  # fmt: skip
_TAG = re.compile(
    r"\{\{(?P<field>[^\n]{0,400}?)\}\}|\{%(?P<word>[^\n]{0,400}?)%\}|(?P<stray>\{[{%#]?|[}%#]?\}|｛|｝)"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile(r"[^\W\d]\w*")
_IF = re.compile(r"(?:如果|if)\s*(?P<not>非(?=\s)|not(?=\s))?\s*(?P<name>[^\s]+)")
_ENGLISH = {"否则": "else", "结束": "endif"}

_STATEMENTS = {
    "for": "循环", "endfor": "循环", "循环": "循环", "macro": "宏", "endmacro": "宏", "include": "别的文件", "import": "别的文件",
    "from": "别的文件", "extends": "别的文件", "set": "赋值", "endset": "赋值", "call": "调用", "block": "区块", "raw": "原样区块",
    "filter": "过滤区块", "with": "赋值", "do": "运算", "elif": "多重判断", "autoescape": "设置",
}  # fmt: skip
_MAY = "只能写字段 {{ 字段 }} 和 {% 如果 字段 %}…{% 否则 %}…{% 结束 %}"


@dataclass(frozen=True, slots=True)
class Use:
    """One field where it stands: the line, and whether the text may go without a value of it."""

    name: str
    line: int
    optional: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What a template says: the fields it uses and what is wrong with it, both in reading order."""

    uses: tuple[Use, ...]
    problems: tuple[Problem, ...]


def plain_braces(text: str) -> str:
    """Take full-width braces for the plain ones they stand for; lines stay where they are."""
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return text.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=1024)
def check(text: str, fields: frozenset[str], part: str = "") -> Checked:
    """Read a template; `fields` are the names it may use. No problem means that it can be filled."""
    if len(text) > LONGEST_PART:
        message = f"有 {len(text)} 个字，最多 {LONGEST_PART} 个，请分成几份用语。"
        return Checked((), (Problem(part, 0, message),))
    reader = _Reader(plain_braces(text), fields, part)
    reader.read()
    problems = reader.problems or list(beyond(text, part))
    return Checked(tuple(reader.uses), tuple(sorted(problems, key=lambda one: one.line)))


def beyond(text: str, part: str = "") -> tuple[Problem, ...]:
    """Read the tree that would run, whatever the check has said: what is in it besides text, fields and 如果."""
    try:
        tree = _ENVIRONMENT.parse(_in_english(plain_braces(text)))
        strange = [node for node in tree.find_all(nodes.Node) if not isinstance(node, _ALLOWED)]
    except (TemplateError, RecursionError) as error:
        return (Problem(part, getattr(error, "lineno", 0) or 0, f"看不懂，{_MAY}。"),)
    return tuple(Problem(part, node.lineno, f"看不懂，{_MAY}。") for node in strange[:1])


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill a template that was checked; raises Refused when what comes out is longer than any letter."""
    filled, length = [], 0
    for piece in _compiled(plain_braces(text)).generate(values):
        length += len(piece)
        if length > LONGEST_FILLED:
            raise Refused(f"填好以后超过 {LONGEST_FILLED} 个字，没有生成，请把用语写短些。", code="wording")
        filled.append(piece)
    return "".join(filled)


@lru_cache(maxsize=512)
def _compiled(text: str) -> Template:
    return _ENVIRONMENT.from_string(_in_english(text))


def _in_english(text: str) -> str:
    """Give 如果, 否则, 结束 to Jinja as the words it knows."""

    def word(found: re.Match[str]) -> str:
        if found["word"] is None:
            return found[0]
        said = found["word"].strip()
        read = _IF.fullmatch(said)
        words = f"if {'not ' if read['not'] else ''}{read['name']}" if read else _ENGLISH.get(said, said)
        return f"{{% {words} %}}"

    return _TAG.sub(word, text)


class _Reader:
    """Reads one template from left to right and keeps what is open."""

    def __init__(self, text: str, fields: frozenset[str], part: str) -> None:
        self._text, self._fields, self._part = text, fields, part
        self._open: list[tuple[int, str, bool, bool]] = []  # line, field, negated, in the 否则 branch
        self._told: set[int] = set()
        self.uses: list[Use] = []
        self.problems: list[Problem] = []

    def read(self) -> None:
        """Find every tag and every brace that is none."""
        for found in _CONTROL.finditer(self._text):
            self._refuse(found.start(), "有看不见的控制字符，请删去这一处重新输入。")
        for found in _TAG.finditer(self._text):
            if found["field"] is not None:
                self._field(found)
            elif found["word"] is not None:
                self._word(found)
            else:
                self._stray(found)
        for line, name, _negated, _other in self._open:
            self.problems.append(
                Problem(self._part, line, f"“如果 {name}”没有写到哪里为止，请在后面加上 {{% 结束 %}}。")
            )

    # -- one tag -----------------------------------------------------------------------------------------------

    def _field(self, found: re.Match[str]) -> None:
        name, *ways = (word.strip() for word in found["field"].split("|"))
        if trouble := _inside(found["field"]):
            self._refuse(found.start(), trouble)
        elif not name:
            self._refuse(found.start(), "两层花括号里是空的，请写上字段，如 {{ 姓名 }}。")
        elif not _NAME.fullmatch(name):
            self._refuse(found.start(), f"“{name}”不是字段，{_MAY}。")
        elif unknown := [way for way in ways if way not in FILTERS]:
            self._refuse(found.start(), f"没有“{unknown[0]}”这种写法，可用：{'、'.join(FILTERS)}。")
        elif len(ways) > MOST_WAYS:
            self._refuse(
                found.start(), f"“{name}”后面有 {len(ways)} 种写法，最多 {MOST_WAYS} 种，请删去一些。"
            )
        else:
            self._use(found, name, optional=any(way in BLANK_FILTERS for way in ways))

    def _word(self, found: re.Match[str]) -> None:
        said = found["word"].strip()
        first = said.split(maxsplit=1)[0] if said else ""
        if first in ("如果", "if") or first.startswith("如果"):
            self._begin(found, said)
        elif said in ("否则", "else"):
            self._turn(found)
        elif said in ("结束", "endif"):
            if self._open:
                self._open.pop()
            else:
                self._refuse(found.start(), "这里的“结束”前面没有“如果”，请删去或补上。")
        elif first.strip("-+") in _STATEMENTS:
            what = _STATEMENTS[first.strip("-+")]
            self._refuse(found.start(), f"用语里不能写{what}（{first.strip('-+')}），{_MAY}。")
        else:
            self._refuse(found.start(), f"看不懂“{{% {said} %}}”，{_MAY}。")

    def _begin(self, found: re.Match[str], said: str) -> None:
        read = _IF.fullmatch(said)
        name = read["name"] if read else ""
        if trouble := _inside(said):
            self._refuse(found.start(), trouble)
        elif read is None or not _NAME.fullmatch(name):
            self._refuse(found.start(), "“如果”后面写一个字段，如 {% 如果 会议地点 %}。")
        else:
            self._use(found, name, optional=True, alone=False)
        if len(self._open) == DEEPEST:
            self._refuse(found.start(), f"“如果”里面套“如果”最多 {DEEPEST} 层，请写简单些。")
        self._open.append((self._line(found.start()), name, bool(read and read["not"]), False))

    def _turn(self, found: re.Match[str]) -> None:
        if not self._open:
            self._refuse(found.start(), "这里的“否则”前面没有“如果”，请删去或补上。")
            return
        line, name, negated, other = self._open.pop()
        if other:
            self._refuse(found.start(), "一个“如果”只能有一个“否则”，请删去一个。")
        self._open.append((line, name, negated, True))

    def _stray(self, found: re.Match[str]) -> None:
        rest = self._text[found.start() : found.start() + 24].split("\n")[0]
        if found[0] in ("{", "}", "｛", "｝"):
            message = f"“{rest}”这里的花括号只有一层，字段两边各要两个，如 {{{{ 姓名 }}}}。"
        elif found[0] == "{#" or found[0] == "#}":
            message = "用语里不能写注释，请删去。"
        elif found[0] in ("{{", "{%"):
            message = f"“{rest}”没有写完，后面要有 {'}}' if found[0] == '{{' else '%}'}，并且在同一行。"
        else:
            message = f"“{found[0]}”前面没有与它成对的，请删去或补上。"
        self._refuse(found.start(), message)

    def _use(self, found: re.Match[str], name: str, *, optional: bool, alone: bool = True) -> None:
        line = self._line(found.start())
        if name not in self._fields:
            self.problems.append(Problem(self._part, line, unknown_field(name, self._fields)))
        guarded = any(field == name and negated == other for _line, field, negated, other in self._open)
        whole = self._text.split("\n")[line - 1].strip()
        self.uses.append(Use(name, line, optional or guarded, alone and whole == found[0]))

    def _line(self, place: int) -> int:
        return self._text.count("\n", 0, place) + 1

    def _refuse(self, place: int, message: str) -> None:
        """Say the first thing that is wrong in a line: what follows from it would only confuse."""
        line = self._line(place)
        if line not in self._told:
            self._told.add(line)
            self.problems.append(Problem(self._part, line, message))


_ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Filter, nodes.If, nodes.Not)


def _inside(said: str) -> str:
    """Say what no tag may hold; empty when there is nothing of it."""
    if "__" in said:
        return "不能用下划线取程序里面的东西，请只写字段的名称。"
    if "." in said or "[" in said or "]" in said:
        return "不能取字段里面的一部分，请只写字段的名称，如 {{ 姓名 }}。"
    if "(" in said or ")" in said or "（" in said or "）" in said:
        return "花括号里不能有括号，请只写字段的名称，如 {{ 姓名 }}。"
    if re.search(r"[+*/%<>=~,:;!&'\"“”‘’\\{}]|\*\*|\d\s*-|-\s*\d", said):
        return "用语里不能写运算、比较和引号，请只写字段的名称，如 {{ 姓名 }}。"
    return ""


def unknown_field(name: str, fields: Collection[str]) -> str:
    """Say that no field is called so, which ones it may have meant, and what there is."""
    found = process.extract(
        name, sorted(fields), scorer=fuzz.ratio, limit=MOST_SUGGESTED, score_cutoff=_ALIKE
    )
    near = [one for one, score, _place in found if score >= found[0][1] - _AS_ALIKE]
    meant = f"，是不是{'或'.join(f'“{one}”' for one in near)}" if near else ""
    others = [one for one in sorted(fields) if one not in near][:MOST_NAMED]
    return f"没有“{name}”这个字段{meant}？可用：{'、'.join((*near, *others))}等，见“字段”一栏。"
