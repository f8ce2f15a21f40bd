"""Which words take a side, or hold back; whose words are they, and about whom?

The terms are data: `data/en/wording.csv`. `terms.py` reads them, `occurrences.py` finds them in the words of a text,
`about.py` follows the syntax to the one described, `owner.py` says whose word it is. `docs/wording.md` has the method.
"""

from __future__ import annotations

from sayso.records import Actor, Analysis, Statement, Wording
from sayso.wording.about import actors_by_word, described
from sayso.wording.occurrences import Occurrence, in_quotation_marks, occurrences
from sayso.wording.owner import owner
from sayso.wording.terms import terms_by_first_piece
from sayso.wording.tree import children


def find(analysis: Analysis, statements: tuple[Statement, ...], actors: tuple[Actor, ...]) -> tuple[Wording, ...]:
    """The labels, hedges and loaded words of a text, in text order.

    `statement` is the innermost statement whose content has the word (its source answers for it), None where the
    publisher does. `about` is the actor that the described noun is a mention of, None where no mention is known.
    """
    below = children(analysis)
    actor_of = actors_by_word(analysis, actors)
    found: list[Wording] = []
    for occurrence in occurrences(analysis, below, terms_by_first_piece()):
        about = next(
            (actor_of[word] for word in described(analysis, below, occurrence) if word in actor_of),
            None,
        )
        said_in = owner(occurrence.span, statements)
        found.append(_wording(analysis, occurrence, about, said_in))
        marked = in_quotation_marks(analysis.document.text, occurrence.span)
        if marked and said_in is None and occurrence.term.kind != "hedge":
            # The publisher sets the word apart without saying whose it is: as good as "so-called".
            found.append(Wording(span=marked, text=_text(analysis, marked), kind="hedge", about=about))
    return tuple(sorted(found, key=lambda wording: wording.span))


def _wording(analysis: Analysis, occurrence: Occurrence, about: str | None, said_in: str | None) -> Wording:
    return Wording(
        span=occurrence.span,
        text=_text(analysis, occurrence.span),
        kind=occurrence.term.kind,
        about=about,
        statement=said_in,
    )


def _text(analysis: Analysis, span: tuple[int, int]) -> str:
    return analysis.document.text[span[0] : span[1]]
