"""Writing, changing, removing and marking messages."""

import hashlib
import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from adapters.discord.components import JsonObject, rows
from adapters.discord.escape import ZERO_WIDTH
from adapters.discord.failures import THREAD_ARCHIVED, UNKNOWN_MESSAGE, code_of
from adapters.discord.places import Places, message_of, receipt_ref
from adapters.discord.render import message, messages, pings
from adapters.discord.rest import Rest, Upload
from core.channel import MediaVault, Receipt
from core.effects import NO_CONTROLS, Controls, DeleteMessage, EditText, React, SendText
from core.errors import DeliveryError, NeverDeliverable
from core.events import Media
from core.ids import MessageRef, MessageTarget
from core.text.markup import Code, Lines, Markup

# https://discord.com/developers/docs/resources/message#message-object-message-flags
NO_EMBEDS = 1 << 2
_SILENT = 1 << 12

T = TypeVar("T")

# Names of files come from people and stand in a header of the request.
_UNSAFE_IN_NAME = re.compile(r'[\x00-\x1f\x7f"\\/]')

_MARKS = {"delivered": "✅", "failed": "⚠️", "seen": "👀"}


def nonce(key: str, part: int = 0) -> str:
    """The same for every attempt of one delivery: Discord shows a repeat within minutes only once."""
    return hashlib.sha256(f"{key}/{part}".encode() if part else key.encode()).hexdigest()[:24]


def allowed_mentions(markup: Markup) -> JsonObject:
    """Only whom the core itself wants to notify, whatever the text holds."""
    wanted = pings(markup)
    return {"parse": [], "users": list(wanted.people), "roles": list(wanted.roles), "replied_user": False}


def body(text: Markup, content: str, controls: Controls) -> JsonObject:
    """What creating and editing a message have in common."""
    return {
        "content": content,
        "components": rows(controls),
        "allowed_mentions": allowed_mentions(text),
        "flags": NO_EMBEDS,
    }


class Posting:
    """Carries out what concerns single messages."""

    def __init__(self, rest: Rest, places: Places, vault: MediaVault) -> None:
        self._rest = rest
        self._places = places
        self._vault = vault

    async def send(self, key: str, effect: SendText) -> Receipt:
        """Write the message, in parts where it is too long; the receipt names the part that has the controls."""
        channel_id = await self._places.channel_id(effect.to)
        upload, text = await self._with_media(channel_id, effect.media, effect.text)
        return await self.write(
            key,
            channel_id,
            text,
            controls=effect.controls,
            upload=upload,
            reply_to=effect.reply_to,
            silent=effect.silent,
        )

    async def write(
        self,
        key: str,
        channel_id: int,
        text: Markup,
        *,
        controls: Controls = NO_CONTROLS,
        upload: Upload | None = None,
        reply_to: MessageTarget | None = None,
        silent: bool = False,
        first_part: int = 0,
    ) -> Receipt:
        """Write a text from ``first_part`` on; controls and file stand under the last part."""
        parts = messages(text)
        refs: list[MessageRef] = []
        for number in range(first_part, len(parts)):
            last = number == len(parts) - 1
            payload = body(text, parts[number], controls if last else NO_CONTROLS)
            if last and upload is not None and parts[number] == ZERO_WIDTH:
                payload["content"] = ""
            payload |= {"nonce": nonce(key, number), "enforce_nonce": True}
            if silent:
                payload["flags"] = NO_EMBEDS | _SILENT
            if number == 0 and isinstance(reply_to, MessageRef) and reply_to.at.place == str(channel_id):
                payload["message_reference"] = {"message_id": reply_to.id, "fail_if_not_exists": False}
            refs.append(await self._post(channel_id, payload, upload if last else None))
        if not refs:
            return Receipt()
        return Receipt(refs[0] if controls == NO_CONTROLS else refs[-1])

    async def _post(self, channel_id: int, payload: JsonObject, upload: Upload | None) -> MessageRef:
        async def post() -> dict[str, Any]:
            created: dict[str, Any] = await self._rest.call(
                "POST",
                "/channels/{channel_id}/messages",
                channel_id=channel_id,
                json=payload,
                uploads=(upload,) if upload else (),
            )
            return created

        return receipt_ref(await self._in_open_thread(channel_id, post))

    async def edit(self, effect: EditText) -> Receipt:
        """Change a message; one that is gone is not-found."""
        channel_id, message_id = message_of(effect.target)

        async def patch() -> dict[str, Any]:
            changed: dict[str, Any] = await self._rest.call(
                "PATCH",
                "/channels/{channel_id}/messages/{message_id}",
                channel_id=channel_id,
                message_id=message_id,
                json=body(effect.text, message(effect.text), effect.controls),
            )
            return changed

        return Receipt(receipt_ref(await self._in_open_thread(channel_id, patch)))

    async def delete(self, effect: DeleteMessage) -> Receipt:
        """Remove a message; one that is gone already counts as removed."""
        channel_id, message_id = message_of(effect.target)

        async def remove() -> None:
            await self._rest.call(
                "DELETE",
                "/channels/{channel_id}/messages/{message_id}",
                channel_id=channel_id,
                message_id=message_id,
                reason=effect.reason,
            )

        try:
            await self._in_open_thread(channel_id, remove)
        except NeverDeliverable as error:
            if code_of(error.__cause__) != UNKNOWN_MESSAGE:
                raise
        return Receipt()

    async def react(self, effect: React) -> Receipt:
        """Put a mark on a message; a mark that is there already stays."""
        channel_id, message_id = message_of(effect.target)
        if effect.mark not in _MARKS:
            raise NeverDeliverable("other", f"no such mark: {effect.mark}")

        async def put() -> None:
            await self._rest.call(
                "PUT",
                "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me",
                channel_id=channel_id,
                message_id=message_id,
                emoji=_MARKS[effect.mark],
            )

        await self._in_open_thread(channel_id, put)
        return Receipt()

    async def _in_open_thread(self, channel_id: int, action: Callable[[], Awaitable[T]]) -> T:
        """Do something that an archived thread refuses: open the thread first, once."""
        try:
            return await action()
        except DeliveryError as error:
            if code_of(error.__cause__) != THREAD_ARCHIVED:
                raise
        await self._rest.call("PATCH", "/channels/{channel_id}", channel_id=channel_id, json={"archived": False})
        return await action()

    async def _with_media(self, channel_id: int, media: Media | None, text: Markup) -> tuple[Upload | None, Markup]:
        """The file to send, or its name under the text where the file is not kept or too large for Discord."""
        if media is None:
            return None, text
        content = await self._vault.get(media.stored) if media.stored is not None else None
        if content is None or len(content) > self._places.upload_limit(channel_id):
            return None, Lines((text, Code(media.name)))
        return Upload(_UNSAFE_IN_NAME.sub("_", media.name) or "file", content), text
