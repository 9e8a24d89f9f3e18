"""In which language somebody is answered. Pure."""

from core.events import CommandGiven, Event, FormSubmitted
from core.language import Language
from core.perception import Perception
from core.person import Person
from core.text.catalog import Texts


def locale_for(
    event: Event,
    perception: Perception | None,
    person: Person | None,
    *,
    texts: Texts,
    place: str | None,
    default: str,
    is_staff: bool,
) -> str:
    """A person's own choice, the language they just wrote, the platform's hint, the place's language, ours.

    What staff type into commands and forms is for members: it does not tell the language of the staff.
    """
    if person is not None and person.chose_locale:
        return person.locale
    fallback = person.locale if person is not None else place or default
    said = perception.language if perception else None
    if is_staff and isinstance(event, CommandGiven | FormSubmitted):
        said = None
    if said is None or said.locale not in texts.locales:
        return fallback
    return said.locale if said.sure or _is_nearer(said, fallback) else fallback


def _is_nearer(said: Language, fallback: str) -> bool:
    """Whether a guess beats the fallback: words in a script of their own, where that is another language's."""
    return said.script != "Latn" and said.locale.partition("-")[0] != fallback.partition("-")[0]
