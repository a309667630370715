"""Areas, bodies, names, functions, oversight."""

import hashlib
from datetime import date, datetime
from uuid import UUID

from jinze.foundation.access.enums import ENTERPRISE_LEVELS, Level
from jinze.foundation.access.events import (
    AreasLoaded,
    BodyFounded,
    BodyRenamed,
    FunctionAssigned,
    FunctionEnded,
    OversightAssigned,
)
from jinze.foundation.access.intake import BodyIntake, FunctionIntake, OversightIntake
from jinze.foundation.access.models import Area, Body, BodyName, FunctionHeld, Oversight
from jinze.foundation.access.queries import areas
from jinze.foundation.access.queries.bodies import body_by_key
from jinze.foundation.ledger.actions.recording import Fact, action, seal
from jinze.kernel.acting import Acting
from jinze.kernel.keys import new_key
from jinze.kernel.refusal import Refusal

INSIDE = ENTERPRISE_LEVELS - {Level.ENTERPRISE}
SHORT = 60  # letters of the short name, as its column holds
LONGEST_NAME = 120


@action("areas.loaded")
def load_areas(*, acting: Acting, at: datetime, table: str) -> Fact:
    """Loads divisions from a CSV text (see law/divisions); rows that are there already are left as they are."""
    rows = areas.read_table(table)
    Area.objects.bulk_create(rows, ignore_conflicts=True)
    digest = hashlib.sha256(table.encode()).hexdigest()
    return Fact(AreasLoaded(count=len(rows), digest=digest), ("areas", None), area=acting.area)


@action("body.founded")
def found_body(*, acting: Acting, at: datetime, said: BodyIntake) -> Fact:
    """Registers a body with its first name; one inside an enterprise belongs to its parent's legal person."""
    key = new_key()
    parent = body_by_key(said.parent) if said.parent else None
    inside = said.level in INSIDE
    if inside and (parent is None or parent.level not in ENTERPRISE_LEVELS):
        raise Refusal(
            "access.no_enterprise",
            "车间和班组必须隶属于一家企业，没有登记",
            remedy="请先登记企业，再选它作为上级",
            fields={"parent": "请选择所属的企业或车间"},
        )
    body = Body.objects.create(
        key=key,
        level=said.level,
        area=said.area,
        parent=parent,
        top=parent.top if parent and inside else key,
        name=said.name,
        short=said.short or said.name[:SHORT],
        since=said.since,
    )
    BodyName.objects.create(body=body, name=said.name, since=said.since)
    facts = BodyFounded(
        body=key,
        level=said.level,
        area=said.area,
        parent=said.parent,
        top=body.top,
        since=said.since,
        name=seal(said.name),
    )
    return Fact(facts, ("body", key), area=said.area, body=key)


@action("body.renamed")
def rename_body(*, acting: Acting, at: datetime, body: UUID, name: str, since: date) -> Fact:
    """Gives a body a new name from a day on; what happened before keeps the old one."""
    found = body_by_key(body)
    name = name.strip()
    if not 2 <= len(name) <= LONGEST_NAME:
        raise Refusal(
            "access.name",
            f"单位名称应为 2 至 {LONGEST_NAME} 字",
            remedy="请按批准文件填写",
            fields={"name": "请核对名称"},
        )
    last = BodyName.objects.filter(body=found).latest("since")
    if since <= last.since:
        raise Refusal(
            "access.name_day", f"新名称的起用日必须晚于现有名称的 {last.since}", remedy="请核对更名文件上的日期"
        )
    BodyName.objects.create(body=found, name=name, since=since)
    Body.objects.filter(pk=found.pk).update(name=name, short=name[:SHORT])
    return Fact(BodyRenamed(body=body, since=since, name=seal(name)), ("body", body), area=found.area, body=body)


@action("function.assigned")
def assign_function(*, acting: Acting, at: datetime, said: FunctionIntake) -> Fact:
    """A body takes on a function from a day on; refuses one that it has already on that day."""
    Body.objects.select_for_update(no_key=True).filter(key=said.body).first()
    body = body_by_key(said.body)
    held = FunctionHeld.objects.filter(body=body, function=said.function)
    if any(h.until is None or h.until > said.since for h in held):
        raise Refusal(
            "access.function_held", "该单位已经承担这项职能", remedy="如需重新登记，请先终止原有职能", status=409
        )
    FunctionHeld.objects.create(body=body, function=said.function, since=said.since, basis=said.basis)
    facts = FunctionAssigned(body=body.key, function=said.function, since=said.since, basis=said.basis)
    return Fact(facts, ("body", body.key), area=body.area, body=body.key)


@action("function.ended")
def end_function(*, acting: Acting, at: datetime, body: UUID, function: str, until: date) -> Fact:
    """A body gives a function up; its duties end with that day and follow the function to whoever takes it."""
    found = body_by_key(body)
    held = FunctionHeld.objects.filter(body=found, function=function, until=None).first()
    if held is None or until <= held.since:
        raise Refusal("access.function_not_held", "该单位在那一天没有承担这项职能", remedy="请核对职能和日期")
    held.until = until
    held.save(update_fields=["until"])
    facts = FunctionEnded(body=body, function=function, since=held.since, until=until)
    return Fact(facts, ("body", body), area=found.area, body=body)


@action("oversight.assigned")
def assign_oversight(*, acting: Acting, at: datetime, said: OversightIntake) -> Fact:
    """Says who supervises a body in a line, and under which clause."""
    body, overseer = body_by_key(said.body), body_by_key(said.overseer)
    held = Oversight.objects.filter(body=body, overseer=overseer, line=said.line)
    if any(h.until is None or h.until > said.since for h in held):
        raise Refusal("access.oversight_held", "这条监管关系已经登记", remedy="不用再办", status=409)
    Oversight.objects.create(body=body, overseer=overseer, line=said.line, since=said.since, clause=said.clause)
    facts = OversightAssigned(
        body=body.key, overseer=overseer.key, line=said.line, since=said.since, clause=said.clause
    )
    return Fact(facts, ("body", body.key), area=body.area, body=body.key)
