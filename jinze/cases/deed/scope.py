"""Who sees and who may touch a deed."""

from django.db.models import QuerySet

from jinze.cases.deed.models import Deed
from jinze.foundation.access.scope import bodies_in_sight
from jinze.kernel.acting import Acting


def deeds_in_sight(viewer: Acting) -> QuerySet[Deed]:
    """The deeds of the bodies that a viewer may see."""
    return Deed.objects.filter(body__in=bodies_in_sight(viewer))


def may_void(viewer: Acting, deed: Deed) -> bool:
    """Who filed it, or who answers for it; nobody else, a successor in the post included, and only in that body."""
    if deed.voided_at is not None or viewer.body != deed.body.key:
        return False
    return viewer.person in {deed.filed_by.key, deed.holder.key}
