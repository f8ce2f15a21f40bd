"""How fast is a whole reading, and where does the time go? One table.

    python benchmarks/speed.py ARTICLES.jsonl.gz [--cores 1 2] [--json speed.json] [--limit N]

ARTICLES has one `{"text": …}` a line. For each number of processor cores, a process of its own that may use only those
reads all articles once to warm up and then `--rounds` times; the fastest round counts, since other work on the machine
can only slow a round down. Measured:

- *words/s*: UD words of the text a second, document to reading, without reading files and writing JSON;
- *÷ bare encoder*: that time over the time of the bare encoder, the graph cut off after its last layer, on the same
  windows in the same batches. It says what everything that makes a reading costs on top of the network's body;
- *share*: of the time of a whole reading, for each stage.

Needs the package `onnx` to cut the graph (`pip install 'sayso[benchmarks]'`).
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import wraps
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

STAGES = {  # stage → the function that `reader` calls
    "when": "find", "where": "find", "amounts": "find", "statements": "find", "events": "find", "who": "cast",
    "wording": "find",
}  # fmt: skip
LAST_LAYER = "GatherElements"  # picks each word's first piece: its input is the encoder's output


def texts(path: Path, limit: int | None) -> list[dict[str, Any]]:
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).splitlines()
    return [json.loads(line) for line in lines[:limit]]


def fastest(rounds: int, work: Callable[[], object]) -> float:
    """Seconds of the fastest of some rounds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


class Clock:
    """Adds up the seconds spent inside functions that it wraps."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def around(self, owner: Any, function: str, name: str) -> None:
        inner = getattr(owner, function)

        @wraps(inner)
        def timed(*arguments: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return inner(*arguments, **named)
            finally:
                self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began

        setattr(owner, function, timed)


def measure(articles: Path, limit: int | None, rounds: int) -> dict[str, Any]:
    """In a process that may use the cores to be measured."""
    import sayso
    from sayso import intake
    from sayso.language import encoder, model

    clock, feeds = Clock(), list[dict[str, Any]]()
    reader = sayso.load()
    documents = [
        intake.from_text(record["text"], id=str(number), published=record.get("published"))
        for number, record in enumerate(texts(articles, limit))
    ]
    words = sum(len(reader.read(document, layers=("tokens",)).tokens or ()) for document in documents)
    whole = fastest(rounds, lambda: [reader.read(document) for document in documents])

    # A round with clocks in it, for the shares; and one that notes what the network is fed.
    for stage, function in STAGES.items():
        clock.around(importlib.import_module(f"sayso.{stage}"), function, stage)
    clock.around(model.LanguageModel, "analyse", "language")
    session = encoder.onnxruntime.InferenceSession
    run = session.run

    def noted(self: Any, outputs: Any, fed: dict[str, Any], *more: Any) -> Any:
        feeds.append(fed)
        began = time.perf_counter()
        result = run(self, outputs, fed, *more)
        clock.seconds["network"] = clock.seconds.get("network", 0.0) + time.perf_counter() - began
        return result

    session.run = noted
    began = time.perf_counter()
    for document in documents:
        reader.read(document)
    clocked = time.perf_counter() - began
    session.run = run

    bare = bare_encoder(len(os.sched_getaffinity(0)))
    needed = {name.name for name in bare.get_inputs()}
    fed = [{name: value for name, value in batch.items() if name in needed} for batch in feeds]
    encoder_alone = fastest(rounds, lambda: [bare.run(None, batch) for batch in fed])

    shares = {name: seconds / clocked for name, seconds in clock.seconds.items()}
    shares["language without network"] = shares["language"] - shares.pop("network")
    shares["network"] = shares["language"] - shares["language without network"]
    del shares["language"]
    shares["reader"] = 1.0 - sum(shares.values())
    return {
        "words_per_second": words / whole,
        "encoder_words_per_second": words / encoder_alone,
        "whole_over_encoder": whole / encoder_alone,
        "milliseconds_per_article": 1000 * whole / len(documents),
        "share": shares,
        "words": words,
        "articles": len(documents),
    }


def bare_encoder(threads: int) -> Any:
    """A session of the shipped graph without everything that follows its last layer."""
    import onnx
    import onnxruntime

    with as_file(files("sayso") / "model" / "sayso-en.onnx") as path:
        model = onnx.load(path)
    nodes = model.graph.node
    last = next(node.input[0] for node in nodes if node.op_type == LAST_LAYER)
    maker = {made: node for node in nodes for made in node.output}
    kept, waiting = set(), [last]
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept.add(name)
            waiting += maker[name].input if name in maker else ()
    body = onnx.helper.make_graph(
        [node for node in nodes if kept.intersection(node.output)],
        "bare encoder",
        [one for one in model.graph.input if one.name in kept],
        [onnx.helper.make_tensor_value_info(last, onnx.TensorProto.FLOAT, None)],
        [one for one in model.graph.initializer if one.name in kept],
    )
    made = onnx.helper.make_model(body, opset_imports=model.opset_import, ir_version=model.ir_version)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    return onnxruntime.InferenceSession(made.SerializeToString(), options, providers=["CPUExecutionProvider"])


def in_a_process(cores: int, options: argparse.Namespace) -> dict[str, Any]:
    """`measure` in a fresh process that may use that many cores."""
    command = [sys.executable, __file__, str(options.articles), "--rounds", str(options.rounds), "--measure"]
    if options.limit:
        command += ["--limit", str(options.limit)]
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    if len(allowed) < cores:
        raise SystemExit(f"{cores} cores were asked for, this process may use {len(allowed)}")
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=True, preexec_fn=lambda: os.sched_setaffinity(0, allowed)
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def table(results: dict[str, Any]) -> str:
    rows = [f"{'':28}" + "".join(f"{name:>14}" for name in results)]
    for key, label, shown in (
        ("words_per_second", "words/s", ",.0f"),
        ("encoder_words_per_second", "bare encoder, words/s", ",.0f"),
        ("whole_over_encoder", "÷ bare encoder", ".2f"),
        ("milliseconds_per_article", "ms an article", ".0f"),
    ):
        rows.append(f"{label:28}" + "".join(f"{format(result[key], shown):>14}" for result in results.values()))
    first = next(iter(results.values()))
    for stage in sorted(first["share"], key=lambda stage: -first["share"][stage]):
        shares = "".join(f"{100 * result['share'].get(stage, 0.0):>13.1f}%" for result in results.values())
        rows.append(f"{'  ' + stage:28}{shares}")
    rows.append(f"{first['articles']} articles, {first['words']} words; {platform.processor() or platform.machine()}")
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--cores", type=int, nargs="+", default=[1, 2], metavar="N")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N articles")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        json.dump(measure(options.articles, options.limit, options.rounds), sys.stdout)
        return 0
    names = {1: "one_core", 2: "two_cores"}
    load = os.getloadavg()[0]
    results = {names.get(cores, f"{cores}_cores"): in_a_process(cores, options) for cores in options.cores}
    print(table(results))
    print(f"load average before: {load:.2f}; other work on the machine makes these figures worse", file=sys.stderr)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
