"""Which corpora sayso-en learns from, and how often each is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotated import Annotated
from corpora import attribution, factuality, news_events, politics, timex, treebank
from labels import Labels


@dataclass(frozen=True, slots=True)
class Corpus:
    name: str
    epochs: float  # passes over it in a full training
    read: Callable[[Path, Labels], Iterator[Annotated]]


CORPORA = (
    Corpus("ewt", 4.5, lambda folder, labels: treebank.read(folder, "train", "EWT", labels)),
    Corpus("gum", 3.5, lambda folder, labels: treebank.read(folder, "train", "GUM", labels)),
    Corpus("polnear", 2.5, lambda folder, labels: attribution.read_polnear(folder, "train")),
    Corpus("gum-attribution", 1, lambda folder, labels: attribution.read_gum(folder, "train")),
    Corpus("news-events", 7, lambda folder, labels: news_events.read(folder, "train")),
    Corpus("timebank", 3, lambda folder, labels: timex.read(folder, "timebank")),
    Corpus("aquaint", 3, lambda folder, labels: timex.read(folder, "aquaint")),
    Corpus("wikiwars", 1, lambda folder, labels: timex.read(folder, "wikiwars")),
    Corpus("uw", 1, lambda folder, labels: factuality.read(folder, "uw", "train")),
    Corpus("crossner-politics", 3, lambda folder, labels: politics.read(folder, "train")),
)
