"""The demo page in a real browser: what a person sees, types and presses."""

from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, expect

from bots.playground.page_server import TourStep
from tests.playground.browser import CHROMIUM, Complaints, opened
from tests.playground.page_stage import ANN, BEN, EVE, HARBOUR, TEAM, PageStage, page_stage

HOSTILE = "<img src=x onerror=\"document.body.dataset.owned='yes'\"> <script>document.body.dataset.owned='yes'</script>"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium on this computer"),
    pytest.mark.timeout(120),
    # One browser for all tests of this module; each test has a context, a page and worlds of its own.
    pytest.mark.asyncio(loop_scope="module"),
]


async def test_the_page_loads_without_a_complaint_and_from_this_server_alone(
    browser: Browser, stage: PageStage, complaints: Complaints
) -> None:
    stage.telegram.say(BEN, HARBOUR, "hello")
    asked: list[str] = []
    page = await opened(browser, stage, complaints)
    page.on("request", lambda request: asked.append(request.url))
    await page.reload()

    await expect(page.locator("#telegram .bubble")).to_contain_text("hello")
    await expect(page.locator("#discord .room-header")).to_contain_text("general")
    assert complaints == []
    assert all(url.startswith(stage.page.url) or url.startswith("ws://127.0.0.1:") for url in asked)


async def test_a_member_writes_in_telegram_and_sees_it(page: Page, stage: PageStage) -> None:
    await page.locator("#telegram textarea").fill("When does staking open?")
    await page.locator("#telegram .send").click()

    await expect(page.locator("#telegram .mine .words")).to_contain_text("When does staking open?")
    await expect(page.locator("#telegram textarea")).to_have_value("")
    assert stage.telegram.history(HARBOUR)[-1].author_id == ANN


async def test_a_keyboard_alone_is_enough_to_write(page: Page, stage: PageStage) -> None:
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.matches('#telegram textarea')"):
            break
    await page.keyboard.type("no mouse")
    await page.keyboard.press("Enter")
    await expect(page.locator("#telegram .mine .words")).to_contain_text("no mouse")
    await page.locator("#telegram .scroller").focus()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await page.get_by_role("menuitem", name="Reply").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.type("an answer to myself")
    await page.keyboard.press("Enter")

    await expect(page.locator("#telegram .reply-quote")).to_contain_text("no mouse")
    assert [one.reply_to_id for one in stage.telegram.history(HARBOUR)] == [None, 1]


async def test_an_inline_button_is_pressed_and_its_answer_shown(page: Page, stage: PageStage) -> None:
    keyboard = {"inline_keyboard": [[{"text": "It helped", "callback_data": "ok"}]]}
    stage.api("sendMessage", chat_id=HARBOUR, text="Did this help?", reply_markup=keyboard)

    await page.get_by_role("button", name="It helped").click()
    await stage.until(lambda: stage.telegram.presses)
    await expect(page.locator("#telegram .keyboard .busy")).to_have_count(1)
    press = next(iter(stage.telegram.presses.values()))
    stage.api("answerCallbackQuery", callback_query_id=press.id, text="Glad to hear that")

    assert (press.user_id, press.data) == (ANN, "ok")
    await expect(page.locator(".toast")).to_contain_text("Glad to hear that")
    await expect(page.locator("#telegram .keyboard .busy")).to_have_count(0)


async def test_a_deep_link_opens_the_private_chat_with_its_payload(page: Page, stage: PageStage) -> None:
    button = {"text": "Talk to the team", "url": "https://t.me/bellbuoy_bot?start=ticket"}
    stage.api("sendMessage", chat_id=HARBOUR, text="Need more?", reply_markup={"inline_keyboard": [[button]]})

    await page.get_by_role("button", name="Talk to the team").click()

    await expect(page.locator("#telegram .room-header")).to_contain_text("Bellbuoy")
    await expect(page.locator("#telegram .mine")).to_contain_text("/start ticket")


async def test_a_foreign_link_is_shown_and_not_opened(page: Page, stage: PageStage) -> None:
    stage.telegram.say(EVE, HARBOUR, "claim at https://evil.example/airdrop")

    await page.get_by_role("button", name="https://evil.example/airdrop").click()

    await expect(page.get_by_role("dialog")).to_contain_text("https://evil.example/airdrop")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url == stage.page.url


async def test_the_command_menu_starts_a_private_chat_and_sends_a_command(page: Page, stage: PageStage) -> None:
    await page.locator(f".chat-list [data-key='{stage.bot.id}']").click()
    await page.get_by_role("button", name="Start", exact=True).click()
    await page.locator("#telegram textarea").fill("/su")
    await expect(page.locator("#telegram .suggestion")).to_have_count(1)
    await page.keyboard.press("Enter")

    await expect(page.locator("#telegram .mine")).to_have_count(2)
    assert [one.text for one in stage.telegram.history(ANN)] == ["/start", "/support"]


async def test_editing_and_deleting_ones_own_message(page: Page, stage: PageStage) -> None:
    stage.telegram.say(ANN, HARBOUR, "frist")
    await expect(page.locator("#telegram .mine")).to_have_count(1)
    await page.locator("#telegram textarea").press("ArrowUp")
    await page.locator("#telegram textarea").fill("first")
    await page.keyboard.press("Enter")
    await expect(page.locator("#telegram .mine .words")).to_contain_text("first")
    await expect(page.locator("#telegram .stamp")).to_contain_text("edited")
    await page.locator("#telegram .mine").click(button="right")
    await page.get_by_role("menuitem", name="Delete").click()

    await expect(page.locator("#telegram .line.removed")).to_have_count(1)
    await expect(page.locator("#telegram")).not_to_contain_text("first")


async def test_who_one_plays_decides_what_is_seen(page: Page, stage: PageStage) -> None:
    stage.telegram.say(BEN, TEAM, "staff only")
    await expect(page.locator(".chat-list")).not_to_contain_text("Harbour team")
    await expect(page.locator(".channel-list")).not_to_contain_text("alerts")

    await page.locator(f"#telegram [data-person='{BEN}']").click()
    await page.locator(f".chat-list [data-key='{TEAM}']").click()
    await page.locator(f"#discord [data-person='{stage.people['Ben']}']").click()

    await expect(page.locator("#telegram .bubble")).to_contain_text("staff only")
    await expect(page.locator(".channel-list")).to_contain_text("alerts")
    await page.locator(f"#telegram [data-person='{ANN}']").click()
    await expect(page.locator("#telegram")).not_to_contain_text("staff only")


async def test_hostile_text_stays_text_everywhere(page: Page, stage: PageStage, complaints: Complaints) -> None:
    stage.telegram.rename(EVE, HOSTILE)
    stage.telegram.say(EVE, HARBOUR, HOSTILE)
    stage.telegram.say(ANN, HARBOUR, "what?", reply_to=1)
    stage.discord.rename(stage.people["Eve"], global_name=HOSTILE)
    stage.discord.say(stage.people["Eve"], stage.channels["general"], f"**{HOSTILE}** [x](https://a.example/{'(' * 40}")
    stage.discord.open_thread(stage.people["Eve"], stage.channels["questions"], HOSTILE[:90], content=HOSTILE)
    stage.send("general", embeds=[{"title": HOSTILE, "description": f"||{HOSTILE}||"}])
    await page.locator(f".channel-list [data-key='{stage.channels['questions']}']").click()
    await expect(page.locator(".forum-post")).to_contain_text("<img src=x")
    await page.locator(f".channel-list [data-key='{stage.channels['general']}']").click()

    await expect(page.locator("#telegram .bubble").first).to_contain_text("<img src=x onerror=")
    await expect(page.locator("#discord .post").first).to_contain_text("<img src=x onerror=")
    assert await page.locator("img[src=x]").count() == 0
    assert await page.evaluate("document.body.dataset.owned") is None
    assert complaints == []


async def test_a_phone_shows_one_side_at_a_time_without_sideways_scrolling(
    browser: Browser, stage: PageStage, complaints: Complaints
) -> None:
    stage.telegram.say(BEN, HARBOUR, f"long {'word' * 60} https://docs.harbour.example/{'a' * 90}")
    stage.discord.say(stage.people["Ann"], stage.channels["general"], f"`{'code' * 60}` {'word' * 60}")
    page = await opened(browser, stage, complaints, width=390, height=844)

    for tab, side, other in (("Telegram", "#telegram", "#discord"), ("Discord", "#discord", "#telegram")):
        await page.get_by_role("tab", name=tab).click()
        await expect(page.locator(side)).to_be_visible()
        await expect(page.locator(other)).to_be_hidden()
        await expect(page.locator(f"{side} textarea")).to_be_in_viewport()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390
        overflow = f"(e => e.scrollWidth - e.clientWidth)(document.querySelector('{side} .scroller'))"
        assert await page.evaluate(overflow) <= 0
        await page.locator(f"{side} .back").click()
        await expect(page.locator(f"{side} .list")).to_be_visible()


async def test_the_page_comes_back_after_a_restart_where_it_was(page: Page, stage: PageStage) -> None:
    stage.telegram.start(ANN, "bellbuoy_bot")
    await page.locator(f".chat-list [data-key='{stage.bot.id}']").click()
    await expect(page.locator("#telegram .mine")).to_contain_text("/start")
    port = stage.page.port
    await stage.page.stop()
    await expect(page.locator("#offline")).to_be_visible()
    stage.telegram.say(ANN, stage.bot.id, "said meanwhile")
    await stage.page.start(port=port)

    await expect(page.locator("#telegram .mine").last).to_contain_text("said meanwhile")
    await page.locator("#telegram textarea").fill("and on")
    await page.keyboard.press("Enter")
    await expect(page.locator("#telegram .mine").last).to_contain_text("and on")


async def test_ten_thousand_messages_leave_a_page_that_reacts(
    browser: Browser, stage: PageStage, complaints: Complaints
) -> None:
    for number in range(10_000):
        stage.telegram.say(BEN, HARBOUR, f"message {number}")
    page = await opened(browser, stage, complaints)

    await expect(page.locator("#telegram .bubble")).to_have_count(300)
    await expect(page.locator("#telegram .bubble").last).to_be_in_viewport()
    await page.get_by_role("button", name="Load earlier messages").click()
    await expect(page.locator("#telegram .bubble")).to_have_count(600)
    await page.locator("#telegram textarea").fill("last")
    await page.keyboard.press("Enter")
    await expect(page.locator("#telegram .bubble").last).to_contain_text("last")
    await expect(page.locator("#telegram .bubble").last).to_be_in_viewport()


async def test_reading_higher_up_is_not_interrupted_by_new_messages(page: Page, stage: PageStage) -> None:
    for number in range(80):
        stage.telegram.say(BEN, HARBOUR, f"message {number}")
    await expect(page.locator("#telegram .bubble").last).to_contain_text("message 79")
    await expect(page.locator("#telegram .bubble").last).to_be_in_viewport()
    await page.locator("#telegram .scroller").hover()
    await page.mouse.wheel(0, -900)
    await expect(page.locator("#telegram .bubble").last).not_to_be_in_viewport()
    place = "document.querySelector('#telegram .scroller').scrollTop"
    before = await page.evaluate(place)
    stage.telegram.say(BEN, HARBOUR, "fresh")

    await expect(page.get_by_role("button", name="To the newest message").first).to_be_visible()
    assert await page.evaluate("document.querySelector('#telegram .scroller').scrollTop") == pytest.approx(
        before, abs=2
    )


async def test_the_tour_shows_a_step_does_it_and_ticks_it(browser: Browser, complaints: Complaints) -> None:
    def steps(stage: PageStage) -> list[TourStep]:
        async def act() -> None:
            stage.telegram.say(BEN, TEAM, "claimed")

        def done() -> bool:
            return bool(stage.telegram.history(TEAM))

        first = TourStep("look", "Look around", "Nothing to do here.", lambda: True)
        return [first, TourStep("claim", "Claim it", "Ben claims.", done, act, "telegram", "Ben", lambda: TEAM)]

    async with page_stage(tour=steps) as stage:
        page = await opened(browser, stage, complaints)
        await page.get_by_role("button", name="Next").click()
        await expect(page.locator(".tour-words")).to_contain_text("Claim it")
        await expect(page.locator("#telegram .room-header")).to_contain_text("Harbour team")
        await page.get_by_role("button", name="Do it for me").click()

        await expect(page.locator("#telegram .bubble")).to_contain_text("claimed")
        await expect(page.locator(".tick.done")).to_have_count(2)


async def test_relative_times_follow_the_clock_of_the_demo(page: Page, stage: PageStage) -> None:
    moment = int((stage.clock.now() + timedelta(hours=2)).timestamp())
    stage.discord.say(stage.people["Ben"], stage.channels["general"], f"back <t:{moment}:R>")
    await expect(page.locator("#discord .time-word")).to_contain_text("in 2 hours")

    await page.get_by_role("button", name="+1 day").click()

    await expect(page.locator("#discord .time-word")).to_contain_text("hours ago")


async def test_the_theme_follows_the_system_and_the_button(page: Page) -> None:
    await page.emulate_media(color_scheme="dark")
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    await page.get_by_role("button", name="Change between light and dark").click()

    await expect(page.locator("html")).to_have_attribute("data-theme", "light")


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_all_text_can_be_told_from_its_ground(
    browser: Browser, stage: PageStage, complaints: Complaints, theme: Literal["light", "dark"]
) -> None:
    ann, ben, general = stage.people["Ann"], stage.people["Ben"], stage.channels["general"]
    keyboard = {"inline_keyboard": [[{"text": "A button", "callback_data": "x"}]]}
    html = "<b>bold</b> <code>code</code> <a href='https://a.example'>link</a> <blockquote>quote</blockquote>"
    sent = stage.api("sendMessage", chat_id=HARBOUR, text=html, parse_mode="HTML", reply_markup=keyboard)
    stage.telegram.say(ANN, HARBOUR, "mine @ann", reply_to=sent["message_id"])
    stage.telegram.remove(stage.telegram.say(EVE, HARBOUR, "scam"))
    styles = [{"type": 2, "style": style, "label": "Press", "custom_id": str(style)} for style in (1, 2, 3, 4)]
    stage.send("general", content=f"<@{ann}> **panel** `code`", components=[{"type": 1, "components": styles}])
    stage.discord.react(ann, stage.discord.say(ben, general, "> quote\n-# small").id, "👍")
    stage.discord.command(ann, general, "ticket open")
    stage.answer(await stage.asked(), 4, content="for you alone", flags=64)
    page = await opened(browser, stage, complaints)
    await page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    await expect(page.locator("html")).to_have_attribute("data-theme", theme)

    found = await page.evaluate((Path(__file__).parent / "page_contrast.js").read_text(encoding="utf-8"))

    assert found == []
    await page.context.close()
