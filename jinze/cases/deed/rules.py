"""Pure judgements about what was said of a deed."""

from collections.abc import Mapping
from datetime import date, datetime

from jinze.kernel.days import CHINA
from jinze.kernel.periods import calendar
from jinze.sources.enums import AskType
from jinze.sources.rules.law import Act, Ask, Duty, Timing

DIGITS = 9  # longer numbers are slips of the hand


def answer_faults(act: Act, asks: tuple[Ask, ...], answers: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the answers alone, by key: missing, of the wrong kind, or not asked for."""
    found = {}
    known = {ask.key: ask for ask in (*act.asks, *asks)}
    for key, ask in known.items():
        said = answers.get(key, "").strip()
        if not said and ask.required:
            found[key] = f"请填写{ask.label}"
        elif said:
            wrong = _wrong(ask, said)
            if wrong:
                found[key] = wrong
    for key in answers.keys() - known.keys():
        found[key] = "这一栏不属于这种履职记录"
    return found


def faults(
    act: Act, asks: tuple[Ask, ...], answers: Mapping[str, str], occurred_at: datetime, at: datetime
) -> dict[str, str]:
    """What keeps a deed from being filed, by field: a day in the future, an answer missing or of the wrong kind."""
    found = {}
    if occurred_at > at:
        today = at.astimezone(CHINA)
        found["occurred_at"] = f"还没有发生。现在是 {today:%Y-%m-%d %H:%M}；请等办完再记"
    found.update(answer_faults(act, asks, answers))
    return found


def faults_against(
    duty: Duty | None, timing: Timing | None, act: str, against: int | None, occurred: date
) -> dict[str, str]:
    """What is wrong with the duty, and the period of it, that a deed names; such a deed would discharge nothing.

    `timing` is the duty's rhythm on the day of the act.
    """
    if duty is None:
        return {} if against is None else {"against_duty": "补办某一期，请先选定是哪项义务"}
    if duty.act != act:
        return {"against_duty": f"「{duty.title}」要用另一种履职记录来办"}
    if against is None:
        return {}
    if timing is None:
        return {"against": "这项义务不按期次办，请不要选期次"}
    if against > calendar(timing.frequency, timing.windows).last_opened(occurred):
        return {"against": "所选的这一期在办理那天还没有开始"}
    return {}


def _wrong(ask: Ask, said: str) -> str:
    if ask.type is AskType.NUMBER and not (said.isascii() and said.isdigit()):
        return f"{ask.label}请填不小于 0 的整数，例如 12"
    if ask.type is AskType.NUMBER and len(said) > DIGITS:
        return f"{ask.label}最多 {DIGITS} 位数，请核对"
    if ask.type is AskType.CHOICE and said not in dict(ask.choices):
        options = "、".join(label for _, label in ask.choices)
        return f"{ask.label}请从{options}中选一项"
    return "" if len(said) <= 2000 else f"{ask.label}最多 2000 字，现有 {len(said)} 字"
