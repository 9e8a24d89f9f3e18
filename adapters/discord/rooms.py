"""Opening and changing rooms: forum posts, and private threads for one member."""

import asyncio
import logging
from collections.abc import Iterable
from typing import Any

from adapters.discord.components import JsonObject
from adapters.discord.failures import THREAD_ARCHIVED, code_of
from adapters.discord.places import Places
from adapters.discord.posting import Posting, body
from adapters.discord.render import messages, pings
from adapters.discord.rest import Rest
from adapters.discord.translate import message_ref, place
from core.channel import Receipt
from core.effects import NO_CONTROLS, OpenRoom, UpdateRoom
from core.errors import NeverDeliverable

log = logging.getLogger(__name__)

# https://discord.com/developers/docs/resources/channel#channel-object-channel-types
_TEXT, _ANNOUNCEMENT, _FORUM, _MEDIA = 0, 5, 15, 16
_PUBLIC_THREAD, _PRIVATE_THREAD = 11, 12
_LONGEST_TITLE, _LONGEST_TAG = 100, 20
_TAGS_ON_POST, _TAGS_IN_FORUM = 5, 20
_A_WEEK = 10080  # minutes; the longest time after which Discord archives a thread by itself


class Rooms:
    """Opens rooms once: an opened room is recognised by its title, which holds the ticket's number."""

    def __init__(self, rest: Rest, places: Places, posting: Posting) -> None:
        self._rest = rest
        self._places = places
        self._posting = posting
        self._adding_tags = asyncio.Lock()

    async def open(self, key: str, effect: OpenRoom) -> Receipt:
        """Open the room and write its first message; a repeat finds the room of the first attempt."""
        parent_id = await self._places.channel_id(effect.parent)
        parent = await self._places.describe(parent_id)
        title = effect.title[:_LONGEST_TITLE].strip() or "-"
        is_forum = parent["type"] in (_FORUM, _MEDIA)
        if is_forum and effect.member is not None:
            raise NeverDeliverable("forbidden", "a forum has no private threads")
        found = await self._find(parent, title)
        if is_forum:
            return await self._open_post(key, effect, parent, title, found)
        return await self._open_thread(key, effect, parent, title, found)

    async def _open_post(
        self, key: str, effect: OpenRoom, parent: dict[str, Any], title: str, found: int | None
    ) -> Receipt:
        first, *rest = messages(effect.text)
        if found is None:
            payload: JsonObject = {
                "name": title,
                "auto_archive_duration": _A_WEEK,
                "message": body(effect.text, first, NO_CONTROLS if rest else effect.controls),
                "applied_tags": await self._tag_ids(parent, effect.tags),
            }
            opened = await self._rest.call(
                "POST", "/channels/{channel_id}/threads", channel_id=int(parent["id"]), json=payload
            )
            found = int(opened["id"])
        # A post and the message that began it have the same id.
        started = Receipt(message_ref(found, found), place(found))
        if rest:
            more = await self._posting.write(key, found, effect.text, controls=effect.controls, first_part=1)
            return Receipt(started.message if effect.controls == NO_CONTROLS else more.message, started.room)
        return started

    async def _open_thread(
        self, key: str, effect: OpenRoom, parent: dict[str, Any], title: str, found: int | None
    ) -> Receipt:
        first = await self._first_message(found) if found is not None else None
        if first is not None and _is_for_another(first, effect):
            found = first = None
        if found is None:
            payload: JsonObject = {"name": title, "auto_archive_duration": _A_WEEK}
            if effect.member is None:
                payload["type"] = _PUBLIC_THREAD
            else:
                payload |= {"type": _PRIVATE_THREAD, "invitable": False}
            opened = await self._rest.call(
                "POST", "/channels/{channel_id}/threads", channel_id=int(parent["id"]), json=payload
            )
            found = int(opened["id"])
        if first is None:
            greeting = (await self._posting.write(key, found, effect.text, controls=effect.controls)).message
        else:
            greeting = message_ref(found, int(first["id"]))
        # Last: until this delivery is noted the core does not know the room, and would not hear what is written there.
        if effect.member is not None:
            await self._rest.call(
                "PUT",
                "/channels/{channel_id}/thread-members/{user_id}",
                channel_id=found,
                user_id=effect.member.id,
            )
        return Receipt(greeting, place(found))

    async def _find(self, parent: dict[str, Any], title: str) -> int | None:
        """The newest open room of ours under this parent with this very title."""
        if "guild_id" not in parent:
            raise NeverDeliverable("forbidden", "a direct channel has no threads")
        listed = await self._rest.call("GET", "/guilds/{guild_id}/threads/active", guild_id=int(parent["guild_id"]))
        me = self._me()
        same = [
            int(thread["id"])
            for thread in listed["threads"]
            if thread["parent_id"] == parent["id"] and thread["name"] == title and thread["owner_id"] == me
        ]
        return max(same, default=None)

    async def _first_message(self, thread_id: int) -> dict[str, Any] | None:
        """Our first message in a thread, if the earlier attempt came as far as that."""
        written = await self._rest.call(
            "GET",
            "/channels/{channel_id}/messages",
            channel_id=thread_id,
            query={"after": thread_id, "limit": 50},
        )
        me = self._me()
        ours = [one for one in written if one["author"]["id"] == me and one["type"] == 0]
        return min(ours, key=lambda one: int(one["id"]), default=None)

    def _me(self) -> str:
        user = self._rest.client.user
        return str(user.id) if user is not None else ""

    async def update(self, effect: UpdateRoom) -> Receipt:
        """Change title, tags and state, also of an archived thread, which Discord lets nobody change as it is."""
        room_id = await self._places.channel_id(effect.to)
        changes: JsonObject = {}
        if effect.title is not None:
            changes["name"] = effect.title[:_LONGEST_TITLE].strip() or "-"
        if effect.tags is not None:
            changes |= await self._tag_changes(room_id, effect.tags)
        if effect.locked is not None:
            changes["locked"] = effect.locked
        if effect.archived is not None:
            changes["archived"] = effect.archived
        if changes:
            await self._patch(room_id, changes)
        return Receipt()

    async def _patch(self, room_id: int, changes: JsonObject) -> None:
        try:
            await self._change(room_id, changes)
        except NeverDeliverable as error:
            if code_of(error.__cause__) != THREAD_ARCHIVED:
                raise
            await self._change(room_id, {"archived": False})
            # Left as it was found: archived, unless the change itself says otherwise.
            await self._change(room_id, {"archived": True} | changes)

    async def _change(self, room_id: int, changes: JsonObject) -> None:
        await self._rest.call("PATCH", "/channels/{channel_id}", channel_id=room_id, json=changes)

    async def _tag_changes(self, room_id: int, tags: Iterable[str]) -> JsonObject:
        room = await self._places.describe(room_id)
        parent = await self._places.describe(int(room["parent_id"])) if room.get("parent_id") else {}
        if parent.get("type") not in (_FORUM, _MEDIA):
            return {}  # Only posts in a forum carry tags.
        wanted = await self._tag_ids(parent, tags)
        return {} if wanted == list(room.get("applied_tags") or ()) else {"applied_tags": wanted}

    async def _tag_ids(self, forum: dict[str, Any], tags: Iterable[str]) -> list[str]:
        """The ids of the forum's tags by name; a missing tag is added where the bot may do that, else left out."""
        wanted = list(dict.fromkeys(tag[:_LONGEST_TAG] for tag in tags))[:_TAGS_ON_POST]
        known = _tags_of(forum)
        if any(tag not in known for tag in wanted):
            # Discord replaces the whole list: two rooms that add tags at once would take each other's away, and a
            # post with a tag that is gone is refused.
            async with self._adding_tags:
                forum = await self._places.describe(int(forum["id"]))
                known = _tags_of(forum)
                missing = [tag for tag in wanted if tag not in known]
                if missing:
                    known |= await self._add_tags(forum, missing)
        return [known[tag] for tag in wanted if tag in known]

    async def _add_tags(self, forum: dict[str, Any], missing: list[str]) -> dict[str, str]:
        present: list[dict[str, Any]] = list(forum.get("available_tags") or ())
        added = missing[: max(0, _TAGS_IN_FORUM - len(present))]
        if len(added) < len(missing):
            log.warning("forum has no space for tags forum=%s missing=%d", forum["id"], len(missing))
        if not added:
            return {}
        try:
            changed = await self._rest.call(
                "PATCH",
                "/channels/{channel_id}",
                channel_id=int(forum["id"]),
                json={"available_tags": present + [{"name": tag} for tag in added]},
            )
        except NeverDeliverable as error:
            log.warning("forum tags cannot be added forum=%s reason=%s", forum["id"], error.reason)
            return {}
        return _tags_of(changed)


def _is_for_another(first: dict[str, Any], effect: OpenRoom) -> bool:
    """Whether a room of that title began with greeting somebody else.

    Titles hold ticket numbers, and those come again when a database is restored from an older copy: nobody may be
    let into another member's room.
    """
    greeted = pings(effect.text).people
    return any(f"<@{person}>" not in first["content"] for person in greeted)


def _tags_of(forum: dict[str, Any]) -> dict[str, str]:
    return {str(tag["name"]): str(tag["id"]) for tag in forum.get("available_tags") or ()}
