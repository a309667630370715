"""导入原文: the official document handed in as a file, its unsure lines settled by hand, imported when all are."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jinze.faces.office import flash, words
from jinze.faces.office.views.importing.lines import RowErrors, Settled, line_rows, read_settled
from jinze.faces.office.views.law.common import tabs
from jinze.faces.shell.frame import frame
from jinze.faces.shell.guards import DeskRequest, in_post
from jinze.foundation.access.queries import people
from jinze.foundation.access.scope import events_in_sight
from jinze.kernel.days import day_of
from jinze.kernel.keys import new_key, read_key
from jinze.kernel.refusal import Refusal
from jinze.sources import drafts
from jinze.sources.actions import import_draft
from jinze.sources.queries import law as laws
from jinze.sources.queries.drafts import Staged, effects, get_draft, list_drafts, mended, staged_of
from jinze.sources.queries.outline import MOST_MB, bytes_in
from jinze.sources.scope import check_keeper, keeper, may_keep

Row = dict[str, Any]

MOST = 40  # rows of one list before the rest is opened by a link
SUGGESTED = 1_000  # numbers that the field for a clause suggests; others can be typed
STALE = {"sources.draft_changed", "sources.unplaced", "sources.same_text"}


@in_post
@require_http_methods(["GET", "POST"])
def import_text(request: DeskRequest, key: str) -> HttpResponse:
    """Every import so far and the drafts under way; a file that is handed in becomes a draft."""
    if request.method == "GET":
        return _imports_page(request, key)
    check_keeper(request.acting, day_of(request.at))
    handed = request.FILES.get("file")
    if handed is None:
        return _imports_page(request, key, error="请选择文件")
    try:
        data = bytes_in(handed)
        draft, again = drafts.stage(
            acting=request.acting, at=request.at, instrument=key, name=handed.name or "", data=data
        )
    except Refusal as refusal:
        if not refusal.code.startswith(("sources.file_", "sources.no_nodes", "sources.strange")):
            raise
        return _imports_page(request, key, error=f"{refusal.words.rstrip('。')}。{refusal.remedy}")
    if again:
        flash.say(request, "这份文件已经上传过，接着上次的草稿办，归好的行都在。")
    return HttpResponseRedirect(reverse("office:import_draft", args=[key, draft]))


@in_post
@require_http_methods(["GET", "POST"])
def import_lines(request: DeskRequest, key: str, draft: UUID) -> HttpResponse:
    """One draft: how it reads, what it would change, its unsure lines; saved, imported or dropped from here."""
    if request.method == "GET":
        return _draft_page(request, key, draft)
    ways = {"import": _import, "drop": _drop}
    return ways.get(request.POST.get("do", ""), _save)(request, key, draft)


def _save(request: DeskRequest, key: str, draft: UUID) -> HttpResponse:
    held = _draft(request, key, draft)
    said = read_settled(request, staged_of(held))
    if said.errors:
        return _draft_page(request, key, draft, said=said, status=422)
    try:
        drafts.place_lines(
            acting=request.acting, at=request.at, draft=draft, version=_version(request), placements=said.placements
        )
    except Refusal as refusal:
        if refusal.fields:
            return _draft_page(request, key, draft, said=said.refused(refusal.fields), status=422)
        if refusal.code in STALE:
            return _draft_page(request, key, draft, said=said, told=_told(refusal), status=refusal.status)
        raise
    left = len(staged_of(_draft(request, key, draft)).waiting)
    flash.say(request, f"已保存，还有 {left} 行没有归位。" if left else "已保存，所有的行都归位了，可以导入。")
    return HttpResponseRedirect(reverse("office:import_draft", args=[key, draft]))


def _import(request: DeskRequest, key: str, draft: UUID) -> HttpResponse:
    try:
        receipt = import_draft(
            acting=request.acting,
            at=request.at,
            key=read_key(request.POST.get("key", "")),
            draft=draft,
            version=_version(request),
        )
    except Refusal as refusal:
        if refusal.code in STALE:
            return _draft_page(request, key, draft, told=_told(refusal), status=refusal.status)
        raise
    last = laws.newest_import(key)
    number = last.number if last else 1
    done = f"第 {number} 次导入完成，条款页上现在显示这份原文。"
    told = "这份草稿已经导入过，没有重复导入。" if receipt.replayed else done
    flash.say(request, told, href=reverse("office:proof", args=[receipt.key]), link="看凭据")
    return HttpResponseRedirect(reverse("office:import_text", args=[key]))


def _drop(request: DeskRequest, key: str, draft: UUID) -> HttpResponse:
    name = _draft(request, key, draft).name
    drafts.drop(acting=request.acting, at=request.at, draft=draft)
    flash.say(request, f"草稿「{name}」已丢弃，什么都没有导入。")
    return HttpResponseRedirect(reverse("office:import_text", args=[key]))


def _told(refusal: Refusal) -> str:
    return f"{refusal.words.rstrip('。')}。{refusal.remedy}"


def _version(request: DeskRequest) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 8 else 0


def _draft(request: DeskRequest, key: str, draft: UUID) -> Any:
    """A draft of this instrument and no other; 404 for who does not keep the law."""
    held = get_draft(request.acting, key=draft, on=day_of(request.at))
    if held.instrument != key:
        raise Refusal("office.other_draft", "没有这份草稿", remedy="请从导入页面打开", status=404)
    return held


def _frame(request: DeskRequest, key: str) -> Row:
    said = laws.law_of(key).instrument
    return {
        **frame(request),
        "flash": flash.taken(request),
        "instrument": {"title": said.title, "number": said.number, "href": reverse("office:instrument", args=[key])},
        "address": reverse("office:import_text", args=[key]),
    }


def _imports_page(request: DeskRequest, key: str, *, error: str = "") -> HttpResponse:
    today = day_of(request.at)
    law = laws.law_of(key)
    held = list_drafts(request.acting, instrument=key, on=today)
    named = people.names_of({draft.changed_by for draft in held if draft.changed_by})
    context = {
        **_frame(request, key),
        "tabs": tabs(law, "import_text", None),
        "may": may_keep(request.acting, today),
        "who": law.functions[keeper()].name if keeper() in law.functions else "承担这项职能的单位",
        "error": error,
        "most": MOST_MB,
        "drafts": [
            {
                "name": draft.name,
                "href": reverse("office:import_draft", args=[key, draft.key]),
                "settled": len(draft.placements),
                "changed": draft.changed_at,
                "who": named.get(draft.changed_by, "") if draft.changed_by else "系统",
            }
            for draft in held
        ],
        "imports": _history(request, key),
    }
    return render(request, "office/importing/imports.html", context, status=422 if error else 200)


def _history(request: DeskRequest, key: str) -> list[Row]:
    """Every import, newest first; who made it is told to those who may read that event."""
    found = laws.imports_of(key)
    events = [each.event for each in found if each.event is not None]
    sight = events_in_sight(request.acting).filter(key__in=[event.key.hex for event in events])
    seen = set(sight.values_list("key", flat=True))
    who = words.Who(event for event in events if event.key in seen)
    rows = []
    for each in found:
        told = each.event if each.event is not None and each.event.key in seen else None
        aside = [{"line": p["line"], "text": p["text"], "why": p["aside"]} for p in each.placements if "aside" in p]
        rows.append(
            {
                "number": each.number,
                "name": each.name,
                "at": each.imported_at,
                "repairs": each.repairs,
                "placed": len(each.placements) - len(aside),
                "aside": aside,
                "digest": each.digest,
                "who": who.of(told) if told else "",
                "proof": reverse("office:proof", args=[told.key]) if told else "",
            }
        )
    return rows


def _draft_page(
    request: DeskRequest, key: str, draft: UUID, *, said: Settled | None = None, told: str = "", status: int = 200
) -> HttpResponse:
    held = _draft(request, key, draft)
    staged = staged_of(held)
    errors: RowErrors = said.errors if said else {}
    by = people.names_of({person for person in (held.made_by, held.changed_by) if person})
    context = {
        **_frame(request, key),
        "draft": {
            "name": held.name,
            "href": reverse("office:import_draft", args=[key, draft]),
            "version": held.version,
            "key": str(new_key()),
            "line": _made(held, by),
        },
        "told": told,
        "errors": [{"name": f"line-{line}", "label": f"第 {line} 行", "words": w} for line, w in errors.items()],
        "document": _document(staged, laws.law_of(key)),
        "lines": line_rows(staged, said),
        "waiting": len(staged.waiting),
        "paths": [
            {"path": node.path, "name": (node.heading or node.text)[:24]} for node in staged.numbered()[:SUGGESTED]
        ],
        "effects": _effects(request, key, staged),
        "repairs": _some(request, "repairs", [{"line": n, "pieces": pieces} for n, pieces in mended(staged)]),
    }
    return render(request, "office/importing/draft.html", context, status=status)


def _made(held: Any, by: dict[UUID, str]) -> str:
    made = f"{by.get(held.made_by, '系统')} {words.moment(held.made_at)} 上传"
    if held.version == 1:
        return made
    return f"{made}，{by.get(held.changed_by, '系统')} {words.moment(held.changed_at)} 改过，第 {held.version} 稿"


def _document(staged: Staged, law: Any) -> Row:
    """The figures of a document, and whether it says that it is another one."""
    outline = staged.outline
    left = f"，还有 {len(staged.waiting):,} 行" if staged.waiting else ""
    other = bool(outline.number) and "".join(outline.number.split()) != "".join(law.instrument.number.split())
    return {
        "title": outline.title or "没有读到",
        "number": outline.number or "没有读到",
        "other": other,
        "facts": [
            {"name": "标题", "value": outline.title or "没有读到"},
            {"name": "文号", "value": outline.number or "没有读到"},
            {"name": "发文单位", "value": outline.issuer or "没有读到"},
            {"name": "成文日期", "value": outline.date or "没有读到"},
            {"name": "有编号的条款", "value": f"{len(staged.numbered()):,} 处"},
            {"name": "其中最末一级", "value": f"{len(outline.leaves()):,} 条"},
            {"name": "修复", "value": f"{len(outline.repairs):,} 处"},
            {"name": "人工核定", "value": f"{len(staged.placements):,} 行{left}"},
        ],
    }


def _effects(request: DeskRequest, key: str, staged: Staged) -> Row:
    """How the document fits our clauses, and what it changes in the wording that is held."""
    found = effects(key, staged)
    law = laws.law_of(key)
    names = {node.path: node.heading or node.text for node in staged.numbered()}
    changed = _some(request, "changed", list(found.changes.changed))
    return {
        "against": found.against,
        "missing": _some(request, "missing", [_ours(law, path) for path in found.missing]),
        "unknown": _some(request, "unknown", [{"number": p, "gist": names[p][:MOST]} for p in found.unknown]),
        "figures": [
            {"name": "新增", "n": len(found.changes.added)},
            {"name": "改动", "n": len(found.changes.changed)},
            {"name": "没有了", "n": len(found.changes.gone)},
        ],
        "same": found.against is not None and not found.changes,
        "added": _some(request, "added", [{"path": p, "text": found.after[p]} for p in found.changes.added]),
        "changed": {**changed, "rows": [{"path": path, "pieces": found.marked(path)} for path in changed["rows"]]},
        "gone": _some(request, "gone", [{"path": path, "text": found.before[path]} for path in found.changes.gone]),
    }


def _ours(law: Any, path: str) -> Row:
    return {
        "number": path,
        "gist": law.clauses[path].heading,
        "href": reverse("office:clause", args=[law.instrument.key, path]),
    }


def _some(request: DeskRequest, name: str, rows: list[Any]) -> Row:
    """The first rows of a list, all where the address asks for this list."""
    shown = rows if request.GET.get("all") == name else rows[:MOST]
    more = f"{request.path}?all={name}#{name}" if len(shown) < len(rows) else ""
    return {"rows": shown, "total": len(rows), "more": more}
