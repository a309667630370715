"""义务: what it asks of whom and when, with every value behind it; who is bound in sight, and how each stands."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jinze.faces.office import words
from jinze.faces.office.filing import Free, form_address
from jinze.faces.office.rows import act_rows, ago, by_holder, holder_of, standing
from jinze.faces.office.views.law.common import crumbs
from jinze.faces.shell.frame import frame
from jinze.faces.shell.guards import DeskRequest, in_post
from jinze.foundation.access.enums import Role
from jinze.judgement.duties.queries import asleep, holders
from jinze.judgement.duties.queries.figures import Asked, owed, summed
from jinze.kernel.days import day_of
from jinze.sources.queries import law as laws
from jinze.sources.queries import wording

SHOWN = 12  # holders at first; the address can ask for all
ASK_KINDS = {"text": "文字", "number": "数字", "choice": "选项", "bodies": "单位", "people": "人员"}


@in_post
@require_GET
def duty(request: DeskRequest, key: str, slug: str) -> HttpResponse:
    """One duty in its newest definition, also one that the newest revision has no more."""
    newest = laws.law_of(key)
    found = laws.duty_of(f"{key}/{slug}")
    law, _ = laws.defining(found)
    today = day_of(request.at)
    asked = Asked(on=today, today=today, duties=(found.id,))
    obligations = owed(request.acting, asked) if laws.timing_of(found.id, today) is not None else []
    path = found.clauses[0].partition("/")[2]
    chip = words.clause_chip(found.clauses[0])
    clause = {"name": f"{path} {chip['gist']}", "href": chip["href"]}
    context = {
        **frame(request),
        "duty": {
            "title": found.title,
            "crumbs": [*crumbs(law, path), clause, {"name": found.title}],
            "line": f"{words.holder(found)} · {found.role.word} · {laws.clock_words(found, today)}",
            "gone": found.id not in newest.duties,
        },
        "facts": _facts(law, found, today, newest),
        "kind": kind_of(law, found),
        "settings": setting_rows([found], today),
        "fields": _fields(law, found),
        "bound": _bound(request, found, obligations, asked),
        "acts": act_rows(request, [found]),
        "history": _history(found, today),
        "file_href": _file_href(request, found, obligations),
    }
    return render(request, "office/law/duty.html", context)


def kind_of(law: Any, found: Any) -> dict[str, Any] | None:
    """The shared kind that a duty was made from, with its page."""
    kind = law.kinds.get(found.kind)
    if kind is None:
        return None
    members = sum(1 for duty in law.duties.values() if duty.kind == kind.key)
    href = reverse("office:kind", args=[law.instrument.key, kind.key])
    return {"name": kind.name, "gist": kind.gist, "members": members, "href": href}


def setting_rows(duties: list[Any], today: date) -> list[dict[str, Any]]:
    """Every dated value behind the clocks of some duties, each once, with the duties that ask it."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for each in duties:
        for held in laws.settings_of(each, today):
            until = f"至 {held.until}" if held.until else "起"
            row: dict[str, Any] = {
                "what": held.what,
                "value": held.said,
                "since": f"{held.since} {until}",
                "setter": held.setter,
                "clause": words.clause_chip(held.clause) if held.clause else None,
                "used": [],
            }
            rows.setdefault((held.parameter, held.what), row)["used"].append(each.title)
    return list(rows.values())


def _facts(law: Any, found: Any, today: date, newest: Any) -> list[dict[str, Any]]:
    """What the duty says, in lines; what it does not have is left out."""
    matter = newest.matters.get(found.matter)
    conditions = laws.conditions_of(found)
    link = [] if matter is None else [{"text": matter.name, "href": _matter_address(law, matter.key)}]
    rows: list[tuple[str, Any]] = [
        ("谁来办", words.holder(found)),
        ("角色", found.role.word),
        ("时限", laws.clock_words(found, today)),
        ("逐个对象", wording.object_words(found) and f"{wording.object_words(found)}，各算各的"),
        ("适用条件", conditions and f"{'；'.join(conditions)}（不符合的单位不承担）"),
        ("限于", found.scope),
        ("怎样算办了", law.acts[found.act].name),
        ("凭证", wording.evidence_words(found)),
        ("谁签字", found.signed_by and words.POST_WORDS.get(found.signed_by, found.signed_by)),
        ("不办的后果", found.on_failure),
        ("一事一链", link),
    ]
    chips = [words.clause_chip(clause) for clause in found.clauses]
    first: dict[str, Any] = {"name": "依据条款", "value": "", "clauses": chips}
    return [first, *({"name": name, "value": value} for name, value in rows if value)]


def _matter_address(law: Any, matter: str) -> str:
    return reverse("office:matter", args=[law.instrument.key, matter])


def _fields(law: Any, found: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": ask.label,
            "kind": "、".join(label for _, label in ask.choices) or ASK_KINDS[ask.type.value],
            "required": ask.required,
        }
        for ask in (*law.acts[found.act].asks, *found.asks)
    ]


def _history(found: Any, today: date) -> list[dict[str, Any]]:
    rows = []
    for said in wording.history_of(found.id):
        until = f"至 {said.until}" if said.until else "起"
        ahead = said.since > today
        live = not ahead and (said.until is None or today < said.until)
        rows.append(
            {
                "days": f"{said.since} {until}",
                "state": "现行" if live else "还没开始" if ahead else "已改",
                "title": said.duty.title,
                "who": words.holder(said.duty),
                "clock": said.clock,
            }
        )
    return rows


def _file_href(request: DeskRequest, found: Any, obligations: list[Any]) -> str | None:
    """The form for the viewer's post, for the first period that waits where one does.

    None where the duty does not bind the post, or the viewer may only read.
    """
    if Role.AUDITOR in request.acting.roles:
        return None
    today = day_of(request.at)
    unit = holders.mine(request.acting, found, on=today)
    if unit is None:
        return None
    own = by_holder(obligations).get((unit.body, unit.post), [])
    waiting = sorted((period for each in own for period in each.open_periods(today)), key=lambda p: p.deadline)
    if not waiting:
        return form_address(Free(found, unit.since))
    instrument, _, slug = found.id.partition("/")
    return reverse("office:deed_new", args=[instrument, slug, waiting[0].ordinal])


def _bound(request: DeskRequest, found: Any, obligations: list[Any], asked: Asked) -> dict[str, Any]:
    """Whom the duty binds in sight, the worst first, and what to know of those whom it does not reach."""
    binding = holders.bound(request.acting, [found], on=asked.on)[found.id]
    if obligations:
        rows = _periodic(binding, by_holder(obligations), asked)
    else:
        rows = _by_acts(request, found, binding, asked.on)
    rows.sort(key=lambda row: row["order"])
    shown = rows if request.GET.get("holders") == "all" else rows[:SHOWN]
    lacking = [body.short for body in binding.lacking]
    return {
        "rows": shown,
        "total": len(binding.holders),
        "periodic": bool(obligations),
        "equation": summed(obligations, asked).figures() if obligations else None,
        "more_href": "?holders=all#bound" if len(shown) < len(rows) else None,
        "all": len(rows),
        "vacant": 0 if binding.conditional else binding.vacant,
        "lacking": f"{'、'.join(lacking[:5])}{f'等 {len(lacking)} 个单位' if len(lacking) > 5 else ''}",
        "conditional": binding.conditional,
        "as_of": request.at,
    }


def _named(holder: Any) -> dict[str, Any]:
    """Body, post and person; an empty post is said, since nobody answers there."""
    post, person = holder.post, holder.person
    return {
        "body": holder.body.short,
        "post": post.title if post else "本单位",
        "person": person.name if person else "",
        "vacant": post is not None and person is None,
        "since": str(holder.since),
    }


def _periodic(binding: Any, held: dict[tuple[int, int | None], list[Any]], asked: Asked) -> list[dict[str, Any]]:
    rows = []
    known = set()
    for holder in binding.holders:
        key = (holder.body.pk, holder.post.pk if holder.post else None)
        known.add(key)
        row = _named(holder) | {"area": holder.body.area, "acts_href": _acts_of(holder), "acts": None, "last": ""}
        rows.append(row | _periods(held.get(key, []), asked))
    for key, segments in held.items():
        gone = segments[-1].row
        missed = sum(each.tally(asked.on).overdue for each in segments)
        if key not in known and missed:
            named = {"body": holder_of(gone), "post": "", "person": "", "vacant": False}
            ended = {"since": f"已于 {gone.until} 交出" if gone.until else "", "area": gone.area}
            address = f"?{urlencode({'by': (gone.post or gone.body).key, 'acts': 1})}#acts"
            rows.append({**named, **ended, "acts_href": address, "acts": None, "last": "", **_periods(segments, asked)})
    return rows


def _periods(segments: list[Any], asked: Asked) -> dict[str, Any]:
    """Strip and state of one holder over the versions of the duty; one that has nothing yet waits for its first."""
    strip = [period for each in segments for period in each.strip(asked.on)][-12:]
    if not strip:
        return {"periods": [], "status": "future", "words": "还没有到第一期", "order": (2, 0)}
    state, said = standing(segments, asked)
    missed = sum(each.tally(asked.on).overdue for each in segments)
    return {
        "periods": words.strip(strip),
        "status": state,
        "words": said,
        "order": (0, -missed) if missed else (1 if state != "done" else 2, 0),
    }


def _by_acts(request: DeskRequest, found: Any, binding: Any, today: date) -> list[dict[str, Any]]:
    """How each holder stands by its acts of twelve months: against a minimum where the duty has one."""
    done, least = asleep.by_holder(request.acting, found, on=today), wording.least_of(found, today)
    rows = []
    for holder in binding.holders:
        work = done.get((holder.body.pk, holder.post.pk if holder.post else None))
        acts = work.acts if work else 0
        # whether a conditional duty binds is not known, so nobody is told to be behind with it
        expected = None if binding.conditional and acts < (least or 0) else least
        state, said, rank = _against(expected, acts, fresh=work is not None and work.fresh)
        row = _named(holder) | {"area": holder.body.area, "acts_href": _acts_of(holder) if acts else None}
        last = ago(work.last if work else None, today)
        rows.append({**row, "periods": [], "acts": acts, "last": last, "status": state, "words": said, "order": rank})
    return rows


def _against(least: int | None, acts: int, *, fresh: bool) -> tuple[str, str, tuple[int, int]]:
    """Chip, words and rank of a holder by its acts of a year; no chip where no minimum is expected."""
    if least is None:
        return "", "", (1 if acts else 2, -acts)
    if acts >= least:
        return "done", f"够了，一年至少 {least} 次", (2, 0)
    if fresh:
        return "future", f"承担未满一年，一年至少 {least} 次", (1, -acts)
    if not acts:
        return "asleep", f"一年没有动静，至少 {least} 次", (0, 0)
    return "due", f"还差 {least - acts} 次，一年至少 {least} 次", (0, acts)


def _acts_of(holder: Any) -> str:
    return f"?{urlencode({'by': (holder.post or holder.body).key, 'acts': 1})}#acts"
