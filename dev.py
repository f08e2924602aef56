"""The few verbs of a work day on a fresh machine with only Python 3.11+ and pip.

Each verb first makes `.venv` ready (pinned, hashes checked; skipped when nothing changed), so that one command
is the whole set-up. Standard library only, since it runs before anything is installed; neither ensurepip nor a
distribution's python3-venv package is needed.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"  # names RUNTIME in its first line
MEASURED = ("domain", "db", "intake", "services", "reports")  # each is covered on its own, not on average
COVERED_PERCENT = 95

# What Qt loads from the system on Linux, and the Debian package that brings it. Offscreen needs the first table,
# a window under X11 the second one too.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def say(text: str) -> None:
    """One line for the person at the terminal; standard output stays the program's own."""
    print(text, file=sys.stderr, flush=True)


def has_screen() -> bool:
    """Whether a window would be seen by anyone."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# ---- set-up


def pins_digest(name: str) -> str:
    """What the environment was made from: the interpreter, this folder and the text of the pins."""
    text = f"{sys.version}\n{ROOT}\n{(ROOT / RUNTIME).read_text('utf-8')}"
    if name == DEVELOPMENT:
        text += (ROOT / DEVELOPMENT).read_text("utf-8")
    return hashlib.sha256(text.encode()).hexdigest()


def stamp(name: str) -> Path:
    """The file inside the environment that says for which pins it was made."""
    return VENV / f"ready-{name}"


def is_ready(name: str) -> bool:
    """Whether the environment holds exactly the pins of `name`."""
    return PYTHON.exists() and stamp(name).exists() and stamp(name).read_text("utf-8") == pins_digest(name)


def make_ready(name: str) -> None:
    """Make `.venv` hold the pins of `name`; nothing happens when it does already."""
    if is_ready(name):
        return
    if Path(sys.prefix).resolve() == VENV:
        sys.exit("请用系统的 Python 运行 dev.py：.venv 需要重建，不能由它自己来做。")
    say("正在准备运行环境（第一次要下载约 200 MB，需要几分钟）……")
    fresh = not is_ready(RUNTIME)
    if fresh:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--clear", str(VENV)], check=True)
    # pip of the outer interpreter works on the inner one, so the environment needs none to begin with.
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(PYTHON),
        "--disable-pip-version-check",
        "install",
        "-q",
    ]
    done = subprocess.run([*pip, "--no-input", "--require-hashes", "-r", str(ROOT / name)], check=False)
    if done.returncode:
        sys.exit(
            "安装失败：请看上面 pip 的说明（需要 Python 3.11 以上、pip 22.3 以上和可用的软件包源），再运行一次。"
        )
    for ready in {RUNTIME, name}:
        stamp(ready).write_text(pins_digest(ready), encoding="utf-8")


def missing_packages(tables: list[dict[str, str]]) -> list[str]:
    """Debian packages of the system libraries that Qt would not find here; empty except on Linux."""
    missing = set()
    for library, package in (pair for table in tables for pair in table.items()):
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.add(package)
    return sorted(missing)


def system_libraries(*, window: bool) -> bool:
    """Whether Qt finds its system libraries; on Debian, for root, the missing ones are installed first."""
    if sys.platform != "linux":
        return True
    tables = [QT_LIBRARIES, *([X11_LIBRARIES] if window and os.environ.get("DISPLAY") else [])]
    missing = missing_packages(tables)
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"正在安装 Qt 需要的系统库：{' '.join(missing)}")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, stdout=sys.stderr, check=False)
        install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *missing]
        subprocess.run(install, env=quiet, stdout=sys.stderr, check=False)
        missing = missing_packages(tables)
    if missing:
        say(f"缺少 Qt 需要的系统库，请先安装：sudo apt-get install {' '.join(missing)}")
    return not missing


WITNESS = ("libreoffice-writer-nogui",)
"""Another program that sets our Word files, for tests/paper: some 300 MB that a gate may fetch, and nobody else needs."""
WITNESS_SECONDS = {"update": 60, "install": 180}
"""How long apt may take: a slow mirror does not hold up the gate."""


def witness() -> None:
    """Fetch LibreOffice where a gate runs as root on Debian; where it cannot be had its tests say so and are skipped."""
    if sys.platform != "linux" or not os.environ.get("CI"):
        return
    if shutil.which("soffice") or shutil.which("libreoffice"):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    say("正在安装 LibreOffice，为 Word 文件的版面作证（装不上就跳过这些测试）")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-qq", "-y", "--no-install-recommends", *WITNESS]
    for words in (["update", "-qq"], install):
        with contextlib.suppress(subprocess.TimeoutExpired, OSError):
            subprocess.run(
                ["apt-get", *words], env=quiet, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False,
                timeout=WITNESS_SECONDS[words[0]],
            )  # fmt: skip


# ---- verbs


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a child: our packages importable from anywhere, UTF-8 whatever the machine's locale."""
    ours = {"PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
    if sys.platform == "linux":
        ours["LC_ALL"] = "C.UTF-8"
    return {**os.environ, **ours, **more}


def run(*command: str, **more: str) -> int:
    """Run one of the environment's modules in the repository and give its exit code."""
    return subprocess.run(
        [str(PYTHON), "-m", *command], cwd=ROOT, env=surroundings(**more), check=False
    ).returncode


def liange(words: list[str]) -> int:
    """The program itself, in the caller's folder, so that file names mean what they say."""
    make_ready(RUNTIME)
    return subprocess.run([str(PYTHON), "-m", "app", *words], env=surroundings(), check=False).returncode


def demo(out: Path) -> int:
    """The demo office and its report pack in `out`; the window too when there is a screen."""
    make_ready(RUNTIME)
    window = has_screen() and system_libraries(window=True)
    code = liange(["demo", "--out", str(out.absolute()), *(["--window"] if window else [])])
    if code == 0:
        say(f"演示材料在 {out.absolute()}")
    return code


def test(words: list[str]) -> int:
    """The tests, without a screen. The whole suite uses two processes; a chosen part runs in one."""
    make_ready(DEVELOPMENT)
    if not system_libraries(window=False):
        return 1
    witness()
    chosen = any((ROOT / word.split("::")[0]).exists() for word in words if not word.startswith("-"))
    workers = [] if chosen else ["-n2", "--dist=worksteal"]
    return run("pytest", *workers, *words, QT_QPA_PLATFORM="offscreen")


def cover(words: list[str]) -> int:
    """The tests with branch coverage, which each measured part of the house must reach by itself."""
    code = test(["--cov", "--cov-report=", *words])
    failed = [] if code == 0 else ["pytest"]
    for part in MEASURED:
        say(f"---- 覆盖率 app/{part}")
        report = ("report", f"--include=app/{part}/*", f"--fail-under={COVERED_PERCENT}")
        if run("coverage", *report):
            failed.append(f"app/{part}")
    return verdict(failed)


def perf(words: list[str]) -> int:
    """The budgets, measured; `--write` puts the table into docs/performance.md. Nothing passes or fails."""
    make_ready(DEVELOPMENT)
    if not system_libraries(window=False):
        return 1
    return run("tests.perf", *words, QT_QPA_PLATFORM="offscreen")


def lint() -> int:
    """Everything that reads the code without running it."""
    make_ready(DEVELOPMENT)
    checks = {
        "ruff check": ("ruff", "check", "."),
        "ruff format": ("ruff", "format", "--check", "."),
        "mypy": ("mypy",),
    }
    failed = []
    for name, command in checks.items():
        say(f"---- {name}")
        if run(*command):
            failed.append(name)
    say("---- import-linter")
    contracts = PYTHON.with_name(
        "lint-imports.exe" if WINDOWS else "lint-imports"
    )  # it cannot be run as a module
    if subprocess.run([str(contracts)], cwd=ROOT, env=surroundings(), check=False).returncode:
        failed.append("import-linter")
    return verdict(failed)


def pin() -> int:
    """Write both requirement files anew from pyproject.toml: every package, transitive too, with its hashes.

    Versions that still fit stay; delete a line first to let it move.
    """
    make_ready(DEVELOPMENT)
    tools = VENV / "pin"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--clear", str(tools)], check=True)
    inner = tools / PYTHON.relative_to(VENV)
    subprocess.run([sys.executable, "-m", "pip", "--python", str(inner), "install", "-q", "uv"], check=True)
    resolve = [str(inner), "-m", "uv", "pip", "compile", "--universal", "--python-version=3.11"]
    form = ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "-q"]
    head = "# Written by `python3 dev.py pin` from pyproject.toml.\n"
    runtime, development = ROOT / RUNTIME, ROOT / DEVELOPMENT
    subprocess.run(
        [*resolve, *form, "pyproject.toml", "-o", RUNTIME], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    runtime.write_text(head + runtime.read_text("utf-8"), encoding="utf-8")
    text = ["-c", RUNTIME, "--group=dev", "-o", DEVELOPMENT]
    subprocess.run([*resolve, *form, *text], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    shipped = {block.split()[0] for block in pinned_blocks(runtime.read_text("utf-8"))}
    extra = [
        block for block in pinned_blocks(development.read_text("utf-8")) if block.split()[0] not in shipped
    ]
    development.write_text(f"{head}-r {RUNTIME}\n" + "".join(extra), encoding="utf-8")
    return 0


def pinned_blocks(text: str) -> list[str]:
    """The requirement file's packages, each with its hash lines."""
    blocks: list[str] = []
    for line in text.splitlines(keepends=True):
        if line.startswith(("#", "-r")):
            continue
        if line.startswith(" "):
            blocks[-1] += line
        else:
            blocks.append(line)
    return blocks


def verdict(failed: list[str]) -> int:
    """Say what did not pass, and give the exit code."""
    say(f"未通过：{'、'.join(failed)}" if failed else "全部通过")
    return 1 if failed else 0


# What follows these verbs is not ours to read.
PASSING_ON = {"test": test, "cover": cover, "perf": perf, "liange": liange}


def main() -> int:
    """Read the verb and do it; the exit code is the verb's own."""
    if sys.version_info < (3, 11):  # noqa: UP036 — this file is what a person with an older Python starts first
        sys.exit(f"需要 Python 3.11 以上，这里是 {sys.version.split()[0]}。")
    parser = argparse.ArgumentParser(prog="dev.py", description="联格的开发命令，每个都会先备好环境。")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="命令")
    show = verbs.add_parser("demo", help="演示办公室：报表写入文件夹，有屏幕时打开窗口")
    show.add_argument("--out", type=Path, default=Path("demo-pack"), help="报表放在哪里（默认 ./demo-pack）")
    verbs.add_parser("test", help="全部测试；后面可跟 pytest 的参数")
    verbs.add_parser("cover", help="测试并统计分支覆盖率")
    verbs.add_parser("perf", help="测量各项性能预算；--write 写入 docs/performance.md")
    verbs.add_parser("lint", help="ruff、mypy、import-linter")
    verbs.add_parser("liange", help="liange 命令本身；后面跟它的参数")
    verbs.add_parser("pin", help="按 pyproject.toml 重新锁定全部版本")
    if len(sys.argv) > 1 and sys.argv[1] in PASSING_ON:
        return PASSING_ON[sys.argv[1]](sys.argv[2:])
    given = parser.parse_args()
    if given.verb == "demo":
        return demo(given.out)
    return pin() if given.verb == "pin" else lint()


if __name__ == "__main__":
    sys.exit(main())
