"""Who acts when a command is run on the server: the operator, who sees the whole root area and holds no post."""

from django.conf import settings

from jinze.foundation.access.enums import Role
from jinze.kernel.acting import Acting


def operator() -> Acting:
    """The value under which commands read and write; events name the system part "operator"."""
    return Acting(system="operator", area=settings.JINZE_ROOT_AREA, roles=frozenset({Role.OFFICIAL.value}))
