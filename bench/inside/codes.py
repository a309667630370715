"""Codes of law of any size, in the two shapes that Chinese documents have, and the reading of one of them.

`python -m bench.inside.codes articles|parts COUNT` reads a file of COUNT clauses in a process of its own.
"""

import json
import resource
import sys
import time

from bench.inside.mutations import faults
from jinze.sources.rules.outline.files import text_of
from jinze.sources.rules.outline.read import read_outline
from jinze.sources.rules.outline.styles import han

PER_ARTICLE, PER_CHAPTER = 8, 25
PER_SECTION, PER_PART = 20, 60
DUTIES = (
    "每季度检查一次现场，记录发现的问题并督促整改",
    "把检查情况按规定时间报告上级主管部门，并向社会公布",
    "组织从业人员学习操作规程",
)


def articles(count: int) -> str:
    """第X章, 第X条 through the whole code, （一）…: `count` items."""
    lines = ["示例市安全法典", ""]
    for clause in range(count):
        article, item = divmod(clause, PER_ARTICLE)
        if item == 0:
            if article % PER_CHAPTER == 0:
                chapter = article // PER_CHAPTER + 1
                lines += [f"第{han(chapter)}章 第{chapter}类单位", ""]
            lines += [f"第{han(article + 1)}条 主管部门对第{article + 1}类场所履行下列职责：", ""]
        lines += [f"（{han(item + 1)}）{DUTIES[item % 3]}，第{clause}号事项另有规定的除外；", ""]
    return "\n".join(lines)


def parts(count: int) -> str:
    """一、 （一） 1.: `count` items, with a row cut by the page every hundred."""
    lines = ["示例市安全责任清单", ""]
    for clause in range(count):
        section, item = divmod(clause, PER_SECTION)
        part, place = divmod(section, PER_PART)
        if item == 0:
            lines += [f"{han(part + 1)}、第{part + 1}方面职责", ""] * (place == 0)
            lines += [f"（{han(place + 1)}）示例单位{section}", ""]
        text = f"{item + 1}. 负责第{clause}号事项，{DUTIES[clause % 3]}，不得拖延，发现违法行为依法处理。"
        lines += [text[:30], "", f"— {clause // 100} —", "", text[30:], ""] if clause % 100 == 99 else [text, ""]
    return "\n".join(lines)


SHAPES = {"articles": articles, "parts": parts}


def main(shape: str, count: int) -> None:
    data = SHAPES[shape](count).encode()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    text = text_of(data, "code.txt")
    outline = read_outline(text)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    data.decode().split("\n")
    splitting = time.perf_counter() - started
    told = {
        "seconds": seconds,
        "splitting": splitting,
        "clauses": len(outline.leaves()),
        "bytes": len(data),
        "megabytes": peak // 1024,
        "before": before // 1024,
        "faults": len(faults(text, outline)),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
