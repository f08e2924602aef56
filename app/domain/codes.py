"""Code lists: the words an office chooses from (民族, 界别, 状态 …), each with its spellings and flags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import normalize


@dataclass(frozen=True, slots=True)
class Code:
    """One word of a list.

    `code` is its number in a national standard, if there is one; `aliases` are other spellings that mean it;
    `meaning` explains it to a reader (答复类别 A: 所提问题已经解决…); `since` and `until` are the years or 届
    between which it is offered (empty: always); `flags` are its true properties (`active`, `counts_as_adopted` …).
    """

    name: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    meaning: str = ""
    since: str = ""
    until: str = ""
    flags: frozenset[str] = frozenset()


TEXT_KEYS = ("name", "code", "meaning", "since", "until")


def code_from(item: Mapping[str, object]) -> Code:
    """Read one item of a list file; every key beside the known ones is a flag, true or false.

    Raises ValueError for an item without a name or with a value of another kind: a fault of the file's author.
    """
    words = {key: item[key] for key in TEXT_KEYS if key in item}
    aliases = item.get("aliases", [])
    flags = {key: value for key, value in item.items() if key not in (*TEXT_KEYS, "aliases")}
    texts = {key: value for key, value in words.items() if isinstance(value, str)}
    spellings = [value for value in aliases if isinstance(value, str)] if isinstance(aliases, list) else []
    sound = len(texts) == len(words) and isinstance(aliases, list) and len(spellings) == len(aliases)
    if not (sound and texts.get("name") and all(isinstance(value, bool) for value in flags.values())):
        raise ValueError(f"代码表中这一项不合格式：{dict(item)!r}")
    true_flags = frozenset(key for key, value in flags.items() if value is True)
    return Code(**texts, aliases=tuple(spellings), flags=true_flags)


def folded(text: str) -> str:
    """Give a spelling without width, case and spaces: what two ways of writing one word have in common."""
    return "".join(normalize("NFKC", text).casefold().split())


def find_code(codes: Iterable[Code], text: str) -> Code | None:
    """Find the code that a cell means: by name, then alias, then standard number; None if there is none."""
    wanted = folded(text)
    if not wanted:
        return None
    known = tuple(codes)
    for spellings in (
        lambda code: (code.name,),
        lambda code: code.aliases,
        lambda code: (code.code,) if code.code else (),
    ):
        for code in known:
            if wanted in map(folded, spellings(code)):
                return code
    return None


def sector_name(text: str) -> str:
    """Give a 界别 without the word itself: 中共界别, 中共界 → 中共. 各界, 界别 and a bare 界 are left alone.

    What it gave stays as it is: 文艺界界别 → 文艺.
    """
    name = folded(text)
    while short := next(
        (name.removesuffix(e) for e in ("界别", "界") if name.endswith(e) and len(name) > len(e) + 1), ""
    ):
        name = short
    return name
