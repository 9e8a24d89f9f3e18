"""Turns the settings' community table into the core's values; the only place that knows both."""

from collections.abc import Iterator

from adapters.discord.authors import DISCORD
from adapters.telegram.channel import CHANNEL as TELEGRAM
from config.settings import Settings
from core.community import Community, Group, Official, OfficialAddress, OfficialLink, Policy, Role
from core.ids import Address, ChannelName, PersonRef

_ROLES = {"helper": Role.HELPER, "moderator": Role.MODERATOR, "lead": Role.LEAD, "admin": Role.ADMIN}


def community_of(settings: Settings) -> Community:
    """The community as the core wants it; what is not set is simply absent."""
    profile = settings.community
    discord = profile.discord
    panel = Address(DISCORD, str(discord.panel_channel)) if discord.panel_channel else None
    return Community(
        name=profile.name,
        default_locale=profile.default_language,
        locales=tuple(profile.languages),
        people=tuple(_people(settings)),
        roles=dict(_roles(settings)),
        groups={group.at: group for group in _groups(settings)},
        staff_rooms=(Address(DISCORD, str(discord.moderator_channel)),) if discord.moderator_channel else (),
        ticket_forum=Address(DISCORD, str(discord.ticket_forum)) if discord.ticket_forum else None,
        panel=panel,
        private_parents={DISCORD: panel} if panel else {},
        whole_channels=frozenset({DISCORD}) if discord.guild else frozenset(),
        links=tuple(OfficialLink(link.name, str(link.url)) for link in profile.links),
        addresses=tuple(OfficialAddress(item.chain, item.address, item.label) for item in profile.addresses),
    )


def policy_of(settings: Settings) -> Policy:
    support, scam, retention = settings.support, settings.scam, settings.retention
    return Policy(
        follow_up_after=support.follow_up_after,
        reopen_within=support.reopen_within,
        dialog_expires=support.dialog_expires,
        faq_cool_down=support.faq_cool_down,
        faq_delay=settings.faq.delay,
        faq_shield=settings.faq.shield,
        faq_review_after=settings.faq.review_after,
        faq_collects=settings.faq.collects_questions,
        asks_rating=support.rating,
        tickets_per_person=support.tickets_per_person,
        flood_limit=support.flood_limit,
        flood_window=support.flood_window,
        scam_acts=scam.mode == "act",
        restrict_for=scam.restrict_for,
        newcomer_days=scam.newcomer_days,
        keep_sent_payloads=retention.sent,
        keep_evidence=retention.evidence,
        keep_tickets=retention.tickets,
        keep_questions=retention.questions,
    )


def _people(settings: Settings) -> Iterator[Official]:
    for person in settings.community.people:
        accounts = [
            PersonRef(channel, str(number))
            for channel, number in ((TELEGRAM, person.telegram), (DISCORD, person.discord))
            if number is not None
        ]
        yield Official(person.name, _ROLES[person.role], tuple(accounts))


def _roles(settings: Settings) -> Iterator[tuple[tuple[ChannelName, str], Role]]:
    for name, role in _ROLES.items():
        for number in getattr(settings.community.discord.roles, name):
            yield (DISCORD, str(number)), role


def _groups(settings: Settings) -> Iterator[Group]:
    for group in settings.community.telegram.groups:
        at = Address(TELEGRAM, str(group.id))
        yield Group(at, group.title, group.language, group.answer_questions)
    for number in settings.community.discord.support_channels:
        yield Group(Address(DISCORD, str(number)), "Discord", None, answers=True)
