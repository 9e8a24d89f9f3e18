"""The tables of the settings file besides the community: channels, logging, support, answers, scam, retention."""

from datetime import timedelta
from typing import Literal

from pydantic import Field

from config.values import (
    DiscordToken,
    Duration,
    GatewayAddress,
    PositiveDuration,
    PublicAddress,
    Section,
    ServerAddress,
    TelegramToken,
    WebhookSecret,
)


class Webhook(Section):
    """Where Telegram reaches Bellbuoy when `telegram.mode` is webhook."""

    public_url: PublicAddress | None = Field(None, description="https address at which Telegram reaches this server")
    listen_host: str = Field("127.0.0.1", min_length=1, description="address of this machine to listen on")
    listen_port: int = Field(8443, ge=1, le=65_535, description="port of this machine to listen on")
    secret: WebhookSecret | None = Field(None, description="word that proves a request comes from Telegram")


class Pace(Section):
    """How fast Bellbuoy sends, within what Telegram allows a bot."""

    messages_per_second: float = Field(30, gt=0, le=30, description="messages per second to all chats together")
    per_chat_per_second: float = Field(1, gt=0, le=1, description="messages per second to one chat")
    per_group_per_minute: int = Field(20, gt=0, le=20, description="messages per minute to one group")


class Telegram(Section):
    """The channel Telegram; off while it has no token."""

    token: TelegramToken | None = Field(None, description="token of the bot; Telegram is off without one")
    api_url: ServerAddress = Field("https://api.telegram.org", description="address of the Bot API server")
    mode: Literal["polling", "webhook"] = Field("polling", description="how messages come in")
    webhook: Webhook = Field(Webhook(), description="where Telegram reaches Bellbuoy in webhook mode")
    pace: Pace = Field(Pace(), description="how fast Bellbuoy sends")


class Discord(Section):
    """The channel Discord; off while it has no token."""

    token: DiscordToken | None = Field(None, description="token of the bot; Discord is off without one")
    api_url: ServerAddress = Field(
        "https://discord.com/api", description="address of the REST API, without its version"
    )
    gateway_url: GatewayAddress = Field("wss://gateway.discord.gg/", description="address of the gateway")


class Logging(Section):
    """What is logged and how it looks."""

    level: Literal["debug", "info", "warning", "error"] = Field("info", description="least important level shown")
    format: Literal["console", "json"] = Field("console", description="lines for people or JSON lines for collectors")


class Support(Section):
    """Tickets, follow-ups and answers to known questions."""

    follow_up_after: PositiveDuration = Field(
        timedelta(hours=24), description="time without an answer until we ask again"
    )
    reopen_within: Duration = Field(timedelta(days=7), description="time after closing in which a reply opens it again")
    rating: bool = Field(True, description="ask for a rating when a ticket is closed")
    faq_cool_down: Duration = Field(timedelta(seconds=60), description="time in which one chat gets no answer twice")
    dialog_expires: PositiveDuration = Field(
        timedelta(hours=24), description="time until an unfinished form is forgotten"
    )
    tickets_per_person: int = Field(
        3, ge=1, le=20, description="open tickets one person may have at once, one in each category"
    )
    flood_limit: int = Field(20, ge=1, le=1000, description="messages of one person until we ask to slow down")
    flood_window: PositiveDuration = Field(timedelta(minutes=1), description="time in which flood_limit messages count")


class Faq(Section):
    """The answers to known questions, and how they are kept right."""

    meaning: bool = Field(
        True, description="understand questions by their meaning too, which takes 130 MB of memory; off: by letters"
    )
    delay: Duration = Field(timedelta(0), description="time that members have to help each other before an answer")
    shield: bool = Field(
        True, description="tell whoever posts a problem in a group, once a day, that staff never write first"
    )
    review_after: PositiveDuration = Field(
        timedelta(days=180), description="time after which staff are asked to read an answer again"
    )
    collects_questions: bool = Field(
        True, description="keep questions without an answer, masked and without names, so that staff can fill the gaps"
    )


class Scam(Section):
    """How Bellbuoy deals with what looks like fraud."""

    mode: Literal["observe", "act"] = Field("act", description="observe only tells moderators; act also removes")
    newcomer_days: int = Field(7, ge=0, le=365, description="days after joining with the stricter checks")
    restrict_for: PositiveDuration = Field(timedelta(hours=12), description="time a suspected account may not write")


class Retention(Section):
    """How long what people wrote is kept."""

    sent: PositiveDuration = Field(timedelta(days=7), description="time until texts already delivered are emptied")
    evidence: PositiveDuration = Field(timedelta(days=90), description="time evidence of moderation is kept")
    tickets: PositiveDuration = Field(timedelta(days=180), description="time a ticket is kept after it was closed")
    questions: PositiveDuration = Field(timedelta(days=90), description="time a question without an answer is kept")
