"""A real program's own PDF: what a browser prints."""

import shutil
import subprocess
from typing import Any

import pytest

from jinze.sources.rules.outline.files import text_of
from jinze.sources.rules.outline.read import read_outline
from jinze.sources.rules.outline.tree import Outline

STYLE = "@page{size:A4;margin:3cm 2.6cm} body{font:16pt/28pt serif} p{text-indent:2em;margin:0;text-align:justify}"
HEAD = '<div style="font-size:9px;width:100%;text-align:center">示例市文件汇编</div>'
FOOT = '<div style="font-size:9px;width:100%;text-align:center">— <span class=pageNumber></span> —</div>'


def has_chinese_font() -> bool:
    program = shutil.which("fc-list")
    return program is not None and bool(subprocess.run([program, ":lang=zh"], capture_output=True, check=False).stdout)


def clauses(outline: Outline) -> list[tuple[str, str, str]]:
    return [(node.path, node.heading, node.text.replace(" ", "")) for node in outline.nodes if node.path]


@pytest.mark.browser
@pytest.mark.skipif(not has_chinese_font(), reason="no Chinese font to print with")
def test_plan_printed_by_a_browser_over_pages_is_read_like_its_text(browser: Any, plan: str) -> None:
    plan = (
        plan.replace("不得评\n\n优", "不得评优")
        .replace("负起总的\n\n责任", "负起总的责任")
        .replace("人民\n团", "人民团")
    )
    more = "".join(
        f"（{number}）每{number}天检查一次第{number}号水泵，发现渗漏立即停泵并报告，记录保存两年。\n\n"
        for number in range(2, 60)
    )
    plan = plan.replace("三、企业责任", f"{more}三、企业责任")
    page = browser.new_page()
    paragraphs = "".join(f"<p>{line}</p>" for line in plan.split("\n") if line)
    page.set_content(f'<html lang="zh-Hans"><meta charset="utf-8"><style>{STYLE}</style>{paragraphs}')
    data = page.pdf(prefer_css_page_size=True, display_header_footer=True, header_template=HEAD, footer_template=FOOT)
    page.close()
    text = text_of(data, "示例.pdf")
    found = read_outline(text)
    assert clauses(found) == clauses(read_outline(plan))
    assert text.count("\f") >= 3
    whys = [line.why for line in found.unplaced]
    assert sorted(whys) == sorted(["疑为页码", "疑为页眉或页脚"] * (text.count("\f") + 1))
