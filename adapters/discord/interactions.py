"""Interactions: handled, then acknowledged; within Discord's three seconds whatever the core is doing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import aiohttp
import discord
import msgspec

from adapters.discord import asked
from adapters.discord.acknowledging import Acknowledgements
from adapters.discord.answers import ACKNOWLEDGED_ALREADY, Answers, Caller
from adapters.discord.authors import DISCORD, author_of
from adapters.discord.components import PressId, shortened
from adapters.discord.failures import code_of
from adapters.discord.modals import modal
from adapters.discord.reporting import Reporter
from core.channel import Handled
from core.effects import Answer
from core.errors import BellbuoyError
from core.events import CommandGiven
from core.forms import FORMS
from core.text.catalog import Texts

log = logging.getLogger(__name__)

_AUTOCOMPLETE_BUDGET = 2.0  # seconds of the three that Discord gives
_FORM_BUDGET = 1.5  # likewise; a form cannot be deferred
# What reached us so late is acknowledged first, and not handled when that fails: the person has seen it fail.
_LATE = timedelta(seconds=1)
# How long the core may take to commit before the person is told to wait; the rest is for the way to Discord.
_COMMIT_BUDGET = 1.5
# After three seconds Discord takes no acknowledgement; the answer to one that came in time may be on its way.
_ACKNOWLEDGE_BUDGET = 5.0
_SUGGESTIONS, _LONGEST_SUGGESTION = 25, 100

_Network = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)


class Interactions:
    """Decides from the interaction's data alone how to acknowledge it, and from the core's speed alone when.

    What opens or completes a form changes nothing and is answered at once.
    """

    def __init__(
        self,
        reporter: Reporter,
        texts: Texts,
        answers: Answers,
        menu_labels: Mapping[str, str],
        acknowledgements: Acknowledgements,
    ) -> None:
        self._reporter = reporter
        self._texts = texts
        self._answers = answers
        self._acknowledgements = acknowledgements
        self._menu_labels = menu_labels

    async def receive(self, interaction: discord.Interaction) -> None:
        """Hand over and acknowledge; never raises, so that one interaction cannot disturb another."""
        match interaction.type:
            case discord.InteractionType.autocomplete:
                await self._complete(interaction)
            case discord.InteractionType.application_command:
                caller = _caller(interaction, thinking=True)
                event = asked.command_event(interaction, caller.written(), self._menu_labels)
                await self._take(interaction, event, caller)
            case discord.InteractionType.component:
                press = asked.press_of(interaction)
                if press.form is not None:
                    await self._open_form(interaction, press)
                else:
                    caller = _caller(interaction, thinking=False)
                    await self._take(interaction, asked.pressed_event(interaction, caller.written()), caller)
            case discord.InteractionType.modal_submit:
                # A form that a message opened needs no placeholder: the message is there to be answered.
                caller = _caller(interaction, thinking=interaction.message is None)
                await self._take(interaction, asked.form_event(interaction, caller.written()), caller)
            case _:
                log.debug("interaction of no kind that we use id=%d", interaction.id)

    async def _take(self, interaction: discord.Interaction, event: asked.Asked, caller: Caller) -> None:
        """Acknowledge once the event is committed: what a crash cuts off before that, the person sees fail.

        A core that takes long goes on behind the acknowledgement; then a crash can lose what was acknowledged.
        """

        async def defer() -> None:
            await interaction.response.defer(ephemeral=caller.thinking, thinking=caller.thinking)

        late = self._reporter.clock.now() - interaction.created_at > _LATE
        with self._reporter.counted():
            if late and not await _acknowledged(interaction, defer):
                return
            async with asyncio.TaskGroup() as owner:
                with self._acknowledgements.pending(interaction.id):
                    work = owner.create_task(self._handled(interaction, event), name=f"interaction {interaction.id}")
                    if not late:
                        await asyncio.wait({work}, timeout=_COMMIT_BUDGET)
                    acknowledged = late or await _acknowledged(interaction, defer)
            if work.result() is Handled.DEAD and acknowledged:
                # Nothing else will answer: the person would look at a waiting sign for a quarter of an hour.
                await self._apologise(interaction, event, caller)

    async def _open_form(self, interaction: discord.Interaction, press: PressId) -> None:
        assert press.form is not None
        chosen = PressId(press.token, press.form, asked.choice_of(interaction) or press.choice)
        locale, values = await self._present(interaction, chosen)
        shown = modal(FORMS[press.form], chosen, self._texts, locale, values)

        async def open_form() -> None:
            await interaction.response.send_modal(shown)

        await _acknowledged(interaction, open_form)

    async def _present(self, interaction: discord.Interaction, press: PressId) -> tuple[str, Mapping[str, str]]:
        """The person's language, and what stands in the form when it opens.

        A core that cannot tell in time leaves the form empty, in the language of the person's app.
        """
        assert press.form is not None
        intake, author = self._reporter.intake, asked.author(interaction)
        locale = self._texts.pick(interaction.locale.value)
        try:
            async with asyncio.timeout(_FORM_BUDGET):
                locale = await intake.locale_of(author)
                return locale, await intake.form_values(press.form, press.token, press.choice, author)
        except TimeoutError:
            log.warning("the words of a form took too long form=%s", press.form)
        except Exception:
            log.exception("the words of a form could not be read form=%s", press.form)
        return locale, {}

    async def _complete(self, interaction: discord.Interaction) -> None:
        choices = [
            discord.app_commands.Choice(name=shortened(label, _LONGEST_SUGGESTION), value=value)
            for value, label in (await self._suggestions(interaction)).items()
            if label and len(value) <= _LONGEST_SUGGESTION
        ]

        async def suggest() -> None:
            await interaction.response.autocomplete(choices[:_SUGGESTIONS])

        await _acknowledged(interaction, suggest)

    async def _suggestions(self, interaction: discord.Interaction) -> Mapping[str, str]:
        typing = asked.typing_of(interaction)
        if typing is None:
            return {}
        try:
            async with asyncio.timeout(_AUTOCOMPLETE_BUDGET):
                return await self._reporter.intake.suggestions(
                    typing.command, typing.parameter, typing.words, interaction.locale.value, asked.author(interaction)
                )
        except TimeoutError:
            log.warning("suggestions took too long command=%s", typing.command)
        except Exception:
            log.exception("suggestions failed command=%s", typing.command)
        return {}

    async def _handled(self, interaction: discord.Interaction, event: asked.Asked) -> Handled:
        try:
            if isinstance(event, CommandGiven):
                event = await _with_rights(interaction, event)
            return await self._reporter.attempt(event)
        except Exception:
            log.exception("interaction failed event=%s", event.id)
            return Handled.DEAD

    async def _apologise(self, interaction: discord.Interaction, event: asked.Asked, caller: Caller) -> None:
        locale = self._texts.pick(interaction.locale.value)
        sorry = Answer(channel=DISCORD, caller=caller.written(), text=self._texts.ui(locale, "error-try-again"))
        try:
            await self._answers.deliver(f"{event.id}#sorry", sorry)
        except BellbuoyError as error:
            log.warning("apology could not be delivered event=%s why=%s", event.id, error)


def _caller(interaction: discord.Interaction, *, thinking: bool) -> Caller:
    return Caller(interaction.application_id, interaction.id, interaction.token, thinking)


async def _with_rights(interaction: discord.Interaction, event: CommandGiven) -> CommandGiven:
    """Fill in rights and roles of the person a context menu points at: Discord tells only names."""
    user_id = asked.target_id(interaction)
    guild = interaction.guild
    if user_id is None or guild is None or guild.unavailable or event.target_author is None:
        return event
    try:
        member = await guild.fetch_member(user_id)
    except _Network as error:
        log.debug("target of a command is no member user=%d error=%s", user_id, type(error).__name__)
        return event
    return msgspec.structs.replace(event, target_author=author_of(member, interaction.channel))


async def _acknowledged(interaction: discord.Interaction, answer: Callable[[], Awaitable[None]]) -> bool:
    """Give the first answer, once more over a new connection when an idle one turned out to be closed.

    When it fails Discord shows that to the person, who will try again.
    """
    try:
        async with asyncio.timeout(_ACKNOWLEDGE_BUDGET):
            try:
                await answer()
            except (aiohttp.ClientConnectionError, ConnectionError):
                await answer()
    except Exception as error:  # a closed client, an answer that makes no sense: the core's work must not end by that
        if code_of(error) == ACKNOWLEDGED_ALREADY:  # by the first try, whose answer was lost
            return True
        log.warning("interaction was not acknowledged id=%d error=%s", interaction.id, type(error).__name__)
        return False
    return True
