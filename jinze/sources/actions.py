"""Writes of the sources: adopting a revision of the law, importing an official document."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from jinze.foundation.ledger.actions.recording import Fact, action
from jinze.kernel.acting import Acting
from jinze.kernel.canonical import canonical
from jinze.kernel.refusal import Refusal
from jinze.sources.events import RevisionAdopted, TextImported
from jinze.sources.models import OfficialText, Revision, TextImport
from jinze.sources.queries.law import look_again, revision_line
from jinze.sources.rules.outline.read import read_outline
from jinze.sources.rules.reading import read_law


@action("law.revision_adopted")
def adopt_revision(*, acting: Acting, at: datetime, documents: dict[str, Any], since: date) -> Fact:
    """Adopts a law folder's content as the next revision, in force from `since`; what came before keeps its days."""
    law = read_law(documents)
    key = law.instrument.key
    last = Revision.objects.filter(instrument=key).order_by("-number").first()
    if last is not None and last.digest == law.digest:
        raise Refusal("sources.same", "法源数据没有变化，没有采用新版", remedy="不用再办", status=409)
    if last is not None and since <= last.since:
        raise Refusal("sources.order", f"新版的生效日必须晚于上一版的 {last.since}", remedy="请改生效日")
    number = last.number + 1 if last else 1
    Revision.objects.create(
        instrument=key,
        number=number,
        digest=law.digest,
        since=since,
        content=canonical(documents),
        adopted_at=at,
    )
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
def import_text(*, acting: Acting, at: datetime, instrument: str, text: str) -> Fact:
    """Attaches the official wording of a document to the clauses by their ids; nothing of it is judged by."""
    if revision_line(instrument) is None:
        raise Refusal("sources.no_law", "这份文件还没有采用，没有导入", remedy="请先采用一版法源数据", status=404)
    outline = read_outline(text)
    numbered = [node for node in outline.nodes if node.path]
    if not numbered:
        raise Refusal("sources.no_nodes", "这份文件里没有找到带编号的条款", remedy="请核对文件是否完整")
    number = (TextImport.objects.filter(instrument=instrument).aggregate(n=Max("number"))["n"] or 0) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    TextImport.objects.create(
        instrument=instrument,
        number=number,
        digest=digest,
        repairs=[repair.to_json() for repair in outline.repairs],
        unplaced=[line.to_json() for line in outline.unplaced],
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
        digest=digest,
        nodes=len(numbered),
        repairs=len(outline.repairs),
        unplaced=len(outline.unplaced),
    )
    return Fact(facts, ("law", None), area=acting.area)
