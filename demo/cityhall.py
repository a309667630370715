"""The bodies of the city itself, under today's names, with the functions that the reform of 2019 moved."""

from datetime import date

from demo.shape import CITY, ISSUED, REFORM, BodyPlan, Holds, PostPlan, original, post, reformed
from jinze.foundation.access.enums import Level, PostRole

_FIRE_TO_HOUSING = date(2019, 4, 1)

_Department = tuple[str, str, str, date, tuple[Holds, ...]]  # handle, name, short name, since, functions
_DEPARTMENTS: tuple[_Department, ...] = (
    ("yj", "洛阳市应急管理局", "市应急管理局", REFORM, reformed("work_safety", "flood_command", "coal_mine_safety")),
    ("zzb", "中共洛阳市委组织部", "市委组织部", ISSUED, original("party_organisation")),
    ("xcb", "中共洛阳市委宣传部", "市委宣传部", ISSUED, (*original("party_publicity"), *reformed("press_publication"))),
    ("gx", "洛阳市工业和信息化局", "市工信局", ISSUED, (*original("industry"), *reformed("gold_mining"))),
    ("jy", "洛阳市教育局", "市教育局", ISSUED, original("education")),
    (
        "ga",
        "洛阳市公安局",
        "市公安局",
        ISSUED,
        (*original("public_security"), Holds("fire_supervision", until=REFORM)),
    ),
    (
        "zj",
        "洛阳市住房和城乡建设局",
        "市住建局",
        ISSUED,
        (
            *original("housing_construction", "gas_heat_administration"),
            Holds("fire_design_approval", _FIRE_TO_HOUSING, basis=f"transfer-{_FIRE_TO_HOUSING}"),
        ),
    ),
    ("jt", "洛阳市交通运输局", "市交通运输局", ISSUED, (*original("transport"), *reformed("fishing_vessels"))),
    ("wj", "洛阳市卫生健康委员会", "市卫生健康委", ISSUED, (*original("health"), *reformed("occupational_health"))),
    (
        "sg",
        "洛阳市市场监督管理局",
        "市市场监管局",
        REFORM,
        reformed("food_drugs", "business_registration", "special_equipment"),
    ),
    (
        "xf",
        "洛阳市消防救援支队",
        "市消防救援支队",
        ISSUED,
        (
            Holds("fire_rescue"),
            Holds("fire_design_approval", until=_FIRE_TO_HOUSING),
            *reformed("fire_supervision"),
        ),
    ),
)
_HEADS = {"zzb": "部长", "xcb": "部长", "wj": "主任", "xf": "支队长"}


def bodies() -> list[BodyPlan]:
    """Every body of the city level, parents first."""
    return [_party(), _government(), *map(_department, _DEPARTMENTS), _office(), _audit()]


def _party() -> BodyPlan:
    return BodyPlan(
        f"party:{CITY}",
        "中共洛阳市委员会",
        "市委",
        Level.CITY,
        CITY,
        ISSUED,
        functions=original("party_committee"),
        posts=(post("市委书记", PostRole.PRINCIPAL), post("市委副书记", PostRole.DEPUTY)),
    )


def _government() -> BodyPlan:
    return BodyPlan(
        f"gov:{CITY}",
        "洛阳市人民政府",
        "市政府",
        Level.CITY,
        CITY,
        ISSUED,
        functions=original("government"),
        posts=(
            post("市长", PostRole.PRINCIPAL),
            post("常务副市长", PostRole.EXECUTIVE_DEPUTY),
            post("副市长（分管安全生产）", PostRole.SAFETY_DEPUTY),
            post("副市长（分管城建交通）", PostRole.DEPUTY),
        ),
    )


def _department(row: _Department) -> BodyPlan:
    key, name, short, since, functions = row
    head = _HEADS.get(key, "局长")
    bound = Holds("safety_department", since)
    return BodyPlan(
        f"{key}:{CITY}",
        name,
        short,
        Level.CITY,
        CITY,
        since,
        parent=f"party:{CITY}" if key in {"zzb", "xcb"} else f"gov:{CITY}",
        functions=(*functions, bound),
        posts=(
            post(head, PostRole.PRINCIPAL),
            post(f"副{head}（分管安全生产）", PostRole.SAFETY_DEPUTY),
            post("安全科科长", PostRole.OFFICER),
        ),
    )


def _office() -> BodyPlan:
    return BodyPlan(
        f"office:{CITY}",
        "洛阳市安全生产委员会办公室",
        "市安委办",
        Level.CITY,
        CITY,
        ISSUED,
        parent=f"gov:{CITY}",
        functions=original("safety_committee_office", "sweep_lead"),
        posts=(
            post("安委办主任", PostRole.PRINCIPAL, holder=f"yj:{CITY}#principal"),
            post("综合科科长", PostRole.OFFICER),
        ),
    )


def _audit() -> BodyPlan:
    reader = PostPlan("reader", "安全生产审计组查阅人", PostRole.AUDITOR)
    return BodyPlan(
        f"audit:{CITY}", "洛阳市审计局", "市审计局", Level.CITY, CITY, ISSUED, f"gov:{CITY}", posts=(reader,)
    )
