"""Founding the city: bodies, functions, posts, people and accounts, each by its action, a second apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import batched
from random import Random
from uuid import UUID

from django.db import transaction

from demo import people
from demo.shape import CITY, BodyPlan, PostPlan
from jinze.foundation.access.actions import bodies as founding
from jinze.foundation.access.actions import people as staffing
from jinze.foundation.access.enums import ENTERPRISE_LEVELS, PostRole, Role
from jinze.foundation.access.intake import (
    AppointmentIntake,
    BodyIntake,
    DelegationIntake,
    FunctionIntake,
    OversightIntake,
    PostIntake,
)
from jinze.kernel.acting import Acting

SYSTEM = Acting(system="demo", area=CITY)
