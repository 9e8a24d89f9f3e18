"""Debian's Chromium for tests that look at pages: where it is, and how it starts without asking the network."""

import shutil
from pathlib import Path

from playwright.async_api import Browser, ConsoleMessage, Page, expect

from tests.playground.page_stage import PageStage

CHROMIUM = next((path for path in ("/usr/bin/chromium", shutil.which("chromium")) if path and Path(path).exists()), "")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class Complaints(list[str]):
    """What the browser's console complained about."""

    def follow(self, page: Page) -> None:
        def note(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.append(message.text)

        page.on("console", note)
        page.on("pageerror", lambda error: self.append(str(error)))


async def opened(
    browser: Browser, stage: PageStage, complaints: Complaints, *, width: int = 1400, height: int = 900
) -> Page:
    context = await browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = await context.new_page()
    complaints.follow(page)
    await page.goto(stage.page.url)
    await expect(page.locator("body[data-connected=yes]")).to_have_count(1)
    return page
