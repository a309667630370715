"""Filing a deed, and voiding it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from jinze.cases.deed import rules
from jinze.cases.deed.events import DeedFiled, DeedVoided
from jinze.cases.deed.intake import FileDeed, VoidDeed
from jinze.cases.deed.models import Deed
from jinze.cases.deed.queries import asks_of, get_deed
from jinze.cases.deed.scope import may_void
from jinze.foundation.access.enums import Role
from jinze.foundation.access.models import Post
from jinze.foundation.access.queries.people import holders_of, person_by_key, post_by_key
from jinze.foundation.ledger.actions.recording import Fact, action, seal
from jinze.kernel.acting import Acting
from jinze.kernel.canonical import canonical
from jinze.kernel.days import day_of
from jinze.kernel.keys import new_key
from jinze.kernel.refusal import Refusal
from jinze.sources.queries.law import act_of, clauses_known, duty_of, timing_of


@action("deed.filed")
def file_deed(*, acting: Acting, at: datetime, said: FileDeed) -> Fact:
    """Files an act of the body, done by the post in which the person acts, or on behalf of its holder.

    Refuses, by field, an act in the future, a missing answer, a post that nobody held on that day.
    """
    if acting.post is None or acting.person is None:
        raise Refusal("deed.no_post", "没有以任何岗位的身份办理，没有保存", remedy="请先在页面上方选择身份", status=403)
    if Role.AUDITOR in acting.roles:
        raise Refusal("deed.auditor", "审计身份只能查阅，没有保存", remedy="请换一个身份再填报", status=403)
    post = post_by_key(acting.post)
    act = act_of(said.act)
    wrong = rules.faults(act, asks_of(said.against_duty), said.answers, said.occurred_at, at)
    duty = duty_of(said.against_duty) if said.against_duty else None
    occurred = day_of(said.occurred_at)
    timing = timing_of(duty.id, occurred) if duty else None
    wrong |= rules.faults_against(duty, timing, said.act, said.against, occurred)
    if not clauses_known(said.clauses):
        wrong["clauses"] = "有的条款编号不在法源里"
    if wrong:
        raise Refusal("deed.said", f"还差 {len(wrong)} 处，没有提交", remedy="请按提示改好再提交", fields=wrong)
    holder = _holder(acting, post, said.occurred_at)
    key = new_key()
    content = seal(canonical(_text(said)))
    Deed.objects.create(
        key=key,
        act=said.act,
        body=post.body,
        post=post,
        holder=person_by_key(holder),
        filed_by=person_by_key(acting.person),
        area=post.body.area,
        occurred_at=said.occurred_at,
        recorded_at=at,
        clauses=" ".join(said.clauses),
        content=content,
        against_duty=said.against_duty,
        against=said.against,
        void_reason="",
    )
    facts = DeedFiled(
        deed=key,
        act=said.act,
        body=post.body.key,
        post=post.key,
        holder=holder,
        content=content,
        against_duty=said.against_duty,
        against=said.against,
    )
    return Fact(facts, ("deed", key), post.body.area, post.body.key, said.clauses, said.occurred_at)


@action("deed.voided")
def void_deed(*, acting: Acting, at: datetime, deed: UUID, said: VoidDeed) -> Fact:
    """Voids a deed with a reason; it stays readable, and what it discharged is open again."""
    Deed.objects.select_for_update(no_key=True).filter(key=deed).first()
    found = get_deed(acting, key=deed)
    if found.voided_at is not None:
        raise Refusal("deed.voided", "这份履职记录已经作废，没有再次作废", remedy="不用再办", status=409)
    if not may_void(acting, found):
        raise Refusal("deed.not_yours", "只有填报人和这个岗位的本人可以作废", remedy="请联系填报人办理", status=403)
    found.voided_at = at
    found.void_reason = seal(said.why)
    found.save(update_fields=["voided_at", "void_reason"])
    facts = DeedVoided(deed=deed, why=found.void_reason)
    return Fact(facts, ("deed", deed), found.area, found.body.key, tuple(found.clauses.split()))


def _text(said: FileDeed) -> dict[str, Any]:
    """What is sealed: the words of the filer, without what was left empty."""
    text: dict[str, Any] = {"summary": said.summary, "answers": said.answers}
    return {**text, "late_reason": said.late_reason} if said.late_reason else text


def _holder(acting: Acting, post: Post, occurred_at: datetime) -> UUID:
    """Who answers for the act: the person who held the post on the day it was done."""
    held = holders_of([post.key], day_of(occurred_at)).get(post.key)
    if held is None:
        raise Refusal(
            "deed.post_empty",
            "那一天这个岗位没有人任职，没有保存",
            remedy="请核对办理时间，或由当时任职的人填报",
            fields={"occurred_at": "这一天该岗位没有人任职"},
        )
    if acting.on_behalf_of is None and held.key != acting.person:
        raise Refusal(
            "deed.not_then",
            "那一天任这个岗位的不是你，没有保存",
            remedy=f"当时任职的是{held.name}，请由其填报，或以受托身份代办",
            status=403,
            fields={"occurred_at": f"这一天任该岗位的是{held.name}"},
        )
    return held.key
