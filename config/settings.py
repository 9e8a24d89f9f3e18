"""The settings of one Bellbuoy: read once at start, checked as a whole, never changed afterwards."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from config import checks, reference
from config.community import Community
from config.keys import keys_of
from config.problems import Problem, SettingsError, from_validation
from config.sections import Discord, Faq, Logging, Retention, Scam, Support, Telegram
from config.sources import Layer, Table, merged, read_environment, read_file

__all__ = ["FILE_NAME", "Settings", "SettingsError", "describe", "load"]

FILE_NAME = "bellbuoy.toml"


class Settings(BaseSettings):
    """Everything an operator can choose; `Settings()` has the defaults, `load()` what the operator wrote."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    data_dir: Path = Field(Path("data"), description="folder of the database and everything else that is kept")
    telegram: Telegram = Field(Telegram(), description="the channel Telegram")
    discord: Discord = Field(Discord(), description="the channel Discord")
    logging: Logging = Field(Logging(), description="what is logged")
    community: Community = Field(Community(), description="the community")
    support: Support = Field(Support(), description="tickets, follow-ups and known questions")
    faq: Faq = Field(Faq(), description="answers to known questions")
    scam: Scam = Field(Scam(), description="what looks like fraud")
    retention: Retention = Field(Retention(), description="how long things are kept")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # load() reads the sources itself: left to pydantic-settings, the first malformed value would hide the
        # others, and a misspelt variable would be ignored.
        return (init_settings,)


_KEYS = tuple(keys_of(Settings))
_BY_PATH = {key.path: key for key in _KEYS}


def load(config: Path | None, environ: Mapping[str, str] | None = None) -> Settings:
    """Read the environment over the file over the defaults.

    Without `config` the file is `bellbuoy.toml` here, else the one in the data folder, else there is none.
    Raises SettingsError that names every problem at once.
    """
    environment = read_environment(Settings, _KEYS, os.environ if environ is None else environ)
    path = config or _usual_file(environment)
    file = read_file(path, _KEYS) if path is not None else Layer({}, ())
    problems = [*file.problems, *environment.problems]
    values = merged(file.values, environment.values)
    settings = _checked(values, problems)
    problems += _not_yet_named(_across(settings), problems)
    if problems:
        raise SettingsError(problems)
    return settings


def describe() -> list[reference.Setting]:
    """Every setting as (key, type, default, description), in the order of the file."""
    return reference.rows(_KEYS)


def _usual_file(environment: Layer) -> Path | None:
    data_dir = environment.values.get("data_dir", "data")
    places = (Path(FILE_NAME), Path(data_dir) / FILE_NAME)
    return next((place for place in places if place.exists()), None)


def _checked(values: Table, problems: list[Problem]) -> Settings:
    """Validate; what is wrong is noted and left out, so that the rules across keys can still be looked at."""
    while True:
        try:
            return Settings(**values)
        except ValidationError as error:
            found = error.errors(include_url=False)
            problems += _not_yet_named((from_validation(one, Settings, _BY_PATH) for one in found), problems)
            values = _without(values, {one["loc"] for one in found})


def _not_yet_named(found: Iterator[Problem], problems: list[Problem]) -> list[Problem]:
    named = {problem.key.split(",")[0] for problem in problems}
    return [problem for problem in found if problem.key not in named]


def _without(value: Any, places: set[tuple[int | str, ...]]) -> Any:
    """Leave out what stands at these places of a table or list; a list loses the whole entry."""
    if isinstance(value, dict):
        kept = {}
        for name, under in value.items():
            below = {place[1:] for place in places if place[0] == name}
            if not below:
                kept[name] = under
            elif () not in below and isinstance(under, dict | list):
                kept[name] = _without(under, below)
        return kept
    wrong = {place[0] for place in places}
    return [entry for position, entry in enumerate(value) if position not in wrong]


def _across(settings: Settings) -> Iterator[Problem]:
    yield from checks.of_telegram(settings.telegram)
    yield from checks.of_community(settings.community)
