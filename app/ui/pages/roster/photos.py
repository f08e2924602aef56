"""批量导入照片: a folder of photos named by 姓名, 委员编号 or 身份证号, looked through before they enter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.ui import theme
from app.ui.desk import Desk
from app.ui.dropzone import DropZone
from app.ui.folders import keep, place
from app.ui.listview import ListView
from app.ui.pages.roster.photo import KINDS
from app.ui.parts import Chips, button, card
from app.ui.rows import Column, RowModel
from app.ui.takingroom import TakingRoom

if TYPE_CHECKING:
    from app.domain.member import Member
    from app.office import Office
    from app.services.photos import PhotoPreview

INVITATION = (
    "把放照片的文件夹拖到这里，或选择文件夹。\n"
    "照片的文件名写姓名、委员编号或身份证号（如 王强.jpg、11001 王强.jpg）；同名的请用编号。"
)
MATCHED, AMBIGUOUS, UNMATCHED, UNUSABLE, WITHOUT = "匹配", "同名分不清", "没有对上", "读不了", "还缺照片的人"


@dataclass(frozen=True, slots=True)
class Line:
    """A photo or a member: under which heading it stands, and what is said of it."""

    view: str
    file: str
    name: str
    no: str
    sector: str
    words: str


class PhotosRoom(TakingRoom):
    """Asks for a folder, shows whose photo each file would be, and enters those that are clear as one operation."""

    title = "批量导入照片"
    tables = frozenset({"persons", "memberships", "facts", "settings", "terms"})
    manual = "import#批量导入照片"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.preview: PhotoPreview | None = None
        self._source: Path | Sequence[Path] = ()
        self._lines: list[Line] = []
        self.chips = Chips("照片的情况")
        self.list: ListView[Line] = ListView(RowModel(COLUMNS, self._fetch, self), "照片")
        self.list.empty_text = "没有。"
        self.zone = _FolderZone(INVITATION, KINDS)
        self.choose = button(
            "选择文件夹(&F)…", self.zone.ask, hint="换一个文件夹（也可以把文件夹或照片拖进来）"
        )
        self.enter = button(
            "导入(&S)", self.enter_now, kind="primary", hint="作为一次操作，可以用 Ctrl+Z 撤销"
        )
        self.zone.files.connect(self.take_files)
        self.chips.chosen.connect(lambda _view: self._show_lines())
        self._build()

    def _build(self) -> None:
        found = QWidget()
        inside = QVBoxLayout(found)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.S)
        inside.addWidget(self.chips)
        frame, inner = card(0)
        inner.addWidget(self.list)
        inside.addWidget(frame, 1)
        self.lay_out(self.zone, found, self.choose)

    # -- looking -----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The roster changed: whose photo each file is must be thought over again."""
        if self.preview is not None:
            self._read()

    def focus_first(self) -> None:
        """The list, or the question for a folder."""
        (self.list if self.preview is not None else self.zone.choose).setFocus()

    def take_files(self, files: Sequence[Path]) -> bool:
        """Read a folder, or several photos."""
        self._source = files[0] if len(files) == 1 and files[0].is_dir() else tuple(files)
        self._read()
        return True

    def _read(self) -> None:
        source = self._source
        self.problem.hide()

        def work(office: Office, step: Callable[[int, int], None]) -> PhotoPreview:
            return office.photos.preview(source, tick=step)

        self.desk.do_in_steps("读取照片", work, self._show, self.refuse)

    def _show(self, preview: PhotoPreview) -> None:
        self.preview = preview
        self._lines = list(_lines(preview))
        counts = [(view, sum(one.view == view for one in self._lines)) for view in VIEWS]
        first = next((view for view, count in counts if count), MATCHED)
        self.chips.show_views(counts, self.chips.on if dict(counts).get(self.chips.on) else first)
        self.layers.setCurrentIndex(1)
        self.suit()
        self._show_lines()
        self.focus_first()

    def _show_lines(self) -> None:
        self.list.show_ids([at for at, one in enumerate(self._lines) if one.view == self.chips.on])

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Line]:
        return {at: self._lines[at] for at in ids if at < len(self._lines)}

    def suit(self) -> None:
        """Offer what can be done now."""
        found = self.preview
        count = len(found.matched) if found else 0
        self.choose.setVisible(found is not None)
        self.enter.setVisible(found is not None)
        self.enter.setEnabled(bool(count))
        self.enter.setText(f"导入 {count} 张(&S)")
        read = count + len(found.ambiguous) + len(found.unmatched) + len(found.unusable) if found else 0
        replaced = sum(one.replaces for one in found.matched) if found else 0
        told = f"，其中 {replaced} 人换掉原来的" if replaced else ""
        self.counts.setText(f"读了 {read} 个照片文件：匹配 {count} 个{told}" if found else "")

    # -- entering ----------------------------------------------------------------------------------------------

    def enter_now(self) -> None:
        """Enter what is clear, as one operation."""
        preview = self.preview
        if preview is not None and preview.matched:
            self.enter.setEnabled(False)
            self.preview = None  # the change of the roster is no reason to read the folder again

            def refused(error: LiangeError) -> None:
                self.preview = preview
                self.refuse(error)

            self.desk.do("导入照片", lambda office: office.photos.apply(preview), self._entered, refused)

    def _entered(self, count: int) -> None:
        self.begin_again()
        self.desk.say(f"已导入照片 {count} 张，按 Ctrl+Z 可以撤销。")
        self.left.emit()

    def drop(self) -> None:
        """Forget the photos that were read."""
        self.preview, self._lines = None, []


class _FolderZone(DropZone):
    """A field to drop a folder on; its button chooses one."""

    def __init__(self, invitation: str, kinds: str) -> None:
        super().__init__(invitation, kinds)
        self.choose.setText("选择文件夹(&F)…")
        self.choose.setToolTip("选择放照片的文件夹")

    def ask(self) -> None:
        """Let the clerk choose a folder."""
        folder = QFileDialog.getExistingDirectory(self, "选择放照片的文件夹", place())
        keep(folder)
        if folder:
            self.files.emit([Path(folder)])


def _lines(preview: PhotoPreview) -> Iterator[Line]:
    for one in preview.matched:
        yield _of(MATCHED, one.file.name, one.member, "换掉原来的照片" if one.replaces else "")
    for many in preview.ambiguous:
        names = "、".join(f"{one.name}（{one.no or one.sector or '无编号'}）" for one in many.members)
        yield Line(
            AMBIGUOUS, many.file.name, many.members[0].name, "", "",
            f"可能是 {names}；请把文件名改成委员编号再导入",
        )  # fmt: skip
    for file in preview.unmatched:
        yield Line(UNMATCHED, file.name, "", "", "", "名册里没有这个姓名或编号，请改文件名")
    for bad in preview.unusable:
        yield Line(UNUSABLE, bad.file.name, "", "", "", bad.why)
    for member in preview.without:
        yield _of(WITHOUT, "", member, "文件夹里没有这个人的照片")


def _of(view: str, file: str, member: Member, words: str) -> Line:
    return Line(view, file, member.name, member.no, member.sector, words)


VIEWS = (MATCHED, AMBIGUOUS, UNMATCHED, UNUSABLE, WITHOUT)
COLUMNS: tuple[Column[Line], ...] = (
    Column("file", "文件", lambda one: one.file, 240),
    Column("name", "委员", lambda one: one.name, 110, bold=True),
    Column("no", "委员编号", lambda one: one.no, 100),
    Column("sector", "界别", lambda one: one.sector, 150),
    Column("words", "说明", lambda one: one.words, 360, stretch=True),
)
