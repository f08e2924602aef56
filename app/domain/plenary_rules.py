"""Parameters that belong to one 次会议 and are copied to the next: clocks, rounding, numbering."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from app.domain.numbers import whole_number
from app.domain.statistics import Rounding, Style


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: what it means, its default, and what it may be (`choices`, or a whole number up to `most`)."""

    key: str
    label: str
    default: str
    choices: tuple[str, ...] = ()
    most: int = 0

    def problem(self, value: str) -> str:
        """Say in one sentence why a value is impossible; empty when it is not."""
        if self.choices and value not in self.choices:
            return f"{self.label}只能是：{'、'.join(self.choices)}。"
        if self.most:
            number = whole_number(value)
            if number is None or number > self.most:
                return f"{self.label}要填 0—{self.most} 的整数，不能是“{value}”。"
        return ""


PARAMETERS: Mapping[str, Parameter] = MappingProxyType(
    {
        parameter.key: parameter
        for parameter in (
            Parameter("reply_months", "主办（分办）答复期限（月）", "3", most=12),
            Parameter("assist_months", "会办意见期限（月）", "1", most=12),
            Parameter("rate_digits", "百分比的小数位数", "1", most=4),
            Parameter(
                "rate_rounding", "百分比的舍入", Rounding.HALF_UP.value, tuple(one.value for one in Rounding)
            ),
        )
    }
)


@dataclass(frozen=True, slots=True)
class PlenaryRules:
    """The parameters in force. A month clock of 0 sets no date."""

    reply_months: int
    assist_months: int
    style: Style

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> PlenaryRules:
        """Read the settings of a plenary; what is absent or impossible has its default."""
        value = {
            key: settings[key]
            if key in settings and not parameter.problem(settings[key])
            else parameter.default
            for key, parameter in PARAMETERS.items()
        }
        style = Style(int(value["rate_digits"]), Rounding(value["rate_rounding"]))
        return cls(int(value["reply_months"]), int(value["assist_months"]), style)

    def reply_due(self, assigned: date, *, assisting: bool) -> str:
        """Give the day a reply is due, counted from 交办; empty without a clock."""
        months = self.assist_months if assisting else self.reply_months
        return add_months(assigned, months).isoformat() if months else ""


def add_months(day: date, months: int) -> date:
    """Give the same day some months on, or the last of that month: never 31 September."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
