"""A linear softmax classifier on vectors, trained in a second or two."""

import math

import numpy as np
import numpy.typing as npt

from core.faq.ngrams import Floats

SHARPNESS = 5.0  # Vectors have unit length; this much longer, a softmax can be certain.
_PENALTY = 3e-4
_STEP = 0.1
_STEPS, _MORE_STEPS = 24, 60
_FEW = 3_000  # With no more examples than this there is time for more steps.
_FIRST_DECAY, _SECOND_DECAY = 0.9, 0.999  # Adam, https://arxiv.org/abs/1412.6980


def train(vectors: Floats, classes: npt.NDArray[np.int64], count: int) -> Floats:
    """Weights, one column for each class: probabilities are the softmax of ``SHARPNESS * vector @ weights``.

    Each class counts alike, however many examples it has. The same input gives the same weights.
    """
    weights = np.zeros((vectors.shape[1], count), np.float32)
    if not len(vectors):
        return weights
    inputs: Floats = vectors * np.float32(SHARPNESS)
    each = np.bincount(classes, minlength=count).astype(np.float32)
    share = (1.0 / np.maximum(each, 1.0))[classes]
    share = (share / share.sum()).astype(np.float32)
    rows = np.arange(len(classes))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, (_MORE_STEPS if len(vectors) <= _FEW else _STEPS) + 1):
        wrong = softmax(inputs @ weights)
        wrong[rows, classes] -= 1.0
        gradient = inputs.T @ (wrong * share[:, None]) + np.float32(_PENALTY) * weights
        first += (1 - _FIRST_DECAY) * (gradient - first)
        second += (1 - _SECOND_DECAY) * (gradient * gradient - second)
        pace = _STEP * math.sqrt(1 - _SECOND_DECAY**step) / (1 - _FIRST_DECAY**step)
        weights -= np.float32(pace) * first / (np.sqrt(second) + np.float32(1e-8))
    return weights


def softmax(logits: Floats) -> Floats:
    """Along the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    total: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return total
