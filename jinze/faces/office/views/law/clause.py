"""条款: one clause with its duties, who owes them, the acts under it, and what it was before."""

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jinze.faces.office import words
from jinze.faces.office.rows import act_rows, duty_address, owing_rows
from jinze.faces.office.views.law.common import (
    Standing,
    address,
    crumbs,
    head,
    missed_by_clause,
    nodes,
    search,
    sleeping,
    standing_of,
)
from jinze.faces.office.views.law.duty import kind_of, setting_rows
from jinze.faces.shell.frame import frame
from jinze.faces.shell.guards import DeskRequest, in_post
from jinze.judgement.duties.queries.figures import Asked, summed
from jinze.kernel.days import day_of
from jinze.kernel.refusal import Refusal
from jinze.sources.queries import law as laws
from jinze.sources.queries import wording

SHOWN = 20


@in_post
@require_GET
def clause(request: DeskRequest, key: str, path: str) -> HttpResponse:
    """One clause: gist, official wording when imported, duties, who owes, acts, history."""
    law = laws.law_of(key)
    if path not in law.clauses:
        if path in law.headings:
            return HttpResponseRedirect(f"{reverse('office:instrument', args=[key])}#n-{path}")
        raise Refusal(
            "office.no_clause", f"《{law.instrument.title}》里没有条款 {path[:40]}", remedy="请从目录选择", status=404
        )
    found = law.clauses[path]
    today = day_of(request.at)
    standing = standing_of(request)
    missed = missed_by_clause(standing, key)
    duties = law.duties_by_clause.get(found.id, [])
    context = {
        **frame(request),
        "instrument": head(law),
        "nodes": nodes(law, missed, path, sleeping(request, key)),
        "search": search(request, law, missed),
        "clause": _clause(law, found),
        "duties": [_duty(law, duty, today) for duty in duties],
        "kinds": _kinds(law, duties),
        "owing": _owing(request, duties, standing),
        "acts": act_rows(request, duties) if duties else None,
        "settings": setting_rows(duties, today),
        "many": len(duties) > 1,
        "history": _history(found),
    }
    return render(request, "office/law/clause.html", context)


def _clause(law: Any, found: Any) -> dict[str, Any]:
    key = law.instrument.key
    paths = list(law.clauses)
    here = paths.index(found.path)
    return {
        "number": found.path,
        "title": found.heading,
        "crumbs": crumbs(law, found.path),
        "gist": found.gist,
        "reason": found.reason,
        "prev_href": address(key, paths[here - 1]) if here else None,
        "next_href": address(key, paths[here + 1]) if here + 1 < len(paths) else None,
        "official": _official(key, found.path),
    }


def _official(key: str, path: str) -> dict[str, Any] | None:
    text = laws.official_text(key, path)
    imported = laws.newest_import(key)
    if text is None or imported is None:
        return None
    lines = [line for line in f"{text.heading}\n{text.text}".split("\n") if line.strip()]
    return {"paragraphs": lines, "source": f"由使用单位导入，第 {imported.number} 次，{imported.imported_at:%Y-%m-%d}"}


def _duty(law: Any, duty: Any, today: date) -> dict[str, Any]:
    matter = law.matters.get(duty.matter)
    return {
        "title": duty.title,
        "who": words.holder(duty),
        "role": duty.role.word,
        "every": laws.clock_words(duty, today),
        "counts": law.acts[duty.act].name,
        "failure": duty.on_failure,
        "href": duty_address(duty.id),
        "matter": matter
        and {"name": matter.name, "href": reverse("office:matter", args=[law.instrument.key, matter.key])},
    }


def _kinds(law: Any, duties: list[Any]) -> list[dict[str, Any]]:
    """The shared kinds among the duties, each once."""
    found = {duty.kind: kind_of(law, duty) for duty in duties if duty.kind}
    return [kind for kind in found.values() if kind is not None]


def _owing(request: DeskRequest, duties: list[Any], standing: list[Standing]) -> dict[str, Any] | None:
    """Who owes; None where no duty of the clause has periods."""
    today = day_of(request.at)
    asked = Asked(on=today, today=today)
    wanted = {duty.id for duty in duties if laws.timing_of(duty.id, today) is not None}
    if not wanted:
        return None
    found = [(each, figures) for each, figures in standing if each.row.duty in wanted]
    worst = sorted(found, key=lambda pair: (-pair[1].overdue, pair[0].row.area, pair[0].row.duty))
    late = [each for each, figures in worst if figures.overdue]
    return {
        "equation": summed((each for each, _ in found), asked).figures(),
        "as_of": request.at,
        "board_href": f"{reverse('office:board')}?only=overdue",
        "in_sight": bool(found),
        "rows": owing_rows(late[:SHOWN], asked),
        "more": f"还有 {len(late) - SHOWN} 个单位没有列出" if len(late) > SHOWN else None,
    }


def _history(found: Any) -> list[dict[str, Any]]:
    """What changed in the clause, and the imports of its wording, newest first."""
    instrument = found.id.partition("/")[0]
    told = [(change.adopted_at, _changed(change)) for change in wording.changes_of(found.id)]
    told += [(each.imported_at, _imported(each)) for each in laws.imports_of(instrument)]
    return [row for _, row in sorted(told, key=lambda pair: pair[0], reverse=True)]


def _changed(change: Any) -> dict[str, str]:
    parts = [] if not change.first else ["采用"]
    parts += ["一句话改了"] if change.gist else []
    parts += ["由谁承担改了"] if change.holders else []
    if not change.first:
        for word, duties in (("新增", change.added), ("改动", change.changed), ("取消", change.ended)):
            parts += [f"{word}义务{'、'.join(f'「{duty.title}」' for duty in duties)}"] if duties else []
    elif change.added:
        parts.append(f"有 {len(change.added)} 项义务")
    return {
        "what": f"第 {change.number} 版：{'；'.join(parts)}",
        "when": f"{change.since} 起 · {words.full_moment(change.adopted_at)[:10]} 采用",
    }


def _imported(each: Any) -> dict[str, str]:
    return {"what": f"第 {each.number} 次导入官方原文", "when": words.full_moment(each.imported_at)[:16]}
