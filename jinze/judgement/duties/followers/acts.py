"""Acts that discharge duties."""

from jinze.foundation.access.models import Body, Post
from jinze.foundation.ledger.followers import Recorded
from jinze.judgement.duties.followers.masks import add, evidence_of, hold, obligations_for, recompute_block, rhythm
from jinze.judgement.duties.models import Done
from jinze.judgement.duties.rules import evidence
from jinze.kernel.days import day_of


def deed_filed(recorded: Recorded) -> None:
    facts = recorded.facts
    body = Body.objects.get(key=facts.body)
    hold(body)
    done = Done.objects.create(
        subject=facts.deed,
        act=facts.act,
        body=body,
        post=Post.objects.get(key=facts.post),
        occurred=day_of(recorded.occurred_at),
        recorded=day_of(recorded.recorded_at),
        against_duty=facts.against_duty,
        against=facts.against,
    )
    for obligation in obligations_for(done):
        add(obligation, done)


def deed_voided(recorded: Recorded) -> None:
    done = Done.objects.select_related("body").get(subject=recorded.facts.deed)
    hold(done.body)
    earned = [(o, evidence.credit(rhythm(o), evidence_of(o, done))) for o in obligations_for(done)]
    done.voided = day_of(recorded.recorded_at)
    done.save(update_fields=["voided"])
    for obligation, credit in earned:
        if credit is not None:
            recompute_block(obligation, credit.ordinal)
