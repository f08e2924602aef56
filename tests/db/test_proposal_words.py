"""Full-text search: exact, and right whatever was undone, redone or written by another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db.datafile import DataFile
from app.db.proposal_words import SEEN
from app.db.proposals import Proposals
from app.db.registry import Registry
from app.domain.proposal import Outcome, State
from app.domain.search_text import contains_all, search_terms

TEXTS = {
    "关于缓解城区“停车难”问题的建议": "一是挖潜，二是共享。见云政发〔2026〕6号。",
    "关于保护𠮷家古桥的建议": "古桥建于 1368 年，\n长 12.5 米；A 类文物。",
    "关于发展 E-mail 办公的建议": "100% 的单位都有 e-mail，但是用_的不多。",
    "停车与养老": "",
}


class TakenBackError(Exception):
    """Ends an operation so that nothing of it stays."""


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("words") / "搜索.liange"
    data = DataFile.create(path)
    registry = Registry(data)
    with data.operation("建会议"):
        registry.add_plenary(registry.add_term("一届"), "一届一次会议")
    with data.operation("登记"):
        for title, text in TEXTS.items():
            add(data, title, text)
        Proposals(data).words.refresh()
    data.close()
    return path.read_bytes()


@pytest.fixture
def filled(tmp_path: Path, closed: bytes) -> Iterator[DataFile]:
    path = tmp_path / "搜索.liange"
    path.write_bytes(closed)
    data = DataFile.open(path)
    yield data
    data.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, closed: bytes) -> Iterator[DataFile]:
    """One open file for tests that leave it as it was."""
    path = tmp_path_factory.mktemp("words") / "共用.liange"
    path.write_bytes(closed)
    data = DataFile.open(path)
    yield data
    data.close()


def add(data: DataFile, title: str, text: str) -> int:
    plenary = Registry(data).plenaries()[0].id
    return Proposals(data).add(plenary, State.DRAFT, Outcome.PENDING, {"title": title, "text": text})


def found(data: DataFile, query: str) -> set[str]:
    proposals = Proposals(data)
    return {proposal.title for proposal in proposals.fetch(proposals.ids(search=query))}


def expected(data: DataFile, query: str) -> set[str]:
    """What a reader with patience finds."""
    proposals = Proposals(data)
    everything = proposals.fetch(proposals.ids())
    texts = proposals.texts(proposal.id for proposal in everything)
    terms = search_terms(query)
    return {
        one.title
        for one in everything
        if contains_all(terms, one.title, texts.get(one.id, {}).get("text", ""))
    }


QUERIES = (
    "停车", "停车难”", "“", "、", "古桥", "𠮷家", "𠮷", "建于1368", "1368", "12.5", "125", "100%", "%", "_", "用_的", "E-MAIL", "ｅ－ｍａｉｌ", "email",
    "〔2026〕6号", "2026]6", "年，长", "停车 养老", "停车 古桥", "'", '"', '难"问', "OR", "NEAR(停)", "*", "停*", "(", "^", "-", "x25", "不存在",
)  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_a_search_finds_what_the_text_holds_and_nothing_else(shared: DataFile, query: str) -> None:
    assert found(shared, query) == expected(shared, query)


def test_some_queries_by_hand(filled: DataFile) -> None:
    assert found(filled, "停车") == {"关于缓解城区“停车难”问题的建议", "停车与养老"}
    assert found(filled, "停车 养老") == {"停车与养老"}
    assert found(filled, "年，长") == {"关于保护𠮷家古桥的建议"}
    assert found(filled, "年长") == set()
    assert found(filled, "100%") == {"关于发展 E-mail 办公的建议"}


def test_a_query_of_blanks_narrows_nothing(filled: DataFile) -> None:
    assert len(found(filled, " \u3000 ")) == len(TEXTS)


def test_undo_and_redo_are_seen_at_once_and_after_catching_up(filled: DataFile) -> None:
    with filled.operation("登记一件"):
        new = add(filled, "关于修缮水库的建议", "")
        Proposals(filled).words.refresh()
    with filled.operation("改案由"):
        Proposals(filled).update(new, {"title": "关于修缮古塔的建议"})
        Proposals(filled).words.refresh()
    for turn, wanted in (
        (filled.undo, "水库"),
        (filled.undo, ""),
        (filled.redo, "水库"),
        (filled.redo, "古塔"),
    ):
        turn()
        for _ in range(2):
            assert [bool(found(filled, word)) for word in ("水库", "古塔")] == [
                word == wanted for word in ("水库", "古塔")
            ]
            Proposals(filled).words.refresh()


def test_what_nobody_indexed_is_found_all_the_same(filled: DataFile) -> None:
    with filled.operation("只写不编"):
        add(filled, "关于修缮水库的建议", "")
    assert found(filled, "水库") == {"关于修缮水库的建议"}
    reader = filled.reader()
    try:
        assert found(reader, "水库") == {"关于修缮水库的建议"}
    finally:
        reader.db.close()


def test_catching_up_twice_is_nothing_to_do(filled: DataFile) -> None:
    assert Proposals(filled).words.refresh() == 0


def test_an_index_of_another_past_is_not_trusted_and_is_made_anew(filled: DataFile) -> None:
    filled.set_meta(SEEN, "999999")
    filled.db.execute("INSERT INTO proposal_words (rowid, title, text) VALUES (1, ' 假', '')")
    assert found(filled, "停车") == expected(filled, "停车")
    assert found(filled, "假") == set()
    assert Proposals(filled).words.refresh() == len(TEXTS)
    assert filled.db.execute("SELECT count(*) FROM proposal_words").fetchone()[0] == len(TEXTS)
    assert found(filled, "停车") == expected(filled, "停车")


def test_a_failed_operation_leaves_the_index_as_it_was(filled: DataFile) -> None:
    def write_and_fail() -> None:
        with filled.operation("失败"):
            add(filled, "关于修缮水库的建议", "")
            Proposals(filled).words.refresh()
            raise TakenBackError

    with pytest.raises(TakenBackError):
        write_and_fail()
    assert found(filled, "水库") == set()
    assert filled.db.execute("SELECT count(*) FROM proposal_words").fetchone()[0] == len(TEXTS)


ALPHABET = "停车难养老，。 \n%_'\"x2a〔〕2026"


@given(
    st.lists(st.text(ALPHABET, max_size=12), min_size=1, max_size=6),
    st.text(ALPHABET, min_size=1, max_size=4),
)
def test_the_index_agrees_with_reading_every_text(shared: DataFile, texts: list[str], query: str) -> None:
    def write_look_and_take_back() -> None:
        with shared.operation("登记"):
            for number, text in enumerate(texts):
                add(shared, f"{number}", text)
            Proposals(shared).words.refresh()
            assert found(shared, query) == expected(shared, query)
            raise TakenBackError

    with pytest.raises(TakenBackError):
        write_look_and_take_back()
