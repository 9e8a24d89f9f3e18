"""Brings the sentence encoder to the FAQ after the start, in a thread: until then questions are matched by letters."""

import asyncio
import ctypes
import logging
import sys
from pathlib import Path

from core.faq.encoder import load_encoder
from core.faq.library import Library
from core.faq.lookup import Lookup, Prepared, Said
from core.faq.vectors import Vectors

log = logging.getLogger(__name__)

VECTORS_FILE = "faq-vectors.npz"


def understand(lookup: Lookup, file: Path | None) -> bool:
    """Bring the encoder and wait for it; False where it is not to be had. ``file`` keeps what was encoded."""
    ready = _prepared(lookup.said(), file)
    if ready is None:
        return False
    lookup.adopt(ready)
    _give_memory_back()
    return True


async def bring_meaning(library: Library, folder: Path) -> None:
    """Never raises: without the encoder the FAQ goes on as it is. What was encoded is kept in the folder."""
    try:
        ready = await asyncio.to_thread(_prepared, library.lookup.said(), folder / VECTORS_FILE)
    except Exception:  # a model of others' making: whatever it does wrong, answers must go on
        log.exception("the FAQ goes on without the meaning of questions")
        return
    if ready is not None:
        library.lookup.adopt(ready)
        _give_memory_back()
        log.info("the FAQ understands questions by their meaning")


def _prepared(said: Said, file: Path | None) -> Prepared | None:
    encoder = load_encoder()
    return Lookup.prepared(said, encoder, Vectors(encoder, file)) if encoder is not None else None


def _give_memory_back() -> None:
    """glibc keeps what the preparations used, some 60 MB, until it is told (malloc_trim(3))."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
