"""What leaves the page: printed, saved, kept in the archive; each is remembered, so that it can be made again in one click."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import LiangeError
from app.ui.backstage import Cancelled
from app.ui.desk import Desk
from app.ui.folders import keep, place
from app.ui.pages.reports.notice import Notice

if TYPE_CHECKING:
    from app.office import Office
    from app.reports.forms.form import Form
    from app.services.paper import Previewed

KINDS = {"docx": "Word 文档 (*.docx)", "pdf": "PDF (*.pdf)", "xlsx": "Excel 工作簿 (*.xlsx)"}
PRINTED, SAVED, FINAL = "打印", "存为", "存档"
"""How a paper went out, as the archive writes it."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A paper as it is looked at: what was asked for and what was made of it. `anyway`: although it does not add up."""

    form: Form
    options: Mapping[str, str]
    day: str
    fixed: bool
    """Whether the day was chosen and is not just today's."""
    made: Previewed
    anyway: bool = False


class Outgoing:
    """Sends out the paper that is looked at; says what became of it, or in a notice on the page what stood in the way."""

    def __init__(self, owner: QWidget, desk: Desk, notice: Notice, told: Callable[[], object]) -> None:
        self._owner, self._desk, self._notice, self._told = owner, desk, notice, told
        self.last: Path | None = None
        """The file written last."""

    # -- saving ------------------------------------------------------------------------------------------------

    def ask_file(self, paper: Looked, kind: str, name: str = "") -> None:
        """Ask for a place and write there."""
        offered = place(name or f"{paper.made.document.title or paper.form.name}.{kind}".replace("\n", ""))
        chosen, _ = QFileDialog.getSaveFileName(self._owner, "保存到", offered, KINDS[kind])
        keep(chosen)
        if chosen:
            file = Path(chosen)
            self.save_to(paper, file if file.suffix.lower() == f".{kind}" else Path(f"{chosen}.{kind}"))

    def save_to(self, paper: Looked, file: Path) -> None:
        """Write the paper into a file of the kind its ending says; a PDF is the one that is looked at, and is kept."""
        name, options, kind = paper.form.name, paper.options, file.suffix.lower().lstrip(".")

        def work(office: Office, step: Callable[[int, int], None]) -> tuple[Path, str]:
            if kind == "pdf":
                written = office.paper_batch.save(paper.made, file, name, options)
                kept = office.archive.keep(name, options, paper.day, paper.made, SAVED).sentence
            else:
                written = office.paper.make_as(
                    name, file, options=options, day=paper.day, step=step, anyway=paper.anyway
                )
                office.archive.note_full(name, options, SAVED)
                kept = ""
            self._note(office, paper, kind, written)
            return written, kept

        def done(answer: tuple[Path, str]) -> None:
            self.last, kept = answer
            self._desk.say(f"已保存到 {self.last}。{kept}", file=self.last)
            self._told()

        self._notice.tell("", "")
        self._desk.do_in_steps(f"保存{name}", work, done, lambda error: self._refused(paper, file, error))

    def _refused(self, paper: Looked, file: Path, error: LiangeError) -> None:
        """Say why it was not saved, and offer another name or place; what was to be saved is still there."""
        if isinstance(error, Cancelled):
            self._desk.say(error.message, "warning")
            return
        kind = file.suffix.lower().lstrip(".")

        def elsewhere() -> None:
            self.ask_file(paper, kind, file.name)

        offers = [("换个地方存(&L)…", "选别的文件夹或名字再存", elsewhere)]
        if error.code == "locked":
            other = self._desk.reader.paper_batch.free_name(file)

            def beside() -> None:
                self.save_to(paper, other)

            offers.insert(0, (f"改名存为 {other.name}", f"存在同一个文件夹：{other}", beside))
        self._notice.tell(error.message, "danger", offers)

    # -- printing and keeping ----------------------------------------------------------------------------------

    def print_now(self, paper: Looked, current: int) -> None:
        """Ask for a printer and print the pages that are looked at; then they are kept."""
        from app.ui.pages.reports.printing import ask_and_print

        ask_and_print(
            self._owner,
            self._desk,
            paper.form.name,
            paper.options,
            paper.made,
            current,
            lambda said: self.printed(paper, said),
        )

    def printed(self, paper: Looked, said: str) -> None:
        """It is on its way: keep it and say so."""

        def work(office: Office) -> str:
            self._note(office, paper, PRINTED, None)
            return office.archive.keep(
                paper.form.name, paper.options, paper.day, paper.made, PRINTED
            ).sentence

        def done(kept: str) -> None:
            self._desk.say(f"{said}{kept}")
            self._told()

        self._desk.do(f"存档{paper.form.name}", work, done, quiet=True)

    def file_away(self, paper: Looked) -> None:
        """Keep the paper as final without printing it."""

        def work(office: Office) -> str:
            return office.archive.keep(paper.form.name, paper.options, paper.day, paper.made, FINAL).sentence

        self._desk.do(f"存档{paper.form.name}", work, self._desk.say)

    def _note(self, office: Office, paper: Looked, way: str, file: Path | None) -> None:
        if not self._desk.term:
            office.paper_shelf.note(
                paper.form.name, paper.options, day=paper.day if paper.fixed else "", way=way, file=file
            )
