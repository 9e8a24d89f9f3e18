"""Bot API methods about chats and members: looking, restricting, banning, promoting, inviting, leaving."""

from typing import Any

from bots.playground.telegram_call import Call
from bots.playground.telegram_errors import bad_request, kicked, migrated, not_a_member
from bots.playground.telegram_membership import rights_map
from bots.playground.telegram_records import (
    ADMIN_RIGHTS,
    CHANNEL_RIGHTS,
    GROUP_RIGHTS,
    MEDIA_PERMISSIONS,
    PERMISSIONS,
    Chat,
    JsonObject,
    Member,
    User,
)
from bots.playground.telegram_shapes import chat_json, member_json, message_json, user_json

_NO_RESTRICTING = "not enough rights to restrict/unrestrict chat member"
_FOREVER_BELOW, _FOREVER_ABOVE = 30, 366 * 24 * 3600


def _until(call: Call) -> int:
    """until_date, or 0 for ever: less than 30 seconds or more than 366 days from now also mean for ever."""
    given = call.number("until_date") or 0
    ahead = given - call.world.stamp()
    return given if _FOREVER_BELOW <= ahead <= _FOREVER_ABOVE else 0


def _target(call: Call, chat: Chat) -> User:
    """The person to be punished, who must not be an administrator, the owner or the bot itself."""
    call.right(chat, "can_restrict_members", _NO_RESTRICTING)
    user = call.user()
    if user.id == call.bot.id:
        raise bad_request("can't restrict self")
    member = call.world.member(chat, user.id)
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    if member.status == "administrator":
        raise bad_request("user is an administrator of the chat")
    return user


def _permissions(call: Call) -> dict[str, bool]:
    """The wanted permissions; unless they are independent, some of them include others."""
    given = call.structure("permissions")
    if given is None:
        raise bad_request("object expected as permissions")
    wanted = {name for name in PERMISSIONS if given.get(name) is True}
    if not call.flag("use_independent_chat_permissions"):
        if wanted & {"can_send_other_messages", "can_add_web_page_previews"}:
            wanted |= {*MEDIA_PERMISSIONS, "can_send_messages"}
        if wanted & {*MEDIA_PERMISSIONS, "can_send_polls"}:
            wanted.add("can_send_messages")
    return {name: name in wanted for name in PERMISSIONS}


def restrict_chat_member(call: Call) -> bool:
    chat = call.chat()
    if chat.kind != "supergroup":
        raise bad_request("method is available only for supergroups")
    user = _target(call, chat)
    permissions = _permissions(call)
    old = call.world.member(chat, user.id)
    if all(permissions[name] for name, granted in chat.permissions.items() if granted):
        new = Member(user, "member" if old.is_present else "left")
    else:
        new = Member(user, "restricted", permissions, _until(call), is_member=old.is_present)
    call.world.change_member(chat, new, actor=call.bot.user)
    return True


def ban_chat_member(call: Call) -> bool:
    chat = call.chat()
    user = _target(call, chat)
    call.world.depart(chat, user, actor=call.bot.user, status="kicked", until=_until(call))
    return True


def unban_chat_member(call: Call) -> bool:
    chat = call.chat()
    user = _target(call, chat)
    member = call.world.member(chat, user.id)
    if member.status == "kicked":
        call.world.change_member(chat, Member(user, "left"), actor=call.bot.user)
    elif member.is_present and not call.flag("only_if_banned"):
        call.world.depart(chat, user, actor=call.bot.user, status="left")
    return True


def ban_chat_sender_chat(call: Call) -> bool:
    chat = call.chat()
    call.right(chat, "can_restrict_members", _NO_RESTRICTING)
    sender = call.required_number("sender_chat_id")
    if sender not in call.world.chats:
        raise bad_request("PARTICIPANT_ID_INVALID")
    chat.banned_senders.add(sender)
    call.world.notify("sender_banned", chat, sender_chat_id=sender)
    return True


def unban_chat_sender_chat(call: Call) -> bool:
    chat = call.chat()
    call.right(chat, "can_restrict_members", _NO_RESTRICTING)
    chat.banned_senders.discard(call.required_number("sender_chat_id"))
    return True


def promote_chat_member(call: Call) -> bool:
    """All rights False takes the rank away; a bot may give only rights that it has."""
    chat = call.chat()
    call.right(chat, "can_promote_members", "not enough rights")
    user = call.user()
    member = call.world.member(chat, user.id)
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    if not member.is_present:
        raise bad_request("USER_NOT_PARTICIPANT")
    names = ADMIN_RIGHTS + (CHANNEL_RIGHTS if chat.kind == "channel" else GROUP_RIGHTS)
    wanted = [name for name in names if call.flag(name)]
    me = call.world.member(chat, call.bot.id)
    if not all(me.may(name) for name in wanted):
        raise bad_request("RIGHT_FORBIDDEN")
    rights = rights_map("administrator", wanted)
    new = Member(user, "administrator", rights, anonymous=call.flag("is_anonymous"))
    call.world.change_member(chat, new if wanted else Member(user, "member"), actor=call.bot.user)
    return True


def set_chat_permissions(call: Call) -> bool:
    chat = call.chat()
    call.right(chat, "can_restrict_members", "not enough rights to change chat permissions")
    chat.permissions = _permissions(call)
    call.world.notify("permissions", chat, permissions=dict(chat.permissions))
    return True


def get_chat(call: Call) -> JsonObject:
    chat = call.any_chat()
    if chat.migrated_to is not None:
        raise migrated(chat)
    member = call.world.member(chat, call.bot.id)
    if chat.owner is None and member.status == "kicked":
        raise kicked(chat)
    if chat.owner is None and chat.username is None and not member.is_present:
        raise not_a_member(chat)
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    shape = chat_json(chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if chat.is_group:
        shape["permissions"] = dict(chat.permissions)
    names = (
        ("description", chat.description),
        ("linked_chat_id", chat.linked_chat_id),
        ("invite_link", chat.invite_link),
    )
    shape |= {name: value for name, value in names if value is not None}
    pinned = chat.messages.get(chat.pinned[-1]) if chat.pinned else None
    if pinned is not None:
        shape["pinned_message"] = message_json(pinned, with_reply=False)
    return shape


def get_chat_member(call: Call) -> JsonObject:
    chat = call.chat()
    return member_json(chat, call.world.member(chat, call.user().id))


def get_chat_administrators(call: Call) -> list[JsonObject]:
    """Owner and administrators; other bots are left out."""
    chat = call.chat()
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    admins = [member for member in chat.members.values() if member.is_admin]
    seen = [member for member in admins if not member.user.is_bot or member.user.id == call.bot.id]
    return [member_json(chat, member) for member in seen]


def get_chat_member_count(call: Call) -> int:
    chat = call.chat()
    return 2 if chat.kind == "private" else sum(member.is_present for member in chat.members.values())


def leave_chat(call: Call) -> bool:
    chat = call.chat()
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    call.world.depart(chat, call.bot.user, actor=call.bot.user, status="left")
    return True


def _link(call: Call, chat: Chat) -> str:
    call.right(chat, "can_invite_users", "not enough rights to manage chat invite link")
    return f"https://t.me/+{abs(chat.id):x}{call.world.number():06x}"


def export_chat_invite_link(call: Call) -> str:
    chat = call.chat()
    chat.invite_link = _link(call, chat)
    return chat.invite_link


def create_chat_invite_link(call: Call) -> JsonObject:
    chat = call.chat()
    shape: JsonObject = {
        "invite_link": _link(call, chat),
        "creator": user_json(call.bot.user),
        "creates_join_request": call.flag("creates_join_request"),
        "is_primary": False,
        "is_revoked": False,
    }
    given = (("name", call.text("name")), ("expire_date", call.number("expire_date")))
    shape |= {name: value for name, value in given if value}
    if limit := call.number("member_limit"):
        shape["member_limit"] = limit
    return shape


def _answer_request(call: Call) -> tuple[Chat, User]:
    chat = call.chat()
    call.right(chat, "can_invite_users", "not enough rights")
    user = call.user()
    if user.id not in chat.join_requests:
        raise bad_request("HIDE_REQUESTER_MISSING")
    del chat.join_requests[user.id]
    return chat, user


def approve_chat_join_request(call: Call) -> bool:
    chat, user = _answer_request(call)
    call.world.enter(chat, user, actor=call.bot.user, by_request=True)
    return True


def decline_chat_join_request(call: Call) -> bool:
    chat, user = _answer_request(call)
    call.world.notify("join_request_declined", chat, user_id=user.id)
    return True


METHODS: dict[str, Any] = {
    "restrictChatMember": restrict_chat_member,
    "banChatMember": ban_chat_member,
    "unbanChatMember": unban_chat_member,
    "banChatSenderChat": ban_chat_sender_chat,
    "unbanChatSenderChat": unban_chat_sender_chat,
    "promoteChatMember": promote_chat_member,
    "setChatPermissions": set_chat_permissions,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "exportChatInviteLink": export_chat_invite_link,
    "createChatInviteLink": create_chat_invite_link,
    "approveChatJoinRequest": approve_chat_join_request,
    "declineChatJoinRequest": decline_chat_join_request,
}
