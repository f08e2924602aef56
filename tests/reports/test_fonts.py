from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.reports.document import Document, Font, Section, paragraph
from app.reports.errors import PaperError
from app.reports.fonts import BUNDLED, FONT_DIR, RARE, FontBook, MissingGlyph, fonts_of_pc
from tests.reports.samples import as_pdf, bundled, pdf_pages


@pytest.mark.parametrize("role", list(Font), ids=lambda role: role.value)
def test_每个字体角色都有数字标点和常用符号(role: Font) -> None:
    face = bundled().chain(role).first
    assert [
        c for c in "政协委员0aZ“”‘’—…〔〕·※☆★●○√□←→≥％，。、；：？！（）《》〓①" if not face.covers(c)
    ] == []


@pytest.mark.parametrize("role", list(Font), ids=lambda role: role.value)
def test_中文标点都占一字(role: Font) -> None:
    chain = bundled().chain(role)
    assert {chain[c] for c in "“”‘’—…·，。（）国"} == {1.0}


@pytest.mark.parametrize(
    ("name", "characters"),
    [
        ("基本区", "龘囍"),
        ("扩展A", "㛃㐀䶵"),
        ("扩展B", "𠮷𪚥"),
        ("扩展C到F", "𫍯𫠝𬺓𮯠"),
        ("基本区新增", "鿏鿿"),
        ("兼容字", "豈"),
    ],
)
def test_生僻字有字可用(name: str, characters: str) -> None:
    assert bundled().missing([characters]) == (), name


def test_没有字体的字按名报告_连同出处() -> None:
    document = Document("缺字", (Section((paragraph("此处有\U0001f600一个"), paragraph("再有\U0001f600"))),))
    assert bundled().missing_in(document) == (MissingGlyph("\U0001f600", "此处有\U0001f600一个"),)
    assert MissingGlyph("\U0001f600", "处").as_dict() == {"char": "\U0001f600", "where": "处"}


def test_缺的字印成替代号而复制出来仍是原字() -> None:
    document = Document("缺字", (Section((paragraph("甲\U0001f600乙"),)),))
    assert pdf_pages(as_pdf(document))[0].startswith("甲\U0001f600乙")


def test_一行里换字体处分成几段() -> None:
    chain = bundled().chain(Font.HEI)
    assert chain.width("吴㐀𠮷永") == 4.0
    assert [text for _, text in chain.segments("吴㐀𠮷永")] == ["吴", "㐀", "𠮷", "永"]
    assert [text for _, text in chain.segments("吴永")] == ["吴永"]


def test_变体选择符没有身子() -> None:
    book = bundled()
    assert (book.chain(Font.SONG)["\U000e0100"], book.covers("\ufe00"), book.chain(Font.SONG)["\n"]) == (
        0.0,
        True,
        0.0,
    )


def test_Word里的字体名() -> None:
    book = bundled()
    assert book.word_name(Font.FANGSONG) == ("仿宋", False)
    assert book.word_name(Font.TITLE) == ("宋体", True)
    assert not book.has(Font.TITLE)


@pytest.fixture
def pc_with_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a PC whose Windows and user folders hold a 小标宋, an Ext-B font and a broken 楷体."""
    windows, local = tmp_path / "Windows", tmp_path / "Local"
    (windows / "Fonts").mkdir(parents=True)
    own = local / "Microsoft" / "Windows" / "Fonts"
    own.mkdir(parents=True)
    shutil.copy(FONT_DIR / "LiangeTitle.ttf", own / "FZXBSJW.TTF")
    (windows / "Fonts" / "simkai.ttf").write_bytes(b"broken")
    shutil.copy(FONT_DIR / "LiangeHei.ttf", windows / "Fonts" / "simsunb.ttf")
    monkeypatch.setenv("WINDIR", str(windows))
    monkeypatch.setenv("LOCALAPPDATA", str(local))
    return tmp_path


def test_电脑上有的字体优先_坏的跳过(pc_with_fonts: Path) -> None:
    assert {"fzxbsjw.ttf", "simkai.ttf"} <= set(fonts_of_pc())
    book = FontBook()
    assert book.has(Font.TITLE)
    assert book.word_name(Font.TITLE) == ("方正小标宋简体", False)
    assert book.chain(Font.KAI).first.fontName == "LiangeKai-Regular"
    assert book.covers("𠮷")


def test_缺少自带字体时说哪个文件和怎么办(tmp_path: Path) -> None:
    book = FontBook(bundled_only=True, bundled=tmp_path)
    with pytest.raises(PaperError, match=r"缺少字体文件 LiangeSong\.ttf.*重新安装") as caught:
        book.chain(Font.SONG)
    assert caught.value.code == "font_missing"


def test_生僻字库坏了也说得清(tmp_path: Path) -> None:
    shutil.copy(FONT_DIR / BUNDLED[Font.SONG], tmp_path)
    (tmp_path / RARE).write_bytes(b"PK not a zip")
    with pytest.raises(PaperError, match=r"LiangeRare\.zip"):
        FontBook(bundled_only=True, bundled=tmp_path).covers("𠮷")


def test_自带字体总共不超过四十兆_各有许可() -> None:
    assert sum(path.stat().st_size for path in FONT_DIR.iterdir()) < 40_000_000
    assert {path.name for path in FONT_DIR.glob("OFL-*.txt")} == {
        "OFL-Hanazono.txt",
        "OFL-LXGWWenKai.txt",
        "OFL-NotoCJK.txt",
    }
