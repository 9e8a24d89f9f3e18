"""Rules that more than one key takes part in; they run after every key has been checked alone."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

from config.community import Community
from config.problems import Problem, of_key
from config.sections import Telegram


def of_telegram(telegram: Telegram) -> Iterator[Problem]:
    if telegram.mode == "webhook":
        needed = (("public_url", telegram.webhook.public_url), ("secret", telegram.webhook.secret))
        for name, value in needed:
            if value is None:
                remedy = 'set it, or set telegram.mode to "polling"'
                yield of_key(f"telegram.webhook.{name}", "is needed in webhook mode", remedy)


def of_community(community: Community) -> Iterator[Problem]:
    yield from _languages(community)
    yield from _people(community)
    yield from _rooms(community)
    yield from _roles(community)
    yield from _repeated("community.links", (link.name for link in community.links))
    yield from _repeated("community.addresses", ((item.chain, item.address) for item in community.addresses))


def _languages(community: Community) -> Iterator[Problem]:
    spoken = community.languages
    yield from _repeated("community.languages", spoken)
    if community.default_language not in spoken:
        wrong = f"{community.default_language!r} is not among community.languages"
        yield of_key("community.default_language", wrong, f"write one of {', '.join(spoken)}, or add it there")
    for group in community.telegram.groups:
        if group.language is not None and group.language not in spoken:
            wrong = f"{group.language!r} of group {group.id} is not among community.languages"
            yield of_key("community.telegram.groups", wrong, f"write one of {', '.join(spoken)}, or add it there")


def _people(community: Community) -> Iterator[Problem]:
    for person in community.people:
        if person.telegram is None and person.discord is None:
            wrong = f"{person.name!r} has no id"
            yield of_key("community.people", wrong, "add telegram, discord or both: nobody is known by name")
    for platform in ("telegram", "discord"):
        ids = [getattr(person, platform) for person in community.people]
        yield from _repeated("community.people", (f"{platform} {one}" for one in ids if one is not None))


def _rooms(community: Community) -> Iterator[Problem]:
    chats = [group.id for group in community.telegram.groups]
    chats += [channel.id for channel in community.telegram.channels]
    yield from _repeated("community.telegram.groups", chats)
    discord = community.discord
    yield from _repeated("community.discord.support_channels", discord.support_channels)
    if discord.ticket_forum is not None and discord.ticket_forum == discord.moderator_channel:
        wrong = f"{discord.moderator_channel} is the ticket forum too"
        yield of_key("community.discord.moderator_channel", wrong, "name a channel of its own")


def _roles(community: Community) -> Iterator[Problem]:
    roles = community.discord.roles
    yield from _repeated("community.discord.roles", (*roles.helper, *roles.moderator, *roles.lead, *roles.admin))


def _repeated(dotted: str, values: Iterable[Hashable]) -> Iterator[Problem]:
    for value, count in Counter(values).items():
        if count > 1:
            written = " ".join(map(str, value)) if isinstance(value, tuple) else value
            yield of_key(dotted, f"{written} stands there {count} times", "keep it once")
