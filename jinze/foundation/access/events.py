"""What can happen to bodies, functions, posts and people. Names are sealed: the events carry keys and digests."""

from datetime import date
from uuid import UUID

from jinze.foundation.access.enums import Level, PostRole
from jinze.foundation.ledger.rules.kinds import Code, Facts, Sealed, registered


@registered("areas.loaded", wording="载入行政区划 {count} 个")
class AreasLoaded(Facts):
    count: int
    digest: Sealed


@registered("body.founded", wording="登记单位")
class BodyFounded(Facts):
    body: UUID
    level: Level
    area: Code
    parent: UUID | None
    top: UUID
    since: date
    name: Sealed


@registered("body.renamed", wording="单位更名，自 {since} 起")
class BodyRenamed(Facts):
    body: UUID
    since: date
    name: Sealed


@registered("function.assigned", wording="单位承担职能 {function}，自 {since} 起")
class FunctionAssigned(Facts):
    body: UUID
    function: Code
    since: date
    basis: Code


@registered("function.ended", wording="单位不再承担职能 {function}，自 {until} 起")
class FunctionEnded(Facts):
    body: UUID
    function: Code
    since: date
    until: date


@registered("post.created", wording="设立岗位")
class PostCreated(Facts):
    post: UUID
    body: UUID
    role: PostRole
    since: date
    title: Sealed


@registered("post.ended", wording="撤销岗位，自 {until} 起")
class PostEnded(Facts):
    post: UUID
    body: UUID
    until: date


@registered("person.registered", wording="登记人员")
class PersonRegistered(Facts):
    person: UUID
    name: Sealed


@registered("appointment.started", wording="任职，自 {since} 起")
class AppointmentStarted(Facts):
    appointment: UUID
    person: UUID
    post: UUID
    since: date


@registered("appointment.ended", wording="免职，自 {until} 起")
class AppointmentEnded(Facts):
    appointment: UUID
    person: UUID
    post: UUID
    until: date


@registered("delegation.given", wording="委托代为填报，自 {since} 起")
class DelegationGiven(Facts):
    person: UUID
    post: UUID
    since: date
    until: date | None


@registered("oversight.assigned", wording="明确监管关系，自 {since} 起")
class OversightAssigned(Facts):
    body: UUID
    overseer: UUID
    line: Code
    since: date
    clause: Code


@registered("account.opened", wording="开通账号")
class AccountOpened(Facts):
    person: UUID
    username: Sealed
