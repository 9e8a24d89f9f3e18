"""Attachments on the local Bot API server, in both directions."""

from io import BytesIO

import pytest
from telegram import InputFile, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest, NetworkError

from bots.playground.faults import HttpError
from bots.playground.telegram_model import Media
from tests.playground.telegram_stage import stage

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


async def test_what_a_person_sends_can_be_downloaded():
    async with stage() as here:
        here.world.say(here.ann.id, here.group.id, "see this", media=Media("photo", PICTURE))
        message = (await here.updates())[0].message
        file = await message.photo[-1].get_file()
        content = BytesIO()
        await file.download_to_memory(content)

        assert message.caption == "see this"
        assert content.getvalue() == PICTURE


@pytest.mark.parametrize("kind", ["document", "voice", "video", "audio", "animation", "sticker"])
async def test_each_kind_of_upload_arrives_as_itself(kind):
    async with stage() as here:
        send = getattr(here.bot, f"send_{kind}")
        sent = await send(here.group.id, InputFile(PICTURE, filename="x.bin"))
        again = await send(here.group.id, getattr(sent, kind).file_id)

        shown = here.world.history(here.group.id)[0].media
        assert shown is not None
        assert (shown.kind, shown.content) == (kind, PICTURE)
        assert getattr(again, kind).file_size == len(PICTURE)


async def test_a_photo_is_sent_with_a_caption_that_can_be_edited():
    async with stage() as here:
        sent = await here.bot.send_photo(here.group.id, PICTURE, caption="<b>map</b>", parse_mode="HTML")
        edited = await sent.edit_caption("new map")
        with pytest.raises(BadRequest, match=r"There is no text in the message to edit"):
            await sent.edit_text("x")
        with pytest.raises(BadRequest, match="Message caption is too long"):
            await here.bot.send_photo(here.group.id, PICTURE, caption="x" * 1025)

        assert sent.caption_html == "<b>map</b>"
        assert edited.caption == "new map"


async def test_an_album_is_one_group_of_messages():
    async with stage() as here:
        photos = await here.bot.send_media_group(
            here.group.id, [InputMediaPhoto(PICTURE, caption="both"), InputMediaPhoto(PICTURE)]
        )
        with pytest.raises(BadRequest, match=r"2-10"):
            await here.bot.send_media_group(here.group.id, [InputMediaDocument(PICTURE)])

        assert len({photo.media_group_id for photo in photos}) == 1
        assert photos[0].caption == "both"


async def test_a_file_of_more_than_20_megabytes_cannot_be_fetched():
    async with stage() as here:
        here.world.say(here.ann.id, here.group.id, media=Media("video", size=21 * 1024 * 1024))
        video = (await here.updates())[0].message.video

        with pytest.raises(BadRequest, match="File is too big"):
            await video.get_file()


async def test_a_download_may_fail():
    async with stage() as here:
        here.world.say(here.ann.id, here.group.id, media=Media("document", b"log", file_name="a.txt"))
        document = (await here.updates())[0].message.document
        file = await document.get_file()
        here.faults.schedule("file/*", HttpError(500, "out of order"))

        with pytest.raises(NetworkError):
            await file.download_as_bytearray()
        assert bytes(await file.download_as_bytearray()) == b"log"


async def test_messages_are_copied_and_forwarded():
    async with stage() as here:
        here.world.start(here.ann.id, "helper_bot")
        said = here.world.say(here.ann.id, here.account.id, "look", media=Media("photo", PICTURE))
        forwarded = await here.bot.forward_message(here.group.id, here.ann.id, said.message_id)
        await here.bot.copy_message(here.group.id, here.ann.id, said.message_id, caption="copied")
        guarded = await here.bot.send_message(here.group.id, "secret", protect_content=True)

        with pytest.raises(BadRequest, match="Message can't be forwarded"):
            await guarded.forward(here.ann.id)
        with pytest.raises(BadRequest, match="Message to copy not found"):
            await here.bot.copy_message(here.group.id, here.ann.id, 4711)
        copied = here.world.history(here.group.id)[1]
        assert forwarded.forward_origin.sender_user.id == here.ann.id
        assert (copied.caption, copied.forward_origin) == ("copied", None)
