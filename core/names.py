"""Names that people chose, made fit to stand beside our own words. Pure."""

import unicodedata

import msgspec

from core.events import FROM_PEOPLE, Author, BotReach, CommandGiven, Event, Media, MessageReceived

LONGEST_NAME = 64
LONGEST_FILE_NAME = 255
# Controls, direction marks, private-use and broken characters can turn or hide what stands around a name.
_UNFIT = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
# Emoji and several scripts are written with these.
_JOINERS = frozenset("\u200c\u200d")


def presentable(event: Event) -> Event:
    """The event with names, titles and names of files of one line that keep their direction."""
    if isinstance(event, BotReach):
        return msgspec.structs.replace(event, title=shown(event.title) or event.at.place)
    if not isinstance(event, FROM_PEOPLE):
        return event
    if isinstance(event, MessageReceived) and event.media:
        event = msgspec.structs.replace(event, media=tuple(_named(media) for media in event.media))
    author = _fit(event.author)
    if isinstance(event, CommandGiven) and event.target_author is not None:
        return msgspec.structs.replace(event, author=author, target_author=_fit(event.target_author))
    return event if author is event.author else msgspec.structs.replace(event, author=author)


def _fit(author: Author) -> Author:
    """Without any letter left, the id stands for the name."""
    name = shown(author.name) or author.person.id
    username = shown(author.username) or None if author.username else author.username
    if name == author.name and username == author.username:
        return author
    return msgspec.structs.replace(author, name=name, username=username)


def _named(media: Media) -> Media:
    """An ending must not be hidden: with a sign that turns what follows, a program can look like a picture."""
    name = shown(media.name, LONGEST_FILE_NAME) or media.kind
    return media if name == media.name else msgspec.structs.replace(media, name=name)


def shown(name: str, longest: int = LONGEST_NAME) -> str:
    if name.isascii() and name.isprintable() and len(name) <= longest and "  " not in name:
        return name.strip()
    kept = (letter if _is_fit(letter) else " " for letter in name[: longest * 4])
    return " ".join("".join(kept).split())[:longest].strip()


def _is_fit(letter: str) -> bool:
    return letter in _JOINERS or unicodedata.category(letter) not in _UNFIT
