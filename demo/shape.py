"""What the story is made of before anything happens: bodies, functions, posts. Plain values, named by handles."""

from dataclasses import dataclass
from datetime import date

from jinze.foundation.access.enums import Level, PostRole

CITY = "4103"
ISSUED = date(2017, 12, 28)
REFORM = date(2019, 1, 1)
REFORM_BASIS = "reform-2019"


@dataclass(frozen=True, slots=True)
class Holds:
    """A function from a day on; without a basis the heading of the document that gives it."""

    function: str
    since: date = ISSUED
    until: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class PostPlan:
    """A post with its holder. `key` is unique in the body; `holder` names a person who has another post already."""

    key: str
    title: str
    role: PostRole
    holder: str = ""


@dataclass(frozen=True, slots=True)
class BodyPlan:
    """A body to be founded. `handle` is how the story speaks of it: `gov:410305`."""

    handle: str
    name: str
    short: str
    level: Level
    area: str
    since: date
    parent: str = ""
    functions: tuple[Holds, ...] = ()
    posts: tuple[PostPlan, ...] = ()
    overseer: str = ""

    def person(self, post: PostPlan) -> str:
        """The handle of who holds a post at first."""
        return post.holder or f"{self.handle}#{post.key}"


def post(title: str, role: PostRole, key: str = "", holder: str = "") -> PostPlan:
    """A post whose key is its role, unless the body has two of them."""
    return PostPlan(key or role.value, title, role, holder)


def reformed(*functions: str) -> tuple[Holds, ...]:
    """Functions that the reform of 2019 brought to a body."""
    return tuple(Holds(function, REFORM, basis=REFORM_BASIS) for function in functions)


def original(*functions: str) -> tuple[Holds, ...]:
    """Functions that a body has had since the document."""
    return tuple(Holds(function) for function in functions)
