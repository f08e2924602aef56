"""A refusal is one readable sentence whatever it quotes."""

from __future__ import annotations

import pytest

from app.domain.errors import LONGEST_SENTENCE, Refused


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("名册里没有“王强”。", "名册里没有“王强”。"),
        ("没有“甲\n乙\t丙\x00”。", "没有“甲 乙 丙 ”。"),
        ("没有“" + "长" * 80 + "”，请核对。", "没有“" + "长" * 60 + "…”，请核对。"),
        ("没有“” 和“短”。", "没有“” 和“短”。"),
    ],
)
def test_一句话(given: str, said: str) -> None:
    assert Refused(given).message == said
    assert str(Refused(given)) == said


def test_再长的路径也有头有尾() -> None:
    message = Refused(f"打不开 {'x' * 5000}：文件名太长。").message
    assert len(message) == LONGEST_SENTENCE + 1
    assert message.startswith("打不开 x")
    assert message.endswith("x：文件名太长。")
