"""Writes down what happens on both local platforms, a line or more for each message, as a person would see it."""

import re
from collections.abc import Callable
from typing import Any

from bots.demo_town import Town

Change = dict[str, Any]
_ESCAPED = re.compile(r"\\([^A-Za-z0-9\s])")
_TIME = re.compile(r"<t:\d+(?::[a-zA-Z])?>")


class Transcript:
    """Watches both worlds until closed."""

    def __init__(self, town: Town, say: Callable[[str], None]) -> None:
        self._town = town
        self._say = say
        self._stops = (town.telegram.watch(self._on_telegram), town.discord.watch(self._on_discord))

    def close(self) -> None:
        for stop in self._stops:
            stop()

    def _on_telegram(self, change: Change) -> None:
        kind = change["type"]
        if kind not in ("message", "edit", "delete"):
            return
        chat = self._telegram_chat(str(change["chat"]))
        if kind == "delete":
            self._line("Telegram", chat, "", f"(message {change['message_id']} removed)")
            return
        message = change["message"]
        sender = message.get("from") or {}
        buttons = (message.get("reply_markup") or {}).get("inline_keyboard", [])
        labels = " ".join(f"[{button['text']}]" for row in buttons for button in row)
        mark = " (edited)" if kind == "edit" else ""
        self._line("Telegram", chat, str(sender.get("first_name", "")) + mark, message.get("text") or "", labels)

    def _on_discord(self, change: Change) -> None:
        kind = change["type"]
        if kind not in ("message", "edit", "delete", "ephemeral"):
            return
        place = self._discord_place(int(change["channel_id"]))
        if kind == "delete":
            self._line("Discord", place, "", "(message removed)")
            return
        message = change["message"]
        author = message["author"]
        name = str(author.get("global_name") or author["username"])
        mark = {"edit": " (edited)", "ephemeral": " (only they see it)"}.get(kind, "")
        labels = " ".join(
            f"[{part.get('label') or part.get('placeholder') or '…'}]"
            for row in message.get("components", [])
            for part in row.get("components", [])
        )
        self._line("Discord", place, name + mark, _readable(message.get("content", "")), labels)

    def _telegram_chat(self, key: str) -> str:
        person, _, bot = key.partition(":")
        if bot:
            return f"private with {self._town.telegram.users[int(person)].first_name}"
        return self._town.telegram.chats[int(key)].title or key

    def _discord_place(self, channel: int) -> str:
        found = self._town.discord.channels.get(channel)
        return f"#{found.name}" if found else str(channel)

    def _line(self, platform: str, place: str, who: str, text: str, labels: str = "") -> None:
        head = f"{platform:<8} │ {place} │ {who}: " if who else f"{platform:<8} │ {place} │ "
        rows = text.split("\n") if text else [""]
        self._say(head + rows[0])
        for row in rows[1:]:
            self._say(" " * 9 + "│   " + row)
        if labels:
            self._say(" " * 9 + "│   " + labels)


def _readable(content: str) -> str:
    """Discord's escapes taken out, for eyes and not for a client."""
    return _TIME.sub("(time)", _ESCAPED.sub(r"\1", content))
