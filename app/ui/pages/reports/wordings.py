"""Room 文书用语: the wordings at the left with the fields below, one of them to write in, how it will look at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.wording import Wording
from app.domain.wording_fields import with_asked
from app.ui import theme
from app.ui.desk import Desk, Target
from app.ui.pages.reports.pagesview import PagesView
from app.ui.pages.reports.wordingeditor import WordingEditor
from app.ui.pages.reports.wordinglists import FieldList, WordingList
from app.ui.parts import action, button, button_for, card, folding, label, row, scrolled
from app.ui.room import Room
from app.ui.takingroom import fill

if TYPE_CHECKING:
    from app.office import Office
    from app.services.paper import Previewed
    from app.services.wordings import Listed

PAUSE = 400
"""After so many ms without a key the preview follows."""
LAYOUT, SUBJECT = "版式", "对象"


class WordingsRoom(Room):
    """Each wording keeps what is written in it until it is saved or given up; the list says which ones."""

    title = "文书用语"
    tables = frozenset(
        {"wordings", "settings", "facts", "memberships", "persons", "proposals", "handlings", "units"}
    )
    manual = "reports#文书用语"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._listed: dict[str, Listed] = {}
        self._drafts: dict[str, Wording] = {}
        self.previewed: Previewed | None = None
        self._round = 0
        self.wordings, self.fields = WordingList(), FieldList()
        self.editor = WordingEditor(read_only=desk.read_only)
        self.pages = PagesView()
        self.pages.setAccessibleName("用语的样子")
        self.about = label("", "muted", wrap=True)
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.preview)
        self._make_actions()
        self._build()
        self.wordings.stood_on.connect(self._show)
        self.fields.wanted.connect(lambda text, alone: self.editor.insert(text, alone=alone))
        self.editor.changed.connect(self._written)
        self.pages.wanted.connect(self._draw)

    def _make_actions(self) -> None:
        self.save_action = action(
            self, "保存(&S)", self.save_now, shortcut="Ctrl+S", hint="保存这份用语，可以用 Ctrl+Z 撤销"
        )
        self.drop_action = action(self, "放弃改动(&Q)", self.drop, hint="回到上次保存的样子")
        self.reset_action = action(
            self, "恢复原文(&R)", self.reset, hint="恢复成随程序来的样子，可以用 Ctrl+Z 撤销"
        )
        self.copy_action = action(
            self, "复制为(&C)…", self.ask_name, hint="以这份为底，另取名称，作为本单位自己的用语"
        )
        self.delete_action = action(
            self, "删除(&D)", self.delete, hint="删除本单位自己的用语，可以用 Ctrl+Z 撤销"
        )
        self.print_action = action(
            self, "打印(&P)…", self.print_now, hint="到“报表”里填写、预览、打印这份文书"
        )

    def _build(self) -> None:
        self.back = button("返回(&B)", self.left.emit, hint="回到报表（Esc）")
        acts = (self.reset_action, self.copy_action, self.delete_action, self.drop_action, self.print_action)
        top = folding(
            label(self.title, "title"), None, self.back, *(button_for(act) for act in acts),
            button_for(self.save_action, kind="primary"),
        )  # fmt: skip
        self.naming = self._naming()
        lists = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        for one in (self.wordings, self.fields):
            lists.addWidget(one)
        lists.setSizes([300, 300])
        frame, inner = card(theme.S)
        inner.addWidget(scrolled(self.editor, "用语的各个部分", by_keys=False), 1)
        shown = QWidget()
        side = QVBoxLayout(shown)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.about)
        side.addWidget(self.pages, 1)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        for widget in (lists, frame, shown):
            split.addWidget(widget)
        split.setStretchFactor(1, 1)
        split.setStretchFactor(2, 1)
        split.setSizes([230, 450, 470])
        fill(self, top, self.naming, self.problem, split)

    def _naming(self) -> QWidget:
        """The line that asks for the name of a copy."""
        self.name = QLineEdit()
        self.name.setAccessibleName("新用语的名称")
        self.name.setPlaceholderText("新用语的名称，如 座谈会通知")
        self.name.returnPressed.connect(self.copy_now)
        made = QWidget()
        line = row(
            label("复制为"), self.name, button("确定(&O)", self.copy_now, kind="primary", hint="新建这份用语（回车）"),
            button("取消(&N)", self._stop_naming, hint="不复制了（Esc）"),
        )  # fmt: skip
        made.setLayout(line)
        made.hide()
        return made

    # -- reading -----------------------------------------------------------------------------------------------

    def open(self, ids: Sequence[int] = ()) -> None:
        """Begin with the whole list."""
        self.wordings.search.clear()
        super().open(ids)

    def reload(self) -> None:
        """Read the wordings anew; what is written and not kept stays written."""
        self._listed = {one.name: one for one in self.desk.reader.wordings.listing()}
        self._drafts = {
            name: draft
            for name, draft in self._drafts.items()
            if name in self._listed and self._differs(name, draft)
        }
        self.wordings.show_all(tuple(self._listed.values()), self._drafts, self.wordings.current)
        self._show(self.wordings.current)

    def _differs(self, name: str, draft: Wording) -> bool:
        kept = self._listed[name].wording
        return (draft.layout, draft.subject, dict(draft.parts)) != (
            kept.layout,
            kept.subject,
            _filled(kept.parts),
        )

    def _show(self, name: str) -> None:
        listed = self._listed.get(name)
        if listed is None:
            return
        self.problem.hide()
        self._stop_naming()
        self.editor.show_wording(self._drafts.get(name, listed.wording))
        self._look()
        self.preview()

    def _look(self) -> None:
        """What is wrong, which fields there are, what can be done."""
        wording, listed = self.editor.wording, self._listed.get(self.wordings.current)
        if wording is None or listed is None:
            return
        self.editor.show_problems(self.desk.reader.wordings.problems(wording))
        self.fields.show_fields(with_asked(wording.subject, wording.asked).values())
        draft, writes = listed.name in self._drafts, not self.desk.read_only
        self.save_action.setEnabled(writes and draft)
        self.drop_action.setEnabled(draft)
        self.reset_action.setEnabled(writes and listed.shipped and listed.changed)
        self.delete_action.setEnabled(writes and not listed.shipped)
        self.copy_action.setEnabled(writes)
        self.about.setText("下面是一份的样子，〔〕里的在打印时填。")

    def _written(self) -> None:
        name, wording = self.wordings.current, self.editor.wording
        if wording is None or name not in self._listed:
            return
        if self._differs(name, wording):
            self._drafts[name] = wording
        else:
            self._drafts.pop(name, None)
        self.wordings.mark(self._drafts)
        self._look()
        self._timer.start()

    @property
    def waits(self) -> bool:
        """Whether the preview will follow what was written in a moment."""
        return self._timer.isActive()

    # -- how it looks ------------------------------------------------------------------------------------------

    def preview(self) -> None:
        """Set one copy on the worker."""
        self._timer.stop()
        wording = self.editor.wording
        if wording is None:
            return
        self._round += 1
        this = self._round
        self.desk.do(
            f"排{wording.name}", lambda office: office.paper.shown(office.wordings.sample(wording)),
            lambda made: self._see(this, made), lambda error: self._cannot(this, error), quiet=True,
        )  # fmt: skip

    def _see(self, this: int, made: Previewed) -> None:
        if this != self._round:
            return
        self.previewed = made
        place = self.pages.verticalScrollBar().value()
        self.pages.show_pages(made.sizes)
        self.pages.verticalScrollBar().setValue(place)

    def _cannot(self, this: int, error: LiangeError) -> None:
        """Keep showing how it looked before; what is wrong stands below its part."""
        if this == self._round:
            self.about.setText("改好左边红字说的地方，这里就跟着变。" if self.previewed else error.message)

    def _draw(self, number: int, dpi: int) -> None:
        made, this = self.previewed, self._round
        if made is None:
            return
        pdf = made.pdf

        def work(office: Office) -> QImage:
            return QImage.fromData(next(office.paper.page_images(pdf, dpi, number, 1)))

        def show(image: QImage) -> None:
            if this == self._round:
                self.pages.show_image(number, dpi, image)

        self.desk.do("画预览", work, show, quiet=True)

    # -- keeping -----------------------------------------------------------------------------------------------

    def half_written(self) -> bool:
        """Whether something is written in any wording that is not kept."""
        return bool(self._drafts)

    def save_now(self) -> None:
        """Keep what was written in the wording that is shown."""
        name = self.wordings.current
        draft = self._drafts.get(name)
        if draft is None:
            return
        values = _changes(self._listed[name].wording, draft)
        self.desk.do(
            f"保存用语 {name}", lambda office: office.wordings.change(name, values),
            lambda _done: self._kept(name, f"用语“{name}”保存好了，按 Ctrl+Z 可以撤销。"), self._refused,
        )  # fmt: skip

    def drop(self) -> None:
        """Back to how it was kept."""
        self._drafts.pop(self.wordings.current, None)
        self.reload()

    def reset(self) -> None:
        """Back to how it came with the program."""
        name = self.wordings.current
        self.desk.do(
            f"恢复用语 {name}", lambda office: office.wordings.reset(name),
            lambda _done: self._kept(name, f"用语“{name}”已恢复原文，按 Ctrl+Z 可以撤销。"), self._refused,
        )  # fmt: skip

    def delete(self) -> None:
        """Take one of the office's own away."""
        name = self.wordings.current
        self.desk.do(
            f"删除用语 {name}", lambda office: office.wordings.delete(name),
            lambda _done: self._kept(name, f"已删除用语“{name}”，按 Ctrl+Z 可以撤销。"), self._refused,
        )  # fmt: skip

    def ask_name(self) -> None:
        """Ask for the name of a copy."""
        self.name.clear()
        self.naming.show()
        self.name.setFocus()

    def copy_now(self) -> None:
        """Make the copy, with what is written now."""
        old, new, wording = self.wordings.current, " ".join(self.name.text().split()), self.editor.wording
        if wording is None:
            return
        values = _changes(self._listed[old].wording, wording)

        def copied(made: Listed) -> None:
            self._drafts.pop(old, None)
            self._kept(old, f"已新建用语“{made.name}”，按 Ctrl+Z 可以撤销。")
            self.wordings.stand_on(made.name)
            self.editor.focus_first()

        self.desk.do(
            f"新建用语 {new}", lambda office: office.wordings.copy(old, new, values), copied, self._refused
        )

    def print_now(self) -> None:
        """Go on to the forms, standing on this one."""
        name = self.wordings.current
        if name in self._drafts:
            self.desk.say("还没有保存：按 Ctrl+S 保存以后再打印，或点“放弃改动”。", "warning")
            return
        self.left.emit()
        self.desk.go("reports", Target(view=name))

    def _kept(self, name: str, sentence: str) -> None:
        self._drafts.pop(name, None)
        self.problem.hide()
        self.reload()
        self.desk.say(sentence)

    def _refused(self, error: LiangeError) -> None:
        self.problem.setText(error.message)
        self.problem.show()

    def _stop_naming(self) -> None:
        self.naming.hide()

    # -- leaving -----------------------------------------------------------------------------------------------

    def step_back(self) -> bool:
        """The name of a copy is given up first; something written is not left by a key."""
        if self.naming.isVisible():
            self._stop_naming()
            self.wordings.list.setFocus()
            return True
        if self._drafts:
            named = "、".join(self._drafts)
            self.desk.say(f"还没有保存：{named}。按 Ctrl+S 保存，或点“放弃改动”。", "warning")
            return True
        return False

    def focus_first(self) -> None:
        """The list of wordings."""
        self.wordings.list.setFocus()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.wordings.search.setFocus()
        self.wordings.search.selectAll()


def _filled(parts: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in parts.items() if text}


def _changes(kept: Wording, written: Wording) -> dict[str, str]:
    """What differs, as the desk takes it: parts by key, 版式 and 对象."""
    keys = {**kept.parts, **written.parts}
    found = {key: written.text(key) for key in keys if written.text(key) != kept.text(key)}
    found[LAYOUT], found[SUBJECT] = str(written.layout), str(written.subject)
    return found
