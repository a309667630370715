"""The people: plainly fictitious names, who is who, and who can sign in."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
DIGITS = "一二三四五六七八九十"
PASSWORD = "shili-2026-demo"  # noqa: S105 - printed at the start of every demo


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Someone who can sign in to the demo; `post` is the first one of perhaps several."""

    username: str
    password: str
    name: str
    post: str


# handle of the person → name, username, first post in words
CAST: dict[str, tuple[str, str, str]] = {
    "yj:410305#officer": ("示例甲", "shilijia", "涧西区应急管理局 综合科科长、区安委办联络员，并代区长填报"),
    "gov:410305#principal": ("示例乙", "shiliyi", "涧西区政府 区长"),
    "office:4103#officer": ("示例丙", "shilibing", "市安委办 综合科科长"),
    "gov:4103#safety_deputy": ("示例戊", "shiliwu", "市政府 分管安全生产的副市长"),
    "gov:410305011#principal": ("示例庚", "shiligeng", "涧西区周山路街道办 主任"),
    "village:410305011S01#principal": ("示例壬", "shiliren", "周山路街道示例一社区居委会 主任"),
    "works:zhuzao#safety_manager": ("示例己", "shiliji", "示例铸造有限公司 安全管理部部长"),
    "works:zhuzao/ronglian1#principal": ("示例午", "shilibanzhang", "示例铸造有限公司 熔炼一班班长"),
    "yj:410323#officer": ("示例申", "shilishen", "新安县应急管理局 综合科科长、县安委办联络员"),
    "audit:4103#reader": ("示例癸", "shiligui", "市审计局 审计组查阅人"),
}
# People of the story who do not sign in.
_NAMED = {"yj:410305#principal": "示例丁", "yj:410305#deputy": "示例辛"}

# Who files for whom: post → person.
DELEGATES = {"gov:410305#principal": "yj:410305#officer", "gov:4103#safety_deputy": "office:4103#officer"}


def accounts() -> list[DemoAccount]:
    """Everyone who can sign in, the one to begin with first."""
    return [DemoAccount(username, PASSWORD, name, post) for name, username, post in CAST.values()]


def name_of(handle: str, rest: Iterator[str]) -> str:
    """The name of a person: the one the story gives, else the next that is free."""
    if handle in CAST:
        return CAST[handle][0]
    return _NAMED[handle] if handle in _NAMED else next(rest)


def free_names() -> Iterator[str]:
    """Names that nobody in the story has yet: 示例子, 示例甲子, 示例甲一 … each once."""
    taken = {name for name, _, _ in CAST.values()} | set(_NAMED.values())
    single = [*STEMS, *BRANCHES]
    pairs = (a + b for a, b in (*product(STEMS, BRANCHES), *product(single, DIGITS)))
    triples = (a + b + c for a, b, c in product(STEMS, BRANCHES, DIGITS))
    for given in (*single, *pairs, *triples):
        name = f"示例{given}"
        if name not in taken:
            yield name
