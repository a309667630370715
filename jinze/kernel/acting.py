"""Who acts, or looks, and as what: one value, chosen in the session and passed to every action and query."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Acting:
    """A person in a post of a body, possibly on behalf of another post; or the system itself.

    All keys are those of `foundation.access` records, so that rooms below it can carry the value without
    knowing people. `area` is the division code of the body (its scope prefix), `roles` what the account may
    do beside the post's own work (codes of access.enums.Role). `system` names the part of the platform that
    acts when no person does, for instance "timetable" or "demo"; then every key may be None.
    """

    person: UUID | None = None
    post: UUID | None = None
    body: UUID | None = None
    on_behalf_of: UUID | None = None
    area: str = ""
    roles: frozenset[str] = frozenset()
    system: str = ""
