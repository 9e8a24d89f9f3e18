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
    said = _said(event, perception, texts, is_staff=is_staff)
    return said.locale if said is not None and (said.sure or _is_nearer(said, fallback)) else fallback


def surely_spoken(event: Event, perception: Perception | None, *, texts: Texts, is_staff: bool) -> str | None:
    """The language that somebody wrote in beyond doubt, if it is one of ours; staff try questions in any."""
    said = None if is_staff else _said(event, perception, texts, is_staff=False)
    return said.locale if said is not None and said.sure else None


def _said(event: Event, perception: Perception | None, texts: Texts, *, is_staff: bool) -> Language | None:
    said = perception.language if perception else None
    if (
        said is None
        or said.locale not in texts.locales
        or (is_staff and isinstance(event, CommandGiven | FormSubmitted))
    ):
        return None
    return said


def _is_nearer(said: Language, fallback: str) -> bool:
    """Whether a guess beats the fallback: words in a script of their own, where that is another language's."""
    return said.script != "Latn" and said.locale.partition("-")[0] != fallback.partition("-")[0]
