"""Bot API methods about the bot itself, its commands and texts, chat actions, and the topics of a forum."""

import re
from collections.abc import Callable
from typing import Any

from bots.playground.telegram_call import Call
from bots.playground.telegram_errors import bad_request
from bots.playground.telegram_membership import rights_map
from bots.playground.telegram_model import scope_key
from bots.playground.telegram_records import (
    ADMIN_RIGHTS,
    CHANNEL_RIGHTS,
    GROUP_RIGHTS,
    Chat,
    JsonObject,
    Topic,
)
from bots.playground.telegram_shapes import topic_json, user_json

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_ICON_COLORS = frozenset({7322096, 16766590, 13338331, 9367192, 16749490, 16478047})
_TEXT_LIMITS = {"Name": 64, "Description": 512, "ShortDescription": 120}
_FIELDS = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}


def get_me(call: Call) -> JsonObject:
    return user_json(call.bot.user) | {
        "can_join_groups": True,
        "can_read_all_group_messages": call.bot.can_read_all_group_messages,
        "supports_guest_queries": call.bot.supports_guest_queries,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def _scope(call: Call) -> tuple[str, str]:
    scope = call.structure("scope")
    if scope is not None:
        if scope.get("type") not in _SCOPES:
            raise bad_request("can't parse BotCommandScope: Unsupported type specified")
        if "chat_id" in scope and scope["chat_id"] not in call.world.chats:
            known = (scope["chat_id"], call.bot.id) in call.world.privates
            if not known:
                raise bad_request("chat not found")
    return scope_key(scope), call.text("language_code") or ""


def set_my_commands(call: Call) -> bool:
    commands = call.array("commands")
    if commands is None or len(commands) > 100:
        raise bad_request("can't use more than 100 commands" if commands else "expected an Array of BotCommand")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    key = _scope(call)
    call.bot.commands[key] = commands
    if not commands:
        del call.bot.commands[key]
    call.world.notify("commands", scope=key[0], language=key[1], commands=commands, bot_id=call.bot.id)
    return True


def get_my_commands(call: Call) -> list[JsonObject]:
    return call.bot.commands.get(_scope(call), [])


def delete_my_commands(call: Call) -> bool:
    key = _scope(call)
    call.bot.commands.pop(key, None)
    call.world.notify("commands", scope=key[0], language=key[1], commands=[], bot_id=call.bot.id)
    return True


def _set_text(what: str) -> Callable[[Call], bool]:
    def set_text(call: Call) -> bool:
        text = call.text(_FIELDS[what]) or ""
        if len(text) > _TEXT_LIMITS[what]:
            raise bad_request(f"bot {_FIELDS[what].replace('_', ' ')} is too long")
        call.bot.texts[what, call.text("language_code") or ""] = text
        call.world.notify("bot_text", bot_id=call.bot.id, what=_FIELDS[what], text=text)
        return True

    return set_text


def _get_text(what: str) -> Callable[[Call], JsonObject]:
    def get_text(call: Call) -> JsonObject:
        texts = call.bot.texts
        default = call.bot.user.first_name if what == "Name" else ""
        found = texts.get((what, call.text("language_code") or "")) or texts.get((what, "")) or default
        return {_FIELDS[what]: found}

    return get_text


def set_my_default_administrator_rights(call: Call) -> bool:
    given = call.structure("rights") or {}
    wanted = [name for name in ADMIN_RIGHTS + CHANNEL_RIGHTS + GROUP_RIGHTS if given.get(name) is True]
    rights = rights_map("administrator", wanted)
    rights["is_anonymous"] = given.get("is_anonymous") is True
    call.bot.default_rights[call.flag("for_channels")] = rights
    return True


def get_my_default_administrator_rights(call: Call) -> JsonObject:
    channels = call.flag("for_channels")
    names = ("is_anonymous", *ADMIN_RIGHTS, *(CHANNEL_RIGHTS if channels else GROUP_RIGHTS))
    stored = call.bot.default_rights.get(channels, {})
    return {name: stored.get(name, False) for name in names}


def send_chat_action(call: Call) -> bool:
    chat = call.chat()
    action = call.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.notify("chat_action", chat, bot_id=call.bot.id, action=action)
    return True


def true(call: Call) -> bool:
    """logOut and close: there is nothing to log out from here."""
    return True


def _forum(call: Call) -> Chat:
    chat = call.chat()
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def _topic(call: Call) -> tuple[Chat, Topic]:
    chat = _forum(call)
    topic = chat.topics.get(call.required_number("message_thread_id"))
    if topic is None:
        raise bad_request("message thread not found")
    return chat, topic


def create_forum_topic(call: Call) -> JsonObject:
    chat = _forum(call)
    if not chat.permissions.get("can_manage_topics", False):
        call.right(chat, "can_manage_topics", "not enough rights to create a topic")
    name = call.text("name") or ""
    if not 1 <= len(name) <= 128:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "topic name is too long")
    color = call.number("icon_color") or 0x6FB9F0
    if color not in _ICON_COLORS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    emoji = call.text("icon_custom_emoji_id")
    topic = call.world.create_topic(chat.id, name, by=call.bot.user, icon_color=color, emoji_id=emoji)
    return topic_json(topic)


def edit_forum_topic(call: Call) -> bool:
    chat, topic = _topic(call)
    call.right(chat, "can_manage_topics", "not enough rights to edit the topic")
    name = call.text("name") or topic.name
    emoji = call.text("icon_custom_emoji_id")
    new_emoji = topic.icon_custom_emoji_id if emoji is None else emoji or None
    if (name, new_emoji) == (topic.name, topic.icon_custom_emoji_id):
        raise bad_request("TOPIC_NOT_MODIFIED")
    call.world.edit_topic(chat, topic, name=name, emoji_id=new_emoji, actor=call.bot.user)
    return True


def _set_closed(closed: bool) -> Callable[[Call], bool]:
    def set_closed(call: Call) -> bool:
        chat, topic = _topic(call)
        call.right(chat, "can_manage_topics", f"not enough rights to {'close' if closed else 'reopen'} the topic")
        if topic.closed == closed:
            raise bad_request("TOPIC_NOT_MODIFIED")
        call.world.set_topic_closed(chat.id, topic.thread_id, closed=closed, by=call.bot.user)
        return True

    return set_closed


def delete_forum_topic(call: Call) -> bool:
    chat, topic = _topic(call)
    call.right(chat, "can_delete_messages", "not enough rights to delete the topic")
    call.world.delete_topic(chat.id, topic.thread_id)
    return True


METHODS: dict[str, Any] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    **{f"setMy{what}": _set_text(what) for what in _FIELDS},
    **{f"getMy{what}": _get_text(what) for what in _FIELDS},
    "setMyDefaultAdministratorRights": set_my_default_administrator_rights,
    "getMyDefaultAdministratorRights": get_my_default_administrator_rights,
    "sendChatAction": send_chat_action,
    "logOut": true,
    "close": true,
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": _set_closed(True),
    "reopenForumTopic": _set_closed(False),
    "deleteForumTopic": delete_forum_topic,
}
