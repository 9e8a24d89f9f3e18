"""Message bodies: what a request asks for, checked against Discord's limits, and whom a text mentions."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bots.playground import discord_components as components
from bots.playground import discord_permissions as perms
from bots.playground.discord_errors import FormProblems, form_problem, refusal
from bots.playground.discord_records import (
    COMPONENTS_V2,
    EPHEMERAL,
    SUPPRESS_EMBEDS,
    SUPPRESS_NOTIFICATIONS,
    Attachment,
    Channel,
    JsonObject,
    Message,
)
from bots.playground.discord_state import WorldState

CONTENT_LIMIT = 2000
FILE_LIMIT = 10 * 1024 * 1024
ALLOWED_FLAGS = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2
MENTION = re.compile(r"<@(&?|!?)(\d{1,20})>")
EVERYONE = re.compile(r"@(everyone|here)\b")
EMBED_TEXTS = (("title", 256), ("description", 4096))


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file before it is stored."""

    filename: str
    content: bytes
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class MentionRule:
    """Who may be pinged: a kind as a whole, or listed ids only."""

    all_users: bool = True
    all_roles: bool = True
    everyone: bool = True
    users: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    replied_user: bool = True


@dataclass(slots=True)
class Draft:
    """A message that passed the checks; None means "not mentioned", for edits."""

    content: str | None = None
    embeds: list[JsonObject] | None = None
    components: list[JsonObject] | None = None
    flags: int | None = None
    files: list[tuple[File, str | None]] = field(default_factory=list)
    kept_attachments: list[int] | None = None
    rule: MentionRule = field(default_factory=MentionRule)
    nonce: str | int | None = None
    enforce_nonce: bool = False
    reference: tuple[int, int] | None = None
    reference_required: bool = True
    tts: bool = False

    @property
    def empty(self) -> bool:
        """Say whether nothing at all would be shown."""
        return not (self.content or self.embeds or self.components or self.files or self.kept_attachments)


def draft(body: JsonObject, files: Mapping[str, File], *, private_allowed: bool = False) -> Draft:
    """Check a message body and return what it asks for; refuses with 50035 or 40005.

    `private_allowed` permits the ephemeral flag (answers to interactions only).
    """
    problems = FormProblems()
    content = body.get("content")
    if content is not None and not isinstance(content, str):
        problems.add("content", "STRING_TYPE_CONVERT", "Could not convert to a string.")
        content = None
    if content is not None:
        problems.too_long("content", content, CONTENT_LIMIT)
    flags = body.get("flags")
    if flags is not None:
        flags = int(flags) & (ALLOWED_FLAGS | (EPHEMERAL if private_allowed else 0))
    result = Draft(content=content, flags=flags, tts=bool(body.get("tts")))
    layout = bool((flags or 0) & COMPONENTS_V2)
    if layout and (content or body.get("embeds")):
        words = "The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2"
        problems.add("content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", words)
    if body.get("embeds") is not None:
        result.embeds = _embeds(body["embeds"], problems)
    if body.get("components") is not None:
        result.components = components.checked(body["components"], layout=layout, problems=problems)
    result.rule = _rule(body.get("allowed_mentions"), problems)
    _nonce(body, result, problems)
    problems.check()
    _reference(body.get("message_reference"), result)
    _files(body.get("attachments"), files, result)
    return result


def _nonce(body: JsonObject, result: Draft, problems: FormProblems) -> None:
    nonce = body.get("nonce")
    if nonce is None:
        return
    if len(str(nonce)) > 25:
        problems.too_long("nonce", str(nonce), 25)
    result.nonce = nonce
    result.enforce_nonce = bool(body.get("enforce_nonce"))


def _reference(given: JsonObject | None, result: Draft) -> None:
    if given is None:
        return
    result.reference = (int(given.get("channel_id") or 0), int(given["message_id"]))
    result.reference_required = bool(given.get("fail_if_not_exists", True))


def _rule(given: JsonObject | None, problems: FormProblems) -> MentionRule:
    if given is None:
        return MentionRule()
    parse = given.get("parse")
    kinds = {"users", "roles", "everyone"} if parse is None and not given else set(parse or ())
    for kind in ("users", "roles"):
        listed = given.get(kind) or []
        if listed and kind in kinds:
            words = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            problems.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", words)
        if len(listed) > 100:
            problems.add(f"allowed_mentions.{kind}", "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
    return MentionRule(
        all_users="users" in kinds,
        all_roles="roles" in kinds,
        everyone="everyone" in kinds,
        users=frozenset(int(one) for one in given.get("users") or ()),
        roles=frozenset(int(one) for one in given.get("roles") or ()),
        replied_user=bool(given.get("replied_user")),
    )


def _embeds(given: list[JsonObject], problems: FormProblems) -> list[JsonObject]:
    if len(given) > 10:
        problems.add("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    total = 0
    for index, embed in enumerate(given):
        total += _check_embed(f"embeds.{index}", embed, problems)
    if total > 6000:
        words = "Embed size exceeds maximum size of 6000"
        problems.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", words)
    return [{key: value for key, value in embed.items() if value is not None} | {"type": "rich"} for embed in given]


def _check_embed(path: str, embed: JsonObject, problems: FormProblems) -> int:
    texts = [(f"{path}.{name}", str(embed.get(name) or ""), limit, 0) for name, limit in EMBED_TEXTS]
    texts.append((f"{path}.footer.text", str((embed.get("footer") or {}).get("text") or ""), 2048, 0))
    texts.append((f"{path}.author.name", str((embed.get("author") or {}).get("name") or ""), 256, 0))
    fields = embed.get("fields") or []
    if len(fields) > 25:
        problems.add(f"{path}.fields", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for index, one in enumerate(fields):
        texts.append((f"{path}.fields.{index}.name", str(one.get("name") or ""), 256, 1))
        texts.append((f"{path}.fields.{index}.value", str(one.get("value") or ""), 1024, 1))
    for where, text, limit, least in texts:
        if least and not text:
            problems.required(where)
        else:
            problems.too_long(where, text, limit)
    return sum(len(text) for _, text, _, _ in texts)


def _files(given: Sequence[JsonObject] | None, files: Mapping[str, File], result: Draft) -> None:
    described: dict[str, JsonObject] = {}
    if given is not None:
        result.kept_attachments = []
        for one in given:
            number = str(one.get("id"))
            described[number] = one
            if f"files[{number}]" not in files:
                result.kept_attachments.append(int(number))
    if len(files) > 10:
        raise form_problem("attachments", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    for name, file in files.items():
        if len(file.content) > FILE_LIMIT:
            raise refusal(40005)
        about = described.get(name.removeprefix("files[").removesuffix("]"), {})
        renamed = File(str(about.get("filename") or file.filename), file.content, file.content_type)
        result.files.append((renamed, about.get("description")))


def stored_file(
    world: WorldState, channel_id: int, file: File, description: str | None, *, ephemeral: bool
) -> Attachment:
    """Keep an uploaded file so that the CDN can serve it."""
    kind = file.content_type
    if kind is None or kind == "application/octet-stream":
        kind = mimetypes.guess_type(file.filename)[0]
    safe_name = re.sub(r"[^\w.\-]", "_", file.filename) or "unknown"
    number = world.snowflake()
    attachment = Attachment(number, channel_id, safe_name, kind, file.content, description, ephemeral)
    world.files[number] = attachment
    return attachment


def resolve_mentions(world: WorldState, channel: Channel, message: Message, rule: MentionRule) -> None:
    """Write into the message whom it pings: text, the author's permissions and `allowed_mentions` decide."""
    granted = world.permissions(message.author_id, channel)
    if message.ephemeral_for is not None or message.application_id is not None:
        granted |= perms.MENTION_EVERYONE
    guild = world.guilds.get(channel.guild_id or 0)
    users: dict[int, None] = {}
    roles: dict[int, None] = {}
    for mark, number_text in MENTION.findall(message.content):
        number = int(number_text)
        if mark == "&":
            role = guild.roles.get(number) if guild is not None else None
            pingable = role is not None and (role.mentionable or bool(granted & perms.MENTION_EVERYONE))
            if pingable and (rule.all_roles or number in rule.roles):
                roles[number] = None
        elif number in world.users and (rule.all_users or number in rule.users):
            users[number] = None
    if message.kind == 19 and rule.replied_user and message.reference is not None:
        replied = channel.messages.get(message.reference[1])
        if replied is not None and not replied.deleted:
            users[replied.author_id] = None
    message.mentions = tuple(users)
    message.mention_roles = tuple(roles)
    allowed = rule.everyone and bool(granted & perms.MENTION_EVERYONE) and guild is not None
    message.mention_everyone = allowed and EVERYONE.search(message.content) is not None
