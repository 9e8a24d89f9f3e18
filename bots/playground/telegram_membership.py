"""Joining, leaving, ranks, bans, migration: who belongs to a chat and what the bots are told of it."""

from collections.abc import Iterable, Mapping

from bots.playground.telegram_records import (
    ADMIN_RIGHTS,
    CHANNEL_RIGHTS,
    GROUP_RIGHTS,
    PERMISSIONS,
    Chat,
    JsonObject,
    Member,
    Message,
    NotPossible,
    User,
)
from bots.playground.telegram_shapes import chat_json, member_json, user_json
from bots.playground.telegram_state import Bot, WorldState

Rights = Mapping[str, bool] | Iterable[str] | None
_KEPT_BACK = frozenset({"can_promote_members"})


def rights_map(status: str, rights: Rights) -> dict[str, bool]:
    """Rights as a full table; None: all but promoting for an administrator, nothing for a restricted one."""
    if status == "administrator":
        names: tuple[str, ...] = ADMIN_RIGHTS + CHANNEL_RIGHTS + GROUP_RIGHTS
        granted = set(names) - _KEPT_BACK if rights is None else _granted(rights) | {"can_manage_chat"}
    elif status == "restricted":
        names = PERMISSIONS
        granted = set() if rights is None else _granted(rights)
    else:
        return {}
    if unknown := granted - set(names):
        raise ValueError(f"no such rights for {status}: {sorted(unknown)}")
    return {name: name in granted for name in names}


def _granted(rights: Mapping[str, bool] | Iterable[str]) -> set[str]:
    if isinstance(rights, Mapping):
        return {name for name, value in rights.items() if value}
    return set(rights)


class Membership(WorldState):
    """Changes of membership, each with its service message and updates."""

    def change_member(
        self,
        chat: Chat,
        new: Member,
        *,
        actor: User,
        invite_link: JsonObject | None = None,
        via_join_request: bool = False,
    ) -> None:
        """Put `new` in place and tell bots: itself by my_chat_member, administrators by chat_member."""
        old = self.member(chat, new.user.id)
        change: JsonObject = {
            "chat": chat_json(chat),
            "from": user_json(actor),
            "date": self.stamp(),
            "old_chat_member": member_json(chat, old),
            "new_chat_member": member_json(chat, new),
        }
        if invite_link is not None:
            change["invite_link"] = invite_link
        if via_join_request:
            change["via_join_request"] = True
        chat.members[new.user.id] = new
        for bot in self.bots.values():
            if bot.id == new.user.id:
                self.push(bot, "my_chat_member", change)
            elif self.member(chat, bot.id).is_admin:
                self.push(bot, "chat_member", change)
        self.notify("member", chat, user_id=new.user.id, old=old.status, new=new.status)

    def service(self, chat: Chat, sender: User, fields: JsonObject, *, thread_id: int | None = None) -> Message:
        """Post a service message."""
        return self.store(
            Message(
                chat.last_message_id + 1,
                chat,
                self.stamp(),
                sender=None if chat.kind == "channel" else sender,
                sender_chat=chat if chat.kind == "channel" else None,
                service=fields,
                thread_id=thread_id,
            )
        )

    def join(self, user_id: int, chat_id: int, *, by: int | None = None) -> None:
        """The person joins by a link, or is added by the member `by`."""
        chat, user = self.find_chat(chat_id), self.user(user_id)
        self.enter(chat, user, actor=user if by is None else self.user(by))

    def enter(
        self,
        chat: Chat,
        user: User,
        *,
        actor: User,
        link: JsonObject | None = None,
        by_request: bool = False,
    ) -> None:
        member = self.member(chat, user.id)
        if member.status == "kicked" and actor is user:
            raise NotPossible(f"user {user.id} is banned from chat {chat.key}")
        if member.is_present:
            raise NotPossible(f"user {user.id} is already in chat {chat.key}")
        restricted = member.status == "restricted"
        new = Member(user, "restricted", member.rights, member.until) if restricted else Member(user, "member")
        self.change_member(chat, new, actor=actor, invite_link=link, via_join_request=by_request)
        if chat.is_group:
            # A request that was granted is announced in the name of the one who asked.
            self.service(chat, user if by_request else actor, {"new_chat_members": [user_json(user)]})

    def request_join(self, user_id: int, chat_id: int, *, bio: str | None = None) -> None:
        """The person asks to be let in; bots that may invite are told."""
        chat, user = self.find_chat(chat_id), self.user(user_id)
        chat.join_requests[user_id] = bio
        request: JsonObject = {
            "chat": chat_json(chat),
            "from": user_json(user),
            "user_chat_id": user_id,
            "date": self.stamp(),
        }
        if bio:
            request["bio"] = bio
        for bot in self.bots.values():
            if self.member(chat, bot.id).may("can_invite_users"):
                self.push(bot, "chat_join_request", request)
        self.notify("join_request", chat, user_id=user_id)

    def leave(self, user_id: int, chat_id: int) -> None:
        chat, user = self.find_chat(chat_id), self.user(user_id)
        self.depart(chat, user, actor=user, status="left")

    def depart(self, chat: Chat, user: User, *, actor: User, status: str, until: int = 0) -> None:
        """The person leaves ("left") or is banned ("kicked"); a restriction outlives leaving."""
        old = self.member(chat, user.id)
        if old.status == "restricted" and status == "left":
            new = Member(user, "restricted", old.rights, old.until, is_member=False)
        else:
            new = Member(user, status, until=until)
        self.change_member(chat, new, actor=actor)
        if old.is_present and chat.is_group:
            self.service(chat, actor, {"left_chat_member": user_json(user)})

    def ban(self, chat_id: int, user_id: int, *, by: int, until: int = 0) -> None:
        """A moderator bans a person with their own client."""
        chat = self._moderated(chat_id, user_id, by)
        self.depart(chat, self.user(user_id), actor=self.user(by), status="kicked", until=until)

    def unban(self, chat_id: int, user_id: int, *, by: int) -> None:
        chat = self._moderated(chat_id, user_id, by)
        if self.member(chat, user_id).status == "kicked":
            self.change_member(chat, Member(self.user(user_id), "left"), actor=self.user(by))

    def restrict(self, chat_id: int, user_id: int, *, by: int, rights: Rights = None, until: int = 0) -> None:
        """A moderator leaves the person only these permissions; None takes all of them away."""
        chat = self._moderated(chat_id, user_id, by)
        present = self.member(chat, user_id).is_present
        new = Member(self.user(user_id), "restricted", rights_map("restricted", rights), until, is_member=present)
        self.change_member(chat, new, actor=self.user(by))

    def _moderated(self, chat_id: int, user_id: int, by: int) -> Chat:
        chat = self.find_chat(chat_id)
        if not self.member(chat, by).may("can_restrict_members"):
            raise NotPossible(f"user {by} may not restrict members of chat {chat.key}")
        if self.member(chat, user_id).is_admin:
            raise NotPossible(f"user {user_id} is an administrator of chat {chat.key}")
        return chat

    def promote(
        self,
        chat_id: int,
        user_id: int,
        rights: Rights = None,
        *,
        by: int | None = None,
        custom_title: str | None = None,
        anonymous: bool = False,
    ) -> None:
        """Make the person an administrator with these rights, or change the rights; done by the owner."""
        chat, user = self.find_chat(chat_id), self.user(user_id)
        new = Member(
            user,
            "administrator",
            rights_map("administrator", rights),
            custom_title=custom_title,
            anonymous=anonymous,
        )
        self.change_member(chat, new, actor=self._owner(chat, by))

    def demote(self, chat_id: int, user_id: int, *, by: int | None = None) -> None:
        chat = self.find_chat(chat_id)
        self.change_member(chat, Member(self.user(user_id), "member"), actor=self._owner(chat, by))

    def kick_bot(self, chat_id: int, bot_id: int, *, by: int | None = None) -> None:
        chat = self.find_chat(chat_id)
        self.depart(chat, self.user(bot_id), actor=self._owner(chat, by), status="kicked")

    def readd_bot(self, chat_id: int, bot_id: int, *, by: int | None = None) -> None:
        chat = self.find_chat(chat_id)
        self.enter(chat, self.user(bot_id), actor=self._owner(chat, by))

    def _owner(self, chat: Chat, by: int | None) -> User:
        if by is not None:
            return self.user(by)
        for member in chat.members.values():
            if member.status == "creator":
                return member.user
        people = [member.user for member in chat.members.values() if not member.user.is_bot]
        if not people:
            raise NotPossible(f"nobody in chat {chat.key} could do this")
        return people[0]

    def private_chat(self, user_id: int, bot: Bot) -> Chat:
        """The private chat of the two, opened if need be."""
        chat = self.privates.get((user_id, bot.id))
        if chat is None:
            chat = Chat(user_id, "private", owner=self.user(user_id), bot_id=bot.id)
            self.privates[user_id, bot.id] = chat
        return chat

    def block_bot(self, user_id: int, bot_id: int) -> None:
        self._set_blocked(user_id, bot_id, blocked=True)

    def unblock_bot(self, user_id: int, bot_id: int) -> None:
        self._set_blocked(user_id, bot_id, blocked=False)

    def _set_blocked(self, user_id: int, bot_id: int, *, blocked: bool) -> None:
        bot, user = self.bots[bot_id], self.user(user_id)
        chat = self.private_chat(user_id, bot)
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        states = [
            member_json(chat, Member(bot.user, "member")),
            member_json(chat, Member(bot.user, "kicked")),
        ]
        old, new = states if blocked else reversed(states)
        self.push(
            bot,
            "my_chat_member",
            {
                "chat": chat_json(chat),
                "from": user_json(user),
                "date": self.stamp(),
                "old_chat_member": old,
                "new_chat_member": new,
            },
        )
        self.notify("blocked" if blocked else "unblocked", chat, user_id=user_id)

    def migrate(self, chat_id: int) -> int:
        """Turn a basic group into a supergroup and return the new id; requests to the old id are refused."""
        old = self.find_chat(chat_id)
        if old.kind != "group" or old.migrated_to is not None:
            raise NotPossible(f"chat {chat_id} is not a basic group")
        owner = self._owner(old, None)
        new_id = self.new_chat_id("supergroup")
        new = Chat(new_id, "supergroup", old.title, members=old.members, permissions=dict(old.permissions))
        self.chats[new_id] = new
        self.service(old, owner, {"migrate_to_chat_id": new_id})
        old.migrated_to = new_id
        old.members = {}
        self.service(new, owner, {"migrate_from_chat_id": old.id})
        self.notify("migrated", old, to=new_id)
        return new_id

    def new_chat_id(self, kind: str) -> int:
        """An unused id of the form that Telegram gives to this kind of chat."""
        number = 4_000_000_000 + self.number()
        return -number if kind == "group" else -1_000_000_000_000 - number % 1_000_000_000_000
