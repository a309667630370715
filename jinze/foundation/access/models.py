"""Tables of access. Every row is written by an action; ends are dated, nothing is deleted."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from jinze.foundation.access.enums import Level, PostRole


class Area(models.Model):
    """A division by its code prefix (4103, 410305, 410305001), dated; `successor` names what it became."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=16, choices=[(level.value, level.word) for level in Level])
    parent = models.CharField(max_length=12)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    successor = models.CharField(max_length=12)


class Body(models.Model):
    """An organisation that can owe: a government, a department, an enterprise, its workshops and teams.

    `top` is the key of the legal person it belongs to: its own, or its enterprise's.
    """

    key = models.UUIDField(unique=True)
    level = models.CharField(max_length=16)
    area = models.CharField(max_length=12, db_index=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    top = models.UUIDField(db_index=True)
    name = models.CharField(max_length=120)
    short = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True)


class BodyName(models.Model):
    """What a body was called from a day until the next name."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "since"], name="access_body_name_day")]


class FunctionHeld(models.Model):
    """A function 职能 that a body has, half-open; duties follow it when it moves."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    function = models.CharField(max_length=64, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)
    basis = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "function", "since"], name="access_function_held_once"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")), name="access_function_span"
            ),
        ]


class Post(models.Model):
    """A post 岗位 of a body; people hold it by appointment."""

    key = models.UUIDField(unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    role = models.CharField(max_length=24, choices=[(role.value, role.value) for role in PostRole])
    since = models.DateField()
    until = models.DateField(null=True)


class Person(models.Model):
    """A natural person. The name may be erased; the key stays."""

    key = models.UUIDField(unique=True)
    name = models.CharField(max_length=60)


class Appointment(models.Model):
    """A person in a post, half-open."""

    key = models.UUIDField(unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")), name="access_appointment_span"
            )
        ]


class Delegation(models.Model):
    """A person who may file for a post that another holds; the record names both."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post", "since"], name="access_delegation_once")]


class Oversight(models.Model):
    """Who supervises whom, in which line, under which clause."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    overseer = models.ForeignKey(Body, models.PROTECT, related_name="+")
    line = models.CharField(max_length=32)
    since = models.DateField()
    until = models.DateField(null=True)
    clause = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "overseer", "line", "since"], name="access_oversight_once")
        ]


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by name; making one is an action."""


class Account(AbstractBaseUser):
    """A sign-in. Not a person: a person may have none, and an account names the person it is for."""

    username = models.CharField(max_length=60, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)

    objects = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
