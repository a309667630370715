"""What officers write: short sentences of our own for each kind of act, and answers to what its form asks."""

from dataclasses import dataclass
from random import Random

from jinze.sources.enums import AskType
from jinze.sources.rules.law import Act, Ask

_TROUBLE = (
    "出租厂房改成的小作坊",
    "城中村液化气代充点",
    "废旧物资收购点",
    "沿街餐饮后厨",
    "物流仓储大院",
    "农家乐自建房",
)
_PLACES = ("示例商贸城", "在建的示例家园二期", "示例物流园", "示例幼儿园", "客运站", "示例加油站", "示例面粉厂")
_PLACES_BY_COUNTY = {"410305": "示例铸造有限公司", "410323": "示例矿业有限公司", "410308": "示例化工有限公司"}
_FIX = (
    "当场停用，贴了封条",
    "责令停业，移交公安",
    "拆除设备，断水断电",
    "下达整改通知书，三天内复查",
    "移交市场监管部门立案",
)
_FINDINGS = (
    "疏散通道堆了货物，当场清走",
    "配电箱没有上锁，要求本周整改",
    "有限空间作业没有审批单，停工整改",
    "燃气报警器两处失灵，已更换",
    "三名电焊工证件过期，调离岗位",
)
_THEMES = ("燃气老旧管道更新", "沿街门店消防", "有限空间作业", "电动车充电")
_THEMES_BY_SEASON = (
    ("岁末年初防范", "低温防冻"),
    ("节后复工复产", "春季防火"),
    ("防汛备汛", "高温时段施工"),
    ("秋收秋种用电", "冬防准备"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """The circumstances of one act: whose, where, when, which period, and the names that may appear in it."""

    area: str
    month: int
    body: str
    period: str
    holder: str
    below: tuple[str, ...]


# act → sentences; those of the second group say that nothing was found
_SAID: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "special_meeting": (
        (
            "专题研究{theme}，听了三家单位汇报，定了{m}条措施，都写明了谁办、几时办完。",
            "{holder}主持，先过上次会议的落实情况，再议{theme}，议定{m}条。",
            "会议通报了近期事故教训，重点讲{theme}，当场领任务{m}项。",
        ),
        (),
    ),
    "research_visit": (
        (
            "到{place}看现场、问班组，回来和分管单位碰了两条意见。",
            "调研{place}和{place2}，重点问了{theme}怎么落到人头。",
        ),
        (),
    ),
    "line_visit": (
        (
            "带队到{place}，{finding}。",
            "不打招呼去了{place}和{place2}，{finding}。",
            "结合{theme}到{place}检查，{finding}。",
        ),
        ("到{place}、{place2}检查，台账和现场对得上，没有发现问题，提醒夜班值守。",),
    ),
    "annual_plan": (
        ("年度计划单列了安全生产一章，项目、资金和责任单位都列进去了。", "把{theme}列进全年重点，按季度排了进度。"),
        (),
    ),
    "big_inspection": (
        (
            "围绕{theme}组织大检查，分{g}个组，查{n}家，发现隐患{h}处，重大的已挂牌。",
            "节前{g}个组交叉检查{n}家，发现隐患{h}处，能当场改的都改了。",
        ),
        (),
    ),
    "risk_assessment": (("委托机构对全域风险重新评估，新增较大风险点{m}处，管控单位已经领走。",), ()),
    "sweep": (
        ("挨户走了{n}处，发现{trouble}{v}起，{fix}。", "网格员排查{n}处，{trouble}{v}起，{fix}。"),
        ("本月走访{n}处，没有发现非法生产经营，零报告。", "排查{n}处，重点看了{trouble}，没有发现问题。"),
    ),
    "sweep_check": (
        (
            "会同公安、市场监管检查{n}处，查出{trouble}{v}起，{fix}。",
            "按{period}计划查了{n}处，发现{v}起，其中{trouble}已{fix}。",
            "抽查街镇报上来的线索{n}条，查实{v}起，{fix}。",
        ),
        ("联合检查{n}处，没有发现非法生产，对{trouble}做了提醒登记。",),
    ),
    "sweep_spot_check": (("抽查{g}个县区，随机看点{n}处，发现{v}起没有上报，已要求当地说明。",), ()),
    "team_duty_report": (
        (
            "班子述职：{period}分管领域事故为零，欠账主要在{theme}，下一步按月盯。",
            "{period}述职材料已上会，评议意见两条，都认领了。",
        ),
        (),
    ),
    "member_duty_report": (
        (
            "对照清单逐条说了做的和没做完的，{theme}推进慢，自己认账。",
            "{period}带队检查{m}次，会议{m}次，欠办的一项写明了原因。",
        ),
        (),
    ),
    "annual_appraisal": (("年度考核组实地看了{n}个点，打分和扣分依据一并发给各单位。",), ()),
    "appraisal_notice": (("年度考核结果已书面送组织部门，附了各单位得分和扣分点。",), ()),
    "quarterly_appraisal": (
        (
            "{period}考核打分完成，第一和最后差{m}分，扣分项都能点到具体记录。",
            "{period}按记录自动取数，人工复核{m}处，没有异议。",
        ),
        (),
    ),
    "result_report": (
        ("{period}考核结果呈主要领导阅，附排名和三条建议。", "{period}结果已报，靠后的两家单独写了分析。"),
        (),
    ),
    "result_circular": (
        ("{period}通报发到各街镇和部门，靠后的要求十天内报整改。", "{period}结果通报下发，表扬两家，点名一家。"),
        (),
    ),
    "public_announcement": (
        ("{period}考核结果在本地媒体登出，全文附在后面。", "{period}结果公告刊发，群众来电{m}个，都答复了。"),
        (),
    ),
    "pipeline_patrol": (
        ("中压线巡了{n}公里，阀井{m}座，一处占压已劝离。", "{n}公里走完，第三方施工点派人看着。"),
        ("沿线{n}公里正常，阀井{m}座没有漏气。", "夜里巡线{n}公里，没有异常。"),
    ),
    "courtyard_patrol": (
        ("巡查小区{n}个，两处立管生锈已除锈刷漆。",),
        ("小区{n}个走完，调压箱正常。", "{period}小区巡查{n}个，没有发现问题。"),
    ),
    "power_facility_check": (("线路和配电房全查一遍，缺陷{h}处，消掉{m}处，余下的排了停电计划。",), ()),
    "power_publicity": (
        ("到小区发用电提示卡{n}张，讲了电动车飞线充电的害处。", "在社区广场摆展板，放了触电急救的片子。"),
        (),
    ),
    **dict.fromkeys(
        (f"{season}_water_check" for season in ("spring", "summer", "autumn", "winter")),
        (
            ("泵房、水厂和加压站查了{n}处，护栏和绝缘垫换了{m}处。",),
            ("水厂、泵房按季节清单查了{n}处，情况正常。",),
        ),
    ),
    "hazard_check": (
        ("{spot}有问题，当班处理完，复看没事。", "查出隐患{h}处：{spot}，已报修并挂牌。"),
        ("交接班查了一遍，设备、通道、护具都正常。", "按清单查完，没有发现隐患。", "班前检查正常，提醒了劳保穿戴。"),
    ),
    "household_gas_check": (("入户看了灶具、软管和气密性。",), ()),
}
# For acts that the story says nothing of its own about.
_PLAIN: tuple[tuple[str, ...], tuple[str, ...]] = (
    (
        "{period}{verb}，材料已经归档。",
        "{verb}，涉及{g}家单位，提出{m}条意见，都有人认领。",
        "{verb}，重点是{theme}，结果已发有关单位。",
        "按年初安排{verb}，{holder}过问了进度。",
    ),
    (),
)
_SPOTS = (
    "冷却水报警器不响",
    "行车限位松动",
    "砂轮机缺护罩",
    "灭火器压力不足",
    "通道堆了料筐",
    "临时电缆泡水",
    "通风机皮带打滑",
)

_TEXTS: dict[str, tuple[str, ...]] = {
    "proposals": ("把夜班检查交叉到相邻班组；老旧设备列更换清单", "街镇与部门合并检查，一次查完；补两名专职安全员"),
    "plan": ("国民经济和社会发展年度计划", "年度工作要点", "年度培训计划", "年度宣传工作计划"),
    "agency": ("示例安全评价有限公司", "示例应急技术中心"),
    "conclusion": ("较大风险集中在铸造、燃气和老旧小区，重大风险可控", "总体可接受；矿山和仓储两类要加密检查"),
    "medium": ("示例晚报", "本地电视台新闻栏目", "政府网站和示例晚报"),
    "places": ("周边小区", "社区广场", "集贸市场"),
}
_CHOICES = {"sound": 12, "mended": 2, "open": 1, "season": 3, "holiday": 4, "event": 1, "inspection": 3, "research": 2}


def write(rng: Random, act: Act, told: Told) -> tuple[str, dict[str, str]]:
    """The summary of an act, and answers to everything that its form asks for."""
    facts = _facts(rng, act, told)
    found, nothing = _SAID.get(act.key, _PLAIN)
    clean = bool(nothing) and rng.random() < (0.8 if act.key in {"hazard_check", "pipeline_patrol"} else 0.45)
    if clean:
        facts |= {"v": "0", "h": "0"}
    summary = rng.choice(nothing if clean else found).format(**facts, verb=act.verb)
    answers = {ask.key: _answer(rng, act, ask, facts, told, clean=clean) for ask in act.asks}
    return summary, {key: answer for key, answer in answers.items() if answer}


def _facts(rng: Random, act: Act, told: Told) -> dict[str, str]:
    place, place2 = rng.sample([*_PLACES, *filter(None, [_PLACES_BY_COUNTY.get(told.area[:6])])], 2)
    some = rng.randint(2, 6)
    more = rng.randint(1, 3) if act.key == "hazard_check" else some + rng.randint(0, 5)
    return {
        "area": told.area,
        "period": told.period,
        "holder": told.holder,
        "theme": rng.choice(_themes(told)),
        "place": place,
        "place2": place2,
        "trouble": rng.choice(_TROUBLE),
        "fix": rng.choice(_FIX),
        "finding": rng.choice(_FINDINGS),
        "spot": rng.choice(_SPOTS),
        "n": str(rng.randint(9, 46)),
        "v": str(rng.randint(1, 4)),
        "h": str(more),
        "m": str(some),
        "g": str(rng.randint(3, 6)),
    }


def _answer(rng: Random, act: Act, ask: Ask, facts: dict[str, str], told: Told, *, clean: bool) -> str:
    if ask.type is AskType.CHOICE:
        return _choice(rng, ask, clean=clean)
    if ask.type is AskType.NUMBER:
        return _number(ask, facts)
    if ask.type is AskType.PEOPLE:
        return told.holder
    if ask.type is AskType.BODIES:
        return "、".join(rng.sample(told.below, min(len(told.below), 5))) or told.body
    return _text(rng, act, ask, facts, told, clean=clean)


def _text(rng: Random, act: Act, ask: Ask, facts: dict[str, str], told: Told, *, clean: bool) -> str:
    if ask.key == "measures":
        return _measures(rng, told, int(facts["m"]))
    if ask.key == "findings":
        return "没有发现问题，提醒夜班值守" if clean else facts["finding"]
    if ask.key == "handling":
        return "" if clean else facts["fix"]
    if ask.key == "places" and act.key != "power_publicity":
        return f"{facts['place']}、{facts['place2']}"
    return rng.choice(_TEXTS.get(ask.key, ("详见归档材料",)))


def _choice(rng: Random, ask: Ask, *, clean: bool) -> str:
    keys = [key for key, _ in ask.choices]
    if clean and "sound" in keys:
        return "sound"
    if "sound" in keys:
        keys.remove("sound")
    return rng.choices(keys, [_CHOICES.get(key, 1) for key in keys])[0]


def _number(ask: Ask, facts: dict[str, str]) -> str:
    for word, fact in (("violations", "v"), ("hazards", "h"), ("defects_found", "h"), ("mended", "m")):
        if word in ask.key:
            return facts[fact]
    return facts["n"]


def _measures(rng: Random, told: Told, count: int) -> str:
    who = list(told.below) or [told.body]
    rng.shuffle(who)
    days = ("月底前", "十五天内", "本季度末前", "两周内")
    themes = rng.sample(_themes(told), count)
    return "\n".join(f"{who[i % len(who)]}：{theme}专项排查，{rng.choice(days)}办完" for i, theme in enumerate(themes))


def _themes(told: Told) -> list[str]:
    """What is on the table in a month: its season's themes, and those of all the year."""
    return [*_THEMES_BY_SEASON[told.month % 12 // 3], *_THEMES]
