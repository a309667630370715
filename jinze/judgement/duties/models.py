"""Projections of the duty engine; deleted and built again from ledger and law at any time.

There is no row for an expected period: the calendar and the masks give them.
"""

from django.db import models

from jinze.foundation.access.models import Body, Post


class Bound(models.Model):
    """A body as the engine knows it from its events: its level and area, and the days it exists."""

    body = models.OneToOneField(Body, models.PROTECT, related_name="+")
    level = models.CharField(max_length=16)
    area = models.CharField(max_length=12)
    since = models.DateField()
    until = models.DateField(null=True)


class Held(models.Model):
    """The days on which a body holds a function."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    function = models.CharField(max_length=64)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "function", "since"], name="duties_held_once")]


class Seat(models.Model):
    """The days on which a post exists, and its role."""

    post = models.OneToOneField(Post, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    role = models.CharField(max_length=24)
    since = models.DateField()
    until = models.DateField(null=True)


class Obligation(models.Model):
    """One version of a duty, owed by a body or by one post of it, on the days since … until (half-open).

    Carries the rhythm, so that reading needs no law. `windows` is canonical JSON of (name, start, end).
    """

    duty = models.CharField(max_length=120)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    holder = models.CharField(max_length=70)  # "body" or the post's key: names the row where post is null
    since = models.DateField()
    until = models.DateField(null=True)
    area = models.CharField(max_length=12, db_index=True)
    line = models.CharField(max_length=32)
    level = models.CharField(max_length=16)
    role = models.CharField(max_length=16)
    act = models.CharField(max_length=64)
    every = models.CharField(max_length=16)
    windows = models.TextField()
    at_least = models.IntegerField()
    grace_days = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "body", "holder", "since"], name="duties_obligation_once")
        ]
        indexes = [models.Index(fields=["body", "act"], name="duties_obligation_act")]


class Mask(models.Model):
    """Sixty periods of an obligation: which are done, which of them on time."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="+")
    block = models.IntegerField()
    done = models.BigIntegerField(default=0)
    on_time = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["obligation", "block"], name="duties_mask_once")]


class Count(models.Model):
    """Acts that count for one period of an obligation whose quota is above one."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="+")
    ordinal = models.IntegerField()
    total = models.IntegerField(default=0)
    on_time = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["obligation", "ordinal"], name="duties_count_once")]


class Done(models.Model):
    """An act as the engine sees it: of which kind, by whom, on which day, recorded when, voided when."""

    subject = models.UUIDField(unique=True)
    act = models.CharField(max_length=64)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    occurred = models.DateField()
    recorded = models.DateField()
    against_duty = models.CharField(max_length=120)
    against = models.IntegerField(null=True)
    voided = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["body", "act", "occurred"], name="duties_done_act")]
