"""Discord messages as the page draws them; Markdown stays text and is drawn by the page."""

from bots.playground.discord_model import DiscordWorld
from bots.playground.discord_records import LOADING, Attachment, Channel, Message
from bots.playground.page_cast import Cast
from bots.playground.page_sample import picture_type
from bots.playground.page_wish import JsonObject

_PREVIEW_LENGTH = 90
_COMMAND = 2


class DiscordMessages:
    """Views of messages for one viewer."""

    def __init__(self, world: DiscordWorld, cast: Cast) -> None:
        self._world = world
        self._cast = cast

    def name(self, user_id: int) -> str:
        """The name people read in the server."""
        member = self._world.guilds[self._cast.guild_id].members.get(user_id)
        return (member.nick if member is not None else None) or self._world.name_of(user_id)

    def pings(self, message: Message, person: int) -> bool:
        member = self._world.guilds[self._cast.guild_id].members.get(person)
        roles = () if member is None else member.roles
        named = person in message.mentions or any(role in roles for role in message.mention_roles)
        return named or message.mention_everyone

    def view(self, channel: Channel, message: Message, viewer: int) -> JsonObject:
        shape: JsonObject = {
            "id": str(message.id),
            "date": message.created_at.timestamp(),
            "kind": message.kind,
            "mine": message.author_id == viewer,
            "text": self._text(message),
            **self.author(message.author_id),
        }
        for name, value in (
            ("edited", message.edited_at is not None),
            ("ephemeral", message.ephemeral_for is not None),
            ("loading", bool(message.flags & LOADING)),
            ("pinged", self.pings(message, viewer)),
            ("pinned", message.pinned_at is not None),
            ("embeds", message.embeds),
            ("components", message.components),
            ("files", [_file(one) for one in message.attachments]),
            ("reactions", _reactions(message, viewer)),
            ("reply", self._reply(channel, message)),
            ("used", self._used(message)),
            ("thread", self._thread(message)),
        ):
            if value:
                shape[name] = value
        return shape

    def _text(self, message: Message) -> str:
        """The words; a service message about people coming and going has their names instead."""
        if message.kind not in (1, 2) or message.content:
            return message.content
        people = [self._world.users[number] for number in message.mentions]
        return ", ".join(one.global_name or one.name for one in people)

    def author(self, user_id: int) -> JsonObject:
        """Name, avatar and the colour of the highest coloured role."""
        user = self._world.users[user_id]
        shape: JsonObject = {"author": str(user_id), "name": self.name(user_id), "bot": user.bot}
        person = self._cast.who("discord", user_id)
        if person is not None:
            shape |= {"colour": person.colour, "initials": person.initials}
        guild = self._world.guilds[self._cast.guild_id]
        member = guild.members.get(user_id)
        roles = [guild.roles[role] for role in member.roles if role in guild.roles] if member else []
        coloured = [role for role in roles if role.color]
        if coloured:
            shape["role_colour"] = max(coloured, key=lambda role: role.position).color
        return shape

    def _reply(self, channel: Channel, message: Message) -> JsonObject | None:
        if message.reference is None or message.kind not in (19, 20, 23):
            return None
        answered = channel.messages.get(message.reference[1])
        if answered is None or answered.deleted:
            return {"name": "", "text": "", "gone": True}
        words = answered.content.replace("\n", " ")[:_PREVIEW_LENGTH]
        return {"id": str(answered.id), "name": self.name(answered.author_id), "text": words}

    def _used(self, message: Message) -> JsonObject | None:
        about = message.interaction
        if about is None or about.get("type") != _COMMAND or message.kind not in (20, 23):
            return None
        slash = "/" if message.kind == 20 else ""
        return {"name": self.name(int(about["user"]["id"])), "command": f"{slash}{about['name']}"}

    def _thread(self, message: Message) -> JsonObject | None:
        number = message.thread_id
        if number is None and message.kind == 18 and message.reference is not None:
            number = message.reference[0]
        thread = self._world.channels.get(number or 0)
        if thread is None or thread.thread is None:
            return None
        return {
            "id": str(thread.id),
            "name": thread.name,
            "count": thread.thread.message_count,
            "archived": thread.thread.archived,
        }


def _file(attachment: Attachment) -> JsonObject:
    shape: JsonObject = {"name": attachment.filename, "size": len(attachment.content)}
    if picture_type(attachment.content) is not None:
        shape["picture"] = str(attachment.id)
    return shape


def _reactions(message: Message, viewer: int) -> list[JsonObject]:
    return [{"emoji": emoji, "count": len(who), "mine": viewer in who} for emoji, who in message.reactions.items()]
