"""Meaning: nearness to the middles of classes, and the classifier over them."""

import numpy as np
import pytest

from core.faq.dense import Dense, weights_of
from core.faq.head import softmax, train


def around(direction: int, count: int, seed: int) -> np.ndarray:
    """Unit vectors scattered about one axis of eight."""
    scattered = np.random.default_rng(seed).normal(0, 0.2, (count, 8)).astype(np.float32)
    scattered[:, direction] += 1.0
    return scattered / np.linalg.norm(scattered, axis=1, keepdims=True)


def dense() -> Dense:
    made = Dense({name: {"en": around(number, 6, number)} for number, name in enumerate(("a", "b", ""))}, "")
    learn(made)
    return made


def learn(made: Dense) -> None:
    examples = made.examples()
    assert examples is not None
    made.learn(examples.names, weights_of(examples))


@pytest.mark.parametrize(("direction", "name"), [(0, "a"), (1, "b"), (2, "")])
def test_a_vector_belongs_to_the_class_it_lies_with(direction, name):
    made = dense()
    (vector,) = around(direction, 1, 99)
    meaning = made.meaning(vector)

    assert made.classes[int(np.argmax(meaning.near))] == name
    assert made.classes[int(np.argmax(meaning.share))] == name
    assert meaning.share.sum() == pytest.approx(1.0, abs=1e-5)
    assert (made.silence(vector) > 0) is (name == "")


def test_a_new_class_is_near_at_once_and_has_its_share_after_learning():
    made = dense()
    made.put("late", "en", around(5, 6, 5))
    (vector,) = around(5, 1, 79)

    before = made.meaning(vector)
    assert made.classes[int(np.argmax(before.near))] == "late"
    assert before.share[made.classes.index("late")] == 0.0

    learn(made)
    assert made.classes[int(np.argmax(made.meaning(vector).share))] == "late"


def test_a_removed_class_is_gone_and_the_others_keep_their_shares():
    made = dense()
    made.remove("a")
    made.remove("never there")
    (vector,) = around(1, 1, 12)

    meaning = made.meaning(vector)

    assert made.classes == ("b", "")
    assert made.classes[int(np.argmax(meaning.share))] == "b"


def test_languages_have_middles_of_their_own():
    english, tamil = around(0, 6, 1), around(7, 6, 2)
    made = Dense({"a": {"en": english, "ta": tamil}, "b": {"en": around(1, 6, 3)}}, "")
    (vector,) = around(7, 1, 4)

    assert made.meaning(vector).near[0] > 0.8


def test_weights_of_another_size_are_not_used():
    made = Dense({"a": {"en": around(0, 2, 0)}, "b": {"en": around(1, 2, 1)}}, "")
    made.learn(made.classes, np.zeros((8, 9), np.float32))

    assert made.meaning(around(0, 1, 3)[0]).share.tolist() == [0.0, 0.0]
    assert made.silence(around(0, 1, 3)[0]) == 0.0


def test_one_class_is_nothing_to_learn_from():
    assert Dense({"a": {"en": around(0, 3, 0)}}, "").examples() is None


def test_training_twice_gives_the_same_weights():
    vectors = np.concatenate([around(0, 5, 1), around(1, 5, 2)])
    classes = np.repeat(np.array([0, 1]), 5)

    np.testing.assert_array_equal(train(vectors, classes, 2), train(vectors, classes, 2))
    assert train(np.zeros((0, 8), np.float32), np.zeros(0, np.int64), 2).tolist() == np.zeros((8, 2)).tolist()


def test_softmax_sums_to_one_for_large_numbers_too():
    assert softmax(np.array([1000.0, 1000.0, -1000.0], np.float32)).tolist() == [0.5, 0.5, 0.0]


def test_a_language_can_be_taken_out_of_a_class():
    made = Dense({"a": {"en": around(0, 6, 1), "ta": around(7, 6, 2)}, "b": {"en": around(1, 6, 3)}}, "")
    (vector,) = around(7, 1, 4)

    made.put("a", "ta", np.zeros((0, 8), np.float32))

    assert made.meaning(vector).near[0] < 0.5
    assert made.nearest("a", vector)[0] < 0.5


def test_the_nearest_phrasing_of_a_class_and_of_silence_are_told():
    vectors = around(0, 6, 1)
    made = Dense({"a": {"en": vectors}, "": {"en": around(1, 3, 2)}}, "")

    own, silent = made.nearest("a", vectors[2])

    assert own == pytest.approx(1.0, abs=1e-2)
    assert silent < 0.6
    assert Dense({"a": {"en": vectors}}, "").nearest("never there", vectors[0]) == (-1.0, -1.0)
