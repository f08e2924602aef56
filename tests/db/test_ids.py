"""Row ids: 63 bits, never given twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.db.ids import COPY_LIMIT, IdSource, draw_copy_number

COPIES = st.integers(1, COPY_LIMIT - 1)


@given(st.sets(COPIES, min_size=2, max_size=5), st.integers(1, 50))
def test_two_copies_never_give_the_same_id(copies: set[int], number: int) -> None:
    sources = [IdSource(copy) for copy in copies]
    given_out = [source.take() for _ in range(number) for source in sources]
    assert len(set(given_out)) == len(given_out)


@given(COPIES, st.integers(0, (1 << 32) - 2))
def test_an_id_fits_sqlite_and_continues_from_the_counter(copy: int, counter: int) -> None:
    source = IdSource(copy, counter)
    identity = source.take()
    assert 0 < identity < 1 << 63
    assert (identity >> 32, identity & 0xFFFF_FFFF) == (copy, counter + 1)
    assert source.counter == counter + 1


def test_a_drawn_copy_number_is_never_zero_and_rarely_repeats() -> None:
    drawn = {draw_copy_number() for _ in range(500)}
    assert min(drawn) > 0
    assert max(drawn) < COPY_LIMIT
    assert len(drawn) == 500
