"""Masks and counts: one more act, one act less, or everything anew for one obligation."""

from collections.abc import Iterable

from django.db.models import F, Q

from jinze.foundation.access.models import Body
from jinze.judgement.duties.models import Bound, Count, Done, Mask, Obligation
from jinze.judgement.duties.rules import evidence
from jinze.judgement.duties.rules.conversion import rhythm_of
from jinze.judgement.duties.rules.duty import Rhythm
from jinze.judgement.duties.rules.masks import place


def hold(body: Body) -> Bound | None:
    """Lets one act at a time change what is known of a body.

    An act and a new obligation recorded at once would otherwise each miss the other, both being uncommitted.
    """
    return Bound.objects.select_for_update(no_key=True).filter(body=body).first()


def rhythm(obligation: Obligation) -> Rhythm:
    """The rhythm of a stored obligation."""
    return rhythm_of(obligation.every, obligation.windows, obligation.at_least, obligation.grace_days)


def evidence_of(obligation: Obligation, done: Done) -> evidence.Evidence:
    """An act as evidence for one obligation; a period it was filed against counts for the duty it named alone."""
    against = done.against if done.against_duty == obligation.duty else None
    return evidence.Evidence(done.occurred, done.recorded, against, done.voided)


def acts_for(obligation: Obligation) -> Iterable[Done]:
    """The acts that count for an obligation: of its kind and body, and of its post where it binds one."""
    found = Done.objects.filter(body=obligation.body, act=obligation.act)
    return found if obligation.post_id is None else found.filter(post=obligation.post_id)


def obligations_for(done: Done) -> Iterable[Obligation]:
    """The obligations that an act may discharge."""
    mine = Q(post=None) | Q(post=done.post_id)
    return Obligation.objects.filter(mine, body=done.body_id, act=done.act).order_by("id")


def add(obligation: Obligation, done: Done) -> None:
    """One more act: sets its bits, and counts where the quota is above one."""
    credit = evidence.credit(rhythm(obligation), evidence_of(obligation, done))
    if credit is None:
        return
    before = None
    if obligation.at_least > 1:
        row, _ = Count.objects.get_or_create(obligation=obligation, ordinal=credit.ordinal)
        before = evidence.Count(row.total, row.on_time)
    block, count = evidence.absorb(rhythm(obligation), credit, before)
    if obligation.at_least > 1:
        Count.objects.filter(obligation=obligation, ordinal=credit.ordinal).update(
            total=count.total, on_time=count.on_time
        )
    if block.done:
        Mask.objects.get_or_create(obligation=obligation, block=block.number)
        Mask.objects.filter(obligation=obligation, block=block.number).update(
            done=F("done").bitor(block.done), on_time=F("on_time").bitor(block.on_time)
        )


def recompute_obligation(obligation: Obligation) -> None:
    """Everything anew from the acts: for a new obligation over days that had acts already."""
    offered = [evidence_of(obligation, done) for done in acts_for(obligation)]
    for reckoning in evidence.recompute_all(rhythm(obligation), offered).values():
        _store(obligation, reckoning)


def recompute_block(obligation: Obligation, ordinal: int) -> None:
    """The block of one period anew: what an act that was voided leaves behind."""
    offered = [evidence_of(obligation, done) for done in acts_for(obligation)]
    reckoning = evidence.recompute(rhythm(obligation), offered, place(ordinal)[0])
    Count.objects.filter(obligation=obligation, ordinal=ordinal).delete()
    _store(obligation, reckoning)


def _store(obligation: Obligation, reckoning: evidence.Reckoning) -> None:
    block = reckoning.block
    if block.done:
        Mask.objects.update_or_create(
            obligation=obligation, block=block.number, defaults={"done": block.done, "on_time": block.on_time}
        )
    else:
        Mask.objects.filter(obligation=obligation, block=block.number).delete()
    for ordinal, count in reckoning.counts.items():
        Count.objects.update_or_create(
            obligation=obligation, ordinal=ordinal, defaults={"total": count.total, "on_time": count.on_time}
        )
