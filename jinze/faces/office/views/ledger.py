"""账本: events newest first, the proof of each in plain words, and the proof as a file; the acts behind a figure."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jinze.faces.office import words
from jinze.faces.office.events import What, event_row
from jinze.faces.shell.filters import choice, chosen
from jinze.faces.shell.frame import frame
from jinze.faces.shell.guards import DeskRequest, in_post, public
from jinze.foundation.access.queries.bodies import get_body
from jinze.foundation.access.scope import events_in_sight
from jinze.foundation.ledger.queries.checkpoints import notes_outside, standing
from jinze.foundation.ledger.queries.events import filed_of, kinds_of, places_of, voidings
from jinze.foundation.ledger.queries.proof import Proof, prove
from jinze.foundation.ledger.queries.tree import is_open, the_log
from jinze.judgement.duties.queries.acts import acts_of_body
from jinze.kernel.days import day_of, start_of
from jinze.kernel.keys import read_key
from jinze.kernel.refusal import Refusal
from jinze.sources.queries.law import duty_of

PAGE = 50
CHECKPOINTS = "checkpoints.notes"
CHECKER_FILES = {"check_proof.py", "proof-format.md"}
KEPT = ("kind", "days")
KINDS = {"": "全部", "deed": "履职记录", "people": "单位与人员", "law": "法源与账本"}
GROUPS = {
    "deed": ("deed",),
    "people": ("body", "function", "post", "person", "appointment", "delegation", "oversight", "account"),
    "law": ("law", "log", "text", "areas"),
}
DAYS = {"": "不限", "1": "今天", "7": "近 7 天", "30": "近 30 天", "365": "近一年"}


@in_post
@require_GET
def ledger_list(request: DeskRequest) -> HttpResponse:
    """The events in sight."""
    events = events_in_sight(request.acting)
    kind, days = chosen(request, "kind", KINDS), chosen(request, "days", DAYS)
    if kind:
        events = events.filter(kind__in=kinds_of(GROUPS[kind]))
    if days:
        events = events.filter(recorded_at__gte=start_of(day_of(request.at)) - timedelta(days=int(days) - 1))
    chips = [choice(request, KEPT, "kind", "类别", KINDS), choice(request, KEPT, "days", "入账", DAYS)]
    return _list(request, events.order_by("-id"), chips)


@in_post
@require_GET
def acts(request: DeskRequest) -> HttpResponse:
    """The acts behind one figure: what a body, or one post of it, did for one duty."""
    viewer = request.acting
    body = get_body(viewer, key=read_key(request.GET.get("body", "")))
    duty = duty_of(request.GET.get("duty", ""))
    post = read_key(request.GET["post"]) if request.GET.get("post") else None
    keys = filed_of(acts_of_body(viewer, body=body, duty=duty.id, post=post))
    events = events_in_sight(viewer).filter(key__in=keys).order_by("-occurred_at", "-id")
    chips = [
        {"name": "单位", "value": body.short, "on": True, "href": reverse("office:ledger"), "options": []},
        {"name": "义务", "value": duty.title, "on": True, "href": reverse("office:ledger"), "options": []},
    ]
    return _list(request, events, chips)


@in_post
@require_GET
def proof(request: DeskRequest, key: UUID) -> HttpResponse:
    """The proof of one event in words."""
    found = _proof(request, key)
    event = found.event
    void = voidings([event]).get(event.subject_key)
    who = words.Who([event] if void is None else [event, void])
    context = {
        **frame(request),
        "crumbs": [{"name": "账本", "href": reverse("office:ledger")}, {"name": _number(found)}],
        "verdict": _verdict(found, request, voided=void is not None),
        "number": _number(found),
        "facts": [*_facts(found, who), *_void_facts(found, void, who)],
        "deed_href": reverse("office:deed", args=[event.subject_key]) if event.subject_kind == "deed" else None,
        "reasons": _reasons(found),
        "path": {"sides": found.sides(), "leaf": f"本条 {found.seq + 1:,}"} if found.seq is not None else None,
        "digests": _digests(found),
        "algorithm": f"{found.log.hash_name.upper().replace('SHA256', 'SHA-256')}，RFC 9162 树",
        "download_href": reverse("office:proof_download", args=[key]) if found.checkpoint else None,
        "checker_href": reverse("office:checker"),
    }
    return render(request, "office/ledger/proof.html", context)


@in_post
@require_GET
def proof_download(request: DeskRequest, key: UUID) -> HttpResponse:
    """The proof as the document that an outsider checks."""
    found = _proof(request, key)
    void = voidings([found.event]).get(found.event.subject_key)
    document = {
        **found.to_json(),
        "number": None if found.seq is None else found.seq + 1,
        "says": _says(found),
        "voided_by": void and void.key.hex,
    }
    answer = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="proof-{key.hex}.json"'
    return answer


@public
@require_GET
def checker(request: DeskRequest) -> HttpResponse:
    """How to check a proof without this platform, with the format and the program."""
    context = {**frame(request), "public_key": the_log().public_key if is_open() else ""}
    return render(request, "office/ledger/checker.html", context)


@public
@require_GET
def checker_file(request: DeskRequest, name: str) -> HttpResponse:  # noqa: ARG001 - open to everyone, that is the point
    """What an outsider needs beside a proof: the program, its format, and the signed checkpoints."""
    if name == CHECKPOINTS:
        text = "\n".join(notes_outside(the_log().origin)) if is_open() else ""
    elif name in CHECKER_FILES:
        text = (settings.CHECKOUT / "docs" / name).read_text(encoding="utf-8")
    else:
        raise Http404
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _list(request: DeskRequest, events: Any, chips: list[dict[str, Any]]) -> HttpResponse:
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    who, what, places, voided = words.Who(rows), What(rows), places_of(rows), voidings(rows)
    query = request.GET.copy()
    query.pop("page", None)
    base = f"?{query.urlencode()}&" if query else "?"
    context = {
        **frame(request),
        "checkpoint": standing(),
        "filters": chips,
        "search": None,
        "as_of": request.at,
        "rows": [
            event_row(event, who, what, places.get(event.pk), voided=event.subject_key in voided) for event in rows
        ],
        "page": {
            "first": page.start_index(),
            "last": page.end_index(),
            "total": page.paginator.count,
            "newer_href": f"{base}page={page.previous_page_number()}" if page.has_previous() else None,
            "older_href": f"{base}page={page.next_page_number()}" if page.has_next() else None,
        },
    }
    return render(request, "office/ledger/list.html", context)


def _proof(request: DeskRequest, key: UUID) -> Proof:
    if not events_in_sight(request.acting).filter(key=key).exists():
        raise Refusal(
            "office.no_event", "账本里没有这条记录", remedy="它可能不在你能看到的范围内；请从列表打开", status=404
        )
    return prove(key)


def _number(found: Proof) -> str:
    return "排队中" if found.seq is None else f"第 {found.seq + 1:,} 条"


def _says(found: Proof) -> list[str]:
    """The record in words, for whoever reads the file; the proof is over the columns, not over these lines."""
    return [f"{row['name']}：{_flat(row['value'])}" for row in _facts(found, words.Who([found.event])) if row["value"]]


def _flat(value: Any) -> str:
    return value if isinstance(value, str) else "".join(p if isinstance(p, str) else str(p["text"]) for p in value)


def _void_facts(found: Proof, void: Any, who: words.Who) -> list[dict[str, Any]]:
    if void is None or void.key == found.event.key:
        return []
    link = {"text": "看作废记录", "href": reverse("office:proof", args=[void.key])}
    return [
        {
            "name": "现状",
            "value": [
                {"text": "已作废", "strong": True},
                f"，{words.moment(void.recorded_at)} 由 {who.of(void)} 作废。",
                link,
            ],
        }
    ]


def _verdict(found: Proof, request: DeskRequest, *, voided: bool) -> dict[str, str]:
    checked = words.full_moment(request.at)
    if not found.holds:
        return {
            "state": "bad",
            "title": "这条记录对不上，可能被改动过",
            "line": f"刚刚核对，{checked}。请把本页交给审计人员。",
        }
    if found.seq is None:
        line = f"刚刚核对，{checked}。内容对得上；一两秒后排入账本，刷新即可看到位置。"
        return {"state": "wait", "title": "这条记录刚写入，正在排入账本", "line": line}
    if found.checkpoint is None:
        line = f"刚刚核对，{checked}。内容和位置对得上；下一个签名检查点会覆盖它。"
        return {"state": "wait", "title": "这条记录写入后没有被改动过", "line": line}
    line = f"刚刚核对，{checked}。核对了它的内容、它在账本里的位置，以及数据库以外的签名检查点。"
    later = "；但它已经作废，不再算数" if voided and not found.event.kind.endswith(".voided") else ""
    return {"state": "ok", "title": f"这条记录写入后没有被改动过{later}", "line": line}


def _facts(found: Proof, who: words.Who) -> list[dict[str, Any]]:
    event = found.event
    what = What([event])
    rows: list[dict[str, Any]] = [
        {"name": "做了什么", "value": [{"text": what.of(event), "strong": True}]},
        {"name": "谁", "value": who.of(event)},
        {"name": "何时发生", "value": f"{words.full_moment(event.occurred_at)}（填报）"},
        {"name": "何时入账", "value": f"{words.full_moment(event.recorded_at)}（服务器时间）"},
    ]
    if event.area:
        rows.append({"name": "区域", "value": what.area(event)})
    if event.clauses:
        rows.append({"name": "依据条款", "value": "", "clauses": [words.clause_chip(c) for c in event.clauses.split()]})
    return rows


def _reasons(found: Proof) -> list[dict[str, str]]:
    seq = found.seq
    placed, signed = seq is not None, found.checkpoint is not None
    size = f"{found.size:,}"
    return [
        _reason(
            "内容",
            found.content_holds,
            True,
            "把这条记录的每一栏重新算成一个「指纹」，与入账时的指纹相同。改一个字，指纹就全变。",
        ),
        _reason(
            "位置",
            found.position_holds,
            placed,
            f"它仍是第 {(seq or 0) + 1:,} 条。前一条、后一条都在，没有插入、删除或对调。",
        ),
        _reason(
            "整本账",
            found.root_holds,
            signed,
            f"它的指纹与相邻的 {len(found.path)} 个指纹逐级合并，得出的总指纹与前 {size} 条的签名检查点相同。",
        ),
        _reason(
            "外面的一份",
            found.outside_holds,
            signed,
            "检查点有签名，写在数据库以外的文件里，可以公布或交上级保存。要改这条记录，得让外面那份也跟着变。",
        ),
    ]


def _reason(name: str, holds: bool, known: bool, why: str) -> dict[str, str]:
    if not known:
        return {"title": f"{name}：稍后", "words": "记录刚写入，排入账本并签名以后就能核对。", "state": "wait"}
    if holds:
        return {"title": f"{name}对得上", "words": why, "state": "ok"}
    return {"title": f"{name}对不上", "words": "重新算出的结果与保存的不同，请交审计人员核查。", "state": "bad"}


def _digests(found: Proof) -> list[dict[str, str]]:
    rows = [{"name": "本条指纹", "value": bytes(found.event.leaf).hex()}]
    if found.root:
        rows.append({"name": "总指纹", "value": found.root.hex()})
    return rows
