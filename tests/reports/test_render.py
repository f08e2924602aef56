from __future__ import annotations

import errno
import os
import tracemalloc
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.reports.charts import chart_png, draw
from app.reports.document import Block, Document, PageBreak, Section, TableBlock, paragraph
from app.reports.errors import PaperError
from app.reports.figure import Bar, Bars, Pyramid, Stacked
from app.reports.render import page_images, pdf_bytes, save, write
from app.reports.table import Cell, Column, Picture, Row, Table
from app.reports.words import tables
from tests.reports.samples import bundled, sample


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


SHORT = Document("短", (Section((paragraph("甲\U0001f600"),)),))


def test_四种格式各得一份(tmp_path: Path) -> None:
    written = write(sample(), tmp_path / "新", "主席会议:材料", ("docx", "pdf", "xlsx", "csv"), bundled())
    assert [path.name for path in written.files] == [
        f"主席会议：材料.{e}" for e in ("docx", "pdf", "xlsx", "csv")
    ]
    assert all(path.stat().st_size > 50 for path in written.files)
    assert (listing(tmp_path / "新")) == sorted(path.name for path in written.files)


def test_页数与缺字报告出来(tmp_path: Path) -> None:
    written = write(SHORT, tmp_path, "短", ("docx", "pdf"), bundled())
    assert written.as_dict() == {
        "files": [str(tmp_path / "短.docx"), str(tmp_path / "短.pdf")],
        "pages": {str(tmp_path / "短.pdf"): 1},
        "missing_glyphs": [{"char": "\U0001f600", "where": "甲\U0001f600"}],
    }


def test_只要Word而没有目录时不排版(tmp_path: Path) -> None:
    assert write(SHORT, tmp_path, "短", ("docx",)).pages == {}


def test_不认识的格式(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="不认识的文件格式“wps”"):
        write(SHORT, tmp_path, "短", ("docx", "wps"))
    assert not listing(tmp_path)


@pytest.mark.parametrize(
    ("code", "where", "words"),
    [
        (errno.ENOSPC, "fsync", "磁盘已满"),
        (errno.EIO, "fsync", "不能写入文件夹"),
    ],
)
def test_存不下时原文件不动_不留半个文件(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, where: str, words: str
) -> None:
    target = tmp_path / "短.docx"
    target.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(os, where, fail)
    with pytest.raises(PaperError, match=words) as caught:
        write(SHORT, tmp_path, "短", ("docx",), bundled())
    assert "原有文件没有改动" in caught.value.message
    assert (target.read_bytes(), listing(tmp_path)) == (b"old", ["短.docx"])


def test_被Word占用时说关闭它(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "短.docx").write_bytes(b"old")

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "locked")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(PaperError, match="正被 Word 或其他程序打开") as caught:
        write(SHORT, tmp_path, "短", ("docx",), bundled())
    assert caught.value.code == "locked"
    assert listing(tmp_path) == ["短.docx"]


def test_文件夹其实是文件(tmp_path: Path) -> None:
    (tmp_path / "夹").write_text("x")
    with pytest.raises(PaperError, match="不能写入文件夹") as caught:
        write(SHORT, tmp_path / "夹", "短", ("docx",), bundled())
    assert caught.value.code == "unwritable"


def test_做到一半喊停不碰磁盘(tmp_path: Path) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(SHORT, tmp_path, "短", ("pdf",), bundled(), tick=stop)
    assert not listing(tmp_path)


def test_存的就是给的(tmp_path: Path) -> None:
    save(tmp_path / "甲.bin", lambda stream: stream.write(b"abc"))
    assert (tmp_path / "甲.bin").read_bytes() == b"abc"


def test_预览是PNG_可只要几页(tmp_path: Path) -> None:
    pdf = pdf_bytes(sample(), bundled())
    (image,) = page_images(pdf, dpi=36, first=2, count=1)
    assert Image.open(BytesIO(image)).size == (298, 421)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    assert len(list(page_images(path, dpi=10))) > 4


CHARTS: list[Bars | Stacked | Pyramid] = [
    Bars((Bar("经济界", 32), Bar("很长很长很长很长很长很长很长很长的界别名称", 4, "四"), Bar("无", 0)), "人"),
    Bars(()),
    Stacked(("甲", "乙"), (("单位", (3, 0)), ("另一单位𠮷", (1, 90)), ("空", (0, 0))), "件"),
    Stacked((), ()),
    Pyramid((Bar("一级", 1), Bar("二级", 5)), "人"),
    Pyramid(()),
]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_图画得出_黑白也分得清(chart: Bars | Stacked | Pyramid) -> None:
    drawing = draw(chart, bundled(), 440, 120)
    image = Image.open(BytesIO(chart_png(drawing, 72)))
    assert image.size == (440, 120)
    if isinstance(chart, Pyramid) and chart.tiers:
        darkest, lightest = image.convert("L").getextrema()
        assert float(lightest) - float(darkest) > 150  # type: ignore[arg-type]


def test_同一张图同样的字节() -> None:
    assert len({chart_png(draw(CHARTS[0], bundled(), 300, 100)) for _ in range(2)}) == 1


def many(count: int) -> Document:
    """Give many forms of one page, each with a photo of its own."""
    blocks: list[Block] = []
    for number in range(count):
        out = BytesIO()
        Image.effect_noise((295, 413), 60).convert("RGB").save(out, "JPEG", quality=70)
        photo = Cell(Picture(out.getvalue(), 25, 35))
        rows: tuple[Row, ...] = (
            ("姓名", f"委员{number}", photo),
            *((f"项目{n}", "内容" * 20, "") for n in range(12)),
        )
        table = Table(
            (Column("项目"), Column("内容", width=60), Column("照片", width=30)), rows, headless=True
        )
        blocks += [*([PageBreak()] if number else []), TableBlock(replace(table, name=f"委员{number}"))]
    return Document("登记表", (Section(tuple(blocks)),))


FORTY = many(40)


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
@pytest.mark.parametrize("at", [1, 10, 40])
def test_半途取消_原有文件不变_不留半个文件(tmp_path: Path, form: str, at: int) -> None:
    (tmp_path / f"登记表.{form}").write_bytes(b"old")
    told = 0

    def stop() -> None:
        nonlocal told
        told += 1
        if told == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(FORTY, tmp_path, "登记表", (form,), bundled(), tick=stop)
    assert listing(tmp_path) == [f"登记表.{form}"]
    assert (tmp_path / f"登记表.{form}").read_bytes() == b"old"


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_所占内存不过照片的几倍(tmp_path: Path, form: str) -> None:
    write(many(1), tmp_path, "热身", (form,), bundled())
    size = sum(
        len(value.value.content)
        for table in tables(FORTY)
        for value in table.rows[0]
        if isinstance(value, Cell) and isinstance(value.value, Picture)
    )
    tracemalloc.start()
    try:
        write(FORTY, tmp_path, "登记表", (form,), bundled())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 5 * size + 12_000_000
