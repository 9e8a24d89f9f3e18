"""Signed names for buttons: what comes back from a client is believed only if we made it."""

import base64
import hashlib
import hmac
import re

from core.effects import Action, Button, Controls, Menu
from core.ids import PersonRef

PREFIX = "b-"
LONGEST = 64
_MAC_LENGTH = 11
# A verb that ended with a dash would be read back with the dash at its argument.
_VERB = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\Z")
_BODY = re.compile(r"[A-Za-z0-9-]{1,45}\Z")
_TOKEN = re.compile(r"b-([ap])-([A-Za-z0-9-]{1,45})_([A-Za-z0-9_-]{11})\Z")


class ButtonSigner:
    """Turns actions into tokens and tokens back into actions.

    A token is ``b-<a|p>-<verb>--<argument>_`` and the first 64 bits of an HMAC-SHA-256; one with ``p`` is bound to the
    person who may press. Only ``A-Z a-z 0-9 _ -`` occur and it is at most 64 long, so that it fits Telegram's callback
    data (64 bytes) and deep-link payloads (64 of these). It stays valid over restarts with the same key; whether the
    action still makes sense is for its area to say.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < 32:
            raise ValueError("the signing key must have at least 32 bytes")
        self._key = key

    def token(self, action: Action) -> str:
        """Raises ValueError when verb and argument are too long or hold other characters (a fault of ours)."""
        body = f"{action.verb}--{action.argument}" if action.argument else action.verb
        if not _BODY.match(body) or not _VERB.match(action.verb):
            raise ValueError(f"not fit for a button: verb={action.verb}")
        scope = "p" if action.only_for else "a"
        return f"{PREFIX}{scope}-{body}_{self._mac(scope, body, action.only_for)}"

    def action(self, token: str, presser: PersonRef) -> Action | None:
        """What a pressed token means; None when it is forged, malformed or another person's."""
        found = _TOKEN.match(token)
        if found is None:
            return None
        scope, body, mac = found.groups()
        only_for = presser if scope == "p" else None
        if not hmac.compare_digest(mac, self._mac(scope, body, only_for)):
            return None
        verb, _, argument = body.partition("--")
        return Action(verb, argument, only_for)

    def is_personal(self, token: str) -> bool:
        """Whether a token is bound to one person (then a refusal may mean: not yours)."""
        return token.startswith("b-p-")

    def sign(self, controls: Controls) -> Controls:
        """Controls with every token filled in."""
        if not controls.rows and controls.menu is None:
            return controls
        rows = tuple(tuple(self._signed(button) for button in row) for row in controls.rows)
        return Controls(rows, self._signed_menu(controls.menu) if controls.menu else None)

    def _signed(self, button: Button) -> Button:
        if button.action is None:
            return button
        return Button(
            label=button.label,
            action=button.action,
            url=button.url,
            form=button.form,
            private=button.private,
            style=button.style,
            token=self.token(button.action),
        )

    def _signed_menu(self, menu: Menu) -> Menu:
        def of(choice: str) -> str:
            argument = f"{menu.action.argument}--{choice}" if menu.action.argument else choice
            return self.token(Action(menu.action.verb, argument, menu.action.only_for))

        return Menu(
            action=menu.action,
            placeholder=menu.placeholder,
            options=menu.options,
            form=menu.form,
            token=self.token(menu.action),
            option_tokens=tuple(of(option.value) for option in menu.options),
        )

    def _mac(self, scope: str, body: str, person: PersonRef | None) -> str:
        whom = f"{person.channel}:{person.id}" if person else ""
        digest = hmac.new(self._key, f"{scope}|{body}|{whom}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:8]).decode().rstrip("=")[:_MAC_LENGTH]
