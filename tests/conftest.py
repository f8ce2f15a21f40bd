"""The reader as a user has it, loaded once for all tests that read whole documents."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest

MODEL = files("sayso") / "model" / "sayso-en.onnx"


@pytest.fixture(scope="session")
def reader() -> Any:
    """`sayso.load()`. Without the model file these tests are skipped; `test_the_model_is_here` is not."""
    if not MODEL.is_file():
        pytest.skip(f"there is no {MODEL}: the language model was not built")
    import sayso

    return sayso.load()
