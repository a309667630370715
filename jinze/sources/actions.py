"""Writes of the sources: adopting a revision of the law, importing an official document."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Max

from jinze.foundation.ledger.actions.recording import Fact, action, seal
from jinze.kernel.acting import Acting
from jinze.kernel.canonical import canonical
from jinze.kernel.days import day_of
from jinze.kernel.refusal import Refusal
from jinze.sources.events import RevisionAdopted, TextImported
from jinze.sources.intake import Placed
from jinze.sources.models import OfficialText, Revision, TextDraft, TextImport
from jinze.sources.queries.drafts import Staged, draft_gone, read_staged, staged_of
from jinze.sources.queries.law import law_of, look_again, newest_import, revision_line, wording_of
from jinze.sources.rules.outline.tree import Placement
from jinze.sources.rules.reading import read_law
from jinze.sources.scope import check_keeper


@action("law.revision_adopted")
def adopt_revision(
    *,
    acting: Acting,
    at: datetime,
    documents: dict[str, Any],
    since: date,
    seen: str | None = None,
    over: int | None = None,
) -> Fact:
    """Adopts a law folder's content as the next revision, in force from `since`; what came before keeps its days.

    Where a revision is adopted already, `seen` must be the digest of what is adopted now: whoever adopts has seen the
    difference. `over` is the number of the revision it was seen against, for doors that know it.
    """
    check_keeper(acting, day_of(at))
    law = read_law(documents)
    key = law.instrument.key
    last = Revision.objects.select_for_update(no_key=True).filter(instrument=key).order_by("-number").first()
    if last is not None:
        _check_next(last, law.digest, since, seen, over)
    number = last.number + 1 if last else 1
    try:
        Revision.objects.create(
            instrument=key,
            number=number,
            digest=law.digest,
            since=since,
            content=canonical(documents),
            adopted_at=at,
        )
    except IntegrityError as twice:
        raise _changed_since_seen() from twice
    look_again()
    facts = RevisionAdopted(
        instrument=key,
        number=number,
        digest=law.digest,
        since=since,
        clauses=len(law.clauses),
        duties=len(law.duties),
    )
    return Fact(facts, ("law", None), area=law.instrument.area)


@action("law.text_imported")
def import_text(
    *,
    acting: Acting,
    at: datetime,
    instrument: str,
    text: str,
    placements: Sequence[Placed] = (),
    name: str = "",
) -> Fact:
    """Attaches the official wording of a document to the clauses by their ids; nothing of it is judged by.

    Refuses a document with lines that have no place and that no one of `placements` settles.
    """
    check_keeper(acting, day_of(at))
    return _import(at, instrument, name, read_staged(text, placements))


@action("law.text_imported")
def import_draft(*, acting: Acting, at: datetime, draft: UUID, version: int) -> Fact:
    """Imports a staged text as it was settled in that version; the draft goes."""
    check_keeper(acting, day_of(at))
    held = TextDraft.objects.select_for_update().filter(key=draft).first()
    if held is None:
        raise draft_gone()
    if held.version != version:
        raise Refusal(
            "sources.draft_changed",
            "这份草稿刚被改过，与你看到的不同，没有导入",
            remedy="请重新打开，核对后再导入",
            status=409,
        )
    fact = _import(at, held.instrument, held.name, staged_of(held))
    held.delete()
    return fact


def _check_next(last: Revision, digest: str, since: date, seen: str | None, over: int | None) -> None:
    if last.digest == digest:
        raise Refusal("sources.same", "法源数据没有变化，没有采用新版", remedy="不用再办", status=409)
    if since <= last.since:
        raise Refusal(
            "sources.order",
            f"新版的生效日必须晚于上一版的 {last.since}",
            remedy="请改生效日",
            fields={"since": f"必须晚于现行第 {last.number} 版的 {last.since}"},
        )
    if seen != digest or over not in {None, last.number}:
        raise _changed_since_seen()


def _changed_since_seen() -> Refusal:
    return Refusal(
        "sources.changed_since_seen",
        "要采用的法源数据与你看到的差别对不上，没有采用",
        remedy="请重新查看与现行版本的差别，核对后再采用",
        status=409,
    )


def _import(at: datetime, instrument: str, name: str, staged: Staged) -> Fact:
    if revision_line(instrument) is None:
        raise Refusal("sources.no_law", "这份文件还没有采用，没有导入", remedy="请先采用一版法源数据", status=404)
    staged.check()
    numbered = staged.numbered()
    _check_new(instrument, staged)
    number = (TextImport.objects.filter(instrument=instrument).aggregate(n=Max("number"))["n"] or 0) + 1
    digest = hashlib.sha256(staged.text.encode()).hexdigest()
    aside = [each for each in staged.placements if each.aside]
    settled = canonical({"name": name, "placements": [_plain(each) for each in staged.placements]})
    TextImport.objects.create(
        instrument=instrument,
        number=number,
        digest=digest,
        repairs=[repair.to_json() for repair in staged.outline.repairs],
        unplaced=[{"line": each.line, "text": each.text, "why": each.aside} for each in aside],
        settled=settled,
        imported_at=at,
    )
    OfficialText.objects.bulk_create(
        OfficialText(
            instrument=instrument,
            path=node.path,
            import_number=number,
            label=node.label,
            heading=node.heading,
            text=node.text,
        )
        for node in numbered
    )
    facts = TextImported(
        instrument=instrument,
        number=number,
        digest=digest,
        nodes=len(numbered),
        repairs=len(staged.outline.repairs),
        placed=len(staged.placements) - len(aside),
        aside=len(aside),
        settled=seal(settled),
    )
    return Fact(facts, ("law", None), area=law_of(instrument).instrument.area)


def _plain(placement: Placement) -> dict[str, int | str]:
    where = {"into": placement.into} if placement.into else {"aside": placement.aside}
    return {"line": placement.line, "text": placement.text, **where}


def _check_new(instrument: str, staged: Staged) -> None:
    """Refuses to import what is imported already, word for word."""
    last = newest_import(instrument)
    if last is not None and wording_of(instrument, last.number) == staged.wording():
        raise Refusal(
            "sources.same_text",
            f"与第 {last.number} 次导入的原文逐字相同，没有再次导入",
            remedy="不用再办",
            status=409,
        )
