"""Records of access that verification holds against their events."""

from jinze.foundation.access.models import (
    Appointment,
    Body,
    BodyName,
    Delegation,
    FunctionHeld,
    Oversight,
    Person,
    Post,
)
from jinze.foundation.ledger.followers import Mirror, mirror


def register() -> None:
    """Called once when the apps are ready."""
    held = {"body__key": "body", "function": "function", "since": "since"}
    mirror(
        Mirror(
            "body.founded",
            Body,
            {"key": "body"},
            {"level": "level", "area": "area", "parent__key": "parent", "top": "top", "since": "since"},
        ),
        Mirror("body.founded", BodyName, {"body__key": "body", "since": "since"}, {}, {"name": "name"}, makes=False),
        Mirror("body.renamed", BodyName, {"body__key": "body", "since": "since"}, {}, {"name": "name"}, makes=False),
        Mirror("function.assigned", FunctionHeld, held, {"basis": "basis"}),
        Mirror("function.ended", FunctionHeld, held, {"until": "until"}, makes=False),
        Mirror(
            "post.created",
            Post,
            {"key": "post"},
            {"body__key": "body", "role": "role", "since": "since"},
            {"title": "title"},
        ),
        Mirror("post.ended", Post, {"key": "post"}, {"until": "until"}, makes=False),
        Mirror("person.registered", Person, {"key": "person"}, {}, {"name": "name"}),
        Mirror(
            "appointment.started",
            Appointment,
            {"key": "appointment"},
            {"person__key": "person", "post__key": "post", "since": "since"},
        ),
        Mirror("appointment.ended", Appointment, {"key": "appointment"}, {"until": "until"}, makes=False),
        Mirror(
            "delegation.given",
            Delegation,
            {"person__key": "person", "post__key": "post", "since": "since"},
            {"until": "until"},
        ),
        Mirror(
            "oversight.assigned",
            Oversight,
            {"body__key": "body", "overseer__key": "overseer", "line": "line", "since": "since"},
            {"clause": "clause"},
        ),
    )
