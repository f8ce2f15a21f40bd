"""Which of its candidates does a toponym mean, given everything else the document names?

All mentions with the same words are one group and get one answer (one sense per document). Each candidate has
features: how well known the place is, how its name matched, whether a parent named beside it holds it, how much
else in the document lies in its country, its province, near it. A candidate's probability is the softmax of the
weighted features over the group, with "no place at all, or none that we know" as one more candidate; the features
that look at other groups are computed from those groups' probabilities, in a few rounds.

The weights are in `data/en/place_weights.toml`, fitted by `training/place_weights.py`.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import log10

import numpy as np
from numpy.typing import NDArray

from sayso.where.candidates import ADMITS, Candidate, Container, lies_in
from sayso.where.gazetteer import ALIAS, ALTERNATE, ARTICLE, NAME, ROMANISED

Matrix = NDArray[np.float64]

ROUNDS = 3  # probabilities → context → probabilities; a fourth changed no answer on 800 documents
ANCHOR = 0.05  # candidates less probable than this do not support others
NEAR_KM, FAR_KM = 60.0, 400.0  # decay of two kinds of nearness: the same county, the same part of the world
EARTH_KM = 6371.0

#: features of a candidate by itself, then of a candidate among the others, then of "no place"
OWN = (
    "population", "country", "capital", "admin1", "admin2", "reviewed", "alias", "alternate", "article", "romanised",
    "kind_said", "kind_clash", "comma_near", "comma_country", "other_parent", "most_populous", "inferred", "part",
    "nationality", "big_city",
)  # fmt: skip
CONTEXT = ("country_support", "country_share", "province_support", "near", "far", "capital_share")
NOWHERE = (
    "nowhere_given", "nowhere_model", "nowhere_gazetteer", "nowhere_common", "nowhere_starts_sentence",
    "nowhere_in_name", "nowhere_after_title", "nowhere_after_preposition", "nowhere_parent", "nowhere_surname",
    "nowhere_speaks", "nowhere_repeated", "nowhere_person", "nowhere_acronym", "nowhere_model_place",
    "nowhere_model_person", "nowhere_model_other", "nowhere_model_silent",
)  # fmt: skip
FEATURES = (*OWN, *CONTEXT, *NOWHERE)
_OWN, _CONTEXT, _ALL = len(OWN), len(OWN) + len(CONTEXT), len(FEATURES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All mentions of one name in a document."""

    key: str  #: folded words
    mentions: tuple[int, ...]  #: indices into the document's mentions
    candidates: tuple[Candidate, ...]
    containers: tuple[Container, ...]
    doubts: Mapping[str, float]  #: features of "no place" by name, without the prefix


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The probabilities of a group's candidates; `nowhere` is that of none of them."""

    group: Group
    probabilities: tuple[float, ...]
    nowhere: float
    supports: tuple[tuple[float, ...], ...]  #: each candidate's features, in the order of `FEATURES`


@cache
def weights() -> Matrix:
    text = resources.files("sayso.data.en").joinpath("place_weights.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["weights"]
    missing = [name for name in FEATURES if name not in table]
    if missing:
        raise ValueError(f"place_weights.toml has no weight for {', '.join(missing)}")
    return np.array([table[name] for name in FEATURES])


def decide(groups: Sequence[Group], countries: Mapping[str, float], by: Matrix | None = None) -> tuple[Decision, ...]:
    """Each group's decision. `countries` are those that nationality words name, with how often."""
    if not groups:
        return ()
    scene = _Scene.of(groups)
    weight = weights() if by is None else by
    features = scene.features(countries, weight)
    chances = scene.chances(_dot(features, weight))
    found = []
    for group, (start, end) in zip(groups, scene.bounds, strict=True):
        rows = chances[start:end]
        found.append(
            Decision(
                group=group,
                probabilities=tuple(rows[:-1].tolist()),
                nowhere=float(rows[-1]),
                supports=tuple(map(tuple, features[start : end - 1].tolist())),
            )
        )
    return tuple(found)


def features(
    groups: Sequence[Group], countries: Mapping[str, float], by: Matrix
) -> tuple[Matrix, list[tuple[int, int]]]:
    """The feature matrix that `decide` ends with, one row a candidate and one for "no place" last in each group,
    and each group's rows: for fitting the weights."""
    scene = _Scene.of(groups)
    return scene.features(countries, by), scene.bounds


@dataclass(slots=True)
class _Scene:
    """All groups' candidates as arrays, one row each, the group's "no place" last."""

    bounds: list[tuple[int, int]]
    starts: NDArray[np.int64]
    group_of: NDArray[np.int64]
    own: Matrix
    vectors: Matrix  #: unit vectors of the points; zero where there is none or where it is a country
    country_of: NDArray[np.int64]  #: index into `codes`; -1 for none
    province_of: NDArray[np.int64]
    codes: list[str]
    times: Matrix  #: how much a group counts: 1 + log of its mentions

    @classmethod
    def of(cls, groups: Sequence[Group]) -> _Scene:
        bounds: list[tuple[int, int]] = []
        own: list[list[float]] = []
        points: list[tuple[float, float, float]] = []
        country_of: list[int] = []
        province_of: list[int] = []
        codes: dict[str, int] = {}
        provinces: dict[tuple[str, str], int] = {}
        for group in groups:
            start = len(own)
            most = max((c.entry.population for c in group.candidates), default=0)
            for candidate in group.candidates:
                entry = candidate.entry
                own.append(_own_features(candidate, group, most))
                is_area = entry.kind == "country" or entry.radius_km > 700
                points.append((entry.lat, entry.lon, 0.0 if is_area else 1.0))
                country_of.append(codes.setdefault(entry.country, len(codes)) if entry.country else -1)
                unit = (entry.country, entry.admin1) if entry.country and entry.admin1 else None
                province_of.append(provinces.setdefault(unit, len(provinces)) if unit else -1)
            own.append(_doubt_features(group))
            points.append((0.0, 0.0, 0.0))
            country_of.append(-1)
            province_of.append(-1)
            bounds.append((start, len(own)))
        lat, lon, real = np.array(points).T
        lat, lon = np.radians(lat), np.radians(lon)
        vectors = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1) * real[:, None]
        sizes = [end - start for start, end in bounds]
        return cls(
            bounds=bounds,
            starts=np.array([start for start, _ in bounds]),
            group_of=np.repeat(np.arange(len(groups)), sizes),
            own=np.array(own),
            vectors=vectors,
            country_of=np.array(country_of),
            province_of=np.array(province_of),
            codes=list(codes),
            times=np.array([1 + np.log(len(group.mentions)) for group in groups]),
        )

    def features(self, countries: Mapping[str, float], weight: Matrix) -> Matrix:
        matrix = self.own.copy()
        said = np.array([countries.get(code, 0.0) for code in self.codes] + [0.0])
        for _ in range(ROUNDS):
            matrix[:, _OWN:_CONTEXT] = self._context(self.chances(_dot(matrix, weight)), said)
        return matrix

    def chances(self, scores: Matrix) -> Matrix:
        """Softmax of the scores within each group."""
        top = np.maximum.reduceat(scores, self.starts)[self.group_of]
        grown = np.exp(scores - top)
        return np.asarray(grown / np.add.reduceat(grown, self.starts)[self.group_of])

    def _context(self, chances: Matrix, said: Matrix) -> Matrix:
        mass = chances * self.times[self.group_of]
        country = _support(self.country_of, self.group_of, mass, len(self.starts), len(self.codes) + 1)
        country += said[self.country_of] * (self.country_of >= 0)
        everything = mass[self.country_of >= 0].sum() + said.sum()
        province = _support(
            self.province_of, self.group_of, mass, len(self.starts), int(self.province_of.max(initial=0)) + 2
        )
        near, far = self._nearness(chances)
        share = country / (everything + 0.5)
        capital = share * self.own[:, OWN.index("capital")]
        return np.stack([np.log1p(country), share, np.log1p(province), near, far, capital], axis=1)

    def _nearness(self, chances: Matrix) -> tuple[Matrix, Matrix]:
        """For each row: the surest other group's place nearby, and how many places lie in its part of the world."""
        anchors = np.flatnonzero((chances > ANCHOR) & (np.abs(self.vectors).sum(axis=1) > 0))
        if not anchors.size:
            nothing = np.zeros(len(chances))
            return nothing, nothing
        cosine = np.clip(_dot(self.vectors, self.vectors[anchors].T), -1.0, 1.0)
        distance = EARTH_KM * np.arccos(cosine)
        placed = np.abs(self.vectors).sum(axis=1) > 0
        usable = (self.group_of[:, None] != self.group_of[anchors][None, :]) & placed[:, None]
        likely = chances[anchors][None, :] * usable
        near = (likely * np.exp(-distance / NEAR_KM)).max(axis=1)
        far = np.log1p((likely * np.exp(-distance / FAR_KM)).sum(axis=1))
        return near, far


def _dot(a: Matrix, b: Matrix) -> Matrix:
    """`a @ b` without BLAS: its threads cost these small matrices ten times what they save on a busy machine."""
    return np.asarray(np.einsum("ij,j->i" if b.ndim == 1 else "ij,jk->ik", a, b))


def _support(unit: NDArray[np.int64], group: NDArray[np.int64], mass: Matrix, groups: int, units: int) -> Matrix:
    """For each row, the mass of the same unit in other groups; 0 where the row has no unit (-1)."""
    table = np.zeros((groups, units))
    np.add.at(table, (group, unit), mass)  # unit -1 lands in the last column, which is never read
    others = table.sum(axis=0)[unit] - table[group, unit]
    return np.asarray(np.where(unit >= 0, others, 0.0))


def _own_features(candidate: Candidate, group: Group, most: int) -> list[float]:
    entry, reading = candidate.entry, candidate.reading
    reviewed = entry.kind in ("region", "natural", "facility")
    row = dict.fromkeys(OWN, 0.0)
    row["population"] = 0.0 if reviewed else log10(entry.population + 1) / 7
    if entry.kind in row:
        row[entry.kind] = 1.0
    row["reviewed"] = float(reviewed)
    row["capital"] = float(entry.capital)
    row["big_city"] = float(entry.kind == "city" and entry.population >= 500_000)
    if candidate.tier != NAME:
        row[{ALIAS: "alias", ALTERNATE: "alternate", ARTICLE: "article", ROMANISED: "romanised"}[candidate.tier]] = 1.0
    if reading.kind and not reading.inferred:
        row["kind_said" if entry.kind in ADMITS[reading.kind] else "kind_clash"] = 1.0
    for container in group.containers:
        holder = next((outer for outer in container.entries if lies_in(entry, outer)), None)
        if holder is None:
            continue
        if container.parent.cue not in ("comma", "bracket"):
            row["other_parent"] = 1.0
        elif holder.kind == "country":
            row["comma_country"] = 1.0
        else:
            row["comma_near"] = 1.0
    row["most_populous"] = float(entry.population == most and not reviewed)
    row["inferred"] = float(reading.inferred)
    row["part"] = float(reading.part)
    row["nationality"] = float(candidate.nationality)
    return [*row.values(), *[0.0] * (_ALL - _OWN)]


def _doubt_features(group: Group) -> list[float]:
    doubts = [float(group.doubts.get(name.removeprefix("nowhere_"), 0.0)) for name in NOWHERE]
    return [*[0.0] * _CONTEXT, *doubts]


def tally(codes: Sequence[str]) -> Mapping[str, float]:
    """How much nationality words speak for each country: 1 for the first, less for each repetition."""
    return {code: 1 + float(np.log(count)) for code, count in Counter(codes).items()}
