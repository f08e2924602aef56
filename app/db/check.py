"""Checking an open data file: pages, keys, triggers, the change log, and rules that no table can express.

Every problem is one Chinese sentence in the office's words; an empty list is a sound file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.db import changelog, opening, replay, rows
from app.db.datafile import DataFile
from app.db.engine import Database, DatabaseError
from app.db.ids import COUNTER_BITS
from app.db.schema import APPLICATION_ID, SCHEMA_VERSION
from app.domain import given_form, wording
from app.domain.errors import DataFileError
from app.domain.fields import MEMBER_FIELDS
from app.domain.given_form import places_of

LOG_PROBLEMS_SHOWN = 20
_LAYOUTS, _SUBJECTS = frozenset(wording.Layout), frozenset(wording.Subject)
_FORM_SUBJECTS = frozenset(given_form.Subject)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing found: a stable `kind`, a sentence, and where (table and row, or empty)."""

    kind: str
    message: str
    where: str = ""

    def as_dict(self) -> dict[str, str]:
        """Give the JSON form of the command line."""
        return {"kind": self.kind, "message": self.message, "where": self.where}


def check(data: DataFile, progress: Callable[[int, int], None] | None = None) -> list[Problem]:
    """Check everything; nothing is changed. A damaged file ends the list early, since nothing else can be trusted."""
    problems: list[Problem] = []
    for done, part in enumerate(_PARTS):
        if progress is not None:
            progress(done, len(_PARTS))
        try:
            problems += part(data.db)
        except DatabaseError as error:
            told = opening.translate(error, data.path)
            if not isinstance(told, DataFileError):
                raise
            problems.append(Problem("damaged", told.message))
        if any(problem.kind == "damaged" for problem in problems):
            break
    if progress is not None:
        progress(len(_PARTS), len(_PARTS))
    return problems


# -- the file ----------------------------------------------------------------------------------------------------


def _pages(db: Database) -> Iterator[Problem]:
    for (found,) in db.execute("PRAGMA integrity_check(20)").fetchall():
        if found != "ok":
            yield Problem("damaged", f"数据文件的内部结构有问题（{found}）。请从备份恢复，并把这个文件留着。")


def _identity(db: Database) -> Iterator[Problem]:
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        yield Problem("identity", "文件头没有联格的标志，别的程序可能改过这个文件。")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        yield Problem(
            "identity", f"数据文件的版本是 {version}，应为 {SCHEMA_VERSION}。请正常打开一次，让程序升级它。"
        )


def _keys(db: Database) -> Iterator[Problem]:
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem("keys", f"{table} 中有一行指向 {parent} 里不存在的内容。", f"{table}#{row}")


def _session(db: Database) -> Iterator[Problem]:
    rows = db.execute("SELECT operation FROM session").fetchall()
    if rows != [(None,)]:
        yield Problem("session", "有一次操作没有正常结束。请重新打开数据文件；仍有此提示时请从备份恢复。")


def _counter(db: Database) -> Iterator[Problem]:
    meta = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('copy', 'counter')").fetchall())
    copy, counter = int(meta["copy"]), int(meta["counter"])
    first, last = copy << COUNTER_BITS, (copy + 1) << COUNTER_BITS
    for table in changelog.logged_tables(db):
        sql = f"SELECT max(id) FROM {table} WHERE id > ? AND id < ?"
        highest = db.execute(sql, [first + counter, last]).fetchone()[0]
        if highest is not None:
            yield Problem(
                "counter", f"{table} 中有编号大于计数器的行，新的内容可能与它相撞。", f"{table}#{highest}"
            )


# -- the change log ----------------------------------------------------------------------------------------------


def _triggers(db: Database) -> Iterator[Problem]:
    for name in changelog.missing_triggers(db):
        yield Problem("triggers", f"修改记录的触发器 {name} 缺失或被改动，修改可能没有留下记录。", name)


def _log(db: Database) -> Iterator[Problem]:
    for number, (table, row, wrong) in enumerate(replay.contradictions(db)):
        if number == LOG_PROBLEMS_SHOWN:
            yield Problem("log", f"修改记录的问题不止 {LOG_PROBLEMS_SHOWN} 处，其余没有列出。")
            return
        yield Problem("log", f"修改记录与 {table} 不一致：{wrong}。", f"{table}#{row}")


# -- rules of the office -----------------------------------------------------------------------------------------

_SINGLE = ", ".join(f"'{one.key}'" for one in MEMBER_FIELDS if one.dated and not one.multiple)
_DATED = ", ".join(f"'{one.key}'" for one in MEMBER_FIELDS if one.dated)
_LABEL = (
    "CASE {field} "
    + " ".join(f"WHEN '{one.key}' THEN '{one.label}'" for one in MEMBER_FIELDS if one.dated)
    + " ELSE {field} END"
)
_OVERLAP = "(a.ends = '' OR a.ends > b.starts) AND (b.ends = '' OR b.ends > a.starts)"
_NAME_OF = "(SELECT p.name FROM memberships m JOIN persons p ON p.id = m.person_id WHERE m.id = {member})"
_SOMEBODY = (
    "EXISTS (SELECT 1 FROM memberships m WHERE m.id = a.upper) OR "
    "EXISTS (SELECT 1 FROM guests g WHERE g.id = a.upper AND g.scheme_id = a.scheme_id)"
)

_TWICE = (
    "SELECT b.id, a.{number}, l.name, a.title, b.title FROM (SELECT min(id) AS low, max(id) AS high FROM proposals "
    "WHERE {number} IS NOT NULL GROUP BY plenary_id, {number} HAVING count(*) > 1) "
    "JOIN proposals a ON a.id = low JOIN proposals b ON b.id = high JOIN plenaries l ON l.id = a.plenary_id"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """`sql` finds what breaks the rule: the row's id, then the texts that `sentence` takes."""

    kind: str
    table: str
    sql: str
    sentence: str


RULES = (
    _Rule("facts", "facts",
          f"SELECT a.id, {_NAME_OF.format(member='a.membership_id')}, {_LABEL.format(field='a.field')}, a.value, b.value FROM facts a "
          f"JOIN facts b ON b.membership_id = a.membership_id AND b.field = a.field AND b.id > a.id WHERE a.field IN ({_SINGLE}) AND {_OVERLAP}",
          "{}的“{}”在同一天有两个值：{}、{}。请在委员资料中改正。"),
    _Rule("facts", "facts",
          f"SELECT a.id, {_NAME_OF.format(member='a.membership_id')}, {_LABEL.format(field='a.field')}, a.value FROM facts a "
          "JOIN facts b ON b.membership_id = a.membership_id AND b.field = a.field AND b.value = a.value AND b.kind = a.kind "
          f"AND b.role = a.role AND b.id > a.id WHERE a.field NOT IN ({_SINGLE}) AND {_OVERLAP}",
          "{}的“{}”里“{}”在同一天记了两次。请在委员资料中改正。"),
    _Rule("facts", "facts",
          f"SELECT a.id, {_NAME_OF.format(member='a.membership_id')}, {_LABEL.format(field='a.field')}, a.value, a.starts, a.ends FROM facts a "
          "WHERE a.ends <> '' AND a.ends <= a.starts",
          "{}的“{}”（{}）从 {} 到 {}，结束不晚于开始。请在委员资料中改正。"),
    _Rule("facts", "facts",
          f"SELECT a.id, {_NAME_OF.format(member='a.membership_id')}, a.field FROM facts a WHERE a.field NOT IN ({_DATED})",
          "{}有一项不认识的内容“{}”。"),
    _Rule("members", "memberships",
          f"SELECT a.id, {_NAME_OF.format(member='a.id')} FROM memberships a "
          "WHERE NOT EXISTS (SELECT 1 FROM facts f WHERE f.membership_id = a.id AND f.field = 'status')",
          "{}没有任何履职状态，名册里看不到。请在委员资料中补上。"),
    _Rule("members", "memberships",
          f"SELECT high, no, {_NAME_OF.format(member='low')}, {_NAME_OF.format(member='high')} FROM (SELECT no, min(id) AS low, "
          "max(id) AS high FROM memberships WHERE no <> '' GROUP BY term_id, no HAVING count(*) > 1)",
          "委员编号 {} 有两个人：{}、{}。请改正其中一个。"),
    _Rule("teams", "teams",
          "SELECT max(a.id), a.kind, a.name FROM teams a GROUP BY a.term_id, a.kind, a.name HAVING count(*) > 1",
          "{}里有两个“{}”。请在小组里把它们合并。"),
    _Rule("teams", "team_outsiders",
          "SELECT a.id, a.name, a.starts, a.ends FROM team_outsiders a WHERE a.starts <> '' AND a.ends <> '' "
          "AND a.ends < substr(a.starts, 1, length(a.ends))",
          "{}的聘期从 {} 到 {}，结束早于开始。请在小组里改正。"),
    _Rule("links", "links",
          f"SELECT a.id, {_NAME_OF.format(member='a.lower')}, a.starts, a.ends FROM links a WHERE a.ends <> '' AND a.ends <= a.starts",
          "{}的联络关系从 {} 到 {}，结束不晚于开始。请重新分配。"),
    _Rule("links", "links",
          f"SELECT a.id, {_NAME_OF.format(member='a.lower')} FROM links a JOIN links b ON b.scheme_id = a.scheme_id "
          f"AND b.lower = a.lower AND b.id > a.id AND {_OVERLAP}",
          "{}在同一方案中同时有两位联络人。请在网格中改正。"),
    _Rule("links", "links",
          f"SELECT a.id, {_NAME_OF.format(member='a.lower')} FROM links a WHERE NOT ({_SOMEBODY})",
          "{}的联络人不存在。请在网格中重新分配。"),
    _Rule("links", "links",
          f"SELECT a.id, {_NAME_OF.format(member='a.lower')} FROM links a WHERE a.upper = a.lower",
          "{}被分配给了自己。请在网格中改正。"),
    _Rule("links", "link_rules",
          f"SELECT a.id, {_NAME_OF.format(member='a.lower')} FROM link_rules a WHERE NOT ({_SOMEBODY})",
          "{}的指定或回避指向不存在的人。请在网格中取消它。"),
    _Rule("sponsors", "sponsors",
          "SELECT a.id, p.title, a.name FROM sponsors a JOIN proposals p ON p.id = a.proposal_id "
          "WHERE a.membership_id IS NULL AND a.name = ''",
          "提案“{}”有一位没有姓名的提案人{}。请在提案中改正。"),
    _Rule("numbers", "proposals", _TWICE.format(number="no"), "提案号 {} 在{}用了两次：“{}”“{}”。请改正其中一个。"),
    _Rule("numbers", "proposals", _TWICE.format(number="serial"), "流水号 {} 在{}用了两次：“{}”“{}”。请改正其中一个。"),
    _Rule("proposals", "proposals",
          "SELECT a.id, a.title FROM proposals a WHERE a.merged_into = a.id",
          "提案“{}”并入了它自己。请在提案中改正。"),
)  # fmt: skip


def _rules(db: Database) -> Iterator[Problem]:
    for rule in RULES:
        for row, *texts in db.execute(rule.sql).fetchall():
            told = ["（姓名不明）" if text is None else str(text) for text in texts]
            yield Problem(rule.kind, rule.sentence.format(*told), f"{rule.table}#{row}")


_NO_PHOTO = "SELECT p.id, p.name FROM persons p LEFT JOIN blobs b ON b.hash = p.photo WHERE p.photo <> '' AND b.hash IS NULL"


def _photos(db: Database) -> Iterator[Problem]:
    for row, name in db.execute(_NO_PHOTO).fetchall():
        yield Problem("photos", f"{name}的照片在数据文件里找不到了。请重新换一张照片。", f"persons#{row}")
    for named, content in db.execute("SELECT hash, data FROM blobs"):
        if hashlib.sha256(content).hexdigest() != named:
            yield _damaged(db, named)


def _damaged(db: Database, named: str) -> Problem:
    """Say whose content is not what it was: a paper's of the archive, else a photo's."""
    paper = db.execute(
        "SELECT no, title FROM archive WHERE ? IN (pdf, facts) ORDER BY no", [named]
    ).fetchone()
    if paper is not None:
        told = f"存档第 {paper[0]} 号“{paper[1]}”的内容与它的指纹不符，可能已损坏。请从备份恢复。"
        return Problem("archive", told, f"blobs#{named}")
    form = db.execute("SELECT id, name FROM given_forms WHERE hash = ?", [named]).fetchone()
    if form is not None:
        told = f"上级表样“{form[1]}”的原件与它的指纹不符，可能已损坏。请删除后重新添加，或从备份恢复。"
        return Problem("given_forms", told, f"blobs#{named}")
    return Problem(
        "photos", "有一张照片的内容与它的指纹不符，可能已损坏。请重新换一张照片。", f"blobs#{named}"
    )


_LOST_PAPERS = (
    "SELECT a.id, a.no, a.title FROM archive a WHERE NOT EXISTS (SELECT 1 FROM blobs b WHERE b.hash = a.pdf) "
    "OR NOT EXISTS (SELECT 1 FROM blobs b WHERE b.hash = a.facts) ORDER BY a.no"
)


def _papers(db: Database) -> Iterator[Problem]:
    for row, no, title in db.execute(_LOST_PAPERS).fetchall():
        told = f"存档第 {no} 号“{title}”的内容在数据文件里找不到了。请从备份恢复。"
        yield Problem("archive", told, f"archive#{row}")


_LOST_FORMS = "SELECT id, name FROM given_forms f WHERE NOT EXISTS (SELECT 1 FROM blobs b WHERE b.hash = f.hash) ORDER BY id"


def _forms(db: Database) -> Iterator[Problem]:
    for row, name in db.execute(_LOST_FORMS).fetchall():
        told = f"上级表样“{name}”的原件在数据文件里找不到了。请删除后重新添加，或从备份恢复。"
        yield Problem("given_forms", told, f"given_forms#{row}")


def _readable(db: Database) -> Iterator[Problem]:
    """What rows keep in JSON, and words of lists that the program has and no table does."""
    for row, no, options in db.execute("SELECT id, no, options FROM archive ORDER BY no"):
        if rows.texts_of(options) is None:
            yield Problem(
                "archive", f"存档第 {no} 号的选项读不出来，列出时空着。请从备份恢复。", f"archive#{row}"
            )
    for row, name, layout, subject, parts in db.execute(
        "SELECT id, name, layout, subject, parts FROM wordings"
    ):
        if rows.texts_of(parts) is None or layout not in _LAYOUTS or subject not in _SUBJECTS:
            told = f"用语“{name}”的版式、对象或文字这个版本读不出来。请在文书用语里核对后重新保存，或从备份恢复。"
            yield Problem("wordings", told, f"wordings#{row}")
    for row, name, subject, places in db.execute("SELECT id, name, subject, places FROM given_forms"):
        if places_of(places) is None or subject not in _FORM_SUBJECTS:
            told = f"上级表样“{name}”的填写位置这个版本读不出来。请删除后重新添加，或从备份恢复。"
            yield Problem("given_forms", told, f"given_forms#{row}")


_PARTS: tuple[Callable[[Database], Iterator[Problem]], ...] = (
    _pages,
    _identity,
    _session,
    _triggers,
    _keys,
    _counter,
    _log,
    _rules,
    _photos,
    _forms,
    _readable,
    _papers,
)
