"""Who sees which bodies. Everything with a body or an area takes its scope from here.

An official sees the bodies of the own area and below (an area's predecessors included), a department of a county the
county, an auditor the same. Inside an enterprise people see their own enterprise: its workshops and teams.
"""

from django.conf import settings
from django.db.models import Q, QuerySet

from jinze.foundation.access.enums import Role
from jinze.foundation.access.models import Area, Body
from jinze.foundation.ledger.models import Event
from jinze.kernel.acting import Acting


def area_prefixes(viewer: Acting) -> list[str]:
    """The code prefixes in sight of an official: the own area and what became part of it."""
    return [viewer.area, *Area.objects.filter(successor=viewer.area).values_list("code", flat=True)]


def area_condition(viewer: Acting, field: str) -> Q:
    """A condition on a column of area codes; nothing for a viewer without an area."""
    condition = Q(pk__in=[])
    for prefix in area_prefixes(viewer) if viewer.area else []:
        condition |= Q(**{f"{field}__startswith": prefix})
    return condition


def bodies_in_sight(viewer: Acting) -> QuerySet[Body]:
    """The bodies that a viewer may see at all."""
    if Role.OFFICIAL in viewer.roles:
        return Body.objects.filter(area_condition(viewer, "area"))
    if Role.ENTERPRISE in viewer.roles and viewer.body is not None:
        return Body.objects.filter(top__in=Body.objects.filter(key=viewer.body).values("top"))
    return Body.objects.none()


def events_in_sight(viewer: Acting) -> QuerySet[Event]:
    """The ledger's events that a viewer may read: those of the areas, or of the own enterprise, in sight.

    What belongs to no area (the log itself, people) is read by officials of the root area alone.
    """
    if Role.OFFICIAL in viewer.roles:
        condition = area_condition(viewer, "area")
        if viewer.area == settings.JINZE_ROOT_AREA:
            condition |= Q(area="")
        return Event.objects.filter(condition)
    bodies = [key.hex for key in bodies_in_sight(viewer).values_list("key", flat=True)]
    return Event.objects.filter(body__in=bodies)
