"""The Discord side of the demo page in a real browser: forms, commands, menus, forum posts."""

import pytest
from playwright.async_api import Page, expect

from tests.playground.browser import CHROMIUM
from tests.playground.page_stage import PageStage

HOSTILE = "<img src=x onerror=\"document.body.dataset.owned='yes'\"> <script>document.body.dataset.owned='yes'</script>"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium on this computer"),
    pytest.mark.timeout(120),
    # One browser for all tests of this module; each test has a context, a page and worlds of its own.
    pytest.mark.asyncio(loop_scope="module"),
]


async def test_a_form_on_discord_is_filled_in_and_sent(page: Page, stage: PageStage) -> None:
    row = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Open a ticket", "custom_id": "open"}]}
    stage.send("general", content="Need help?", components=[row])
    subject = {"type": 4, "style": 1, "custom_id": "subject", "max_length": 20, "required": True}
    details = {"type": 4, "style": 2, "custom_id": "details", "required": False}

    await page.get_by_role("button", name="Open a ticket").click()
    form = [
        {"type": 18, "label": "Subject", "component": subject},
        {"type": 18, "label": "Details", "component": details},
    ]
    stage.answer(await stage.asked(), 9, custom_id="ticket", title="New ticket", components=form)
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Subject").fill("Withdrawal")
    await dialog.get_by_label("Details").fill("two\nlines")
    await dialog.get_by_role("button", name="Submit").click()
    sent = await stage.asked()
    stage.answer(sent, 4, content="Ticket 17 is open", flags=64)

    values = [one["component"]["value"] for one in sent["data"]["components"]]
    assert values == ["Withdrawal", "two\nlines"]
    await expect(dialog).to_have_count(0)
    await expect(page.locator("#discord .post.ephemeral")).to_contain_text("Only you can see this")


async def test_a_slash_command_with_options_and_suggestions(page: Page, stage: PageStage) -> None:
    await page.locator("#discord textarea").fill("/fa")
    await page.keyboard.press("Enter")
    stage.answer(
        await stage.asked(), 8, choices=[{"name": "Withdrawals", "value": "w"}, {"name": "Staking", "value": "s"}]
    )
    await page.get_by_role("option", name="Staking").click()
    await page.get_by_label("public").select_option("true")
    await page.get_by_role("button", name="Send command").click()
    asked = await stage.asked()
    stage.answer(asked, 5)
    await expect(page.locator("#discord .thinking")).to_contain_text("is thinking")

    options = {one["name"]: one["value"] for one in asked["data"]["options"]}
    assert options == {"topic": "s", "public": True}


async def test_an_app_entry_of_the_message_menu_is_used(page: Page, stage: PageStage) -> None:
    message = stage.discord.say(stage.people["Eve"], stage.channels["general"], "send me your seed phrase")

    await page.locator(f"#discord [data-id='{message.id}']").click(button="right")
    await page.get_by_role("menuitem", name="Report to moderators").click()
    asked = await stage.asked()

    assert asked["data"]["target_id"] == str(message.id)


async def test_a_button_without_an_answer_says_that_it_failed(page: Page, stage: PageStage) -> None:
    row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "FAQ", "custom_id": "faq"}]}
    stage.send("general", content="Panel", components=[row])

    await page.get_by_role("button", name="FAQ", exact=True).click()
    await stage.asked()
    await page.get_by_role("button", name="+1 min").click()

    await expect(page.locator("#discord .failure")).to_contain_text("This interaction failed")


async def test_a_new_post_in_the_forum_is_listed_with_its_tag(page: Page, stage: PageStage) -> None:
    await page.locator(f".channel-list [data-key='{stage.channels['questions']}']").click()
    await page.get_by_role("button", name="New post").click()
    await page.get_by_label("Title").fill("Rewards missing")
    await page.get_by_label("Message", exact=True).fill("Since Friday")
    await page.get_by_label("staking").check()
    await page.get_by_role("button", name="Post", exact=True).click()
    await expect(page.locator("#discord .post .content")).to_contain_text("Since Friday")
    await page.locator(f".channel-list [data-key='{stage.channels['questions']}']").click()

    await expect(page.locator(".forum-post")).to_contain_text("Rewards missing")
    await expect(page.locator(".forum-post .tag")).to_have_text("staking")
