"""Saving, printing and keeping: what stands in the way is said with a way on; what was made is remembered."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtGui import QImage, QPageRanges
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QPushButton

from app.domain.errors import Refused
from app.services.paper import Mismatch, PaperDesk
from app.ui.desk import Target
from app.ui.pages.reports.page import ReportsPage
from app.ui.pages.reports.printing import chosen_pages, in_copies, print_pages
from tests.ui.conftest import Shown


@pytest.fixture
def page(shown: Shown) -> ReportsPage:
    found = cast("ReportsPage", shown.go("reports"))
    shown.settle()
    return found


def choose(shown: Shown, page: ReportsPage, name: str) -> None:
    page.show_target(Target(view=name))
    shown.settle()


def offers(page: ReportsPage) -> list[QPushButton]:
    return [cast("QPushButton", one) for one in page.notice.offers]


def locked(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let one file be open in Word, as Windows tells of it."""
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target).name == name:
            raise PermissionError(13, "open elsewhere")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)


@pytest.mark.parametrize("ending", ["docx", "pdf", "xlsx"])
def test_文件正被打开_说一句_一点就存成别的名字(
    shown: Shown, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    choose(shown, page, "名额表")
    file = tmp_path / f"名额表.{ending}"
    file.write_bytes(b"old")
    file.write_bytes(b"old")
    locked(monkeypatch, file.name)
    page.save_to(file)
    shown.settle()
    assert "正被 Word 或其他程序打开" in page.notice.text.text()
    assert file.read_bytes() == b"old"
    assert offers(page)[0].text() == f"改名存为 名额表（2）.{ending}"
    offers(page)[0].click()
    shown.settle()
    assert (tmp_path / f"名额表（2）.{ending}").stat().st_size > 500
    assert not page.notice.isVisible()
    assert "已保存到" in shown.said()
    assert sorted(one.name for one in tmp_path.glob("名额*")) == [f"名额表.{ending}", f"名额表（2）.{ending}"]


def test_文件夹不能写_换个地方存(
    shown: Shown, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "占着").write_bytes(b"")
    page.save_to(tmp_path / "占着" / "材料.docx")
    shown.settle()
    assert "没有保存" in page.notice.text.text()
    wanted = tmp_path / "材料.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_of: (str(wanted), ""))
    offers(page)[0].click()
    shown.settle()
    assert wanted.stat().st_size > 1000


def test_磁盘满了_说一句_什么也没丢(
    shown: Shown, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, *_of: object, **_named: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "replace", full)
    page.save_to(tmp_path / "材料.pdf")
    shown.settle()
    monkeypatch.undo()
    assert "磁盘已满" in page.notice.text.text()
    assert not list(tmp_path.glob("材料*"))
    assert page.looked is not None


def test_存为PDF就存档_存为Word不存档(shown: Shown, page: ReportsPage, tmp_path: Path) -> None:
    choose(shown, page, "名额表")
    page.save_to(tmp_path / "名额表.docx")
    shown.settle()
    assert shown.office.archive.listing() == []
    page.save_to(tmp_path / "名额表.pdf")
    shown.settle()
    assert [(one.form, one.how) for one in shown.office.archive.listing()] == [("名额表", "存为")]
    assert "已存档" in shown.said()
    assert page.looked is not None
    assert (tmp_path / "名额表.pdf").read_bytes() == page.looked.made.pdf


def test_定稿存档(shown: Shown, page: ReportsPage) -> None:
    choose(shown, page, "名额表")
    page.file_action.trigger()
    shown.settle()
    assert [(one.form, one.how) for one in shown.office.archive.listing()] == [("名额表", "存档")]
    assert "已存档" in shown.said()


def test_打印以后也存档_记在最近里(shown: Shown, page: ReportsPage) -> None:
    choose(shown, page, "名额表")
    looked = page.looked
    assert looked is not None
    page.out.printed(looked, "已送去打印：名额表，1 页。")
    shown.settle()
    assert shown.said().startswith("已送去打印：名额表，1 页。已存档")
    assert [(one.form, one.way) for one in page.lately.recent] == [("名额表", "打印")]
    assert page.forms.item(0).text() == "最近用过"


def test_数字对不上_先说_点了才排_纸上注明(
    shown: Shown, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = PaperDesk.document

    def wrong(self: PaperDesk, name: str, *of: object, anyway: bool = False, **named: object) -> object:
        if not anyway:
            raise Mismatch(name, ["界别：各项合计 5，总数 6"])
        return document(self, name, *of, anyway=True, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(PaperDesk, "document", wrong)
    choose(shown, page, "名额表")
    assert page.pages.count == 0
    assert "各项合计 5，总数 6" in page.notice.text.text()
    assert not page.print_action.isEnabled()
    offers(page)[0].click()
    shown.settle()
    assert page.looked is not None
    assert page.print_action.isEnabled()
    assert "照样排出来" in page.notice.text.text()
    page.save_to(tmp_path / "名额表.docx")
    shown.settle()
    assert (tmp_path / "名额表.docx").exists()


# --------------------------------------------------------------------------- again


def test_重复上次_同样的选项_日期是今天(shown: Shown, page: ReportsPage, tmp_path: Path) -> None:
    choose(shown, page, "委员名册")
    page.options.answer("级别", "公开")
    page.preview()
    shown.settle()
    page.save_to(tmp_path / "名册.docx")
    shown.settle()
    choose(shown, page, "签到表")
    assert page.again_action.isEnabled()
    page.again_action.trigger()
    shown.settle()
    assert page.form is not None
    assert page.form.name == "委员名册"
    assert page.chosen_options()["级别"] == "公开"
    assert page.chosen_day() == "2026-11-22"
    line = page.lately.menu().actions()[0].text()
    assert line == "&1 委员名册（公开，存为 Word，2026-11-22）"


def test_重复上次_另选过的日期还是那一天(shown: Shown, page: ReportsPage, tmp_path: Path) -> None:
    choose(shown, page, "名额表")
    page.day.setText("2026-10-01")
    page.preview()
    shown.settle()
    page.save_to(tmp_path / "名额表.pdf")
    shown.settle()
    page.day.setText("2026-11-22")
    page.again_action.trigger()
    shown.settle()
    assert page.chosen_day() == "2026-10-01"


def test_上次的选项现在没有了_说一声_照平时的排(shown: Shown, page: ReportsPage) -> None:
    shown.office.paper_shelf.note("委员名册", {"分组": "按没有了的小组", "级别": "公开"})
    page.reload()
    page.repeat(page.lately.recent[0])
    shown.settle()
    assert "分组" in shown.said()
    assert page.chosen_options()["分组"] == "不分组"
    assert page.chosen_options()["级别"] == "公开"
    assert shown.office.paper_shelf.recent()[0].form == "委员名册"


def test_已没有的表不能重复_记录可以清除(shown: Shown, page: ReportsPage) -> None:
    shown.office.paper_shelf.note("旧表", {})
    menu = page.lately.menu()
    assert not menu.actions()[0].isEnabled()
    page.repeat(page.lately.recent[0])
    assert "没有“旧表”" in shown.said()
    menu.actions()[-1].trigger()
    shown.settle()
    assert page.lately.recent == ()


def test_存档以后_选定的人和看到的页都不变(shown: Shown, page: ReportsPage, tmp_path: Path) -> None:
    ids = tuple(member.id for member in shown.office.roster.listing()[:2])
    page.show_target(Target(view="委员登记表", ids=ids))
    shown.settle()
    page.save_to(tmp_path / "登记表.pdf")
    shown.settle()
    about = page.options.about()
    assert about is not None
    assert about.line.text() == "选定 2 人"
    assert page.pages.count == 2
    about.all.click()
    shown.settle()
    assert page.pages.count == 6
    assert about.line.text() == "全部"


# --------------------------------------------------------------------------- the printer


def printer_into(file: Path, resolution: int = 300) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(resolution)
    return printer


@pytest.mark.parametrize("form", ["名额表", "委员名册", "五级网格挂图"])
def test_打印是实际大小_墨迹位置差不到半毫米(
    shown: Shown, page: ReportsPage, tmp_path: Path, form: str
) -> None:
    choose(shown, page, form)
    made = page.previewed
    assert made is not None
    assert shown.window.desk is not None
    told: list[str] = []
    print_pages(shown.window.desk, form, made, printer_into(tmp_path / "印出.pdf"), [0], told.append)
    shown.settle()
    printed = (tmp_path / "印出.pdf").read_bytes()
    assert told == [f"已送去打印：{form}，1 页。"]
    ours, theirs = (ink(shown, pdf) for pdf in (made.pdf, printed))
    half_mm = 0.5 / 25.4 * INK_DPI
    assert all(abs(a - b) <= half_mm for a, b in zip(ours, theirs, strict=True)), (ours, theirs)


INK_DPI = 150


def ink(shown: Shown, pdf: bytes) -> tuple[int, int, int, int, int, int]:
    """Width and height of the first page and the box around its ink, in dots."""
    image = QImage.fromData(next(shown.office.paper.page_images(pdf, INK_DPI, 0, 1)))
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = [bytes(cast("memoryview", grey.constScanLine(y)))[: grey.width()] for y in range(grey.height())]
    rows = [y for y, line in enumerate(lines) if min(line) < 128]
    left = min(next(x for x, dot in enumerate(lines[y]) if dot < 128) for y in rows)
    right = max(grey.width() - next(x for x, dot in enumerate(reversed(lines[y])) if dot < 128) for y in rows)
    return grey.width(), grey.height(), left, rows[0], right, rows[-1]


@pytest.mark.parametrize(("pages", "count"), [("", 6), ("2-3", 2)])
def test_打印窗口里选好_就印那几页_印完存档(
    shown: Shown, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: str, count: int
) -> None:
    file = tmp_path / "印出.pdf"

    def agree(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        printer.setResolution(72)
        printer.setPageRanges(QPageRanges.fromString(pages))
        assert "6 页" in dialog.windowTitle()
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", agree)
    choose(shown, page, "委员登记表")
    page.print_action.trigger()
    shown.settle()
    shown.settle()
    assert "已存档" in shown.said()
    assert f"{count} 页" in shown.said()
    assert len(list(shown.office.paper.page_images(file.read_bytes(), 20))) == count
    assert [one.how for one in shown.office.archive.listing()] == ["打印"]


def test_打印窗口里取消_什么也没有(shown: Shown, page: ReportsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QPrintDialog.DialogCode.Rejected)
    page.print_action.trigger()
    shown.settle()
    assert shown.office.archive.listing() == []


def test_页码范围和份数() -> None:
    printer = QPrinter()
    assert chosen_pages(printer, 5, 2) == [0, 1, 2, 3, 4]
    printer.setFromTo(2, 3)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    assert chosen_pages(printer, 5, 2) == [1, 2]
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert chosen_pages(printer, 5, 2) == [2]
    assert in_copies([0, 1], 2, together=True) == [0, 1, 0, 1]
    assert in_copies([0, 1], 2, together=False) == [0, 0, 1, 1]


def test_取消打印_不留半个文件(shown: Shown, page: ReportsPage, tmp_path: Path) -> None:
    choose(shown, page, "委员登记表")
    made = page.previewed
    assert made is not None
    assert shown.window.desk is not None
    told: list[str] = []
    print_pages(shown.window.desk, "登记表", made, printer_into(tmp_path / "印出.pdf"), range(6), told.append)
    shown.window.backstage.cancel()
    shown.settle()
    assert told == []
    assert not (tmp_path / "印出.pdf").exists()


def test_纸不够大_一句话(shown: Shown) -> None:
    from app.ui.pages.reports.printing import _refuse_other_paper

    printer = QPrinter()
    with pytest.raises(Refused, match="没有 A3 纸"):
        _refuse_other_paper(printer, (842, 1191))
