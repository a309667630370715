"""A random stretch of a small city's life, told through the real actions; refusals are part of life."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from jinze.cases.deed.models import Deed
from jinze.foundation.access.actions.people import end_appointment, end_post
from jinze.foundation.access.enums import Level, PostRole
from jinze.foundation.access.models import Body, FunctionHeld, Post
from jinze.foundation.access.queries.people import holders_of
from jinze.kernel.acting import Acting
from jinze.kernel.periods import calendar
from jinze.kernel.refusal import Refusal
from jinze.sources.queries.law import all_versions
from tests.support.law import duty_row, grace, parameter, small_law
from tests.support.world import SYSTEM, World, moment

FIRST, LAST = date(2021, 1, 1), date(2022, 12, 31)
FUNCTIONS = ("government", "roads")
SUMMER = {"name": "夏季前", "parameter": "summer"}
ROLES = (PostRole.PRINCIPAL, PostRole.SAFETY_DEPUTY, PostRole.DEPUTY, PostRole.OFFICER)


class Life:
    """What happens next, by a seeded die."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.die, self.revisions = world, Random(seed), 0
        self.revise()
        for area in ("410304", "410305"):
            self.settle(world.body("示例区政府", area=area))

    def settle(self, body: Body) -> None:
        self.world.gives(body, "government", FIRST)
        for role in ROLES[:2]:
            self.world.appoints(self.world.person(), self.world.post(body, role))

    def live(self, acts: int) -> int:
        """That many acts; gives how many were not refused."""
        happened = 0
        ways: list[tuple[Callable[[], object], int]] = [
            (self.file, 24),
            (self.file_against, 4),
            (self.void, 4),
            (self.give, 3),
            (self.take, 1),
            (self.add_post, 2),
            (self.drop_post, 1),
            (self.found, 1),
            (self.revise, 1),
        ]
        for way in self.die.choices([way for way, _ in ways], [often for _, often in ways], k=acts):
            try:
                way()
                happened += 1
            except Refusal:
                continue
        return happened

    def day(self) -> date:
        return FIRST + timedelta(days=self.die.randrange((LAST - FIRST).days))

    def body(self) -> Body:
        return self.die.choice(list(Body.objects.order_by("id")))

    def someone(self, on: date) -> Acting:
        posts = list(Post.objects.order_by("id"))
        held = holders_of([post.key for post in posts], on)
        post = self.die.choice([post for post in posts if post.key in held])
        return self.world.acting(held[post.key], post)

    def file(self) -> object:
        day = date(2022, 1, 1) + timedelta(days=self.die.randrange(120))
        late = timedelta(days=self.die.choice((0, 0, 3, 20, 200)))
        act = self.die.choice(("check", "check", "check", "note"))
        return self.world.files(self.someone(day), day, day + late, act=act)

    def file_against(self) -> object:
        timed = [(version.duty, version.timing) for version in all_versions() if version.timing is not None]
        day, (duty, timing) = self.day(), self.die.choice(timed)
        ordinal = calendar(timing.frequency, timing.windows).last_opened(day) - self.die.randrange(4)
        return self.world.files(self.someone(day), day, act=duty.act, against_duty=duty.id, against=ordinal)

    def void(self) -> object:
        deeds = list(Deed.objects.filter(voided_at=None).select_related("post", "filed_by").order_by("id"))
        if not deeds:
            raise Refusal("test.nothing", "没有可作废的")
        deed = self.die.choice(deeds)
        return self.world.voids(self.world.acting(deed.filed_by, deed.post), deed.key, LAST + timedelta(days=300))

    def give(self) -> object:
        return self.world.gives(self.body(), self.die.choice(FUNCTIONS), self.day())

    def take(self) -> object:
        held = self.die.choice(list(FunctionHeld.objects.select_related("body").order_by("id")))
        return self.world.takes(held.body, held.function, self.day())

    def add_post(self) -> object:
        post = self.world.post(self.body(), self.die.choice(ROLES), since=self.day())
        return self.world.appoints(self.world.person(), post, post.since)

    def drop_post(self) -> object:
        post, until = self.die.choice(list(Post.objects.order_by("id"))), self.day()
        end_appointment(acting=SYSTEM, at=moment(LAST), post=post.key, until=until)
        return end_post(acting=SYSTEM, at=moment(LAST), post=post.key, until=until)

    def found(self) -> None:
        self.settle(self.world.body("又一区政府", self.die.choice((Level.COUNTY, Level.CITY)), "410311", since=FIRST))

    def revise(self) -> object:
        """A law that differs from the last in some rhythm, quota, holder or grace; it may speak from a past day."""
        pick, self.revisions = self.die.choice, self.revisions + 1
        levels = pick((("county",), ("city", "county")))
        documents = small_law(
            duty_row("1.1-m", every=pick(("month", "quarter")), at_least=pick((1, 2)), title=f"第{self.revisions}版"),
            duty_row("1.1-d", every=pick(("day", "week")), role=pick(("own", "lead")), levels=levels),
            duty_row("1.2-p", post=pick(("principal", "deputy", "member")), at_least=pick((1, 3)), act="note"),
            duty_row("1.2-r", function="roads", every="window", windows=[SUMMER]),
            duty_row("1.2-x", function=pick(FUNCTIONS), every=pick(("half_year", "year", "season")), at_least=2),
            duty_row("1.2-t", function=list(FUNCTIONS), every=None, regular="often", levels=levels),
            duty_row("1.1-s", every=None, standing="now_and_then", act="note"),
            **{
                "parameters/often.yaml": parameter(
                    ("2020-01-01", "2022-04-01", {"every": "quarter", "at_least": pick((1, 2))}),
                    ("2022-04-01", None, {"every": "month", "at_least": 1}),
                ),
                "parameters/grace_days.yaml": grace(
                    ("2020-01-01", "2022-03-10", 5), ("2022-03-10", None, pick((2, 5)))
                ),
            },
        )
        since = date(2020, 1, 1) + timedelta(days=self.revisions * 150)
        return self.world.adopt(documents, since)
