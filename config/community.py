"""The `[community]` table: who belongs to the team, which rooms are ours, and what is official."""

from typing import Literal

from pydantic import Field

from config.values import (
    GroupId,
    LanguageTag,
    LanguageTags,
    LinkAddress,
    PersonId,
    Section,
    Snowflake,
    Snowflakes,
    TimeZoneName,
    Words,
)

Role = Literal["helper", "moderator", "lead", "admin"]


class Person(Section):
    """A member of the team, known by id on at least one platform."""

    name: Words = Field(description="name shown to members and to the team")
    role: Role = Field(description="what the person may do; each role may do what those before it may")
    telegram: PersonId | None = Field(None, description="user id on Telegram")
    discord: Snowflake | None = Field(None, description="user id on Discord")


class TelegramGroup(Section):
    """A group that Bellbuoy serves."""

    id: GroupId = Field(description="chat id of the group, a negative number")
    title: Words = Field(description="name of the group, for the team and for checks against look-alikes")
    language: LanguageTag | None = Field(None, description="language of the group; the default one if left out")
    answer_questions: bool = Field(True, description="answer known questions in this group")


class TelegramChannel(Section):
    """An official announcement channel."""

    id: GroupId = Field(description="chat id of the channel, a negative number")
    title: Words = Field(description="name of the channel")


class CommunityTelegram(Section):
    """Where the community is on Telegram."""

    username: str | None = Field(
        None,
        pattern=r"^[A-Za-z][A-Za-z0-9_]{3,31}$",
        description="username of the official bot, without @",
    )
    groups: tuple[TelegramGroup, ...] = Field((), description="groups that Bellbuoy serves")
    channels: tuple[TelegramChannel, ...] = Field((), description="official announcement channels")


class DiscordRoles(Section):
    """Which roles of the server stand for which role in the team."""

    helper: Snowflakes = Field((), description="ids of server roles whose members are helpers")
    moderator: Snowflakes = Field((), description="ids of server roles whose members are moderators")
    lead: Snowflakes = Field((), description="ids of server roles whose members are leads")
    admin: Snowflakes = Field((), description="ids of server roles whose members are admins")


class CommunityDiscord(Section):
    """Where the community and its team are on Discord."""

    guild: Snowflake | None = Field(None, description="id of the server")
    ticket_forum: Snowflake | None = Field(None, description="id of the forum channel where tickets are worked on")
    moderator_channel: Snowflake | None = Field(None, description="id of the channel where moderators are told")
    support_channels: Snowflakes = Field(
        (), description="ids of channels where questions are answered, with their threads; elsewhere only if mentioned"
    )
    panel_channel: Snowflake | None = Field(None, description="id of the channel with the button that opens a ticket")
    roles: DiscordRoles = Field(DiscordRoles(), description="roles of the server and what they stand for")


class OfficialLink(Section):
    """A link that members may trust."""

    name: Words = Field(description="what the link is, for example website")
    url: LinkAddress = Field(description="the address, beginning with https://")


class OfficialAddress(Section):
    """An address on a chain that members may trust."""

    chain: Words = Field(description="name of the chain, for example ethereum")
    address: Words = Field(description="the address, exactly as on the chain")
    label: Words = Field(description="what the address is for, for example token contract")


class Community(Section):
    """One community with everything that is official in it."""

    name: Words = Field("Our community", description="name of the community, as members know it")
    languages: LanguageTags = Field(
        ("en", "zh-Hans", "zh-Hant", "ta"), description="languages that Bellbuoy speaks, the best one first"
    )
    default_language: LanguageTag = Field("en", description="language for people whose own is not known or not spoken")
    time_zone: TimeZoneName = Field("UTC", description="IANA time zone for dates and times shown to the team")
    people: tuple[Person, ...] = Field((), description="members of the team")
    telegram: CommunityTelegram = Field(CommunityTelegram(), description="the community on Telegram")
    discord: CommunityDiscord = Field(CommunityDiscord(), description="the community on Discord")
    links: tuple[OfficialLink, ...] = Field((), description="official links")
    addresses: tuple[OfficialAddress, ...] = Field((), description="official addresses on chains")
