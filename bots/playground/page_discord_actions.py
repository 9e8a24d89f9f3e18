"""What the browser may do in Discord for the person it plays; each action is one call of the world."""

from collections.abc import Callable
from datetime import timedelta

from bots.playground.discord_content import File
from bots.playground.discord_interactions import Interaction
from bots.playground.discord_records import Channel
from bots.playground.page_discord import DiscordSight, DiscordView
from bots.playground.page_links import inside_discord
from bots.playground.page_sample import sample_picture
from bots.playground.page_wish import JsonObject, PageError, Wish

_ATTACHMENT = 11
_INTERACTIONS_KEPT = 100
_TIME_OUT = timedelta(minutes=10)


class DiscordActions:
    """Carries out one wish; raises PageError or the world's PlayError with words for the person.

    Remembers the interactions that this page began, to tell it how they go on.
    """

    def __init__(self, view: DiscordView) -> None:
        self._view = view
        self._world = view.world
        self._interactions: dict[int, Interaction] = {}
        self._verbs: dict[str, Callable[[DiscordSight, Wish], JsonObject | None]] = {
            "say": self._say,
            "edit": self._edit,
            "delete": self._delete,
            "react": self._react,
            "press": self._press,
            "choose": self._choose,
            "submit": self._submit,
            "command": self._command,
            "complete": self._complete,
            "context": self._context,
            "thread": self._open_thread,
            "archive": self._archive,
            "lock": self._lock,
            "join_thread": self._join_thread,
            "leave_thread": self._leave_thread,
            "join": self._join,
            "leave": self._leave,
            "time_out": self._time_out,
            "kick": self._kick,
            "ban": self._ban,
            "link": self._link,
        }

    def perform(self, verb: str, sight: DiscordSight, wish: Wish) -> JsonObject | None:
        action = self._verbs.get(verb)
        if action is None:
            raise PageError("This page does not know that action.")
        return action(sight, wish)

    def news(self, change: JsonObject) -> JsonObject | None:
        """How an interaction of this page stands after a change of the world, None for all other changes."""
        number = int(change["id"]) if change["type"] == "interaction" else 0
        interaction = self._interactions.get(number)
        return None if interaction is None else _interaction(interaction)

    def _keep(self, interaction: Interaction) -> JsonObject:
        self._interactions[interaction.id] = interaction
        while len(self._interactions) > _INTERACTIONS_KEPT:
            del self._interactions[next(iter(self._interactions))]
        return {"interaction": _interaction(interaction)}

    def _channel(self, sight: DiscordSight) -> Channel:
        """The open channel; acting in direct messages opens them."""
        if sight.channel is not None and sight.channel in self._world.applications:
            return self._world.direct_channel(sight.person, sight.channel)
        channel = self._view.open_channel(sight)
        if channel is None:
            raise PageError("No channel is open.")
        return channel

    def _say(self, sight: DiscordSight, wish: Wish) -> None:
        text = wish.text("text").strip()
        files = [File("buoy.png", sample_picture(), "image/png")] if wish.flag("picture") else []
        if not text and not files:
            raise PageError("Write something first.")
        if sight.channel is not None and sight.channel in self._world.applications:
            self._world.direct(sight.person, sight.channel, text, attachments=files)
            return
        channel = self._channel(sight)
        reply = wish.number_or_none("reply")
        self._world.say(sight.person, channel.id, text, reply_to=reply, attachments=files)

    def _edit(self, sight: DiscordSight, wish: Wish) -> None:
        self._world.edit(sight.person, wish.number("message"), wish.text("text").strip())

    def _delete(self, sight: DiscordSight, wish: Wish) -> None:
        self._world.delete(sight.person, wish.number("message"))

    def _react(self, sight: DiscordSight, wish: Wish) -> None:
        number, emoji = wish.number("message"), wish.text("emoji")
        _, message = self._world.seen_message(sight.person, number)
        if sight.person in message.reactions.get(emoji, []):
            self._world.unreact(sight.person, number, emoji)
        else:
            self._world.react(sight.person, number, emoji)

    def _press(self, sight: DiscordSight, wish: Wish) -> JsonObject:
        number, custom_id = wish.number("message"), wish.text("custom_id")
        return self._keep(self._world.press(sight.person, number, custom_id))

    def _choose(self, sight: DiscordSight, wish: Wish) -> JsonObject:
        number, custom_id = wish.number("message"), wish.text("custom_id")
        return self._keep(self._world.choose(sight.person, number, custom_id, wish.texts("values")))

    def _submit(self, sight: DiscordSight, wish: Wish) -> JsonObject:
        form = self._interactions.get(wish.number("interaction"))
        if form is None:
            raise PageError("This form is no longer open.")
        return self._keep(self._world.submit(form, wish.table("values")))

    def _command(self, sight: DiscordSight, wish: Wish) -> JsonObject:
        channel, name = self._channel(sight), wish.text("name")
        options = self._filled(sight, channel, name, wish.table("options"))
        return self._keep(self._world.command(sight.person, channel.id, name, options))

    def _filled(self, sight: DiscordSight, channel: Channel, name: str, given: JsonObject) -> dict[str, object]:
        """The options with the sample picture for those that take a file."""
        offered = self._view.commands(sight, channel)
        options = [option for one in offered if one["name"] == name for option in one["options"]]
        takes_file = {one["name"] for one in options if one["type"] == _ATTACHMENT}
        picture = File("buoy.png", sample_picture(), "image/png")
        return {key: picture if key in takes_file else value for key, value in given.items()}

    def _complete(self, sight: DiscordSight, wish: Wish) -> JsonObject:
        channel, name = self._channel(sight), wish.text("name")
        others = self._filled(sight, channel, name, wish.table("others"))
        asked = self._world.autocomplete(
            sight.person, channel.id, name, wish.text("option"), wish.text("partial"), others=others
        )
        return self._keep(asked)

    def _context(self, sight: DiscordSight, wish: Wish) -> JsonObject:
        channel = self._channel(sight)
        return self._keep(
            self._world.context(
                sight.person,
                channel.id,
                wish.text("name"),
                message_id=wish.number_or_none("message"),
                target_user_id=wish.number_or_none("target"),
            )
        )

    def _open_thread(self, sight: DiscordSight, wish: Wish) -> JsonObject:
        thread = self._world.open_thread(
            sight.person,
            self._channel(sight).id,
            wish.text("name").strip(),
            content=wish.text_or_none("text") or "",
            tags=wish.numbers("tags"),
            message_id=wish.number_or_none("message"),
            private=wish.flag("private"),
        )
        return {"discord": str(thread.id)}

    def _archive(self, sight: DiscordSight, wish: Wish) -> None:
        self._world.archive_thread(sight.person, self._channel(sight).id, archived=wish.flag("on"))

    def _lock(self, sight: DiscordSight, wish: Wish) -> None:
        self._world.lock_thread(sight.person, self._channel(sight).id, locked=wish.flag("on"))

    def _join_thread(self, sight: DiscordSight, wish: Wish) -> None:
        self._world.join_thread(sight.person, self._channel(sight).id)

    def _leave_thread(self, sight: DiscordSight, wish: Wish) -> None:
        self._world.leave_thread(sight.person, self._channel(sight).id)

    def _join(self, sight: DiscordSight, wish: Wish) -> None:
        self._world.join(sight.person, self._view.cast.guild_id)

    def _leave(self, sight: DiscordSight, wish: Wish) -> None:
        self._world.leave(sight.person, self._view.cast.guild_id)

    def _time_out(self, sight: DiscordSight, wish: Wish) -> None:
        until = self._world.clock() + _TIME_OUT
        self._world.time_out(sight.person, self._view.cast.guild_id, wish.number("target"), until)

    def _kick(self, sight: DiscordSight, wish: Wish) -> None:
        self._world.kick(sight.person, self._view.cast.guild_id, wish.number("target"))

    def _ban(self, sight: DiscordSight, wish: Wish) -> None:
        self._world.ban(sight.person, self._view.cast.guild_id, wish.number("target"))

    def _link(self, sight: DiscordSight, wish: Wish) -> JsonObject:
        number = inside_discord(self._world, wish.text("url"))
        return {"outside": wish.text("url")} if number is None else {"discord": str(number)}


def _interaction(interaction: Interaction) -> JsonObject:
    modal = interaction.modal
    return {
        "id": str(interaction.id),
        "state": interaction.state,
        "thinking": interaction.thinking,
        "modal": None if modal is None else {"title": modal.title, "components": modal.components},
        "choices": interaction.choices,
    }
