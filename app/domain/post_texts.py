"""Which 政协 posts a text speaks of: a cell that lists them, or a 职务 with everything else somebody is.

Its patterns cost 15 ms to compile, so it is imported when a text is read, not with the table of posts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from app.domain.posts import BY_SPELLING, in_rank_order


def posts_listed(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read a cell that holds nothing but posts (常委、提案委主任); give the posts and the words not understood.

    委员 is everybody's and no post; 无 and a dash are empty.
    """
    known: list[str] = []
    unknown: list[str] = []
    for word in re.split(r"[、,，;；/\s]+", normalize("NFKC", text).strip()):
        plain = re.sub(r"^(?:[区县市旗州]?政协)", "", word)
        if plain in {"", "委员", "无", "-", "—"}:
            continue
        titles = [] if plain in BY_SPELLING else _titles(plain, 0, (), bare=False)
        names = [BY_SPELLING[plain]] if plain in BY_SPELLING else [post for post, *_ in titles]
        whole = names and all(names) and (plain in BY_SPELLING or titles[-1][1] == len(plain))
        (known if whole else unknown).extend(names if whole else [word])
    return in_rank_order(known), tuple(unknown)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A post that a 职务 text seems to name; `span` are the characters of the text that say so.

    `certain` is false where the clerk should look: shorthand, a level of 政协 that may not be this office's,
    a committee named without 政协 in front. `body` is the committee or office meant, if there is one.
    """

    post: str
    span: tuple[int, int]
    certain: bool = True
    body: str = ""


def propose_posts(text: str, office: str = "", committees: Sequence[str] = ()) -> tuple[Proposal, ...]:
    """Propose the present 政协 posts in a 职务 text, in its order, each once.

    `office` (政协上城区委员会) tells its own 政协 from that of another level; without it 省政协 and 全国政协 are
    another's and 市政协 is uncertain. `committees` are the office's own 专委会, by which 经济委主任 without 政协
    before it is recognised. 原, 前 and 曾任 make former what follows up to the next clause or 现任; 拟任, 提名,
    候选 and 名誉 posts are no posts.
    """
    if "政协" not in text and "政治协商会议" not in text:
        return ()
    found: dict[str, Proposal] = {}
    scope, aside = _Scope(), _Scope()
    for segment in _segments(text):
        if not segment.aside:
            aside = _Scope()
        for proposal in _read(segment, aside if segment.aside else scope, office, committees):
            earlier = found.get(proposal.post)
            if earlier is None or (proposal.certain and not earlier.certain):
                found[proposal.post] = proposal
    if not {"主席", "副主席"}.isdisjoint(found):
        # 区政协副书记、副主席: nothing but 党组 has a 书记 there.
        found = {post: replace(each, certain=each.certain or "书记" in post) for post, each in found.items()}
    return tuple(sorted(found.values(), key=lambda proposal: proposal.span))


@dataclass(frozen=True, slots=True)
class _Segment:
    """A piece between two marks: `opens` when a clause begins with it; `note` is the bracket right behind it."""

    text: str
    start: int
    opens: bool
    aside: bool
    note: str


@dataclass(slots=True)
class _Scope:
    """Whose titles the next bare one belongs to, and whether they are held now."""

    ours: bool = False
    past: bool = False
    sure: bool = True


# A clause ends at ，；。 and brackets and before 现任; 、 and / part titles within it.
_MARK = re.compile(r"[,;。|\n()]|[、/ ]+|(?<=.)(?=现任|现为|曾任|历任)")
_TERMS = re.compile(r"第?[一二三四五六七八九十\d]+(?:[、,至\-—][一二三四五六七八九十\d]+)*届")

_CPPCC = re.compile(
    r"(?P<before>[\u4e00-\u9fff]*?)(?:中国)?(?:人民政协|人民政治协商会议|政协)"
    r"(?P<place>(?:[\u4e00-\u9fff]{1,20}?[省市区县旗州盟])?届*委员会(?!副?主任))?届*"
)
_JOINT = r"(?:兼任?|及|和|暨)?(?:常务|专职|兼职|驻会|不驻会|第一|执行)?"
_TITLE = re.compile(
    _JOINT
    + r"(?P<title>党组副书记|党组书记|党组成员|副主席|主席|副秘书长|秘书长|常务委员(?!会)|常委会委员|常委(?!会)"
    r"|副书记|书记|办公室主任|副召集人|召集人|特邀监督员)(?:职务)?"
)
_COMMITTEE = re.compile(
    _JOINT + r"(?P<body>[\u4e00-\u9fff]{1,24}?委(?:员会)?)(?:常务|专职|兼职)?(?P<title>副?主任)"
)
_GROUP = re.compile(r"(?P<body>[\u4e00-\u9fff]{0,16}?(?:组|界|界别))(?P<title>副?召集人|副?组长|长)")
_SHORTHAND = {"书记": "党组书记", "副书记": "党组副书记", "常务委员": "常委", "常委会委员": "常委"}

# Behind a title these make it something else; in a body these are not 专委会.
_NOT_THE_TITLE = re.compile(r"级|会议|助理|团|办|室|秘书|科员|单位|专|会")
_NO_COMMITTEE = re.compile(
    r"机关|党委|纪委|工委|党工委|团委|管委|发改|卫健|国资|住建|城管|纪检|监委|政法委|经信|街道|镇|(?<!城)乡|联络委|居委|村委|编委|^[省市区县]"
)
_COMMITTEE_WORDS = re.compile(
    r"提案|经济|科教|文史|文教|教文|教科|教卫|文卫|社会法制|社法|港澳|台侨|民族|民宗|人口|人资环|资源|环境|农业|城建|委员|联络|学习"
)
_BEGINS_PAST = re.compile(
    r"(?:原任?(?!平市|阳县|州区)|前任?(?!海|进|锋|郭)|曾任?(?!都)|曾经|历任|时任|先后任|卸任|离任|退休|拟任?|提名|推荐)"
)
_BEGINS_NOW = re.compile(r"(?:现任|现为|现担任|现兼任?|现(?=[区县市旗州]?政协))")
_PAST_BEFORE = re.compile(r"(?<![太平固中开清三五海湟])原[区县市旗州]?$")
_PAST_YEARS = re.compile(r"\d{4}[年.\-—\d月]*(?:至|到|[-—~])+\d{4}")
_PAST_NOTE = re.compile(r"^(?:已|原|前|曾|时|拟)|退休|离任|卸任|免去|辞去|候选|人选|提名")
_NO_POST = re.compile(r"候选|人选|拟任|提名|名誉|荣誉|顾问")
_NEUTRAL = re.compile(
    r"(?:[一二三四]级|正|副)?(?:巡视员|调研员|主任科员|[正副]?[处科厅局县]级.*|委员|机关.*|领导|干部)"
)


def _segments(text: str) -> Iterator[_Segment]:
    """Cut a text at its marks, one character for one, so that spans stay true."""
    plain = _TERMS.sub(lambda found: "届" * len(found[0]), "".join(map(_same_width, text)))
    start, opens, depth = 0, True, 0
    for mark in (*_MARK.finditer(plain), None):
        end = mark.start() if mark else len(plain)
        sign = mark[0] if mark else ""
        if plain[start:end]:
            note = plain[end + 1 :].partition(")")[0] if sign == "(" and not depth else ""
            yield _Segment(plain[start:end], start, opens, depth > 0, note)
            opens = False
        start = mark.end() if mark else end
        opens = opens or sign[:1] not in {"、", "/", " "}
        depth = max(0, depth + (sign == "(") - (sign == ")"))


def _same_width(char: str) -> str:
    """Write full-width marks as ASCII and every space as one; never more than one character."""
    if char.isspace():
        return " "
    if char in "［【〔":
        return "("
    if char in "］】〕":
        return ")"
    folded = normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def _place_of(office: str) -> str:
    """Give the place in an office's name: 政协杭州市上城区委员会办公室 → 杭州市上城区."""
    return re.sub(
        r"中国|人民政治协商会议|人民政协|政协|第?[一二三四五六七八九十\d]+届|委员会|办公室|常务", "", office
    )


def _whose(named: str, office: str) -> tuple[bool, bool]:
    """Tell whether 政协 of the place so named is this office's, and whether that is sure."""
    past_terms = "届" in named
    plain = re.sub(r"^.*[任为是系兼年月起]|中共|中国|届|[本我]", "", named)
    if plain.endswith(("全国", "省", "自治区", "镇", "乡", "街道")):
        return bool(office) and _place_of(office) == plain, True
    place = _place_of(office)
    if not plain:
        return True, not past_terms
    if plain in ("区", "县", "旗"):
        # one level of government: a bare 区政协 in the roster of a 县 office can be no other than its own
        return True, not past_terms
    if place:
        same = place.endswith((plain, plain + place[-1])) or plain.endswith(place)
        return same, not past_terms
    return True, plain.endswith(("区", "县", "旗")) and not past_terms


def _read(segment: _Segment, scope: _Scope, office: str, committees: Sequence[str]) -> list[Proposal]:
    """Give the posts that one segment names, and move the scope on."""
    text, offset = segment.text, 0
    own = _CPPCC.search(text)
    if segment.opens and (own or not scope.ours):
        scope.past = False
    if found := _BEGINS_NOW.match(text):
        scope.past, offset = False, found.end()
    elif found := _BEGINS_PAST.match(text):
        scope.past, offset = True, found.end()
    own = _CPPCC.search(text, offset)
    if own:
        scope.ours, scope.sure = _whose(own["before"] + (own["place"] or "").removesuffix("委员会"), office)
        scope.past = scope.past or _PAST_BEFORE.search(own["before"]) is not None
        offset = own.end()
        if found := _BEGINS_PAST.match(text, offset):
            scope.past, offset = True, found.end()
    if not scope.ours:
        return []
    past = scope.past or _PAST_YEARS.search(text) is not None or _PAST_NOTE.search(segment.note) is not None
    titles = _titles(text, offset, committees, bare=own is None)
    scope.ours = bool(titles) or offset == len(text) or _stays_ours(text[offset:])
    if past or _NO_POST.search(text):
        return []
    return [
        Proposal(post, (segment.start, segment.start + end), certain and scope.sure, body)
        for post, end, certain, body in titles
        if post
    ]


def _stays_ours(rest: str) -> bool:
    """Tell whether a title that is no post (二级巡视员, 机关党组书记, 主席会议成员) is still one of 政协."""
    return _NEUTRAL.fullmatch(rest) is not None or _NO_POST.match(rest) is not None


def _titles(
    text: str, offset: int, committees: Sequence[str], *, bare: bool
) -> list[tuple[str, int, bool, str]]:
    """Read the titles that follow each other from `offset` on: post, end, certain, body.

    Without 政协 before them (`bare`) they must fill the segment, else they are another body's.
    """
    found: list[tuple[str, int, bool, str]] = []
    while offset < len(text):
        title = _TITLE.match(text, offset)
        other = None if title else _COMMITTEE.match(text, offset) or _GROUP.match(text, offset)
        if title:
            word, offset = title["title"], title.end()
            found.append((_SHORTHAND.get(word, word), offset, word not in {"书记", "副书记"}, ""))
        elif other and (read := _of_body(other, committees, bare=bare)):
            offset = other.end()
            found.append((read[0], offset, read[1], other["body"]))
        else:
            break
    rest = text[offset:]
    if not rest or not found:
        return found
    if _NOT_THE_TITLE.match(rest):
        return [*found[:-1], ("", offset, False, "")]
    return [] if bare else [(post, end, False, body) for post, end, _, body in found]


def _of_body(found: re.Match[str], committees: Sequence[str], *, bare: bool) -> tuple[str, bool] | None:
    """Give the post in a committee or group, and whether it is sure; None when the body is not one of 政协."""
    body, title = found["body"], found["title"]
    if found.re is _GROUP:
        return ("组长" if title == "长" else title), not bare
    if _NO_COMMITTEE.search(body):
        return None
    short = body.removesuffix("员会")
    listed = any(name.removesuffix("员会") == short for name in committees)
    if bare and not (listed or _COMMITTEE_WORDS.search(body)):
        return None
    return "专委会" + title, listed or not bare
