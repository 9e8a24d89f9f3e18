"""Vectors of phrasings kept in a file, so that only what is new has to be encoded at the next start."""

import contextlib
import hashlib
import logging
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.faq.encoder import Encoder
from core.faq.ngrams import Floats

log = logging.getLogger(__name__)

_BATCH = 256


class Vectors:
    """Encodes texts once. The file is a cache: whatever is wrong with it, texts are encoded anew.

    ``file`` None keeps nothing. Not for use by two threads at once.
    """

    def __init__(self, encoder: Encoder, file: Path | None) -> None:
        self._encoder = encoder
        self._file = file
        self._rows: dict[bytes, int] = {}
        self._matrix: npt.NDArray[np.float16] = np.zeros((0, encoder.size), np.float16)
        self._heads: dict[str, Floats] = {}
        self._read()

    def of(self, texts: Sequence[str]) -> Floats:
        """One row for each text; those seen for the first time are encoded."""
        self.read(texts)
        return self._matrix[[self._rows[_key(text)] for text in texts]].astype(np.float32)

    def read(self, texts: Sequence[str]) -> None:
        """Encode those texts that are seen for the first time; many at once are much faster than few."""
        missing = {key: text for text in texts if (key := _key(text)) not in self._rows}
        if not missing:
            return
        fresh = list(missing.values())
        batches = [
            self._encoder.encode(fresh[at : at + _BATCH]).astype(np.float16) for at in range(0, len(fresh), _BATCH)
        ]
        self._rows.update({key: len(self._matrix) + row for row, key in enumerate(missing)})
        self._matrix = np.concatenate([self._matrix, *batches])

    def forget(self) -> None:
        """Give the memory back; whatever is asked for next is encoded anew."""
        self._rows = {}
        self._matrix = np.zeros((0, self._encoder.size), np.float16)
        self._heads = {}

    def head(self, key: str) -> Floats | None:
        """The classifier's weights that were kept under a key."""
        return self._heads.get(key)

    def keep(self, texts: Sequence[str], key: str, weights: Floats | None) -> None:
        """Write the vectors of these texts, and no others, and the classifier's weights; a failure is logged."""
        if self._file is None:
            return
        keys = list(dict.fromkeys(_key(text) for text in texts))
        stored = {
            "encoder": np.array(self._encoder.name),
            "keys": np.frombuffer(b"".join(keys), np.uint8),
            "vectors": self._matrix[[self._rows[one] for one in keys]],
            "head": np.zeros((0, 0), np.float32) if weights is None else weights,
            "head_key": np.array("" if weights is None else key),
        }
        beside = self._file.with_suffix(f".{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as out:
                np.savez(out, allow_pickle=False, **stored)
            beside.replace(self._file)
        except OSError as error:
            log.warning("vectors of the FAQ are not kept: %s", error.strerror)
            with contextlib.suppress(OSError):
                beside.unlink()

    def _read(self) -> None:
        if self._file is None or not self._file.is_file():
            return
        try:
            with self._file.open("rb") as read, np.load(read, allow_pickle=False) as stored:
                if str(stored["encoder"]) != self._encoder.name:
                    return
                keys = stored["keys"].tobytes()
                matrix = stored["vectors"].astype(np.float16)
                heads = {str(stored["head_key"]): stored["head"]}
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            log.warning("kept vectors of the FAQ cannot be read and are made anew: %s", type(error).__name__)
            return
        if matrix.shape != (len(keys) // _KEY, self._encoder.size) or not np.isfinite(matrix).all():
            log.warning("kept vectors of the FAQ do not fit and are made anew")
            return
        self._rows = {keys[at : at + _KEY]: at // _KEY for at in range(0, len(keys), _KEY)}
        self._matrix, self._heads = matrix, {key: weights for key, weights in heads.items() if key}


_KEY = 16


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_KEY).digest()
