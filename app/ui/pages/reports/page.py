"""报表: the forms on the left, the options of the chosen one above its pages on the right; print, save, make again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QImage, QKeySequence
from PySide6.QtWidgets import QWidget

from app.domain.errors import LiangeError
from app.ui.desk import Desk, Target
from app.ui.pages.reports.catalogue import Catalogue
from app.ui.pages.reports.lately import Lately
from app.ui.pages.reports.layout import ReportsLayout
from app.ui.pages.reports.notice import Notice
from app.ui.pages.reports.options import OptionsForm
from app.ui.pages.reports.outgoing import Looked, Outgoing
from app.ui.pages.reports.pagebar import PageBar
from app.ui.pages.reports.pagestrip import PageStrip
from app.ui.pages.reports.pagesview import PagesView
from app.ui.pages.reports.roomed import RoomedReports
from app.ui.parts import action, button

if TYPE_CHECKING:
    from app.office import Office
    from app.reports.forms.form import Form
    from app.services.paper import Previewed
    from app.services.paper_shelf import Recent
    from app.ui.backstage import Job

EXCEL_HINT = "把表格部分存成 Excel"
NO_EXCEL = "{}是照版面打印的，不能存为 Excel；可以存为 Word 再改"
OWN_TABLES = frozenset({"archive"})
"""What printing itself changes: a preview is not made anew for that, unless it says how figures changed since the last."""
COMPARED, NOT_COMPARED = "与上次相比", "不比"
UNFILLED, LEFT_BLANK = "empty_field", ("没有填的", "留空白")
"""The code of what cannot be made before something is filled in, and the answer with which it can."""


class ReportsPage(RoomedReports):
    """Chooses, previews, prints and saves forms."""

    key = "reports"
    title = "报表"
    manual = "reports"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.catalogue = Catalogue()
        self.forms = self.catalogue.list
        self.options = OptionsForm(self._answered)
        self.day = self.options.day
        self.pages, self.strip = PagesView(), PageStrip()
        self.bar = PageBar(self, self.pages, self.strip)
        self.where = self.bar.where
        self.missing, self.notice = Notice("缺字"), Notice("提醒")
        self.looked: Looked | None = None
        """The paper that is shown and may go out; None for one that only shows what is missing."""
        self.previewed: Previewed | None = None
        """The pages that are shown, as the printer would get them."""
        self._round, self._pages_of = 0, ""
        self._asked: tuple[str, Mapping[str, str], str] | None = None
        """The form, options and day that are shown or on their way."""
        self._making: Job[Previewed] | None = None
        self._offered: dict[str, Form] = {}
        self.lately = Lately(self, desk, self.repeat)
        self.out = Outgoing(self, desk, self.notice, self._went_out)
        self._make_actions()
        self.lay = ReportsLayout(self)
        self.layers = self.lay.layers
        self.layers.currentChanged.connect(self.turn_to)
        self.catalogue.chosen.connect(lambda _name: self._choose())
        self.pages.wanted.connect(lambda number, dpi: self._draw(number, dpi, small=False))
        self.strip.wanted.connect(lambda number, dpi: self._draw(number, dpi, small=True))

    def _make_actions(self) -> None:
        keys = QKeySequence.StandardKey
        self.print_action = action(
            self, "打印(&P)…", self.print_now, shortcut=keys.Print, hint="按实际大小打印预览的这份表"
        )
        self.word_action = action(
            self,
            "存为 Word(&W)…",
            lambda: self.save("docx"),
            shortcut=keys.Save,
            hint="存成可以再修改的 Word 文档",
        )
        self.pdf_action = action(
            self, "存为 PDF(&F)…", lambda: self.save("pdf"), hint="存成 PDF，和打印的一样，同时存档"
        )
        self.excel_action = action(self, "存为 Excel(&X)…", lambda: self.save("xlsx"), hint=EXCEL_HINT)
        self.file_action = action(
            self, "定稿存档(&K)", self.file_away, hint="把这一份记进存档：以后可以查、重印、和下一次相比"
        )
        self.again_action = action(
            self,
            "重复上次(&R)",
            self.repeat_last,
            shortcut="Ctrl+R",
            hint="照最近一次打印或保存的表和选项再做一次",
        )
        self.save_button = button(
            "存为 ▾", self._open_saving, hint="存为 Word、PDF 或 Excel，或定稿存档（Ctrl+S 存为 Word）"
        )
        self.lately_button = button("最近 ▾", hint="最近打印和保存过的，点一下照样再做")
        self.lately_button.clicked.connect(lambda: self.lately.open_below(self.lately_button))

    def page_actions(self) -> Sequence[QAction]:
        """For the menu."""
        return tuple(act for _, actions in self.menu_parts() for act in actions)

    def menu_parts(self) -> Sequence[tuple[str, Sequence[QAction]]]:
        """What is done to the form, how it is looked at, the rooms."""
        view = (self.bar.width_action, self.bar.page_action, self.bar.strip_action)
        return (
            ("", (*self.form_actions(), self.again_action)),
            ("预览(&V)", view),
            ("更多(&O)", self.door_actions),
        )

    def front_actions(self) -> Sequence[QAction]:
        """Those of the form and of its preview."""
        view = (self.bar.width_action, self.bar.page_action, self.bar.strip_action)
        return (*self.form_actions(), self.again_action, *view)

    def form_actions(self) -> Sequence[QAction]:
        """What is done to the form that is shown."""
        return (self.print_action, self.word_action, self.pdf_action, self.excel_action, self.file_action)

    # -- choosing ----------------------------------------------------------------------------------------------

    @property
    def form(self) -> Form | None:
        """The form chosen."""
        return self._offered.get(self.catalogue.name)

    def data_changed(self, tables: frozenset[str]) -> None:
        """What was printed is kept meanwhile: the pages stay as they are."""
        compared = self.options.answers().get(COMPARED, NOT_COMPARED) != NOT_COMPARED
        if not tables <= OWN_TABLES or compared:
            super().data_changed(tables)
        elif self.room_in_front is not None:
            self.room_in_front.reload()

    def reload(self) -> None:
        """List the forms; show the chosen one anew, since its facts may have changed."""
        if not self.day.text():
            self._set_day(self.desk.reader.frame.day())
        before = self._offered.get(self.catalogue.name)
        self._list_forms()
        if self.room_in_front is not None:
            self.room_in_front.reload()
        elif before is not None and self.form is not None:
            if before.options != self.form.options:  # other words to choose from; what was answered stays
                self.options.show_form(self.form, self.forms, self.options.answers())
            self.preview()

    def _list_forms(self) -> None:
        offered = self.desk.reader.paper.forms()
        self._offered = {form.name: form for form in offered}
        self.catalogue.show_forms(self.desk.reader, offered, self.lately.forms)
        self.again_action.setEnabled(bool(self.lately.recent))

    def _set_day(self, day: str) -> None:
        self.day.setText(day)
        self.day.setCursorPosition(0)

    def show_target(self, target: Target) -> None:
        """Choose a form by name, about the records whose ids are given where it is one about some of them."""
        if self.strayed:
            self.show_list()
        self.catalogue.search.clear()
        found = target.view in self._offered and self.forms.stand_on(target.view)
        if target.day or target.ids:
            self._set_day(target.day or self.desk.reader.frame.day())
        about = self.options.about()
        if found and target.ids and about is not None:
            about.choose(target.ids)
            for name, text in SUITS.get(target.view, {}).items():
                self.options.answer(name, text)
        if found:
            self._answered()

    def here(self) -> Target:
        """The form that is looked at."""
        return Target(view=self.form.name) if self.form is not None else Target()

    def focus_search(self) -> None:
        """Ctrl+F."""
        if self.strayed:
            super().focus_search()
        else:
            self.lay.show_catalogue()
            self.catalogue.search.setFocus()
            self.catalogue.search.selectAll()

    def _choose(self) -> None:
        form = self.form
        if form is None:
            return
        self.lay.purpose.set_whole(f"{form.name}：{form.purpose}")
        self.options.show_form(form, self.forms)  # Tab goes to the options before it goes to the pages
        self.lay.choices.suit()
        self.notice.tell("", "")
        self.preview()

    def chosen_options(self) -> dict[str, str]:
        """The options as they stand."""
        return self.options.answers()

    def chosen_day(self) -> str | None:
        """The day as it stands; None when it, or a day among the options, is no day."""
        return self.options.chosen_day()

    # -- again -------------------------------------------------------------------------------------------------

    def repeat_last(self) -> None:
        """Make again what was made last."""
        if recent := self.lately.recent:
            self.repeat(recent[0])

    def repeat(self, one: Recent) -> None:
        """Show a form with the options it was made with; its day is today unless another was chosen then."""
        self.show_target(Target(view=one.form))
        form = self.form
        if form is None or form.name != one.form:
            self.desk.say(f"现在没有“{one.form}”这种表。", "warning")
            return
        answers, gone = self.desk.reader.paper_shelf.answers(form, one.options)
        for name, text in answers.items():
            self.options.answer(name, text)
        self._set_day(one.day or self.desk.reader.frame.day())
        if gone:
            self.desk.say(f"上次的选项里，{'、'.join(gone)}现在没有了，按平时的样子排。", "warning")
        self.preview()

    def _answered(self) -> None:
        """An answer was given, or a field only left: what is shown already is not made again under the clerk's hand."""
        name = self.form.name if self.form is not None else ""
        if self._asked != (name, self.chosen_options(), self.chosen_day()):
            self.preview()

    # -- preview -----------------------------------------------------------------------------------------------

    def preview(self, *, anyway: bool = False) -> None:
        """Make the form in memory, on the worker; one that is still being made for nothing ends at once.

        `anyway`: the clerk has seen what does not add up.
        """
        form, day = self.form, self.chosen_day()
        if form is None or day is None:
            return
        self._round += 1
        this, options = self._round, self.chosen_options()
        for act in self.form_actions():
            act.setEnabled(False)
        self.save_button.setEnabled(False)
        if self._making is not None:
            self._making.cancel()
        self._asked = (form.name, options, day)
        fixed = day != self.desk.reader.frame.day()
        self._making = self.desk.do_in_steps(
            f"排{form.name}",
            lambda office, step: office.paper.preview(form.name, options, day=day, step=step, anyway=anyway),
            lambda made: self._show(this, Looked(form, options, day, fixed, made, anyway)),
            lambda error: self._failed(this, error),
        )

    def _show(self, this: int, looked: Looked) -> None:
        if this != self._round:
            return
        self.looked, self.previewed = looked, looked.made
        for act in self.form_actions():
            act.setEnabled(True)
        self.save_button.setEnabled(True)
        self._offer_excel(looked.form)
        self._tell_missing(looked.made)
        self.notice.tell(ANYWAY if looked.anyway else "", "warning")
        self._show_pages(looked.form.name, looked.made.sizes)

    def _show_pages(self, form: str, sizes: Sequence[tuple[float, float]]) -> None:
        """Show pages; those of the form that was shown before stay at their place."""
        self.pages.show_pages(sizes, stay=form == self._pages_of)
        self._pages_of = form
        self.strip.show_pages(sizes)
        self.bar.follow(self.pages.top_page)

    def _tell_missing(self, made: Previewed) -> None:
        chars = "、".join(dict.fromkeys(f"{char}（{where}）" for char, where in made.missing_glyphs))
        lacking = f"这些字本机的字体都没有，打印不出来：{chars}。" if chars else ""
        self.missing.tell(lacking + made.crowded_said, "warning")

    def _offer_excel(self, form: Form) -> None:
        """What is no table is not saved as one: then the line of the menu says why."""
        table = "xlsx" in form.formats
        self.excel_action.setEnabled(table)
        self.excel_action.setToolTip(EXCEL_HINT if table else NO_EXCEL.format(form.name))

    def _failed(self, this: int, error: LiangeError) -> None:
        if this != self._round:
            return
        self.looked = self.previewed = self._asked = None
        self.missing.tell("", "")
        self.notice.tell("", "")
        if error.code == UNFILLED:
            self._show_unfilled(this, error)
            return
        self.pages.empty_text = error.message
        if error.code == "mismatch":
            offer = ("仍要预览和打印(&Y)", "看过了、知道对不上，照样排出来；纸上会注明", self._accept)
            self.notice.tell(error.message, "danger", (offer,))
            self.pages.empty_text = "数字对不上，没有排。"
        self._show_pages("", ())

    def _show_unfilled(self, this: int, error: LiangeError) -> None:
        """Say what is not filled in, and show the paper with its names where it will stand."""
        form, options, day = self.form, self.chosen_options(), self.chosen_day()
        if form is None:
            return

        def show(made: Previewed | None) -> None:
            if this == self._round and made is not None:
                self.previewed = made
                self._show_pages(form.name, made.sizes)

        leave = ("留空白(&K)", "没有填的地方印成空白，打印出来手写", self._leave_blank)
        self.notice.tell(error.message, "warning", (leave,))
        self.desk.do(
            f"排{form.name}", lambda office: office.paper.sample(form.name, options, day=day), show,
            lambda wrong: self._failed(this, wrong), quiet=True,
        )  # fmt: skip

    def _leave_blank(self) -> None:
        self.options.answer(*LEFT_BLANK)
        self.preview()

    def _accept(self) -> None:
        self.preview(anyway=True)

    def _draw(self, number: int, dpi: int, *, small: bool) -> None:
        made = self.previewed
        if made is None:
            return
        pdf = made.pdf

        def work(office: Office) -> QImage:
            return QImage.fromData(next(office.paper.page_images(pdf, dpi, number, 1, "PPM")))

        def show(image: QImage) -> None:
            if self.previewed is not made:  # another paper is looked at by now
                return
            if small:
                self.strip.show_image(number, image)
            else:
                self.pages.show_image(number, dpi, image)

        def failed(error: LiangeError) -> None:
            if self.previewed is made and not small:
                self.pages.give_up(number)
            self.desk.say(error.message, "danger")

        self.desk.do("画预览", work, show, failed, quiet=True)

    # -- out ---------------------------------------------------------------------------------------------------

    def _open_saving(self) -> None:
        self.open_menu_below(self.save_button, self.form_actions()[1:])

    def save(self, kind: str) -> None:
        """Ask for a place and write there."""
        if self.looked is not None:
            self.out.ask_file(self.looked, kind)

    def save_to(self, file: Path) -> None:
        """Write what is looked at into a file of the kind its ending says."""
        if self.looked is not None:
            self.out.save_to(self.looked, file)

    def print_now(self) -> None:
        """Ask for a printer and print the pages of the preview."""
        if self.looked is not None:
            self.out.print_now(self.looked, self.pages.top_page)

    def file_away(self) -> None:
        """Keep what is looked at as final."""
        if self.looked is not None:
            self.out.file_away(self.looked)

    def _went_out(self) -> None:
        """Something was printed or saved: it stands among the recent ones."""
        self._list_forms()


SUITS = {"五级网格联络表": {"版式": "联络卡"}}
"""What goes with records that were chosen in a list: the layout that is about them alone."""
ANYWAY = "数字有对不上的地方，是照样排出来的；打印和保存的纸上都注明了。"
