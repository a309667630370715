"""共性义务: what stands alike in many clauses and is defined once, with everyone whom it binds."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jinze.faces.office import words
from jinze.faces.office.rows import duty_address
from jinze.faces.office.views.law.common import head
from jinze.faces.shell.frame import frame
from jinze.faces.shell.guards import DeskRequest, in_post
from jinze.kernel.days import day_of
from jinze.kernel.refusal import Refusal
from jinze.sources.queries import law as laws


@in_post
@require_GET
def kind(request: DeskRequest, key: str, kind: str) -> HttpResponse:
    """One shared kind: its parts, and the clauses that ask for each."""
    law = laws.law_of(key)
    found = law.kinds.get(kind)
    if found is None:
        raise Refusal(
            "office.no_kind",
            f"《{law.instrument.title}》里没有这一类共性义务",
            remedy="请从文件页面的「共性义务」打开",
            status=404,
        )
    today = day_of(request.at)
    row = kind_row(law, found)
    above = head(law)
    context = {
        **frame(request),
        "kind": {
            "name": found.name,
            "gist": found.gist,
            "line": f"{row['clauses']} 条条款都有，共 {row['duties']} 项义务，只定义一次",
            "crumbs": [
                {"name": above["title"], "href": above["href"]},
                {"name": "共性义务", "href": f"{above['href']}#kinds"},
                {"name": found.name},
            ],
        },
        "parts": [_part(law, found, part, today) for part in found.parts],
    }
    return render(request, "office/law/kind.html", context)


def kind_row(law: Any, kind: Any) -> dict[str, Any]:
    """A shared kind in a list."""
    return {
        "name": kind.name,
        "gist": kind.gist,
        "href": reverse("office:kind", args=[law.instrument.key, kind.key]),
        "parts": len(kind.parts),
        "clauses": len({path for part in kind.parts for path in part.members}),
        "duties": sum(len(part.members) for part in kind.parts),
    }


def _part(law: Any, kind: Any, part: Any, today: date) -> dict[str, Any]:
    duties = [duty for path in part.members if (duty := law.duties.get(_duty_id(law, kind, part, path)))]
    acts = dict.fromkeys(law.acts[duty.act].name for duty in duties)
    return {
        "title": part.title,
        "gist": part.gist,
        "counts": "、".join(acts),
        "rows": [_member(duty, today) for duty in duties],
    }


def _duty_id(law: Any, kind: Any, part: Any, path: str) -> str:
    """The duty that a kind makes of a member: its path, then the kind and the part."""
    slug = "-".join(filter(None, [path, kind.key.replace("_", "-"), part.slug]))
    return f"{law.instrument.key}/{slug}"


def _member(duty: Any, today: date) -> dict[str, Any]:
    return {
        "clause": words.clause_chip(duty.clauses[0]),
        "holder": words.holder(duty),
        "role": duty.role.word,
        "scope": duty.scope,
        "clock": laws.clock_words(duty, today),
        "href": duty_address(duty.id),
    }
