"""Are country and sector of bare actor phrases right?

    python benchmarks/actors.py DATA_FOLDER [--misses] [--out FILE]

Reads `DATA_FOLDER/events/actor_cases.jsonl.gz` (354 phrases with expected country and sector, from the tests of the
NGEC event coder) and codes each with `sayso.who.describe`. Counted are the phrases for which the cases name a country,
or say that there is none, and likewise for the sector; the first sector must be one of the expected ones. Codes that
the cases write otherwise than PLOVER 2.0 are translated first (`HLH` is `MED`). Place names are located as the reader
locates them, by the gazetteer that ships with sayso.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sayso import where
from sayso.who import describe

#: codes of other editions of the ontology
SAME_CODE = {"HLH": "MED", "NGO": "NGO", "JNK": ""}
DATE_FORMATS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y")


@dataclass(frozen=True, slots=True)
class Case:
    phrase: str
    context: str  #: words that the coder was given beside the phrase
    on: date | None
    country: str | None  #: expected; "" = none; None = not asked
    sectors: tuple[str, ...] | None  #: expected first sectors; empty = none; None = not asked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data_folder", type=Path)
    parser.add_argument("--out", type=Path, help="write the figures to this file, for check.py")
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    arguments = parser.parse_args()
    locate = _located_by(where.open_gazetteer())
    right = {"country": 0, "sector": 0}
    asked = {"country": 0, "sector": 0}
    for case in cases(arguments.data_folder / "events" / "actor_cases.jsonl.gz"):
        country, sectors, _ = describe(case.phrase, case.on, locate=locate)
        if country is None and case.context:
            country = describe(case.context, case.on, locate=locate)[0]
        first = sectors[:1] or ("",)
        verdicts = {
            "country": None if case.country is None else (country or "") == case.country,
            "sector": None if case.sectors is None else first[0] in (case.sectors or ("",)),
        }
        for field, verdict in verdicts.items():
            asked[field] += verdict is not None
            right[field] += verdict is True
        if arguments.misses and False in verdicts.values():
            print(f"{case.phrase!r} {case.on or ''}: {country} {sectors}, expected {case.country} {case.sectors}")
    print(f"{'field':<10}{'right':>7}{'asked':>7}{'%':>8}")
    for field, count in asked.items():
        print(f"{field:<10}{right[field]:>7}{count:>7}{100 * right[field] / count:>8.1f}")
    if arguments.out:
        figures = {field: right[field] / count for field, count in asked.items()}
        arguments.out.write_text(json.dumps({"benchmark": "actors", "figures": figures}), encoding="utf-8")


def _located_by(gazetteer: where.Gazetteer) -> Callable[[str], str | None]:
    """The country of the best-known town or province of a name."""

    def locate(name: str) -> str | None:
        named = [one.entry for one in gazetteer.lookup(name) if one.entry.kind in ("city", "admin1")]
        return named[0].country if named and gazetteer.has(name) else None

    return locate


def cases(path: Path) -> Iterator[Case]:
    """The phrases of the file that ask for a country or a sector."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            expected = record["expect"]
            if record["function"] not in ("agent_to_code", "short_text_to_agent", "trf_agent_match", "search_nat"):
                continue
            country, sectors = expected.get("country"), _sectors(expected)
            if "code" in expected and expected["code"] is None:
                country, sectors = "", ()
            if isinstance(country, dict):
                country = None
            if country is None and sectors is None:
                continue
            words = [text for text in record["args"] if text]
            context = record["kwargs"].get("known_country", "")
            on = _date(record["kwargs"].get("query_date"))
            for word in words:
                on = on or _date(word)
                context = context or ("" if _date(word) or word == "today" else word)
            yield Case(record["text"], context, on, country, sectors)


def _sectors(expected: dict[str, Any]) -> tuple[str, ...] | None:
    codes = expected.get("code_1")
    if codes is None or codes == "????":
        return None
    codes = codes if isinstance(codes, list) else [codes]
    return tuple(code for code in (SAME_CODE.get(code, code) for code in codes) if code)


def _date(text: str | None) -> date | None:
    for form in DATE_FORMATS:
        try:
            return datetime.strptime((text or "").title(), form).date()
        except ValueError:
            continue
    return None


if __name__ == "__main__":
    main()
