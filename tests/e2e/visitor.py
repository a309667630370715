"""A person at a browser, and everything that goes wrong in front of them."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect

from tests.support.world import PASSWORD

PATIENCE = 20_000  # milliseconds: a busy machine is slow, and that is no fault
FIGURES = ("应办", "按期", "迟办", "在期", "逾期")
NOTED_AS_RESPONSE = "Failed to load resource"
expect.set_options(timeout=PATIENCE)


class Visitor:
    """One person: a browser context of their own. `wrong` is what a person should never meet.

    `refusals` are the answers that a test brings about on purpose (422 for a form that is sent back).
    """

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.address = address
        self.wrong: list[str] = []
        self.refusals: list[int] = []
        settings = {
            "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai",
            "viewport": {"width": 1440, "height": 900},
            "reduced_motion": "reduce",
        }
        self.context = browser.new_context(base_url=address, **{**settings, **options})
        self.context.set_default_timeout(PATIENCE)
        self.context.on("console", self._heard)
        self.context.on("weberror", lambda error: self.wrong.append(f"script: {error.error}"))
        self.context.on("response", self._answered)
        self.page: Page = self.context.new_page()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and NOTED_AS_RESPONSE not in message.text:
            self.wrong.append(f"console at {message.page.url if message.page else '?'}: {message.text}")

    def _answered(self, answer: Response) -> None:
        if answer.status < 400:
            return
        if answer.status in self.refusals:
            self.refusals.remove(answer.status)
        else:
            self.wrong.append(f"{answer.status} {answer.request.method} {answer.url}")

    def leave(self) -> None:
        """Closes the browser and complains about all that went wrong, and about refusals that never came."""
        self.context.close()
        assert self.wrong == [], "\n".join(self.wrong)
        assert self.refusals == [], f"expected and did not come: {self.refusals}"

    def expects(self, *statuses: int) -> None:
        """The next answers with these statuses are meant to come."""
        self.refusals += statuses

    def opens(self, path: str) -> Page:
        self.page.goto(path)
        return self.page

    def signs_in(self, username: str, password: str = PASSWORD, *, to: str = "/signin/") -> Page:
        """Signs in as a person does, from the sign-in page or from wherever one is sent to it."""
        self.page.goto(to)
        self.page.get_by_label("账号").fill(username)
        self.page.get_by_label("密码").fill(password)
        self.page.get_by_role("button", name="登录", exact=True).click()
        return self.page

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def equation(self) -> dict[str, int]:
        """The figures in the head of the board; they must add up."""
        self.opens("/board/?term=all")
        said = self.page.locator(".eq").inner_text()
        found = {word: int(re.search(rf"{word}\s*([\d,]+)", said)[1].replace(",", "")) for word in FIGURES}  # type: ignore[index]
        assert found["应办"] == sum(found[word] for word in FIGURES[1:]), said
        return found

    def fits(self) -> None:
        """No sideways scroll."""
        wide, room = self.page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        assert wide <= room, f"{self.path} is {wide} px wide on a screen of {room}"


def fill_sweep(page: Page, *, when: datetime | None = None, summary: str | None = "查了十二处，没有发现") -> None:
    """Fills the form of the monthly sweep; None leaves a field as it is."""
    if when is not None:
        page.get_by_label("办理时间").fill(f"{when:%Y-%m-%dT%H:%M}")
    if summary is not None:
        page.get_by_label("做了什么").fill(summary)
        if page.get_by_label("为什么迟了").count():
            page.get_by_label("为什么迟了").fill("汇总晚了")
    page.locator("[name=a-places_checked]").fill("12")
    page.locator("[name=a-violations_found]").fill("0")


def submit(page: Page) -> None:
    page.locator("form[data-once] button.btn-primary[type=submit]").click()


def expect_words(page: Page, words: Sequence[str], where: str = "main") -> None:
    """Each of the words stands in the part of the page."""
    for each in words:
        expect(page.locator(where)).to_contain_text(each)
