"""Utilities and enterprises: fictitious ones, each with who answers for safety in it."""

from collections.abc import Sequence
from datetime import date

from demo.shape import BodyPlan, Holds, post
from jinze.foundation.access.enums import Level, PostRole

_FOUNDED = date(2019, 6, 1)

_Crews = tuple[tuple[str, str], ...]  # handle and name of each team
_Factory = tuple[str, str, str, str, tuple[tuple[str, str, _Crews], ...]]  # handle, name, county, area, workshops
_FACTORIES: tuple[_Factory, ...] = (
    (
        "zhuzao",
        "示例铸造有限公司",
        "410305",
        "410305011",
        (
            ("ronglian", "熔炼车间", (("ronglian1", "熔炼一班"), ("ronglian2", "熔炼二班"))),
            ("qingli", "清理车间", (("qingli1", "清理班"),)),
        ),
    ),
    (
        "kuangye",
        "示例矿业有限公司",
        "410323",
        "410323101",
        (("caijue", "采掘车间", (("caijue1", "采掘一班"), ("caijue2", "采掘二班"))),),
    ),
    (
        "huagong",
        "示例化工有限公司",
        "410308",
        "410308004",
        (("hecheng", "合成车间", (("hecheng1", "合成一班"), ("hecheng2", "合成二班"))),),
    ),
)
_UTILITIES = (
    ("ranqi", "示例燃气有限公司", "410305", "gas_supplier", "巡线队队长", "zj"),
    ("gongdian", "示例供电公司", "410305", "power_supplier", "安监部主任", "gx"),
    ("shuiwu", "示例水务有限公司", "410305", "water_supplier", "管网部主任", "zj"),
)
STORE = "store:410305"
STORE_TEAM = f"{STORE}/cangchu"


def bodies(counties: Sequence[str]) -> list[BodyPlan]:
    """Utilities and enterprises in the counties of the story, without the workshops and teams."""
    found = [_utility(*row) for row in _UTILITIES if row[2] in counties]
    found += [_factory(row[0], row[1], row[2], row[3]) for row in _FACTORIES if row[2] in counties]
    return [*found, _store()] if "410305" in counties else found


def crews(counties: Sequence[str], since: date) -> list[BodyPlan]:
    """Workshops and teams, which file on the platform from `since` on."""
    found: list[BodyPlan] = []
    for key, name, county, area, workshops in _FACTORIES:
        for shop, word, teams in workshops if county in counties else ():
            place = f"works:{key}/{shop}"
            found.append(_crew(place, f"works:{key}", name, word, Level.WORKSHOP, area, since))
            found += [_crew(f"works:{key}/{t}", place, name, label, Level.TEAM, area, since) for t, label in teams]
    if "410305" in counties:
        found.append(
            _crew(STORE_TEAM, STORE, "应急物资储备库", "仓储班", Level.TEAM, "410305", since, "yj:410305#officer")
        )
    return found


def _utility(key: str, name: str, county: str, function: str, officer: str, overseer: str) -> BodyPlan:
    return BodyPlan(
        f"works:{key}",
        name,
        name.replace("有限公司", ""),
        Level.ENTERPRISE,
        county,
        _FOUNDED,
        functions=(Holds(function, _FOUNDED), Holds("enterprise", _FOUNDED)),
        posts=(
            post("总经理", PostRole.PRINCIPAL),
            post("安全总监", PostRole.SAFETY_MANAGER),
            post(officer, PostRole.OFFICER),
        ),
        overseer=f"{overseer}:4103",
    )


def _factory(key: str, name: str, county: str, area: str) -> BodyPlan:
    return BodyPlan(
        f"works:{key}",
        name,
        name.replace("有限公司", ""),
        Level.ENTERPRISE,
        area,
        _FOUNDED,
        functions=(Holds("enterprise", _FOUNDED),),
        posts=(post("总经理", PostRole.PRINCIPAL), post("安全管理部部长", PostRole.SAFETY_MANAGER)),
        overseer=f"yj:{county}",
    )


def _store() -> BodyPlan:
    return BodyPlan(
        STORE,
        "涧西区应急物资储备库",
        "应急物资储备库",
        Level.ENTERPRISE,
        "410305",
        _FOUNDED,
        parent="yj:410305",
        functions=(Holds("public_institution", _FOUNDED), Holds("enterprise", _FOUNDED)),
        posts=(post("储备库主任", PostRole.PRINCIPAL, holder="yj:410305#deputy"),),
        overseer="yj:410305",
    )


def _crew(
    handle: str, parent: str, firm: str, word: str, level: Level, area: str, since: date, holder: str = ""
) -> BodyPlan:
    head = "车间主任" if level is Level.WORKSHOP else "班长（兼）" if holder else "班长"
    short = firm.replace("有限公司", "")
    return BodyPlan(
        handle,
        f"{firm}{word}",
        f"{short}{word}",
        level,
        area,
        since,
        parent=parent,
        functions=(Holds(level.value, since),),
        posts=(post(head, PostRole.PRINCIPAL, holder=holder),),
    )
