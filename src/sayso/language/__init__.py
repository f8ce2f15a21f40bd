"""What does the text say, as language? Words, trees, roles, names, tags: `Document` → `Analysis`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.language.model import LanguageModel

__all__ = ["load"]


def load(folder: Path | None = None, *, threads: int | None = None) -> LanguageModel:
    """Opens the model in `folder`, by default the one that comes with sayso.

    `threads`: processor threads for one document, by default all this process may use. Raises `FileNotFoundError`.
    """
    from sayso.language.model import LanguageModel

    return LanguageModel(folder or Path(__file__).parent.parent / "model", threads)
