"""Is `import sayso` cheap, and are its ten names there?"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sayso

HEAVY = {
    "numpy",
    "onnxruntime",
    "tokenizers",
    "rich",
    "click",
    "lxml",
    "trafilatura",
    "spacy",
    "sqlite3",
    "dataclasses",
}
SECONDS = 0.2  # beyond the interpreter's own start; measured 0.01


def python(code: str) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    ).stdout


def test_importing_sayso_loads_nothing_heavy() -> None:
    loaded = python("import sys; before = set(sys.modules); import sayso; print(*set(sys.modules) - before)").split()
    assert HEAVY.isdisjoint(loaded)


def test_importing_sayso_is_cheap() -> None:
    took = python("import time; began = time.perf_counter(); import sayso; print(time.perf_counter() - began)")
    assert float(took) < SECONDS


def test_help_is_instant_and_loads_no_model() -> None:
    began = time.perf_counter()
    loaded = python(
        "import sys\nfrom sayso.cli import sayso\n"
        "try: sayso(['--help'])\nexcept SystemExit: print('LOADED', *sys.modules)"
    ).partition("LOADED")[2].split()  # fmt: skip
    assert {"numpy", "onnxruntime", "tokenizers", "lxml", "rich"}.isdisjoint(loaded)
    assert time.perf_counter() - began < 2


def test_there_are_ten_names_and_each_has_a_home() -> None:
    assert len(sayso.__all__) == 10 and sorted(sayso.__all__) == list(sayso.__all__)
    assert set(sayso.__all__) <= set(dir(sayso))
    for name in sayso.__all__:
        home = Path(sayso.__file__).parent / f"{sayso._HOME.get(name, '__init__')}.py"
        tree = ast.parse(home.read_text("utf-8"))
        assert name in {getattr(node, "name", None) for node in tree.body}, f"{name} is not in {home.name}"


def test_records_and_errors_are_the_real_ones() -> None:
    from sayso.errors import SaysoError
    from sayso.records import Reading

    assert sayso.Reading is Reading and sayso.SaysoError is SaysoError


def test_a_name_that_is_not_there_tells_which_are() -> None:
    with pytest.raises(AttributeError, match="no attribute 'reed'; it has Document, Failure"):
        _ = sayso.reed
