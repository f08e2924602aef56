"""The command line under absurd words: one Chinese sentence, the right exit code, one document, nothing changed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.conftest import ROOT

LONG, LINES, HALF = "字" * 20_000, "甲\n乙\x01", "\udcff"


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (1, ("roster", "show", LONG)), (1, ("roster", "show", LINES)), (1, ("roster", "show", "")), (2, ("roster", "show", HALF)),
        (1, ("roster", "add", f"name={'王' * 60}")), (1, ("roster", "add", "name=温如玉", "status=")),
        (2, ("roster", "add", "name=温如玉", "status=在逃")), (2, ("roster", "add", "name=温如玉", "rank_no=" + "9" * 30)),
        (2, ("roster", "add", "name=温如玉", "rank_no=٣")), (2, ("roster", "add", "name=温如玉", "sex=火星")),
        (1, ("roster", "set", "骆宾", f"sector={LONG}")), (1, ("roster", "bulk", f"committees={LONG}", "--where", "状态=在册")),
        (2, ("roster", "set", "骆宾", "posts+=国王")), (2, ("roster", "set", "骆宾", "sector=教育", "date=")),
        (2, ("roster", "set", "骆宾", "sector=教育", "date=2026-02-30")), (2, ("roster", "list", "--as-of", "9999-12-31")),
        (2, ("roster", "list", "--as-of", "2026-W47-7")), (1, ("roster", "export", "字" * 300 + ".csv")),
        (1, ("grid", "guest", "")), (1, ("grid", "guest", "客人", "--tier", "5")), (1, ("grid", "guest", "客人", "--tier", "0")),
        (1, ("grid", "guest", "客人", "--tier", "99999999999999999999")), (1, ("grid", "forbid", "骆宾", "骆宾")),
        (1, ("grid", "problem", "99999999999999999999")), (2, ("history", "--limit", "99999999999999999999")), (2, ("history", "--limit", "-1")),
        (2, ("proposal", "show", "9" * 5000)), (2, ("proposal", "show", "9" * 25)),
        (1, ("settings", "set", "grid.weight.sector=" + "9" * 5000)), (1, ("backup", "list", "x" * 300)), (1, ("backup", "verify", "x" * 300)),
        (2, ("frob",)), (2, ("roster", "show")), (2, ("--today", "2026-02-30", "roster", "list")), (2, ("--today", "", "roster", "list")),
    ],
    ids=lambda value: " ".join(word[:14] for word in value) if isinstance(value, tuple) else str(value),
)  # fmt: skip
def test_一句中文_一份JSON_什么也没变(run: Run, data: Path, code: int, words: tuple[str, ...]) -> None:
    before = digest(data)
    ran = run(*words, "--json")
    assert (ran.code, digest(data)) == (code, before)
    assert ran.json["error"]["message"] + "\n" == ran.err
    assert ran.err.count("\n") == 1
    assert any("\u4e00" <= char <= "\u9fff" for char in ran.err)


@pytest.mark.parametrize(
    ("words", "weight"), [(("grid.weight.sector=１２",), "12"), (("grid.weight.sector=²",), "2")]
)
def test_全角数字也是数字(run: Run, words: tuple[str, ...], weight: str) -> None:
    assert run("settings", "set", *words, "--json").json["grid.weight.sector"] == weight


def test_按收到日期筛选不怕通配符(run: Run) -> None:
    run("proposal", "add", "title=关于停车的建议", "received=2026-01-11")
    assert len(run("proposal", "list", "--where", "received=2026-01", "--json").json) == 1
    for pattern in ("%", "____-01", "字" * 60_000):
        assert run("proposal", "list", "--where", f"received={pattern}", "--json").json == []


def test_减去专委会不必写职务(run: Run) -> None:
    run(
        "roster",
        "set",
        "骆宾",
        "committees=提案委员会（主任）、文史委员会",
        "groups=街道小组/湖滨（组长）、学习组/一组",
    )
    assert run("roster", "set", "骆宾", "committees-=提案委员会", "--json").json["committees"] == [
        "文史委员会"
    ]
    left = run("roster", "set", "骆宾", "groups-=湖滨", "--json").json["groups"]
    assert left == [{"kind": "学习组", "name": "一组", "role": ""}]
    assert run("roster", "set", "骆宾", "groups-=党小组/一组", "--json").json["groups"] == left


def test_手工录入与导入写法一致(run: Run) -> None:
    words = (
        "sector=教育界",
        "ethnicity=回",
        "employer=县\x01教育局\n",
        "id_number=11010119800101 123x",
        "posts=常务委员",
    )
    done = run("roster", "set", "骆宾", *words, "--json").json
    assert (done["sector"], done["ethnicity"], done["employer"], done["posts"]) == (
        "教育",
        "回族",
        "县教育局",
        ["常委"],
    )
    assert run("roster", "show", "骆宾", "--json").json["more"]["id_number"] == "11010119800101123X"
    assert run("roster", "set", "骆宾", "employer=", "posts=", "--json").json["employer"] == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_名单不挑编码(run: Run, tmp_path: Path, encoding: str) -> None:
    names = tmp_path / "常委.txt"
    names.write_bytes("骆　宾、米雪".encode(encoding))
    assert len(run("roster", "posts", str(names), "--post", "常委", "--json").json["set"]) == 2


@pytest.mark.parametrize("name", ["没有.txt", ".", "/dev/zero"])
def test_名单不是文件(run: Run, tmp_path: Path, name: str) -> None:
    refused = run("roster", "posts", str(tmp_path / name), "--post", "常委", "--json")
    assert (refused.code, list(refused.json)) == (1, ["error"])


@pytest.mark.skipif(sys.platform == "win32", reason="用到 /dev/zero")
@pytest.mark.parametrize(
    "words",
    [
        ("roster", "import", "{table}", "--map", "{file}"),
        ("roster", "import", "{table}", "--values", "{file}"),
        ("roster", "import", "{table}", "--choose", "{file}"),
        ("team", "import", "{table}", "--map", "{file}"),
        ("term", "renew", "第十二届", "--start", "2026-12-01", "--all-stay", "--sectors", "{file}"),
        ("term", "renew", "第十二届", "--start", "2026-12-01", "--from", "{file}"),
        ("roster", "photo", "set", "骆宾", "{file}"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("content", [None, b"[" * 200_000, b'{"a":' * 100_000, b"\x00\xff"])
def test_没有尽头和嵌套极深的文件(
    run: Run, data: Path, tmp_path: Path, words: tuple[str, ...], content: bytes | None
) -> None:
    table, file = tmp_path / "名册.csv", tmp_path / "来件.json"
    table.write_text("姓名\n骆宾\n", encoding="utf-8")
    file.symlink_to("/dev/zero") if content is None else file.write_bytes(content)
    before = digest(data)
    refused = run(*(word.format(table=table, file=file) for word in words), "--json")
    assert (refused.code in (1, 2), "error" in refused.json, digest(data)) == (True, True, before)


# --------------------------------------------------------------------------- streams, as the system gives them


def in_a_process(
    data: Path, *words: str, shell: str = "{}", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program by itself; `shell` says what becomes of its output."""
    command = shell.format(
        f'"{sys.executable}" -m app --data "{data}" ' + " ".join(f"'{word}'" for word in words)
    )
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    return subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=plain | environment, capture_output=True, check=False
    )


@pytest.mark.skipif(sys.platform == "win32", reason="用到 bash 和 /dev/full")
@pytest.mark.parametrize(
    ("shell", "code", "err"),
    [
        ("set -o pipefail; {} | head -c 1 >/dev/null", 0, ""),
        ("{} >&-", 0, ""),
        ("{} >/dev/full", 0, "结果没有写出来（磁盘已满），命令本身已经执行。\n"),
        ("{} 2>&-", 0, ""),
    ],
    ids=["读的一方先走了", "没有标准输出", "输出到满的磁盘", "没有标准错误"],
)
def test_输出流各种不通(data: Path, shell: str, code: int, err: str) -> None:
    ran = in_a_process(data, "roster", "list", "--json", shell=shell)
    assert (ran.returncode, ran.stderr.decode()) == (code, err)


@pytest.mark.skipif(sys.platform == "win32", reason="用到 bash")
@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"PYTHONIOENCODING": "cp936"}]
)  # fmt: skip
def test_任何语言环境都是一份UTF8(data: Path, environment: dict[str, str]) -> None:
    ran = in_a_process(data, "roster", "list", "--json", **environment)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout.decode())[0]["name"] == "沈长河"
