"""Bodies: what they are, which functions they hold."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from jinze.foundation.access.models import Body, FunctionHeld, Post
from jinze.foundation.access.scope import bodies_in_sight
from jinze.kernel.acting import Acting
from jinze.kernel.refusal import Refusal


def body_by_key(key: UUID) -> Body:
    """A body, for actions and followers that have checked the caller already; refuses an unknown key."""
    found = Body.objects.filter(key=key).select_related("parent").first()
    if found is None:
        raise Refusal("access.no_body", "没有这个单位", remedy="请从单位列表中选择", status=404)
    return found


def get_body(viewer: Acting, *, key: UUID) -> Body:
    """A body that the viewer may see; 404 otherwise, in the same words as for one that does not exist."""
    found = bodies_in_sight(viewer).filter(key=key).select_related("parent").first()
    if found is None:
        raise Refusal("access.no_body", "没有这个单位", remedy="请从单位列表中选择", status=404)
    return found


def functions_of(body: Body) -> list[FunctionHeld]:
    """All functions that a body holds or held."""
    return list(FunctionHeld.objects.filter(body=body).order_by("since", "function"))


def holders(function: str, on: date) -> list[FunctionHeld]:
    """Who holds a function on a day."""
    live = Q(until=None) | Q(until__gt=on)
    return list(FunctionHeld.objects.filter(live, function=function, since__lte=on).select_related("body"))


def posts_of(body: Body) -> list[Post]:
    """All posts a body has or had."""
    return list(Post.objects.filter(body=body).order_by("since", "id"))


def names_of(keys: Iterable[UUID]) -> dict[UUID, str]:
    """Short names by key."""
    return dict(Body.objects.filter(key__in=set(keys)).values_list("key", "short"))
