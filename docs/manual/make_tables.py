"""Write the manual's tables from the program itself, so that they cannot say anything else.

    python docs/manual/make_tables.py

A chapter marks the place of a table with `<!-- 表：名 -->` and `<!-- 表完 -->`; everything between is written here.
A test compares the chapters with what this script would write.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
MANUAL = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

import click  # noqa: E402  (the program lies beside this folder)

from app.cli import liange  # noqa: E402
from app.domain.fields import MEMBER_FIELDS, PROPOSAL_FIELDS, UNIT_FIELDS, Field  # noqa: E402
from app.domain.proposal import VIEWS, State  # noqa: E402
from app.domain.proposal_actions import ACTION_TABLE, WORDS, Action, Goal, open_actions  # noqa: E402
from app.domain.proposal_figures import figures  # noqa: E402
from app.domain.statistics import Rounding, Style  # noqa: E402
from app.reports.forms import FORMS  # noqa: E402
from app.reports.forms.form import Ask, Option, Source  # noqa: E402

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from app.ui.window import MainWindow

TABLE = re.compile(r"(<!-- 表：(\w+) -->\n)(.*?)(\n?<!-- 表完 -->)", re.DOTALL)

EXAMPLES = {
    "init": "liange init --office 云川县政协 --term 第十一届 --plenary 第十一届一次会议",
    "demo": "liange demo --out 演示",
    "term add": "liange term add 第十二届 --start 2031-01-10",
    "term list": "liange term list",
    "term rename": "liange term rename 十二届 第十二届",
    "term start": "liange term start 第十二届 2031-01-12",
    "term renew": "liange term renew 第十二届 --start 2031-01-10 --from 第十二届委员.xlsx --dry-run",
    "plenary add": "liange plenary add 第十一届二次会议 --start 2027-01-12",
    "plenary list": "liange plenary list",
    "settings get": "liange settings get grid.top",
    "settings set": "liange settings set reply_months=6 --plenary 第十一届一次会议",
    "search": "liange search 养老",
    "history": "liange history --limit 20",
    "undo": "liange undo",
    "redo": "liange redo",
    "check": "liange check",
    "roster import": "liange roster import 名册.xlsx --dry-run",
    "roster list": 'liange roster list --where 界别=教育,科技 --where "年龄>=60" --sort pinyin',
    "roster show": "liange roster show 廖学礼",
    "roster add": "liange roster add name=岑向荣 sex=男 affiliations=中共 sector=经济 date=2026-11-20",
    "roster set": "liange roster set 马爱莲 status=辞职 date=2026-05-14 reason=调离本县",
    "roster history": "liange roster history 马爱莲",
    "roster restore": "liange roster restore 马爱莲 手机 --operation 121",
    "roster bulk": "liange roster bulk 界别=教育 --members 11053 11059 date=2026-11-20 --dry-run",
    "roster remove": "liange roster remove 误录人",
    "roster recycle list": "liange roster recycle list",
    "roster recycle restore": "liange roster recycle restore 1883245610876929",
    "roster posts": "liange roster posts 常委名单.txt --post 常委",
    "roster photo set": "liange roster photo set 廖学礼 廖学礼.jpg",
    "roster photo remove": "liange roster photo remove 廖学礼",
    "roster photo export": "liange roster photo export 廖学礼 照片.jpg",
    "roster photo import": "liange roster photo import 照片",
    "roster forms list": "liange roster forms list --field 手机",
    "roster forms make": "liange roster forms make --out 填报表 --format xlsx",
    "roster forms read": "liange roster forms read 收回来的填报表 --dry-run",
    "roster order": "liange roster order 座次.txt --dry-run",
    "roster views list": "liange roster views list",
    "roster views save": 'liange roster views save 六十岁以上 --where "年龄>=60" --columns 姓名,年龄,界别',
    "roster views delete": "liange roster views delete 六十岁以上",
    "roster export": "liange roster export 名册.xlsx --level 公开",
    "team list": "liange team list --kind 委员工作室 --as-of 2026-06-30",
    "team show": "liange team show 提案委员会",
    "team add": "liange team add 惠民工作室 --kind 委员工作室 address=河东路2号 founded=2026-03",
    "team set": "liange team set 惠民工作室 contact=文锦 leader=马爱莲",
    "team put": "liange team put 惠民工作室 廖学礼 马爱莲 --role 联络员 --from 2026-05-01",
    "team take": "liange team take 惠民工作室 廖学礼 --on 2026-10-01",
    "team rename": "liange team rename 惠民工作室 利民工作室",
    "team dissolve": "liange team dissolve 利民工作室 --on 2026-11-01",
    "team outsider": "liange team outsider add 惠民工作室 周向明 role=信息员 starts=2026-04",
    "team import": "liange team import 工作室.xlsx --kind 委员工作室 --dry-run",
    "code list": "liange code list 界别",
    "code add": "liange code add 片区 城关街道 河东镇",
    "code rename": "liange code rename 界别 文艺 文化艺术",
    "code merge": "liange code merge 专委会 文史委员会 科教文卫体委员会",
    "code move": "liange code move 界别 特邀 -1",
    "code retire": "liange code retire 界别 台联 --from 第十二届",
    "code delete": "liange code delete 片区 河东镇",
    "code kind": "liange code kind 联络组 --place --outsiders",
    "quota list": "liange quota list --as-of 2026-06-30",
    "quota set": "liange quota set 中共=16 教育=12",
    "field list": "liange field list",
    "field off": "liange field off 微信 宗教信仰",
    "field on": "liange field on 微信",
    "field level": "liange field level 公开 籍贯",
    "field expect": "liange field expect 籍贯 毕业院校",
    "grid assign": "liange grid assign --from 2026-01-15",
    "grid show": "liange grid show --as-of 2026-06-30",
    "grid check": "liange grid check",
    "grid problem": "liange grid problem 4 --json",
    "grid solve": "liange grid solve 问题.json",
    "grid pin": "liange grid pin 胡婉清 陈𬱖 --now",
    "grid unpin": "liange grid unpin 胡婉清",
    "grid forbid": "liange grid forbid 胡婉清 朱雅宁",
    "grid unforbid": "liange grid unforbid 胡婉清",
    "grid guest": "liange grid guest 周向明 --tier 2 --title 党组副书记",
    "proposal import": "liange proposal import 提案登记表.xlsx --plenary 第十一届一次会议",
    "proposal list": "liange proposal list --view 逾期",
    "proposal show": "liange proposal show 第12号",
    "proposal add": "liange proposal add title=关于加强城区养老服务的提案 sponsors=朱雅宁",
    "proposal set": "liange proposal set 第12号 category=社会建设",
    "proposal do": "liange proposal do 流水12 立案 date=2026-01-27",
    "proposal stats": "liange proposal stats --plenary 第十一届一次会议",
    "unit import": "liange unit import 承办单位.xlsx",
    "unit list": "liange unit list",
    "report list": "liange report list",
    "archive list": "liange archive list --form 主席会议材料 --from 2026-01-01",
    "archive show": "liange archive show 12 --json",
    "archive save": "liange archive save 12 --out 主席会议材料.pdf",
    "archive compare": "liange archive compare 12 --now",
    "archive note": "liange archive note 12 作废：名单有误",
    "report make": "liange report make 主席会议材料 委员名册 --out 材料 --format docx,pdf",
    "wording list": "liange wording list",
    "wording show": "liange wording show 会议通知",
    "wording set": "liange wording set 会议通知 标题=关于召开{{会议名称}}的通知 正文=@正文.txt",
    "wording copy": "liange wording copy 会议通知 座谈会通知",
    "wording reset": "liange wording reset 会议通知",
    "wording delete": "liange wording delete 座谈会通知",
    "wording fields": "liange wording fields 每位委员",
    "wording preview": "liange wording preview 会议通知 会议地点=县政协三楼会议室 --out 样子.pdf",
    "given list": "liange given list",
    "given add": "liange given add 考核表.docx --name 考核表 --for 委员",
    "given show": "liange given show 考核表",
    "given point": "liange given point 考核表 表1!C2=姓名 {other}=空白 段5+=文字:同意",
    "given unpoint": "liange given unpoint 考核表 表1!C2",
    "given fill": "liange given fill 考核表 --out 考核 --whom 提案委员会 --together",
    "given export": "liange given export 考核表 原件.docx",
    "given delete": "liange given delete 考核表",
    "backup make": "liange backup make E:\\联格备份",
    "backup list": "liange backup list E:\\联格备份",
    "backup verify": "liange backup verify 备份.liange-backup",
    "backup restore": "liange backup restore 备份.liange-backup --to 恢复.liange",
}
"""One line for each verb, as a clerk would write it; a test lets the program read each of them."""


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table; a cell without text is a dash."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '、') or '—' for cell in line)} |" for line in lines)


# --------------------------------------------------------------------------- 提案


def states() -> str:
    """Every state with the steps open in it: the workflow's picture."""
    return table(
        ("提案现在是", "可以做的步骤（→ 做完变成）"),
        ((str(state), "；".join(map(_arrow, open_actions(state)))) for state in State),
    )


def _arrow(action: Action) -> str:
    return f"{action.name} → {_after(action)}" if action.after is not Goal.SAME else action.name


def _after(action: Action) -> str:
    match action.after:
        case Goal.SAME:
            return "不变"
        case Goal.BACK:
            return "原来的状态"
        case state:
            return str(state)


def steps() -> str:
    """Every step: from where, to where, what has to be written."""
    rows = []
    for action in ACTION_TABLE:
        if action.offered:
            needed = "、".join("或".join(WORDS[word] for word in need.split("|")) for need in action.needs)
            may = "、".join(WORDS[word] for word in action.takes)
            before = "、".join(map(str, action.before))
            rows.append((action.name, before, _after(action), needed, may))
    return table(("步骤", "在什么状态可以做", "做完变成", "必须填", "还可以填"), rows)


def views() -> str:
    """The saved views of the register."""
    rows = []
    for view in VIEWS.values():
        more = ["过了答复期限还没有答复"] if view.overdue else []
        more += [f"答复类别是 {'、'.join(view.answers)}"] if view.answers else []
        rows.append((view.name, "、".join(map(str, view.states)), "，".join(more)))
    return table(("视图", "包括哪些状态", "另外的条件"), rows)


def rates() -> str:
    """The rates with their 口径."""
    found = figures((), "2026-01-01", Style(1, Rounding.HALF_UP)).rates
    return table(("比率", "怎么算"), ((name, rate.definition) for name, rate in found.items()))


# --------------------------------------------------------------------------- 表头, 报表


def member_headers() -> str:
    """Headers that are recognised in a roster, with who may see the field."""
    return _headers(MEMBER_FIELDS)


def proposal_headers() -> str:
    """Headers that are recognised in a register."""
    return _headers(PROPOSAL_FIELDS)


def unit_headers() -> str:
    """Headers that are recognised in a list of units."""
    return _headers(UNIT_FIELDS)


def _headers(fields: Iterable[Field]) -> str:
    rows = ((one.label, "、".join(_chinese(one.aliases)), str(one.privacy)) for one in fields)
    return table(("栏目", "表里写成这样也认识", "级别"), rows)


def _chinese(words: Iterable[str]) -> list[str]:
    """Other systems' own column names are nothing for a clerk."""
    return [word for word in words if not word.isascii()]


def _answers(option: Option) -> str:
    """What may be said to an option: its choices, and the office's own after them, or how it is written."""
    if option.ask != Ask.CHOICE:
        return option.hint
    return "、".join(option.choices) + ("，及本单位的" + OWN[option.source] if option.source else "")


OWN = {
    Source.TEAM_KINDS: "各种小组",
    Source.TEAMS: "各个小组",
    Source.TERMS: "其他各届",
    Source.ARCHIVE: "各次存档",
}


def forms() -> str:
    """The forms with their options."""
    rows = (
        (form.name, form.purpose, "；".join(f"{one.name}：{_answers(one)}" for one in form.options))
        for form in FORMS
    )
    return table(("表", "内容", "选项（第一个是平时用的）"), rows)


# --------------------------------------------------------------------------- 命令行


def verbs() -> Iterator[tuple[str, click.Command]]:
    """Every command with its words."""
    yield from _below("", liange)


def _below(before: str, group: click.Group) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        words = f"{before} {name}".strip()
        if isinstance(command, click.Group):
            yield from _below(words, command)
        else:
            yield words, command


def commands() -> str:
    """Every verb with what it does, its options, and one example."""
    parts = []
    for name, command in verbs():
        lines = [
            f"#### {name}",
            "",
            (command.help or "").rstrip("。") + "。",
            "",
            "```",
            EXAMPLES[name],
            "```",
        ]
        options = [one for one in command.params if isinstance(one, click.Option) and one.name != "as_json"]
        if options:
            lines += ["", *map(_option, options)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _option(option: click.Option) -> str:
    said = f"- `{option.opts[0]}`：{option.help or ''}".rstrip("：")
    return said + ("（必填）" if option.required else "")


def common_options() -> str:
    """The options before the command."""
    found = (one for one in liange.params if isinstance(one, click.Option))
    return table(("写在命令前面", "意思"), ((f"`{one.opts[0]}`", one.help or "") for one in found))


# --------------------------------------------------------------------------- 快捷键


def keys(window: MainWindow, settle: Callable[[], None]) -> str:
    """Every shortcut of the window's and the pages' actions."""
    from PySide6.QtGui import QAction

    from app.ui.desk import Target
    from app.ui.places import PLACES

    rows: list[tuple[str, str, str]] = []
    owned: set[int] = set()
    for number, place in enumerate(PLACES, 1):
        window.go(place.key, Target())
        settle()
        page = window.page(place.key)
        owned |= {id(action) for action in page.findChildren(QAction)}
        rows += _key_rows(place.title, page.page_actions())
        rows.insert(number - 1, ("所有页", f"Ctrl+{number}", f"到“{place.title}”"))
    general = [action for action in window.actions() if id(action) not in owned]
    rows[len(PLACES) : len(PLACES)] = _key_rows("所有页", general)
    return table(("在哪里", "按键", "做什么"), rows)


def _key_rows(where: str, actions: Sequence[QAction]) -> list[tuple[str, str, str]]:
    return [
        (where, action.shortcut().toString(), plain(action.text()))
        for action in actions
        if not action.shortcut().isEmpty()
    ]


def plain(text: str) -> str:
    """An action's text without its letter, dots, and what it would take back."""
    return re.sub(r"\(&.\)|…", "", text).split("：")[0]


# --------------------------------------------------------------------------- writing

TABLES: dict[str, Callable[[], str]] = {
    "提案状态": states,
    "提案步骤": steps,
    "提案视图": views,
    "比率": rates,
    "名册表头": member_headers,
    "提案表头": proposal_headers,
    "单位表头": unit_headers,
    "报表": forms,
    "命令": commands,
    "共同选项": common_options,
}
"""By the name that a chapter gives; 快捷键 needs a window and is made by `keys`."""


def written(text: str, found: dict[str, str]) -> str:
    """A chapter with its tables as they should be; KeyError for a table that nobody makes."""
    return TABLE.sub(lambda place: f"{place[1]}\n{found[place[2]]}\n\n<!-- 表完 -->", text)


def _keys_of_a_window() -> str:
    """Make an empty office and ask its window."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="liange-manual-") as folder:
        os.environ |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "APPDATA"), folder)
        from PySide6.QtWidgets import QApplication

        from app.office import Office
        from app.ui.window import MainWindow

        application = QApplication([])
        window = MainWindow(Path(folder) / "a.liange", date(2026, 11, 1))
        window.show_office(Office.create(Path(folder) / "b.liange", office_name="政协", term="第一届"))
        window.show()

        def settle() -> None:
            until = time.monotonic() + 5
            application.processEvents()
            while window.backstage.busy and time.monotonic() < until:
                application.processEvents()
                time.sleep(0.01)

        found = keys(window, settle)
        window.close()
        return found


def main() -> None:
    """Write every table into the chapter that has a place for it."""
    found = {name: make() for name, make in TABLES.items()} | {"快捷键": _keys_of_a_window()}
    for chapter in sorted(MANUAL.glob("*.md")):
        text = chapter.read_text("utf-8")
        new = written(text, found)
        if new != text:
            chapter.write_text(new, encoding="utf-8")
            print(chapter.name)


if __name__ == "__main__":
    main()
