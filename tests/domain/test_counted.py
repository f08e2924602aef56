from __future__ import annotations

import copy
from dataclasses import asdict, dataclass

from app.domain.counted import PROPOSAL, Counted


@dataclass(frozen=True)
class Holder:
    figure: Counted


def test_抄一份还知道数的是谁() -> None:
    figure = Counted((7, 9), PROPOSAL)
    for same in (copy.copy(figure), copy.deepcopy(figure), asdict(Holder(figure))["figure"]):
        assert (same, same.behind, same.about) == (2, (7, 9), PROPOSAL)
