"""Links that lead to a place inside the demonstration; all others are shown and never opened."""

import re
from urllib.parse import parse_qs, urlsplit

from bots.playground.discord_model import DiscordWorld
from bots.playground.telegram_model import TelegramWorld

_TELEGRAM_HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})
_DISCORD_PATH = re.compile(r"/channels/(?:\d+|@me)/(\d+)(?:/\d+)?/?")


def inside_telegram(world: TelegramWorld, url: str) -> tuple[int, str | None] | None:
    """The bot or chat that a t.me or tg: link names, with the payload for /start."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
    except ValueError:
        return None
    query = parse_qs(parts.query)
    if parts.scheme == "tg" and parts.netloc == "resolve":
        name = query.get("domain", [""])[0]
    elif parts.scheme in ("http", "https") and parts.netloc.lower() in _TELEGRAM_HOSTS:
        name = parts.path.strip("/").split("/")[0]
        if name == "c":
            return _by_number(world, parts.path)
    else:
        return None
    payload = query.get("start", [None])[0]
    for bot in world.bots.values():
        if bot.username.lower() == name.lower():
            return bot.id, payload
    named = (chat.id for chat in world.chats.values() if (chat.username or "").lower() == name.lower())
    number = next(named, None) if name else None
    return None if number is None else (number, None)


def _by_number(world: TelegramWorld, path: str) -> tuple[int, str | None] | None:
    """A link to a message of a private supergroup: t.me/c/<id without -100>/<message>."""
    words = path.strip("/").split("/")
    number = int(f"-100{words[1]}") if len(words) > 1 and words[1].isdigit() else 0
    return (number, None) if number in world.chats else None


def inside_discord(world: DiscordWorld, url: str) -> int | None:
    """The channel that a discord.com link names."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    found = _DISCORD_PATH.fullmatch(parts.path)
    if parts.netloc.lower() not in ("discord.com", "canary.discord.com", "ptb.discord.com") or found is None:
        return None
    number = int(found.group(1))
    return number if number in world.channels else None
