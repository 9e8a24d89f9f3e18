"""A page in Chromium with small local worlds behind it, for the browser tests."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from tests.playground.browser import ARGUMENTS, CHROMIUM, Complaints, opened
from tests.playground.page_stage import PageStage, page_stage


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as started:
        browser = await started.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def stage() -> AsyncIterator[PageStage]:
    async with page_stage() as made:
        yield made


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, stage: PageStage, complaints: Complaints) -> AsyncIterator[Page]:
    page = await opened(browser, stage, complaints)
    yield page
    await page.context.close()
