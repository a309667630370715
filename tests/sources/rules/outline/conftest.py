"""A small document in the shape of a municipal duty list, and the law of conservation of characters."""

from collections.abc import Callable

import pytest

from bench.inside.mutations import faults
from jinze.sources.rules.outline.tree import Outline

PLAN = """中共示例市委办公室

示办文〔2031〕5号

中共示例市委办公室 示例市人民政府办公室 关于印发《示例市安全 责任清单》的通知

各县区党委和人民政府，市委各部委，市直各单位，各人民
团体，各企业：

《示例市安全责任清单》已经研究同意，现在发给大家，请照办。

中共示例市委办公室

示例市人民政府办公室

2031年3月5日

示例市安全责任清单

为了把责任说清楚，按照有关要求（示发〔2030〕1号），列出如下各条：

一、党委和政府的责任

（一）党委责任

1. 每年听取两次安全汇报。

2. 建立奖惩制度。

考核结果作为任用的参考。对考核不合格的单位，当年不得评

优。

先进单位予以表扬。

3. 各级负责人对本地的安全工作负起总的

责任，并带头检查。

（二）军分区责任

按程序 and 规定组织民兵参加救援。

二、部门责任

（一）市乙局

负责外事活动的安全。

(二) 市甲局

1. 负责学校安全,每学期检查一次(含假期)。

2. 完成其他工作。

（三）公用企业

公用企业还要做到以下几点：

1. 供气企业

（1）每月巡查管线。

(2) 每年入户检查一次。

检查不到位的，承担相应责任。

2. 供水企业

（1）每天检查水泵。

三、企业责任

企业是责任主体。

（一）主要负责人和管理人員应当懂安全。

（二）每班检查隐患。

中共示例市委办公室

2031年3月5日印发
"""


@pytest.fixture
def plan() -> str:
    return PLAN


def hold(text: str, outline: Outline) -> None:
    """Every character once and in order; every path once and of printed numbers; every parent printed."""
    assert faults(text, outline) == []


@pytest.fixture
def holds() -> Callable[[str, Outline], None]:
    return hold
