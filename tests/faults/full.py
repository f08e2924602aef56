"""The long loops in full: `python -m tests.faults.full [crashes per verb]`; writes docs/reliability.md with what was measured."""

from __future__ import annotations

import multiprocessing
import platform
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from app.db.snapshot import listing, make, verify
from app.domain.errors import Refused
from tests.db.offices import dump, office
from tests.faults.crash import Series, Tally, moments
from tests.faults.limits import largest_file
from tests.faults.verbs import VERBS

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / "reliability.md"
CRASHES = 60
PASSWORD = "梧桐树"


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the report."""

    name: str
    tally: Tally
    seconds: float


def crash_series(name: str, verbs: list[str], number: int, password: str, longest: float) -> Measured:
    """Crash one office again and again; an AssertionError is a fault found."""
    random = Random(f"full {name}")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="liange-crash-") as folder:
        series = Series(Path(folder), password)
        for number_done, moment in enumerate(moments(random, number, longest, int(longest * 30_000)), 1):
            series.crash(verbs, moment, random.randrange(1 << 32))
            print(f"\r{name}：{number_done}/{number}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return Measured(name, series.tally, time.monotonic() - began)


def broken_writes(step: int = 2048) -> tuple[int, int]:
    """Break the writing of a snapshot off at every `step` bytes: how often it was tried and how often refused."""
    if sys.platform == "win32":
        return 0, 0
    tried = refused = 0
    with tempfile.TemporaryDirectory(prefix="liange-full-") as folder:
        data = office(Path(folder) / "办公.liange", PASSWORD)
        stick = Path(folder) / "优盘"
        size = make(data, stick).file.stat().st_size
        before = dump(data.db)
        for limit in range(0, size + 8192, step):
            there = {file.name for file in stick.iterdir()}
            tried += 1
            try:
                with largest_file(limit):
                    make(data, stick)
            except Refused:
                refused += 1
                assert {file.name for file in stick.iterdir()} == there
        assert dump(data.db) == before
        assert all(verify(one.file, PASSWORD).verified for one in listing(stick))
        data.close()
    return tried, refused


def flipped_bits(number: int = 4000) -> tuple[int, int]:
    """Flip single bits anywhere in an encrypted snapshot: how often it was tried and how often noticed."""
    random = Random("bits")
    noticed = 0
    with tempfile.TemporaryDirectory(prefix="liange-bits-") as folder:
        data = office(Path(folder) / "办公.liange", PASSWORD)
        file = make(data, Path(folder) / "优盘").file
        data.close()
        whole = bytearray(file.read_bytes())
        for _ in range(number):
            position, bit = random.randrange(len(whole)), 1 << random.randrange(8)
            whole[position] ^= bit
            file.write_bytes(whole)
            whole[position] ^= bit
            try:
                verify(file, PASSWORD)
            except Refused:
                noticed += 1
    return number, noticed


def row(measured: Measured) -> str:
    """One line of the table of crashes."""
    tally = measured.tally
    finished = sum(tally.finished.values())
    flying = sum(tally.in_flight.values())
    return (
        f"| {measured.name} | {tally.crashes} | {flying} | {finished} | {tally.unannounced} "
        f"| {tally.snapshots_verified} | {measured.seconds:.0f} |"
    )


def report(crashes: list[Measured], writes: tuple[int, int], bits: tuple[int, int]) -> str:
    """Write the document."""
    made_on = (
        f"由 `python -m tests.faults.full` 于 {date.today()} 写成，{platform.system()}，Python {platform.python_version()}，"
        f"{multiprocessing.cpu_count()} 核。每次提交时跑其中一个固定的小样本（tests/faults）。"
    )
    broken = (
        f"备份写到任意位置时系统报错（文件大小限制，每 2,048 字节一处）：{writes[0]} 次，其中 {writes[1]} 次拒绝，每次都没有留下残件，"
        "数据没有变化，以前的备份都能通过核对；其余写得下，备份完成。"
    )
    flying: Counter[str] = sum((one.tally.in_flight for one in crashes), Counter())
    lines = [
        "# 可靠性：测过什么，测得多少",
        "",
        made_on,
        "",
        "## 强行结束进程（kill −9）",
        "",
        "子进程不停地做一件事或混着做，每做完一件就记一行；父进程在随机时刻，或在子进程第 n 次调用 C 函数之前（两次写盘、",
        "刷盘、改名之间），用 SIGKILL 结束它。随后打开同一个文件：完整性检查、外键、触发器、修改记录逐行重放、业务规则都必须通过，",
        "每一件记下的操作都必须在文件里，每一份备份要么不存在、要么能通过核对，文件旁边不留任何东西。下一次接着用同一个文件。",
        "",
        "没有一次丢失或损坏：有一次，程序就停在那里，不写这份报告。",
        "",
        "| 做的事 | 强行结束 | 其中正做到一半 | 结束前做完 | 做完而未及记下 | 核对的备份 | 秒 |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *(row(one) for one in crashes),
        "",
        "被打断在一半的事："
        + "、".join(f"{verb} {number} 次" for verb, number in flying.most_common())
        + "。",
        "",
        "## 写到一半出错",
        "",
        broken,
        "",
        "## 备份里的一位翻转",
        "",
        f"在一份加密备份的任意位置翻转一位：{bits[0]} 次，发现 {bits[1]} 次。",
        "",
        "## 磁盘满，数据文件不在了",
        "",
        "每次提交时都测（tests/faults）：十四件事各在没有空间、剩 8 KB、剩 40 KB 的小磁盘上做，做成或整件不做，说一句话，腾出空间后接着做；",
        "数据文件开着时被移走、删除、换掉、拔出：不再写入，说一句话，打开着的数据仍能备份到别处并恢复。",
        "",
        "## 没有测的",
        "",
        "- 真正的断电：SIGKILL 之后系统仍会把缓存写完。断电时靠 SQLite 的 `synchronous=FULL` 和备份的 fsync、改名、刷新文件夹。",
        "- 会谎报“已写入”的 U 盘：备份请系统丢掉缓存再读回，但 U 盘自己的缓存无法绕过。",
        "- Windows：同样的测试可在 Windows 上运行（结束进程用 TerminateProcess），上面的数字来自所写的系统。",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Run everything and write the report."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else CRASHES
    everything = list(VERBS)
    crashes = [
        crash_series(verb, [verb, "备份"] if verb == "恢复" else [verb], number, "", 0.25) for verb in VERBS
    ]
    crashes.append(crash_series("混着做，无密码", everything, 2 * number, "", 0.6))
    crashes.append(crash_series("混着做，有密码", everything, 2 * number, PASSWORD, 0.6))
    text = report(crashes, broken_writes(), flipped_bits())
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
