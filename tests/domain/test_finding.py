"""What an import says of a cell, as one sentence."""

from __future__ import annotations

import pytest

from app.domain.finding import Finding, refusal_of

SAID = [
    (Finding("性别“x”不认识", "甲.csv", "表", 3, "性别"), "表 第 3 行 性别：“x”不认识"),
    (Finding("“x”不是日期", "甲.csv", "", 3, "出生年月："), "第 3 行 出生年月：“x”不是日期"),
    (Finding("只有表头", "甲.csv"), "甲.csv：只有表头"),
    (Finding("没有小组"), "没有小组"),
    (Finding("性别为空", column="性别"), "性别：性别为空"),
]


@pytest.mark.parametrize(
    ("finding", "said"), SAID, ids=["列名在话里", "列名不在话里", "整个文件", "没有出处", "只有列"]
)
def test_a_place_and_a_message_make_one_sentence(finding: Finding, said: str) -> None:
    assert finding.said == said
    refused = refusal_of([finding])
    assert refused is not None
    assert refused.message == f"有 1 处错误，没有导入。第一处：{said}"
