"""The form for an act: what the record knows is filled in, the rest is asked; and reading it back into the intake."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from pydantic import ValidationError

from jinze.cases.deed.intake import FileDeed
from jinze.cases.deed.queries import answer_faults, last_answers
from jinze.faces.office import words
from jinze.faces.shell.guards import DeskRequest
from jinze.judgement.duties.queries.holders import served_by
from jinze.judgement.duties.queries.todo import Item
from jinze.kernel.days import CHINA, day_of
from jinze.kernel.keys import new_key
from jinze.kernel.refusal import Refusal
from jinze.sources.queries.law import act_of, clock_words

ANSWER = "a-"  # answers to what the kind of act asks carry this before their key
POST = "post"  # hidden: the post in which the form was opened
SUMMARY_LABEL = "做了什么、结果怎样"


@dataclass(frozen=True, slots=True)
class Free:
    """An act under a duty for no period of it: the duty has none, or the act is one more than it asks.

    `since` begins the days in which the duty binds the viewer's post.
    """

    duty: Any
    since: date

    @property
    def key(self) -> str:
        """Names the draft of the form."""
        return str(self.duty.id.partition("/")[2])

    @property
    def overdue(self) -> bool:
        """What has no period is never late."""
        return False


Task = Item | Free


def form_address(task: Task) -> str:
    """Where the form for a task lives and is posted."""
    instrument, _, duty = task.duty.id.partition("/")
    if isinstance(task, Free):
        return reverse("office:deed_free", args=[instrument, duty])
    return reverse("office:deed_new", args=[instrument, duty, task.period.ordinal])


def submit_words(task: Task) -> str:
    """The button, named by its effect."""
    return "补报这一期" if task.overdue else "提交履职记录"


def task_words(task: Task) -> str:
    """The duty, with its period where it has one."""
    return task.duty.title if isinstance(task, Free) else f"{task.duty.title}（{task.period.label}）"


def deed_form(request: DeskRequest, item: Task, *, today: date, errors: dict[str, str] | None = None) -> dict[str, Any]:
    """The form as the macros want it; after an error it carries what was typed."""
    wrong = errors or {}
    typed = request.POST
    fields = [_when_field(item, typed.get("occurred_at", ""), wrong.get("occurred_at", ""), request.at)]
    fields.append(
        {
            "name": "summary",
            "label": SUMMARY_LABEL,
            "kind": "textarea",
            "value": typed.get("summary", ""),
            "required": True,
            "rows": 4,
            "error": wrong.get("summary", ""),
        }
    )
    if item.overdue:
        fields.append(_late_field(typed.get("late_reason", ""), wrong.get("late_reason", "")))
    asks = (*act_of(item.duty.act).asks, *item.duty.asks)
    ready = _ready(request, asks, item) if request.method == "GET" else {}
    asked = [_ask_field(ask, typed.get(f"{ANSWER}{ask.key}", ready.get(ask.key, "")), wrong) for ask in asks]
    known = _known(request, item, today)
    return {
        "href": form_address(item),
        "key": f"{item.key}",
        "user": str(request.user.person.key),
        "hidden": [
            {"name": "key", "value": typed.get("key") or str(new_key())},
            {"name": POST, "value": str(request.seat.post.key)},
        ],
        "known": known,
        "sections": [{"fields": fields + asked}],
        "burden": {"known": len(known), "asked": sum(1 for f in fields + asked if f["required"])},
        "serves": [words.clause_chip(duty.clauses[0]) for duty in _served(request, item, today)],
        "errors": [{"name": name, "label": None, "words": said} for name, said in _named(wrong)],
        "submit": submit_words(item),
        "cancel_href": _duty_address(item) if isinstance(item, Free) else reverse("office:todo"),
        "full_href": form_address(item),
    }


def _duty_address(task: Task) -> str:
    instrument, _, duty = task.duty.id.partition("/")
    return reverse("office:duty", args=[instrument, duty])


def _known(request: DeskRequest, item: Task, today: date) -> list[dict[str, Any]]:
    """What the record fills in: who, and for which period or by which clock."""
    seat = request.seat
    if isinstance(item, Free):
        when = {"name": "时限", "value": clock_words(item.duty, today), "note": None}
    else:
        when = {"name": "哪一期", "value": item.period.label, "note": words.term_dates(item.period, today)}
    return [
        {"name": "单位", "value": seat.post.body.name},
        {"name": "责任岗位", "value": _holder_words(seat), "note": None},
        when,
        {"name": "履职种类", "value": act_of(item.duty.act).name},
    ]


def read_deed(request: DeskRequest, item: Task) -> FileDeed:
    """What was said, as the intake; refuses by field what cannot be read at all."""
    posted = request.POST
    wrong: dict[str, str] = {}
    occurred = _occurred(posted.get("occurred_at", ""))
    unfit = _unfit(item, occurred, request.at)
    if unfit:
        wrong["occurred_at"] = unfit
    if not posted.get("summary", "").strip():
        wrong["summary"] = f"请写{SUMMARY_LABEL}，一两句话就行"
    period = None if isinstance(item, Free) else item.period
    # also of a form sent again, whose period is done by now
    missed = period is not None and day_of(request.at) > period.deadline
    if missed and not posted.get("late_reason", "").strip():
        wrong["late_reason"] = "请写一句为什么迟了，与这份记录一起存"
    answers = {
        name.removeprefix(ANSWER): posted[name].strip()
        for name in posted
        if name.startswith(ANSWER) and posted[name].strip()
    }
    wrong.update(answer_faults(act=item.duty.act, duty=item.duty.id, answers=answers))
    if wrong or occurred is None:
        raise Refusal("office.deed", f"还差 {len(wrong)} 处，没有提交", fields=wrong)
    late = period is not None and day_of(occurred) >= period.end
    try:
        return FileDeed(
            act=item.duty.act,
            occurred_at=occurred,
            summary=posted.get("summary", ""),
            answers=answers,
            late_reason=posted.get("late_reason", "") if missed else "",
            clauses=_clauses(request, item),
            against_duty=item.duty.id,
            against=period.ordinal if period is not None and late else None,
        )
    except ValidationError as refused:
        found = {str(error["loc"][0]): words.fault(error, "这一栏的内容读不懂，请重填") for error in refused.errors()}
        raise Refusal("office.deed", f"还差 {len(found)} 处，没有提交", fields=found) from refused


def _unfit(item: Task, occurred: datetime | None, at: datetime) -> str:
    """Why an act cannot have been done then; "" when it can."""
    if occurred is None:
        return "请填写办理时间，例如 2026-11-23 09:00"
    if occurred > at:
        return f"还没有发生。现在是 {at.astimezone(CHINA):%Y-%m-%d %H:%M}；请等办完再记"
    if isinstance(item, Free):
        early = day_of(occurred) < item.since
        return f"这项义务从 {item.since} 起由你们承担，那天还不是；请核对办理时间" if early else ""
    early = day_of(occurred) < item.period.start
    return f"这一期从 {item.period.start} 开始；之前办的请到那一期补报" if early else ""


def _served(request: DeskRequest, item: Task, today: date) -> list[Any]:
    """The duties that this act serves, with periods or without, its own first."""
    others = served_by(request.acting, act=item.duty.act, on=today)
    return [item.duty, *(duty for duty in others if duty.id != item.duty.id)]


def _clauses(request: DeskRequest, item: Task) -> tuple[str, ...]:
    """The clauses of every duty that this act serves, its own first."""
    served = _served(request, item, day_of(request.at))
    return tuple(dict.fromkeys(clause for duty in served for clause in duty.clauses))


def _occurred(text: str) -> datetime | None:
    """A moment on China's clock, unless the text names another zone."""
    try:
        found = parse_datetime(text.strip())
        return None if found is None else found.replace(tzinfo=found.tzinfo or CHINA).astimezone(CHINA)
    except (ValueError, OverflowError):
        return None


def _when_field(item: Task, typed: str, error: str, at: datetime) -> dict[str, Any]:
    now = at.astimezone(CHINA)
    given = typed or ("" if item.overdue else f"{now:%Y-%m-%dT%H:%M}")
    first = datetime.combine(item.since if isinstance(item, Free) else item.period.start, time.min)
    helps = (
        "当期内办过、现在补录的，填当时的时间；现在才补办的，填现在。两种都记为迟办。"
        if item.overdue
        else "默认是现在；不是现在办的请改。"
    )
    return {
        "name": "occurred_at",
        "label": "办理时间",
        "kind": "datetime",
        "value": given,
        "required": True,
        "min": f"{first:%Y-%m-%dT%H:%M}",
        "max": f"{now:%Y-%m-%dT%H:%M}",
        "help": helps,
        "error": error,
    }


def _late_field(typed: str, error: str) -> dict[str, Any]:
    return {
        "name": "late_reason",
        "label": "为什么迟了",
        "kind": "textarea",
        "value": typed,
        "required": True,
        "rows": 2,
        "error": error,
    }


def _ready(request: DeskRequest, asks: tuple[Any, ...], item: Task) -> dict[str, str]:
    """What the record can put into the form: who answers for the act, and what was said the last time."""
    seat = request.seat
    holder = seat.for_other or seat.person
    last = last_answers(request.acting, act=item.duty.act) if any(ask.prefill == "last" for ask in asks) else {}
    return {ask.key: holder.name if ask.prefill == "holder" else last.get(ask.key, "") for ask in asks if ask.prefill}


def _ask_field(ask: Any, value: str, wrong: dict[str, str]) -> dict[str, Any]:
    kinds = {"text": "textarea", "number": "number", "choice": "choice", "bodies": "text", "people": "text"}
    name = f"{ANSWER}{ask.key}"
    return {
        "name": name,
        "label": ask.label,
        "kind": kinds[ask.type.value],
        "value": value,
        "rows": 2,
        "required": ask.required,
        "help": ask.help,
        "wide": True,
        "options": [{"value": key, "label": label} for key, label in ask.choices],
        "error": wrong.get(ask.key, ""),
    }


def _holder_words(seat: Any) -> str:
    other = f" {seat.for_other.name}（代为填报）" if seat.for_other else f" {seat.person.name}"
    return f"{seat.post.title}{other}"


def _named(wrong: dict[str, str]) -> list[tuple[str, str]]:
    """Errors under the names that the fields have in the page."""
    own = {"occurred_at", "summary", "late_reason", "clauses"}
    return [(name if name in own else f"{ANSWER}{name}", said) for name, said in wrong.items()]
