"""Ranks, rights and membership on the local Bot API server."""

from datetime import timedelta

import pytest
from telegram import ChatPermissions
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bots.playground.telegram_model import NotPossible
from tests.playground.telegram_stage import START, stage


async def test_a_bot_without_the_right_cannot_restrict_ban_or_pin():
    async with stage(rights=["can_delete_messages"]) as here:
        said = here.world.say(here.ann.id, here.group.id, "x")
        for attempt in (
            here.bot.restrict_chat_member(here.group.id, here.ann.id, ChatPermissions.no_permissions()),
            here.bot.ban_chat_member(here.group.id, here.ann.id),
        ):
            with pytest.raises(BadRequest, match="Not enough rights to restrict/unrestrict chat member"):
                await attempt
        with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages"):
            await here.bot.pin_chat_message(here.group.id, said.message_id)


async def test_a_restricted_person_cannot_write_until_the_restriction_ends():
    async with stage() as here:
        until = START + timedelta(hours=1)
        nothing = ChatPermissions.no_permissions()
        await here.bot.restrict_chat_member(here.group.id, here.ann.id, nothing, until_date=until)
        with pytest.raises(NotPossible, match="restricted"):
            here.world.say(here.ann.id, here.group.id, "let me")
        member = await here.bot.get_chat_member(here.group.id, here.ann.id)

        here.clock.forward(timedelta(hours=2))

        assert (member.status, member.can_send_messages, member.until_date) == ("restricted", False, until)
        assert here.world.say(here.ann.id, here.group.id, "at last").text == "at last"


async def test_giving_back_all_permissions_lifts_the_restriction():
    async with stage() as here:
        await here.bot.restrict_chat_member(here.group.id, here.ann.id, ChatPermissions.no_permissions())
        await here.bot.restrict_chat_member(here.group.id, here.ann.id, ChatPermissions.all_permissions())

        assert here.world.member(here.group, here.ann.id).status == "member"


async def test_administrators_and_the_owner_cannot_be_punished():
    async with stage() as here:
        here.world.promote(here.group.id, here.ann.id, ["can_delete_messages"])
        with pytest.raises(BadRequest, match="User is an administrator of the chat"):
            await here.bot.ban_chat_member(here.group.id, here.ann.id)
        with pytest.raises(BadRequest, match="Can't remove chat owner"):
            await here.bot.ban_chat_member(here.group.id, here.owner.id)
        with pytest.raises(BadRequest, match=r"(?i)participant_id_invalid"):
            await here.bot.ban_chat_member(here.group.id, 424242)


async def test_a_ban_keeps_out_until_it_is_lifted():
    async with stage() as here:
        await here.bot.get_updates(timeout=0, allowed_updates=["chat_member", "message"])
        await here.bot.ban_chat_member(here.group.id, here.ann.id)
        with pytest.raises(NotPossible, match="banned"):
            here.world.join(here.ann.id, here.group.id)
        await here.bot.unban_chat_member(here.group.id, here.ann.id, only_if_banned=True)
        here.world.join(here.ann.id, here.group.id)

        updates = await here.updates()
        changes = [update.chat_member for update in updates if update.chat_member]
        services = [update.message for update in updates if update.message]
        steps = [(one.old_chat_member.status, one.new_chat_member.status) for one in changes]
        assert steps == [("member", "kicked"), ("kicked", "left"), ("left", "member")]
        assert changes[0].from_user.id == here.account.id
        assert services[0].left_chat_member.id == here.ann.id
        assert services[1].new_chat_members[0].id == here.ann.id


async def test_a_restriction_outlives_leaving_and_coming_back():
    async with stage() as here:
        await here.bot.restrict_chat_member(here.group.id, here.ann.id, ChatPermissions.no_permissions())
        here.world.leave(here.ann.id, here.group.id)
        away = await here.bot.get_chat_member(here.group.id, here.ann.id)
        here.world.join(here.ann.id, here.group.id)

        assert (away.status, away.is_member) == ("restricted", False)
        assert here.world.member(here.group, here.ann.id).status == "restricted"


async def test_a_bot_learns_that_it_was_kicked_and_brought_back():
    async with stage() as here:
        here.world.kick_bot(here.group.id, here.account.id)
        with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
            await here.bot.send_message(here.group.id, "x")
        here.world.readd_bot(here.group.id, here.account.id)
        await here.bot.send_message(here.group.id, "back")

        updates = await here.updates()
        mine = [update.my_chat_member.new_chat_member.status for update in updates if update.my_chat_member]
        assert mine == ["kicked", "member"]
        assert updates[-1].message.new_chat_members[0].id == here.account.id


async def test_after_leaving_a_bot_is_no_member():
    async with stage() as here:
        await here.bot.leave_chat(here.group.id)

        with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
            await here.bot.send_message(here.group.id, "x")


async def test_a_migrated_group_answers_with_its_new_id():
    async with stage() as here:
        group = here.world.add_chat("group", "Small")
        here.world.add_member(group.id, here.owner.id, status="creator")
        here.world.add_member(group.id, here.account.id)
        with pytest.raises(BadRequest, match="Method is available only for supergroups"):
            await here.bot.restrict_chat_member(group.id, here.owner.id, ChatPermissions.no_permissions())
        new_id = here.world.migrate(group.id)

        with pytest.raises(ChatMigrated) as moved:
            await here.bot.send_message(group.id, "x")
        sent = await here.bot.send_message(new_id, "x")

        updates = await here.updates()
        assert moved.value.new_chat_id == new_id == sent.chat_id
        assert (updates[0].message.chat_id, updates[0].message.migrate_to_chat_id) == (group.id, new_id)
        assert (updates[1].message.chat_id, updates[1].message.migrate_from_chat_id) == (new_id, group.id)


async def test_an_anonymous_administrator_speaks_as_the_group():
    async with stage() as here:
        here.world.promote(here.group.id, here.ann.id, anonymous=True, custom_title="Pilot")
        here.world.say(here.ann.id, here.group.id, "order!")
        here.world.say(here.owner.id, here.group.id, "me too", anonymous=True)

        first, second = [update.message for update in await here.updates()]

        assert (first.from_user.username, first.sender_chat.id) == ("GroupAnonymousBot", here.group.id)
        assert first.author_signature == "Pilot"
        assert second.sender_chat.id == here.group.id


async def test_a_bot_promotes_within_its_own_rights():
    async with stage(rights=["can_promote_members", "can_pin_messages"]) as here:
        await here.bot.promote_chat_member(here.group.id, here.ann.id, can_pin_messages=True)
        with pytest.raises(BadRequest, match=r"(?i)right_forbidden"):
            await here.bot.promote_chat_member(here.group.id, here.ann.id, can_delete_messages=True)
        admins = await here.bot.get_chat_administrators(here.group.id)
        await here.bot.promote_chat_member(here.group.id, here.ann.id)

        ann = next(member for member in admins if member.user.id == here.ann.id)
        assert (ann.can_pin_messages, ann.can_delete_messages) == (True, False)
        assert here.world.member(here.group, here.ann.id).status == "member"


async def test_the_defaults_of_the_chat_hold_for_members_and_not_for_administrators():
    async with stage() as here:
        await here.bot.set_chat_permissions(here.group.id, ChatPermissions.no_permissions())
        with pytest.raises(NotPossible, match="may not post"):
            here.world.say(here.ann.id, here.group.id, "x")

        chat = await here.bot.get_chat(here.group.id)

        assert chat.permissions.can_send_messages is False
        assert here.world.say(here.owner.id, here.group.id, "I may").text == "I may"


async def test_a_muted_bot_may_not_write():
    async with stage(rank="member") as here:
        here.world.restrict(here.group.id, here.account.id, by=here.owner.id)

        with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
            await here.bot.send_message(here.group.id, "x")


async def test_a_join_request_is_answered():
    async with stage() as here:
        ben, cleo = here.world.add_user("Ben"), here.world.add_user("Cleo")
        here.world.request_join(ben.id, here.group.id, bio="sailor")
        here.world.request_join(cleo.id, here.group.id)
        request = (await here.updates())[0].chat_join_request
        await request.approve()
        await here.bot.decline_chat_join_request(here.group.id, cleo.id)

        joined = (await here.updates())[-1].message
        assert request.bio == "sailor"
        assert (joined.from_user.id, joined.new_chat_members[0].id) == (ben.id, ben.id)
        assert await here.bot.get_chat_member_count(here.group.id) == 4
        assert here.world.member(here.group, cleo.id).status == "left"


async def test_a_moderator_bans_with_their_own_client():
    async with stage() as here:
        here.world.ban(here.group.id, here.ann.id, by=here.owner.id)
        with pytest.raises(NotPossible, match="may not restrict"):
            here.world.unban(here.group.id, here.ann.id, by=here.ann.id)
        here.world.unban(here.group.id, here.ann.id, by=here.owner.id)

        assert here.world.member(here.group, here.ann.id).status == "left"
