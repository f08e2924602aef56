"""Many papers at once: whole or not there at all, each problem told, nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import LiangeError, NotFound, WrongUsage
from app.office import Office
from app.services.paper_batch import Piece
from app.services.staged_files import ASIDE, free_name


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_几种表一份_选项给认得它的表(county: Office, tmp_path: Path) -> None:
    pieces = county.paper_batch.forms(["委员名册", "名额表"], {"级别": "公开"})
    assert [(one.form, dict(one.options)) for one in pieces] == [
        ("委员名册", {"级别": "公开"}),
        ("名额表", {}),
    ]
    batch = county.paper_batch.make(pieces, tmp_path / "出", formats=("docx", "pdf"))
    assert names(tmp_path / "出") == ["名额表.docx", "名额表.pdf", "委员名册.docx", "委员名册.pdf"]
    assert {file.name for file in batch.files} == set(names(tmp_path / "出"))
    assert batch.problems == ()


def test_没有表认得的选项_说出来(county: Office) -> None:
    with pytest.raises(WrongUsage, match="没有选项“颜色”"):
        county.paper_batch.forms(["委员名册"], {"颜色": "红"})


def test_一人一份_文件名带姓名_内容只有这一人(county: Office, tmp_path: Path) -> None:
    people = county.roster.listing()[:3]
    wanted = "、".join(str(one.id) for one in people)
    pieces = county.paper_batch.each("委员登记表", {"委员": wanted})
    assert [one.name for one in pieces] == [f"委员登记表 {one.name}" for one in people]
    batch = county.paper_batch.make(pieces, tmp_path / "出", formats=("pdf",))
    assert len(batch.files) == 3
    one = county.paper.document("委员登记表", {"委员": str(people[0].id)})
    assert len(one.sections) == 1


def test_同名的人_文件名分得开(county: Office, tmp_path: Path) -> None:
    with county.data.operation("录入"):
        for number in ("9001", "9002", ""):
            county.roster.add({"name": "重名人", "sex": "女", "no": number})
    pieces = county.paper_batch.each("委员登记表", {"委员": "、".join(
        str(one.id) for one in county.roster.listing() if one.name == "重名人"
    )})  # fmt: skip
    found = [one.name for one in pieces]
    assert len(set(found)) == 3
    assert {"委员登记表 重名人 9001", "委员登记表 重名人 9002", "委员登记表 重名人"} == set(found)


@pytest.mark.parametrize("form", ["委员名册", "委员结构分析表", "五级网格联络表"])
def test_不是一人一页的表_不能分开(county: Office, form: str) -> None:
    with pytest.raises(WrongUsage, match="不能分开存"):
        county.paper_batch.each(form)


def test_一份做不成_别的照做_说出为什么(county: Office, tmp_path: Path) -> None:
    pieces = [
        Piece("委员登记表", {"委员": "查无此人"}, "甲"),
        Piece("签到表", {}, "乙"),
        Piece("名额表", {}, "丙"),
    ]
    batch = county.paper_batch.make(pieces, tmp_path / "出", formats=("xlsx", "pdf"))
    assert names(tmp_path / "出") == ["丙.pdf", "丙.xlsx", "乙.pdf"]
    assert [one.piece.name for one in batch.problems] == ["甲"]
    assert "查无此人" in batch.problems[0].problem


def test_只要不能存的格式_说出来(county: Office, tmp_path: Path) -> None:
    batch = county.paper_batch.make([Piece("签到表", {}, "签到表")], tmp_path / "出", formats=("xlsx",))
    assert "只能存为：docx、pdf" in batch.problems[0].problem
    with pytest.raises(WrongUsage, match="odt"):
        county.paper_batch.make([Piece("签到表", {}, "签到表")], tmp_path / "出", formats=("odt",))
    assert county.paper_batch.make([], tmp_path / "出").files == ()


class Stopped(LiangeError):
    code = "cancelled"


@pytest.mark.parametrize("after", [0, 1, 4])
def test_取消_一个文件也不留_原有的不动(county: Office, tmp_path: Path, after: int) -> None:
    folder = tmp_path / "出"
    folder.mkdir()
    (folder / "委员名册.pdf").write_bytes(b"old")
    told: list[tuple[int, int]] = []

    def step(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) > after:
            raise Stopped("已取消")

    pieces = county.paper_batch.forms(["委员名册", "名额表", "通讯录"])
    with pytest.raises(Stopped):
        county.paper_batch.make(pieces, folder, step=step)
    assert names(folder) == ["委员名册.pdf"]
    assert (folder / "委员名册.pdf").read_bytes() == b"old"
    assert told[0] == (0, 3)


def test_文件正被打开_换个名字放在旁边(county: Office, tmp_path: Path) -> None:
    folder = tmp_path / "出"
    (folder / "名额表.docx").mkdir(parents=True)  # what cannot be replaced, on any system
    (folder / "名额表.docx" / "x").write_bytes(b"")
    batch = county.paper_batch.make(county.paper_batch.forms(["名额表"]), folder, formats=("docx",))
    assert [file.name for file in batch.files] == ["名额表（2）.docx"]
    assert "存成了“名额表（2）.docx”" in batch.outcomes[0].warnings[0]
    assert not [name for name in names(folder) if name.startswith(ASIDE)]


def test_文件夹不能写_一句话(county: Office, tmp_path: Path) -> None:
    (tmp_path / "占着").write_bytes(b"")
    with pytest.raises(LiangeError, match="不能写入文件夹"):
        county.paper_batch.make(county.paper_batch.forms(["名额表"]), tmp_path / "占着" / "里面")


def test_预览的PDF原样写出(county: Office, tmp_path: Path) -> None:
    made = county.paper.preview("名额表")
    written = county.paper_batch.save(made, tmp_path / "出" / "名额表.pdf", "名额表", {})
    assert written.read_bytes() == made.pdf


def test_只读打开_完整的一份也不存成文件(county: Office, tmp_path: Path) -> None:
    path = county.path
    county.close()
    looking = Office.open(path, read_only=True)
    made = looking.paper.preview("通讯录")  # 完整 unless told otherwise
    for answers in ({}, {"级别": "完整"}):
        with pytest.raises(LiangeError, match="只读打开时不能导出"):
            looking.paper_batch.save(made, tmp_path / "通讯录.pdf", "通讯录", answers)
        with pytest.raises(LiangeError, match="只读打开时不能导出"):
            looking.paper.make(["通讯录"], tmp_path, options=answers)
    looking.paper_batch.save(made, tmp_path / "公开.pdf", "通讯录", {"级别": "公开"})
    assert (tmp_path / "公开.pdf").exists()
    assert not [file for file in names(tmp_path) if file.startswith("通讯录")]
    looking.close()


def test_空着的名字(tmp_path: Path) -> None:
    file = tmp_path / "名册.docx"
    assert free_name(file).name == "名册（2）.docx"
    free_name(file).write_bytes(b"")
    assert free_name(file).name == "名册（3）.docx"


def test_哪些表能只印选定的(county: Office) -> None:
    about = county.paper_batch.about("people")
    assert {"委员名册", "通讯录", "签到表", "委员登记表"} <= set(about)
    assert {"提案表", "提案汇编"} <= set(county.paper_batch.about("proposals"))
    assert county.paper_batch.asked_by("委员登记表") == "委员"
    assert county.paper_batch.asked_by("委员结构分析表") == ""
    assert "委员名册" not in county.paper_batch.each_forms()


def test_只列选定的_写在表上(county: Office) -> None:
    one = county.roster.listing()[0]
    from app.reports.words import words

    text = " ".join(words(county.paper.document("委员名册", {"委员": one.name})))
    assert "共 1 人" in text
    assert "只列选定的委员" in text
    assert "只列选定的委员" not in " ".join(words(county.paper.document("委员名册")))


def test_联络卡只印一名联络人(county: Office) -> None:
    from app.reports.document import Title

    county.liaison.assign("2026-01-15")
    every = county.paper.document("五级网格联络表", {"版式": "联络卡"})
    uppers = {pair.upper for pair in county.liaison.grid().pairs}
    chosen = next(iter(uppers))
    one = county.paper.document("五级网格联络表", {"版式": "联络卡", "联络人": str(chosen)})
    titles = [block for section in one.sections for block in section.blocks if isinstance(block, Title)]
    assert len(titles) == 1 < len([b for s in every.sections for b in s.blocks if isinstance(b, Title)])
    with pytest.raises(NotFound, match="没有联系着人的联络人"):
        county.paper.document("五级网格联络表", {"版式": "联络卡", "联络人": "查无此人"})
