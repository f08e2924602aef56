"""政协 posts: the table of them and their rank. Which of them a 职务 text speaks of is read by `post_texts`.

“常委会组成人员” are 主席、副主席、秘书长 and 常委; the 主席会议 is 主席、副主席 and 秘书长 (章程).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Post:
    """One post. `rank` orders lists (smaller first; 委员 and posts that give no rank stand at 90)."""

    name: str
    rank: int = 90
    leader: bool = False
    standing: bool = False
    spellings: tuple[str, ...] = ()


MEMBER_RANK = 90

POSTS: tuple[Post, ...] = (
    Post("主席", 10, leader=True, standing=True),
    Post("党组书记", 20, leader=True),
    Post("党组副书记", 30, leader=True),
    Post(
        "副主席",
        40,
        leader=True,
        standing=True,
        spellings=("常务副主席", "专职副主席", "兼职副主席", "驻会副主席"),
    ),
    Post("秘书长", 50, leader=True, standing=True),
    Post("常委", 60, standing=True, spellings=("常务委员", "驻会常委", "专职常委")),
    Post("党组成员"),
    Post("副秘书长", spellings=("专职副秘书长", "兼职副秘书长", "驻会副秘书长")),
    Post("办公室主任"),
    Post("专委会主任"),
    Post("专委会副主任"),
    Post("召集人", spellings=("界别召集人",)),
    Post("副召集人"),
    Post("组长", spellings=("小组组长", "委员小组组长", "活动组组长")),
    Post("副组长", spellings=("小组副组长", "委员小组副组长", "活动组副组长")),
    Post("特邀监督员"),
)

BY_NAME = {post.name: post for post in POSTS}
POST_NAMES = tuple(BY_NAME)
BY_SPELLING = {spelling: post.name for post in POSTS for spelling in (post.name, *post.spellings)}


def rank_of(posts: Iterable[str]) -> int:
    """Give the rank of somebody who holds these posts: that of the highest one, 90 for a plain 委员."""
    return min((BY_NAME[name].rank for name in posts if name in BY_NAME), default=MEMBER_RANK)


def in_rank_order(posts: Iterable[str]) -> tuple[str, ...]:
    """Put one person's posts in the order of the table, each once; unknown ones come last as they came."""
    unique = dict.fromkeys(posts)
    return tuple(sorted(unique, key=lambda name: POST_NAMES.index(name) if name in BY_NAME else len(POSTS)))
