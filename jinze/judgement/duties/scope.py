"""Whose duties a viewer may see: those of the bodies in sight."""

from django.db.models import Q, QuerySet

from jinze.foundation.access.scope import bodies_in_sight
from jinze.judgement.duties.models import Obligation
from jinze.kernel.acting import Acting


def obligations_in_sight(viewer: Acting) -> QuerySet[Obligation]:
    """The obligations of every body in sight."""
    return Obligation.objects.filter(body__in=bodies_in_sight(viewer))


def obligations_mine(viewer: Acting) -> QuerySet[Obligation]:
    """What the post I act in answers for: its own duties, and those of its body as a whole."""
    if viewer.body is None:
        return Obligation.objects.none()
    return Obligation.objects.filter(Q(post=None) | Q(post__key=viewer.post), body__key=viewer.body)
