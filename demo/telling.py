"""Telling the story: what the engine says is owed becomes acts, filed by people in their posts."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from random import Random
from uuid import UUID

from django.db import transaction

from demo.diligence import Outcome, is_told, wakes
from demo.founding import City, Seat, key_of
from demo.people import DELEGATES
from demo.shape import CITY
from demo.story import Deed, Promise
from demo.words import Told, write
from jinze.cases.deed.actions import file_deed, void_deed
from jinze.cases.deed.intake import FileDeed, VoidDeed
from jinze.foundation.access.enums import PostRole, Role
from jinze.judgement.duties.queries.holders import Holder, bound
from jinze.judgement.duties.queries.reading import read
from jinze.judgement.duties.rules.duty import Obligation, Rhythm
from jinze.judgement.duties.rules.spans import Span
from jinze.judgement.duties.scope import obligations_in_sight
from jinze.kernel.acting import Acting
from jinze.kernel.days import day_of
from jinze.kernel.periods import Frequency
from jinze.sources.rules.clocks import Standing
from jinze.sources.rules.law import Duty, Law

BATCH = 250
VIEWER = Acting(system="demo", area=CITY, roles=frozenset({Role.OFFICIAL.value}))

# Who files what a body owes as a whole.
_CLERKS = (
    PostRole.OFFICER,
    PostRole.SAFETY_MANAGER,
    PostRole.SAFETY_DEPUTY,
    PostRole.DEPUTY,
    PostRole.EXECUTIVE_DEPUTY,
    PostRole.PRINCIPAL,
)
# How the acts of a duty without periods spread over the year, by their number; the busiest first.
_SPREAD = {12: Frequency.MONTH, 4: Frequency.QUARTER, 2: Frequency.HALF_YEAR, 1: Frequency.YEAR}
_BY_PRINCIPAL = frozenset({"gov:410305"})
_BY_DELEGATE = 0.75  # share of a leader's acts that the delegate files
_EXCUSES = {
    Outcome.LATE: ("当期已办，汇总晚了，补录。", "经办人休假，回来补录。", "现场早查完了，表格补得晚。"),
    Outcome.AGAINST: (
        "当期没有办，现在补上，以后按月提醒。",
        "上期漏了，这次一并补办。",
        "换人交接时漏办，补上这一期。",
    ),
}
_WHY_VOID = (
    "排查处数填错，已重新填报",
    "选错了办理日期，重报一份",
    "附的是上期材料，作废后重报",
    "与另一份重复，作废这一份",
)


@dataclass(slots=True)
class Teller:
    """Files and voids, in batches that are one transaction each; counts what it has done."""

    city: City
    law: Law
    say: Callable[[str], None]
    filed: dict[str, UUID] = field(default_factory=dict)
    voided: int = 0

    def promises(self, today: date) -> list[Promise]:
        """What the bodies founded so far owe, by handles."""
        handles = self.city.handles
        periodic = [
            Promise(
                body=handles[owed.row.body.key],
                area=owed.row.area,
                post=handles[owed.row.post.key] if owed.row.post else "",
                duty=owed.row.duty,
                act=owed.row.act,
                judged=owed.judged,
            )
            for owed in read(obligations_in_sight(VIEWER), on=today, today=today)
        ]
        told = {(promise.body, promise.post, promise.act) for promise in periodic}
        return periodic + [promise for promise in self._others(today) if _whose(promise) not in told]

    def _others(self, today: date) -> list[Promise]:
        """Duties without periods, where the story is told: one promise for each act of a holder, the busiest."""
        found: dict[tuple[str, str, str], Promise] = {}
        duties = [duty for duty in self.law.duties.values() if self.law.timing(duty, today) is None]
        for key, binding in bound(VIEWER, duties, on=today).items():
            duty = self.law.duties[key]
            if binding.conditional or duty.per_object or not wakes(duty.clauses[0]):
                continue
            for holder in binding.holders:
                if is_told(holder.body.area, holder.body.level):
                    promise = self._promise(duty, holder, today)
                    found[_whose(promise)] = max(promise, found.get(_whose(promise), promise), key=_acts_a_year)
        return list(found.values())

    def _promise(self, duty: Duty, holder: Holder, today: date) -> Promise:
        handles = self.city.handles
        acts = self.law.asked(duty.clock.parameter, today)["at_least"] if isinstance(duty.clock, Standing) else 1
        rhythm = Rhythm(_SPREAD[acts], 1, self.law.asked(duty.grace, today))
        return Promise(
            body=handles[holder.body.key],
            area=holder.body.area,
            post=handles[holder.post.key] if holder.post else "",
            duty=duty.id,
            act=duty.act,
            judged=Obligation(rhythm, Span(holder.since)),
            periodic=False,
        )

    def tell(self, deeds: Sequence[Deed], until: datetime) -> None:
        """Files the deeds in the order of their records, and voids those that are voided by `until`."""
        steps: list[tuple[datetime, str, Callable[[], None]]] = []
        for deed in deeds:
            steps.append((deed.recorded, deed.draw, partial(self._file, deed)))
            if deed.voided is not None and deed.voided <= until:
                steps.append((deed.voided, deed.draw, partial(self._void, deed, deed.voided)))
        steps.sort(key=lambda step: step[:2])
        for start in range(0, len(steps), BATCH):
            batch = steps[start : start + BATCH]
            with transaction.atomic():
                for _, _, act in batch:
                    act()
            self.say(f"{day_of(batch[-1][0])}  {len(self.filed)} acts")

    def _file(self, deed: Deed) -> None:
        duty = self.law.duties[deed.promise.duty]
        seat = self._seat(deed.promise)
        rng = Random(f"words {deed.draw}")  # noqa: S311 - a story, no secret
        holder = self.city.holder(seat.handle, day_of(deed.occurred))
        delegate = DELEGATES.get(seat.handle)
        filer = delegate if delegate and rng.random() < _BY_DELEGATE else holder
        summary, answers = write(rng, self.law.acts[deed.promise.act], self._told(deed, holder))
        if deed.fate in _EXCUSES:
            summary += rng.choice(_EXCUSES[deed.fate])
        said = FileDeed(
            act=deed.promise.act,
            occurred_at=deed.occurred,
            summary=summary,
            answers=answers,
            clauses=duty.clauses,
            against_duty=duty.id if deed.against is not None else "",
            against=deed.against,
        )
        acting = self.city.acting(seat.handle, filer, holder)
        receipt = file_deed(acting=acting, at=deed.recorded, said=said)
        self.filed[deed.draw] = key_of(receipt)

    def _void(self, deed: Deed, at: datetime) -> None:
        seat = self._seat(deed.promise)
        holder = self.city.holder(seat.handle, day_of(deed.occurred))
        why = Random(f"why {deed.draw}").choice(_WHY_VOID)  # noqa: S311
        acting = self.city.acting(seat.handle, holder, holder)
        void_deed(acting=acting, at=at, deed=self.filed[deed.draw], said=VoidDeed(why=why))
        self.voided += 1

    def _seat(self, promise: Promise) -> Seat:
        """The post that acts: the one that owes it, else the body's clerk."""
        if promise.post:
            return self.city.posts[promise.post]
        seats = self.city.seats(promise.body)
        if promise.body in _BY_PRINCIPAL:
            return seats[0]
        return min(seats, key=lambda seat: _CLERKS.index(seat.plan.role))

    def _told(self, deed: Deed, holder: str) -> Told:
        body = self.city.plans[deed.promise.body]
        above = {body.handle, f"gov:{body.area}"}
        below = tuple(plan.short for plan in self.city.plans.values() if plan.parent in above)
        return Told(body.area, day_of(deed.occurred).month, body.short, deed.label, self.city.names[holder], below)


def _whose(promise: Promise) -> tuple[str, str, str]:
    return promise.body, promise.post, promise.act


def _acts_a_year(promise: Promise) -> int:
    return -list(_SPREAD.values()).index(promise.judged.rhythm.frequency)


def to_stderr(line: str) -> None:
    """Where progress goes."""
    sys.stderr.write(f"demo: {line}\n")
    sys.stderr.flush()
