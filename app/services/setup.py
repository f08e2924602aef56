"""Setting the office up: 届, 次会议 and settings, each setting with its meaning and what it may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.db.registry import Term
from app.db.terms import Terms
from app.domain.dates import day_before, whole_day
from app.domain.errors import Refused
from app.domain.liaison import TOP_ASK, TOP_CHAIR, TOP_SECRETARY, Scheme, Weights
from app.domain.numbers import whole_number
from app.domain.plenary_rules import PARAMETERS
from app.intake.cells import line
from app.services.frame import CURRENT_TERM, LONGEST_NAME, OFFICE_NAME, Frame
from app.services.liaison import LiaisonDesk


@dataclass(frozen=True, slots=True)
class GridSetting:
    """A setting that is kept in the liaison scheme: how to read it out of one and to put it in."""

    label: str
    choices: tuple[str, ...]
    read: Callable[[Scheme], str]
    write: Callable[[Scheme, str], Scheme]


def _weight(key: str) -> GridSetting:
    def write(scheme: Scheme, value: str) -> Scheme:
        weights: Weights = replace(scheme.weights, **{key: whole_number(value) or 0})
        return replace(scheme, weights=weights)

    label = {"committee": "同专委会", "sector": "同界别", "area": "同片区", "team": "同小组", "load": "均衡"}[
        key
    ]
    return GridSetting(
        f"{label}的权重（0—1000 的整数）", (), lambda scheme: str(getattr(scheme.weights, key)), write
    )


HEAVIEST = 1000

GRID_SETTINGS: dict[str, GridSetting] = {
    "grid.top": GridSetting(
        "主席与党组书记不是同一人时谁是一级", (TOP_ASK, TOP_CHAIR, TOP_SECRETARY),
        lambda scheme: scheme.top, lambda scheme, value: replace(scheme, top=value),
    ),
    "grid.probationary_tier": GridSetting(
        "预备党员列入第几级", ("4", "5"),
        lambda scheme: str(scheme.probationary_tier), lambda scheme, value: replace(scheme, probationary_tier=int(value)),
    ),
    "grid.skip_empty": GridSetting(
        "上一级没有人时允许跨级联系", ("否", "是"),
        lambda scheme: "是" if scheme.skip_empty else "否", lambda scheme, value: replace(scheme, skip_empty=value == "是"),
    ),
    **{f"grid.weight.{key}": _weight(key) for key in ("committee", "sector", "area", "team", "load")},
}  # fmt: skip

OFFICE_SETTINGS = {OFFICE_NAME: "单位名称"}


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting as the window shows it: a text of its own when there are no `choices`."""

    key: str
    label: str
    value: str
    choices: tuple[str, ...] = ()


class Setup:
    """Verbs on the office's frame."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def add_term(self, name: str, start: str = "") -> int:
        """Enter a 届; the current one stays current until `use_term`."""
        name, start = line(name), _whole_day(start)
        self._refuse_double(name, [term.name for term in self._frame.registry.terms()])
        with self._frame.data.operation(f"新建届次 {name}"):
            return self._frame.registry.add_term(name, start)

    def use_term(self, name: str) -> None:
        """Work in another 届 that is not over."""
        term = self._term(name)
        if term.ends:
            raise Refused(
                f"{name}到 {term.ends} 已届满，只能看，不能再改。换届做错了，请撤销换届。",
                where=name,
                code="past_term",
            )
        with self._frame.data.operation(f"转到 {name}"):
            self._frame.registry.set_setting(CURRENT_TERM, str(term.id))

    def rename_term(self, name: str, to: str) -> None:
        """Give a 届 another name; no two have the same."""
        term, to = self._term(name), line(to)
        if to == name:
            return
        self._refuse_double(to, [one.name for one in self._frame.registry.terms()])
        with self._frame.data.operation(f"{name} 改名为 {to}"):
            Terms(self._frame.data).rename(term.id, to)

    def change_term(self, name: str, to: str, day: str) -> None:
        """Give a 届 a name and a first day (as typed, empty: as it is) in one operation; what stays the same stays."""
        starts = _whole_day(day) or self._term(name).starts
        with self._frame.data.operation(f"修改届次 {name}"):
            self.set_first_day(name, starts)
            self.rename_term(name, to)

    def set_first_day(self, name: str, day: str) -> None:
        """Let a 届 begin on another day; the one it followed ends the day before, as at the 换届."""
        term, terms = self._term(name), Terms(self._frame.data)
        if day == term.starts:
            return
        if term.ends and day > term.ends:
            raise Refused(f"{name}到 {term.ends} 为止，第一天不能晚于这一天。", where=day, code="first_day")
        eve = day_before(term.starts) if term.starts else ""
        before = [one for one in self._frame.registry.terms() if one.ends and one.ends == eve]
        for old in before:
            self._refuse_between(term, old, day)
        with self._frame.data.operation(f"{name} 的第一天改为 {day}"):
            for old in before:
                terms.move_first_day(old.id, term.id, term.starts, day)
                terms.end(old.id, day_before(day))
            terms.begin(term.id, day)

    def _refuse_between(self, term: Term, old: Term, day: str) -> None:
        """A first day may not be moved over a day on which something of either 届 changes."""
        terms = Terms(self._frame.data)
        if old.starts and day <= old.starts:
            raise Refused(
                f"{old.name}从 {old.starts} 开始，{term.name}要在它之后。", where=day, code="first_day"
            )
        first, last = sorted((day, term.starts))
        for one in (term, old):
            days = [on for on in terms.days_of(one.id) if first <= on <= last and on != term.starts]
            if days:
                raise Refused(
                    f"{one.name}在 {days[0]} 有变动，第一天不能移到或移过这一天。",
                    where=day,
                    code="first_day",
                )

    def _term(self, name: str) -> Term:
        found = [term for term in self._frame.registry.terms() if term.name == name]
        if not found:
            raise Refused(f"没有名为“{name}”的届次。", where=name, code="term")
        return found[0]

    def add_plenary(self, name: str, start: str = "") -> int:
        """Enter a 次会议 of the current 届."""
        name, start = line(name), _whole_day(start)
        self._refuse_double(name, [plenary.name for plenary in self._frame.registry.plenaries()])
        with self._frame.data.operation(f"新建会议 {name}"):
            return self._frame.registry.add_plenary(self._frame.term().id, name, start)

    def settings(self, plenary: str | None = None) -> dict[str, str]:
        """Every setting in force, defaults included; with `plenary` the parameters of that 次会议."""
        if plenary is not None:
            kept = self._frame.registry.settings(self._frame.plenary(plenary).id)
            return {key: kept.get(key, parameter.default) for key, parameter in PARAMETERS.items()}
        scheme = LiaisonDesk(self._frame).scheme()
        kept = self._frame.registry.settings()
        own = {key: kept.get(key, "") for key in OFFICE_SETTINGS}
        return {**own, **{key: setting.read(scheme) for key, setting in GRID_SETTINGS.items()}}

    def lines(self, plenary: str | None = None) -> list[SettingLine]:
        """Every setting in the order it is shown; with `plenary` the parameters of that 次会议."""
        values = self.settings(plenary)
        if plenary is not None:
            return [SettingLine(key, one.label, values[key], one.choices) for key, one in PARAMETERS.items()]
        own = [SettingLine(key, name, values[key]) for key, name in OFFICE_SETTINGS.items()]
        return own + [
            SettingLine(key, one.label, values[key], one.choices) for key, one in GRID_SETTINGS.items()
        ]

    def change_settings(self, values: Mapping[str, str], plenary: str | None = None) -> None:
        """Keep settings as one operation; an unknown name or an impossible value refuses them all."""
        problem_of = _office_problem if plenary is None else _plenary_problem
        for key, value in values.items():
            if problem := problem_of(key, value):
                raise Refused(problem, where=key, code="setting")
        scope = 0 if plenary is None else self._frame.plenary(plenary).id
        desk = LiaisonDesk(self._frame)
        scheme = desk.scheme()
        with self._frame.data.operation(f"修改设置：{'、'.join(label(key) for key in values)}"):
            for key, value in values.items():
                if key in GRID_SETTINGS:
                    scheme = GRID_SETTINGS[key].write(scheme, value)
                else:
                    self._frame.registry.set_setting(key, line(value), scope)
            if any(key in GRID_SETTINGS for key in values):
                desk.save_scheme(scheme, "规则")

    def _refuse_double(self, name: str, present: list[str]) -> None:
        if not name.strip():
            raise Refused("名称不能为空。", code="empty")
        if len(name) > LONGEST_NAME:
            raise Refused(f"名称最多 {LONGEST_NAME} 个字，请写短些。", where=name, code="long")
        if name in present:
            raise Refused(f"“{name}”已经有了。", where=name, code="exists")


def _whole_day(text: str) -> str:
    """Read a day as typed; empty stays empty."""
    read = whole_day(text)
    if read.problem:
        raise Refused(read.problem, where="start", code="day")
    return read.text


def label(key: str) -> str:
    """Name a setting in Chinese."""
    if key in GRID_SETTINGS:
        return GRID_SETTINGS[key].label
    return PARAMETERS[key].label if key in PARAMETERS else OFFICE_SETTINGS[key]


def _plenary_problem(key: str, value: str) -> str:
    if key not in PARAMETERS:
        return f"会议没有“{key}”这项设置。可用：{'、'.join(PARAMETERS)}。"
    return PARAMETERS[key].problem(value)


def _office_problem(key: str, value: str) -> str:
    if key in OFFICE_SETTINGS:
        fits = 0 < len(line(value)) <= LONGEST_NAME
        return "" if fits else f"{OFFICE_SETTINGS[key]}不能为空，最多 {LONGEST_NAME} 个字。"
    if key not in GRID_SETTINGS:
        return f"没有“{key}”这项设置。可用：{'、'.join((*OFFICE_SETTINGS, *GRID_SETTINGS))}。"
    setting = GRID_SETTINGS[key]
    if setting.choices:
        return "" if value in setting.choices else f"{setting.label}：只能是 {'、'.join(setting.choices)}。"
    weight = whole_number(value)
    return "" if weight is not None and weight <= HEAVIEST else f"{setting.label}，不能是“{value}”。"
