"""Counties, townships and a few villages: the same bodies everywhere, more of them where the story is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from demo.shape import CITY, ISSUED, REFORM, REFORM_BASIS, BodyPlan, Holds, post
from jinze.foundation.access.enums import Level, PostRole

JIANXI, XINAN, MENGJIN = "410305", "410323", "410308"
ZONE = "410371"
MERGER = date(2021, 3, 18)
_MERGED = ("410307", "410308")

# Townships in the counties whose story is told; everywhere else the first one stands for all.
_TOWNS = {
    JIANXI: ("410305011", "410305010", "410305005"),
    XINAN: ("410323103", "410323104", "410323101"),
    MENGJIN: ("410308004", "410308102", "410308101"),
}
_WITH_VILLAGE = ("410305011", "410323103", "410323104", "410308102", "410325100", "410329001")
_NUMBERS = "一二三四五六"


@dataclass(frozen=True, slots=True)
class Place:
    """An area of the divisions table."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Village:
    """A made-up village: the table has none, and a letter in its code keeps it apart from real ones."""

    code: str
    parent: str
    name: str


def bodies(counties: Sequence[Place], towns: dict[str, list[Place]]) -> list[BodyPlan]:
    """Every body below the city; `towns` are the live townships of each county in code order."""
    found: list[BodyPlan] = []
    for county in counties:
        found += _county(county)
        for town in _chosen(county.code, towns.get(county.code, [])):
            found += _town(county, town)
    return found


def villages(towns: dict[str, list[Place]]) -> list[Village]:
    """The villages of the story in the townships given."""
    held = {town.code: town for each in towns.values() for town in each}
    chosen = [held[code] for code in _WITH_VILLAGE if code in held]
    return [
        Village(f"{town.code}S01", town.code, f"示例{_NUMBERS[i]}{'社区' if _is_street(town) else '村'}")
        for i, town in enumerate(chosen)
    ]


def village_bodies(made: Sequence[Village], towns: dict[str, list[Place]]) -> Iterator[BodyPlan]:
    """The committees of the made-up villages."""
    names = {town.code: town.name for each in towns.values() for town in each}
    for village in made:
        kind = "居民委员会" if village.name.endswith("社区") else "村民委员会"
        yield BodyPlan(
            f"village:{village.code}",
            f"{names[village.parent]}{village.name}{kind}",
            f"{village.name}{'居委会' if kind[0] == '居' else '村委会'}",
            Level.VILLAGE,
            village.code,
            _since(village.code),
            parent=f"gov:{village.parent}",
            functions=(Holds("village_committee", _since(village.code)),),
            posts=(post("居委会主任" if kind[0] == "居" else "村委会主任", PostRole.PRINCIPAL),),
        )


def _chosen(county: str, live: list[Place]) -> list[Place]:
    wanted = _TOWNS.get(county)
    return [town for town in live if town.code in wanted] if wanted else live[:1]


def _since(code: str) -> date:
    return MERGER if code.startswith(_MERGED) else ISSUED


def _is_street(town: Place) -> bool:
    return town.name.endswith("街道")


def _county(county: Place) -> list[BodyPlan]:
    made = [_county_party(county), _county_government(county), _emergency(county), _office(county)]
    if county.code in _TOWNS:
        made += [_department(county, "ga", "公安局", "public_security")]
        made += [_department(county, "zj", "住房和城乡建设局", "housing_construction", "gas_heat_administration")]
    return made


def _words(county: Place) -> tuple[str, str, str, str]:
    """Short name; party body; head of government; party prefix of titles."""
    if county.code == ZONE:
        return "高新区", "党工委", "管委会主任", "党工委"
    kind = county.name[-1]
    return county.name, f"{kind}委", f"{kind}长", f"{kind}委"


def _county_party(county: Place) -> BodyPlan:
    short, party, _, prefix = _words(county)
    inside = f"洛阳市{county.name}" if county.name.endswith("区") and county.code != ZONE else county.name
    kind = "工作委员会" if county.code == ZONE else "委员会"
    return BodyPlan(
        f"party:{county.code}",
        f"中共{inside}{kind}",
        f"{short}{party}" if county.code == ZONE else f"{short[:-1]}{party}",
        Level.COUNTY,
        county.code,
        _since(county.code),
        parent=f"party:{CITY}",
        functions=(Holds("party_committee", _since(county.code)),),
        posts=(post(f"{prefix}书记", PostRole.PRINCIPAL), post(f"{prefix}副书记", PostRole.DEPUTY)),
    )


def _county_government(county: Place) -> BodyPlan:
    short, _, head, _ = _words(county)
    deputy = head.replace("主任", "副主任") if county.code == ZONE else f"副{head}"
    since = _since(county.code)
    functions = (Holds("government", since), *((Holds("zone_administration"),) if county.code == ZONE else ()))
    posts = [
        post(head, PostRole.PRINCIPAL),
        post(f"常务{deputy}", PostRole.EXECUTIVE_DEPUTY),
        post(f"{deputy}（分管安全生产）", PostRole.SAFETY_DEPUTY),
    ]
    if county.code in _TOWNS:
        posts.append(post(f"{deputy}（分管工业）", PostRole.DEPUTY))
    zone = county.code == ZONE
    return BodyPlan(
        f"gov:{county.code}",
        f"{county.name}管理委员会" if zone else f"{county.name}人民政府",
        f"{short}管委会" if zone else f"{short}政府",
        Level.COUNTY,
        county.code,
        since,
        parent=f"gov:{CITY}",
        functions=functions,
        posts=tuple(posts),
    )


def _emergency(county: Place) -> BodyPlan:
    since = max(REFORM, _since(county.code))
    basis = REFORM_BASIS if since == REFORM else ""
    functions = [Holds("work_safety", since, basis=basis), Holds("safety_department", since)]
    if county.code == JIANXI:
        functions.append(Holds("sweep_lead", since))
    return BodyPlan(
        f"yj:{county.code}",
        f"{county.name}应急管理局",
        f"{_words(county)[0]}应急管理局",
        Level.COUNTY,
        county.code,
        since,
        parent=f"gov:{county.code}",
        functions=tuple(functions),
        posts=(
            post("局长", PostRole.PRINCIPAL),
            post("副局长", PostRole.DEPUTY),
            post("综合科科长", PostRole.OFFICER),
        ),
    )


def _office(county: Place) -> BodyPlan:
    since = _since(county.code)
    lead = () if county.code == JIANXI else (Holds("sweep_lead", since),)
    bureau = f"yj:{county.code}"
    return BodyPlan(
        f"office:{county.code}",
        f"{county.name}安全生产委员会办公室",
        f"{_words(county)[0]}安委办",
        Level.COUNTY,
        county.code,
        since,
        parent=f"gov:{county.code}",
        functions=(Holds("safety_committee_office", since), *lead),
        posts=(
            post("安委办主任", PostRole.PRINCIPAL, holder=f"{bureau}#principal"),
            post("联络员", PostRole.OFFICER, holder=f"{bureau}#officer"),
        ),
    )


def _department(county: Place, key: str, word: str, *functions: str) -> BodyPlan:
    since = _since(county.code)
    bureau = "公安分局" if key == "ga" and county.name.endswith("区") else word
    name = f"洛阳市公安局{county.name[:-1]}分局" if bureau == "公安分局" else f"{county.name}{word}"
    return BodyPlan(
        f"{key}:{county.code}",
        name,
        f"{county.name}{'住建局' if key == 'zj' else bureau}",
        Level.COUNTY,
        county.code,
        since,
        parent=f"gov:{county.code}",
        functions=tuple(Holds(function, since) for function in (*functions, "safety_department")),
        posts=(post("局长", PostRole.PRINCIPAL), post("副局长", PostRole.DEPUTY)),
    )


def _town(county: Place, town: Place) -> list[BodyPlan]:
    since = _since(town.code)
    street = _is_street(town)
    kind = town.name[-1]
    head, deputy = ("街道办主任", "街道办副主任") if street else (f"{kind}长", f"副{kind}长")
    party = "党工委" if street else "党委"
    return [
        BodyPlan(
            f"party:{town.code}",
            f"中共{town.name}{'工作委员会' if street else '委员会'}",
            f"{town.name}{party}",
            Level.TOWNSHIP,
            town.code,
            since,
            parent=f"party:{county.code}",
            functions=(Holds("party_committee", since),),
            posts=(post(f"{party}书记", PostRole.PRINCIPAL),),
        ),
        BodyPlan(
            f"gov:{town.code}",
            f"{county.name}{town.name}{'办事处' if street else '人民政府'}",
            f"{town.name}{'办' if street else '政府'}",
            Level.TOWNSHIP,
            town.code,
            since,
            parent=f"gov:{county.code}",
            functions=(Holds("government", since),),
            posts=(post(head, PostRole.PRINCIPAL), post(f"{deputy}（分管安全生产）", PostRole.SAFETY_DEPUTY)),
        ),
    ]
