"""The demonstration as a person meets it: the suite with the real libraries behind the page, in a real browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page, async_playwright, expect

from bots.demo import running_demo
from bots.demo_page import page_of
from tests.playground.browser import ARGUMENTS, CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium on this computer"),
    pytest.mark.timeout(180),
]


@asynccontextmanager
async def opened(width: int, height: int) -> AsyncIterator[tuple[Page, list[str]]]:
    """A browser at the page of a running demonstration, with what its console complained about."""
    complaints: list[str] = []
    async with running_demo() as demo:
        server = page_of(demo)
        await server.start()
        try:
            async with async_playwright() as started:
                browser = await started.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
                page = await browser.new_page(viewport={"width": width, "height": height})
                page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
                page.on("pageerror", lambda error: complaints.append(str(error)))
                await page.goto(server.url)
                yield page, complaints
                await browser.close()
        finally:
            await server.stop()


async def test_the_tour_plays_the_whole_story_by_its_buttons() -> None:
    async with opened(1400, 900) as (page, complaints):
        for number in range(1, 17):
            await page.get_by_role("button", name="Do it for me").click()
            await expect(page.get_by_text(f"Tour {number}/16")).to_be_visible(timeout=30_000)
            forward = page.get_by_role("button", name="Next", exact=True)
            if await forward.is_enabled():
                await forward.click()

        await expect(page.get_by_text("It works, thank you!").first).to_be_visible()
        assert complaints == []


async def test_a_person_on_a_phone_asks_and_is_answered() -> None:
    async with opened(390, 844) as (page, complaints):
        await page.get_by_role("tab", name="Telegram").click()
        box = page.get_by_placeholder("Write a message")

        await box.fill("My transaction is pending for hours, why?")
        await box.press("Enter")

        await expect(page.get_by_text("Source: FAQ").first).to_be_visible(timeout=20_000)
        assert complaints == []
