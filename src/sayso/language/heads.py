"""From scores to structure: tag runs under constraints, trees that are trees, links above a threshold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.records import Tagged, WordRange

Floats = NDArray[np.float32]
Path = tuple[NDArray[np.int64], Floats]  # labels of a window's words, and all labels' probabilities


def softmax(logits: Floats) -> Floats:
    e = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), np.float32)


def sigmoid(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def viterbi(windows: Sequence[Floats], transitions: Floats) -> list[NDArray[np.int64]]:
    """The best label path of every window, all windows stepped through together.

    windows: [words, labels] log-probabilities each; transitions: [labels + 1, labels], the last row for the start.
    """
    lengths = np.array([len(w) for w in windows])
    longest, k = int(lengths.max()), transitions.shape[1]
    scores = np.zeros((longest, len(windows), k), np.float32)
    for i, w in enumerate(windows):
        scores[: len(w), i] = w
    step = transitions[None, :k]
    back = np.zeros((longest, len(windows), k), np.int64)
    stay = np.arange(k)
    best = scores[0] + transitions[k]
    for t in range(1, longest):
        reach = best[:, :, None] + step
        goes_on = (lengths > t)[:, None]
        back[t] = np.where(goes_on, reach.argmax(1), stay)
        best = np.where(goes_on, reach.max(1) + scores[t], best)
    path = np.zeros((longest, len(windows)), np.int64)
    path[-1] = best.argmax(1)
    rows = np.arange(len(windows))
    for t in range(longest - 1, 0, -1):
        path[t - 1] = back[t, rows, path[t]]
    return [path[:n, i] for i, n in enumerate(lengths)]


def runs(path: NDArray[np.int64], probabilities: Floats, labels: tuple[str, ...], first: int) -> list[Tagged]:
    """BIO labels to runs of words; a run's score is its labels' mean probability. `first`: index of the first word."""
    found: list[Tagged] = []
    start, kind = 0, ""
    for i in range(len(path) + 1):
        label = labels[path[i]] if i < len(path) else "O"
        if kind and label != f"I-{kind}":
            chosen = probabilities[np.arange(start, i), path[start:i]]
            found.append(Tagged((first + start, first + i), kind, float(chosen.mean())))
            kind = ""
        if label != "O" and not kind:
            start, kind = i, label[2:]
    return found


def same_label_runs(chosen: NDArray[np.int64], scores: Floats, labels: tuple[str, ...], first: int) -> list[Tagged]:
    """Neighbouring words with one label (0: none) as one run; its score is the highest of its words'."""
    found: list[Tagged] = []
    for i, label in enumerate(chosen):
        if label == 0:
            continue
        if found and found[-1].words[1] == first + i and found[-1].label == labels[label]:
            last = found.pop()
            found.append(Tagged((last.words[0], first + i + 1), last.label, max(last.score, float(scores[i]))))
        else:
            found.append(Tagged((first + i, first + i + 1), labels[label], float(scores[i])))
    return found


def sentences(starts: Floats, told: NDArray[np.int64]) -> list[WordRange]:
    """Word ranges of a window's sentences. starts [words, 2]: logits of (inside, start); told: 1, 0, or -1."""
    opens = np.where(told < 0, starts[:, 1] > starts[:, 0], told == 1)
    begin = [0, *(int(i) for i in np.flatnonzero(opens) if i > 0)]
    return list(zip(begin, [*begin[1:], len(starts)], strict=True))


def tree(scores: Floats) -> NDArray[np.int64]:
    """Head of each word of one sentence, a root being its own head: the best tree with exactly one root.

    scores [dependents, heads]. Most sentences need no more than the best head of each word; the rest go through
    Chu, Liu and Edmonds' algorithm.
    """
    n = len(scores)
    heads = scores.argmax(1)
    roots = np.flatnonzero(heads == np.arange(n))
    if len(roots) == 1 and not _cycle(heads):
        return np.asarray(heads, np.int64)
    root = int(np.argmax(scores.diagonal() - np.where(np.eye(n, dtype=bool), -np.inf, scores).max(1))) if n > 1 else 0
    if len(roots) > 1:
        root = int(roots[np.argmax(scores.diagonal()[roots])])
    free = scores.astype(np.float64).copy()
    np.fill_diagonal(free, -np.inf)
    heads = _arborescence(free, root)
    heads[root] = root
    return heads


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """The words of one cycle (a root's own loop is none), or nothing."""
    state = np.zeros(len(heads), np.int8)
    for start in range(len(heads)):
        path, i = [], start
        while state[i] == 0:
            state[i] = 1
            path.append(i)
            if heads[i] == i:
                break
            i = int(heads[i])
        if state[i] == 1 and heads[i] != i and i in path:
            return path[path.index(i) :]
        state[path] = 2
    return []


def _arborescence(scores: NDArray[np.float64], root: int) -> NDArray[np.int64]:
    """Chu-Liu-Edmonds over a dense matrix [dependent, head] with -inf on the diagonal."""
    n = len(scores)
    heads = scores.argmax(1)
    heads[root] = root
    words = _cycle(heads)
    if not words:
        return np.asarray(heads, np.int64)
    inside = np.zeros(n, bool)
    inside[words] = True
    outside, cycle = np.flatnonzero(~inside), np.array(words, np.int64)
    weight = scores[cycle, heads[cycle]].sum()
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    from_cycle = scores[np.ix_(outside, cycle)]
    small[:-1, -1] = from_cycle.max(1)
    swap = scores[np.ix_(cycle, outside)] - scores[cycle, heads[cycle]][:, None] + weight
    small[-1, :-1] = swap.max(0)
    reduced = _arborescence(small, int(np.flatnonzero(outside == root)[0]))
    result = np.array(heads)
    for k, dependent in enumerate(outside):
        if dependent != root:
            h = reduced[k]
            result[dependent] = cycle[from_cycle[k].argmax()] if h == len(outside) else outside[h]
    entry = int(reduced[-1])
    enters = cycle[swap[:, entry].argmax()]
    result[enters] = outside[entry]
    return result
