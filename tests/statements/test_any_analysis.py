"""What must hold whatever the model says and whatever the text is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records import Analysis, Document, Link, Tagged, Word
from sayso.statements import find

FORMS = [
    "said",
    "“",
    "”",
    '"',
    "Gondor",
    "the",
    "that",
    ".",
    ",",
    ":",
    "—",
    "\n",
    "not",
    "reportedly",
    "believed",
    "quoting",
    "😀",
]
UPOS = ["VERB", "NOUN", "PROPN", "PUNCT", "ADV", "AUX", "SCONJ", "ADP"]
RELATIONS = [
    "nsubj",
    "obj",
    "ccomp",
    "xcomp",
    "obl",
    "case",
    "nsubj:pass",
    "aux:pass",
    "acl",
    "nmod:poss",
    "advcl",
    "mark",
]


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """Any words in any tree, any tags that do not overlap, any links."""
    text, words = "", []
    for i, form in enumerate(draw(st.lists(st.sampled_from(FORMS), max_size=14))):
        start = len(text)
        text += form if form == "\n" else form + draw(st.sampled_from([" ", ""]))
        if form == "\n":
            continue
        head = draw(st.none() | st.integers(0, len(words) - 1)) if words else None
        relation = "root" if head is None else draw(st.sampled_from(RELATIONS))
        upos = draw(st.sampled_from(UPOS))
        words.append(Word(start, start + len(form), form, form.lower() if i % 2 else "say", upos, head, relation, 0))
    size = len(words)
    cuts = sorted(draw(st.lists(st.integers(0, size), max_size=8, unique=True)))
    runs = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    probability = st.floats(0, 1)
    tags = [Tagged(run, draw(st.sampled_from(["source", "cue", "content"])), draw(probability)) for run in runs]
    cues = [Tagged((i, i + 1), "cue", draw(probability)) for i in range(size) if draw(st.booleans()) and i % 3 == 0]
    links = {
        (anchor, relation): tuple(Link(draw(st.integers(0, size - 1)), draw(probability)) for _ in range(3))
        for anchor in range(size)
        for relation in ("source", "content")
        if draw(st.integers(0, 3)) == 0
    }
    return Analysis(
        document=Document(id="any", text=text, sha256="0" * 64),
        words=tuple(words),
        sentences=((0, size),) if size else (),
        attribution=tuple(tags),
        cues=tuple(cues),
        links=links,
    )


@settings(max_examples=300, deadline=None)
@given(analyses())
def test_every_statement_is_words_of_the_text_and_refers_to_a_statement(analysis: Analysis) -> None:
    text = analysis.document.text
    said = find(analysis, (), ())
    ids = {statement.id for statement in said}
    for statement in said:
        assert statement.content.spans
        for part in (statement.source, statement.content, *([statement.cue] if statement.cue else [])):
            assert part.text == " … ".join(text[a:b] for a, b in part.spans)
            assert all(0 <= a < b <= len(text) for a, b in part.spans)
            assert all(b <= c for (_, b), (c, _) in zip(part.spans, part.spans[1:], strict=False))
        assert (statement.source.kind == "implicit") == (not statement.source.spans)
        assert statement.within is None or (statement.within in ids and statement.within != statement.id)
        assert 0.0 <= statement.score <= 1.0
    outer = {statement.id: statement.within for statement in said}
    for statement in said:
        chain, here = set(), statement.within
        while here is not None:
            assert here not in chain
            chain.add(here)
            here = outer[here]
