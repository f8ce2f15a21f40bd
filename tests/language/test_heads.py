"""From scores to structure."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language import heads

LABELS = ("O", "B-source", "I-source")
FREE = np.zeros((4, 3), np.float32)
BIO = FREE.copy()
BIO[0, 2] = BIO[3, 2] = -1e4  # nothing begins inside


def test_a_source_does_not_begin_in_its_middle() -> None:
    scores = np.log(np.array([[0.6, 0.1, 0.3], [0.1, 0.2, 0.7], [0.1, 0.1, 0.8]], np.float32))
    assert heads.viterbi([scores], FREE)[0].tolist() == [0, 2, 2]
    (path,) = heads.viterbi([scores], BIO)
    assert path.tolist() == [0, 1, 2]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.integers(0, 2**32 - 1))
def test_viterbi_finds_the_best_path_of_every_window(lengths: list[int], seed: int) -> None:
    chance = np.random.default_rng(seed)
    windows = [chance.normal(size=(n, 3)).astype(np.float32) for n in lengths]
    transitions = chance.normal(size=(4, 3)).astype(np.float32)

    def worth(window: np.ndarray, path: tuple[int, ...]) -> float:
        steps = itertools.pairwise((3, *path))
        return float(sum(window[i, k] for i, k in enumerate(path)) + sum(transitions[a, b] for a, b in steps))

    for window, path in zip(windows, heads.viterbi(windows, transitions), strict=True):
        best = max(worth(window, p) for p in itertools.product(range(3), repeat=len(window)))
        assert worth(window, tuple(path.tolist())) == pytest.approx(best, abs=1e-4)


def test_touching_runs_of_one_kind_stay_apart() -> None:
    path = np.array([1, 2, 1, 0])
    found = heads.runs(path, np.full((4, 3), 0.5, np.float32), LABELS, 10)
    assert [(t.words, t.label, t.score) for t in found] == [((10, 12), "source", 0.5), ((12, 13), "source", 0.5)]


def test_a_sentence_begins_where_it_is_told_to_or_seen_to() -> None:
    seen = np.array([[0, 1], [1, 0], [0, 1], [1, 0]], np.float32)
    assert heads.sentences(seen, np.array([-1, -1, -1, -1])) == [(0, 2), (2, 4)]
    assert heads.sentences(seen, np.array([1, 1, 0, 0])) == [(0, 1), (1, 4)]


@given(st.integers(1, 7), st.integers(0, 2**32 - 1))
def test_a_tree_has_one_root_and_no_cycle(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32) * 3
    found = heads.tree(scores)
    assert sum(found[i] == i for i in range(size)) == 1
    for i in range(size):
        at, steps = i, 0
        while found[at] != at:
            at, steps = int(found[at]), steps + 1
            assert steps <= size


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    # Two words point at each other; the third is the root and takes the one it is dearer to.
    scores = np.array([[-9, 5, 4], [5, -9, 1], [-9, -9, 9]], np.float32)
    assert heads.tree(scores).tolist() == [2, 0, 2]
