"""What can happen to the law."""

from datetime import date

from jinze.foundation.ledger.rules.kinds import Code, Facts, Sealed, registered


@registered(
    "law.revision_adopted",
    wording="采用《{instrument}》数据第 {number} 版，自 {since} 起，条款 {clauses} 条、义务 {duties} 项",
)
class RevisionAdopted(Facts):
    instrument: Code
    number: int
    digest: Sealed
    since: date
    clauses: int
    duties: int


@registered(
    "law.text_imported", wording="导入《{instrument}》官方原文，{nodes} 条，修复 {repairs} 处，未能归位 {unplaced} 处"
)
class TextImportedUnsettled(Facts):
    """As it was recorded before lines could be settled by hand; `settled` is always empty."""

    instrument: Code
    digest: Sealed
    nodes: int
    repairs: int
    unplaced: int
    settled: Sealed = ""


@registered(
    "law.text_imported",
    v=2,
    wording="第 {number} 次导入《{instrument}》官方原文，{nodes} 条，修复 {repairs} 处，"
    "人工归入条款 {placed} 行、注明不属条款 {aside} 行",
)
class TextImported(Facts):
    """`digest` is that of the text, `settled` seals the name of the file and every line that a person placed."""

    instrument: Code
    number: int
    digest: Sealed
    nodes: int
    repairs: int
    placed: int
    aside: int
    settled: Sealed
