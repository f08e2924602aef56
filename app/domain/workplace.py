"""单位及职务 as one line: 工作单位 and 单位职务 joined, though many rosters write both into the latter."""

from __future__ import annotations

import re

_SHORTEST_OVERLAP = 4
"""As many letters at least must be the same where one text ends and the other begins, before they count as one."""

_UNIT = re.compile(
    r"[^；;、，,。\s]{2,}(?:街道|办事处|镇|乡|村|社区|局|厅|署|公司|集团|工厂|企业|银行|分行|支行|大学|学院|中学|小学|学校|幼儿园|医院|卫生院"
    r"|研究院|研究所|事务所|法院|检察院|剧院|中心|协会|商会|学会|联合会|委员会|总工会|基金会|侨联|工商联|馆|报社|出版社|合作社|电视台)(?![长员])"
)
"""A text that begins with the name of a workplace: the longest one before any mark; 馆馆长 and 局局长 end before the title."""


def workplace(employer: str, job_title: str) -> str:
    """Join both without saying the unit twice: what the title says already is not said before it."""
    if not employer or employer in job_title:
        return job_title or employer
    for long in range(min(len(employer), len(job_title)), _SHORTEST_OVERLAP - 1, -1):
        if employer.endswith(job_title[:long]):
            return employer + job_title[long:]
    return employer + job_title


def unit_in(job_title: str) -> str:
    """Give the workplace with which a title seems to begin; empty when it is a title alone."""
    found = _UNIT.match(job_title)
    unit = found[0] if found else ""
    return unit if unit != job_title else ""


def another_unit(employer: str, job_title: str) -> str:
    """Give the workplace in a title that is another than `employer`, so that both would stand in one line; else empty."""
    unit = unit_in(job_title)
    joined = employer + job_title
    return unit if employer and unit and workplace(employer, job_title) == joined else ""
