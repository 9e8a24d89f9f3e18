"""The file of vectors is a cache: it saves work and is never believed when it does not fit."""

import numpy as np
import pytest

from core.faq.vectors import Vectors


class CountingEncoder:
    """Letters as numbers; counts what it was asked to encode."""

    size = 4

    def __init__(self, name: str = "counting/1") -> None:
        self.name = name
        self.encoded: list[str] = []

    def knows(self, language) -> bool:
        return True

    def encode(self, texts):
        self.encoded.extend(texts)
        return np.array([[len(text), *map(ord, (text + "   ")[:3])] for text in texts], np.float32)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kept" / "vectors.npz"


def kept(file, texts=("one", "two"), name="counting/1"):
    vectors = Vectors(CountingEncoder(name), file)
    rows = vectors.of(texts)
    vectors.keep(texts, "key", np.eye(3, dtype=np.float32))
    return rows


def test_what_was_kept_is_not_encoded_again(file):
    before = kept(file)
    encoder = CountingEncoder()

    again = Vectors(encoder, file)

    np.testing.assert_array_equal(again.of(["two", "one", "two"]), before[[1, 0, 1]])
    assert encoder.encoded == []
    assert again.of(["three"]).shape == (1, 4)
    assert encoder.encoded == ["three"]
    np.testing.assert_array_equal(again.head("key"), np.eye(3))
    assert again.head("another key") is None


def test_only_the_named_texts_are_kept(file):
    vectors = Vectors(CountingEncoder(), file)
    vectors.of(["one", "two"])
    vectors.keep(["two"], "", None)
    encoder = CountingEncoder()

    Vectors(encoder, file).of(["one", "two"])

    assert encoder.encoded == ["one"]


def test_vectors_of_another_encoder_are_made_anew(file):
    kept(file, name="counting/0")
    encoder = CountingEncoder()

    Vectors(encoder, file).of(["one"])

    assert encoder.encoded == ["one"]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut short", b"\x00" * 400])
def test_a_damaged_file_is_made_anew(file, damage):
    kept(file)
    file.write_bytes(damage)
    encoder = CountingEncoder()

    Vectors(encoder, file).of(["one"])

    assert encoder.encoded == ["one"]
    kept(file)
    assert Vectors(CountingEncoder(), file).head("key") is not None


def test_a_file_with_rows_missing_is_made_anew(file):
    kept(file)
    with np.load(file) as stored:
        parts = dict(stored)
    np.savez(file, **{**parts, "vectors": parts["vectors"][:1]})
    encoder = CountingEncoder()

    Vectors(encoder, file).of(["one"])

    assert encoder.encoded == ["one"]


def test_a_place_that_cannot_be_written_costs_the_cache_and_nothing_else(tmp_path):
    (tmp_path / "a-file").write_text("")

    rows = kept(tmp_path / "a-file" / "vectors.npz")

    assert rows.shape == (2, 4)


def test_without_a_file_nothing_is_kept():
    vectors = Vectors(CountingEncoder(), None)
    vectors.of(["one"])
    vectors.keep(["one"], "key", None)

    assert vectors.head("key") is None
