"""A reading as one self-contained page: the article with its evidence marked by role, and a row for every record.

Nothing is fetched and nothing needs a script: a row's link leads to its words and lights them (`:target`), a label in
the text leads to its row. The script adds lighting on hover, field by field, and beyond the paragraph. Everything that
comes from a document is escaped; the page's policy forbids any script but its own, and all loading.

`page.css` says how roles look: each has its own line or box besides its colour.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files

from sayso.export.layout import Layout
from sayso.export.marks import Mark, Piece, marks, pieces
from sayso.export.rows import Bit, Row, rows
from sayso.records import Failure, Reading, Segment, Span

TAGS = {"title": "h2", "heading": "h3", "paragraph": "p", "caption": "p", "byline": "p"}
LABELLED = ("cue", "trigger", "content")  # the first of these that a record has carries its label in the text
QUIET = frozenset(
    {"evidence", "mention", "descriptor", "responsibility"}
)  # lit from their row only: they cover too much
LIT = "background:var(--lit);color:var(--lit-ink);box-shadow:var(--lit-lines)"
ID = re.compile(r"[a-z][1-9][0-9]*")
# What HTML cannot hold: controls other than tab and line ends, halves of surrogate pairs, non-characters.
UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def write(items: Iterable[Reading | Failure], layout: Layout) -> Iterator[str]:
    """One page with all documents, in order."""
    yield _head()
    for number, item in enumerate(items, start=1):
        yield _failed(item) if isinstance(item, Failure) else _section(item, f"d{number}")
    yield f"<script>{_file('page.js')}</script>\n</body>\n</html>\n"


def fragment(reading: Reading) -> str:
    """The reading for a notebook: what stands in the page, with its style and without a script."""
    anchor = "d" + hashlib.sha256(reading.document.text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"<style>{_file('page.css')}</style>\n{_section(reading, anchor)}"


def shown(text: str) -> str:
    """`text` as HTML: nothing in it is markup, and what HTML cannot hold is a visible sign."""
    return escape(UNHOLDABLE.sub("\N{REPLACEMENT CHARACTER}", text))


@cache
def _file(name: str) -> str:
    return files("sayso.export").joinpath(name).read_text("utf-8")


def _head() -> str:
    script = base64.b64encode(hashlib.sha256(_file("page.js").encode()).digest()).decode()
    only_ours = f"style-src 'unsafe-inline'; script-src 'sha256-{script}'"
    policy = f"default-src 'none'; {only_ours}; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>sayso: who says what, and what happened</title>\n<style>{_file('page.css')}</style>\n</head>\n<body>\n"
    )


def _failed(failure: Failure) -> str:
    where = f", line {failure.line}" if failure.line else ""
    return (
        f'<section class="sayso"><header><h1>{shown(failure.id or "a document")}{where}</h1>'
        f'<p class="failed" role="alert">could not be read: {shown(failure.error)}</p></header></section>\n'
    )


def _section(reading: Reading, anchor: str) -> str:
    found = marks(reading)
    document = reading.document
    return (
        f'<section class="sayso" id="{anchor}">\n<style>{_lighting(found, anchor)}</style>\n'
        f"{_header(reading)}\n{LEGEND}\n<div class=columns>\n"
        f'<article lang="{shown(document.language)}" dir="auto" aria-label="the article">\n'
        f"{''.join(_article(reading, found, anchor))}</article>\n"
        f'<aside aria-label="what sayso reads in it">\n{_panel(reading, anchor)}</aside>\n</div>\n</section>\n'
    )


def _lighting(found: Iterable[Mark], anchor: str) -> str:
    """Rules that light a record's words in the paragraph that its link leads to: no script needed.

    `:has()` would reach every paragraph and hovering too, but with 300 events in 5,000 words Chromium's style work for
    one click was twenty times this one's.
    """
    ids = dict.fromkeys(mark.id for mark in found if ID.fullmatch(mark.id))
    selectors = (f"#{anchor}-{id_}:target~.{id_}" for id_ in ids)
    return ",".join(selectors) + f"{{{LIT}}}" if ids else ""


def _header(reading: Reading) -> str:
    document = reading.document
    known = [document.publisher, document.author, document.published or "date unknown", document.id]
    line = " · ".join(f"<bdi>{shown(part)}</bdi>" for part in known if part)
    if document.url and re.match(r"https?://", document.url):
        line += f' · <a href="{shown(document.url)}" rel="noreferrer noopener nofollow">original</a>'
    notes = "".join(f"<li>{shown(note)}</li>" for note in reading.notes)
    return (
        f"<header><h1><bdi>{shown(document.title or document.id)}</bdi></h1><p>{line}</p>"
        f"{f'<ul class=notes>{notes}</ul>' if notes else ''}</header>"
    )


LEGEND = (
    '<p class="legend"><b>Marks:</b> '
    + " ".join(
        f'<mark class="r-{role}">{role}</mark>'
        for role in ("source", "cue", "content", "trigger", "actor", "recipient", "place", "time", "wording")
    )
    + "</p>"
)


# --------------------------------------------------------------------------------------------------------- the article


def _article(reading: Reading, found: tuple[Mark, ...], anchor: str) -> Iterator[str]:
    """The text in its segments; text outside of any is a paragraph too, so that every character is on the page."""
    text, seen, ends = reading.document.text, set[str](), _label_ends(found)
    for segment in _segments(reading):
        within = (segment.start, segment.end)
        tag = TAGS[segment.kind]
        inner = "".join(_piece(piece, text, anchor, seen, ends) for piece in pieces(within, _touching(found, within)))
        yield f'<{tag} class="{segment.kind}">{inner}</{tag}>\n'


def _segments(reading: Reading) -> Iterator[Segment]:
    text, here = reading.document.text, 0
    for segment in (*reading.document.segments, Segment(kind="paragraph", start=len(text), end=len(text))):
        if text[here : segment.start].strip():
            yield Segment(kind="paragraph", start=here, end=segment.start)
        if segment.end > max(here, segment.start):
            yield Segment(kind=segment.kind, start=max(here, segment.start), end=segment.end)
        here = max(here, segment.end)


def _touching(found: Iterable[Mark], within: Span) -> list[Mark]:
    return [mark for mark in found if mark.span[0] < within[1] and mark.span[1] > within[0]]


def _label_ends(found: Iterable[Mark]) -> dict[int, list[str]]:
    """Offset → ids whose label stands there: after the cue of a statement, the trigger of an event."""
    best: dict[str, tuple[int, int]] = {}
    for mark in found:
        if mark.role in LABELLED and mark.id[:1] in ("s", "e") and ID.fullmatch(mark.id):
            rank = LABELLED.index(mark.role)
            if mark.id not in best or rank < best[mark.id][0]:
                best[mark.id] = (rank, mark.span[1])
    ends: dict[int, list[str]] = {}
    for id_, (_, end) in best.items():
        ends.setdefault(end, []).append(id_)
    return ends


def _piece(piece: Piece, text: str, anchor: str, seen: set[str], ends: dict[int, list[str]]) -> str:
    words = shown(text[slice(*piece.span)])
    ids = [id_ for id_ in dict.fromkeys(mark.id for mark in piece.marks) if ID.fullmatch(id_)]
    targets = "".join(f'<a id="{anchor}-{id_}"></a>' for id_ in ids if id_ not in seen)
    seen.update(ids)
    labels = "".join(
        f'<a class="label" href="#{anchor}-r-{id_}" aria-label="go to {id_}">{id_}</a>'
        for id_ in ends.get(piece.span[1], ())
    )
    if not ids:
        return words + labels
    kept = [mark for mark in piece.marks if mark.id in ids]
    roles = dict.fromkeys(f"r-{mark.role}" for mark in kept if mark.role not in QUIET)
    classes = " ".join((*roles, *ids, *dict.fromkeys(f"{mark.id}-{mark.role}" for mark in kept)))
    title = "; ".join(dict.fromkeys(f"{mark.id} {mark.role}" for mark in kept))
    tag = "mark" if roles else "span"
    return f'{targets}<{tag} class="{classes}" title="{title}">{words}</{tag}>{labels}'


# ------------------------------------------------------------------------------------------------------------ the rows


def _panel(reading: Reading, anchor: str) -> str:
    return "".join(
        f"<details open><summary><h2>{name} <small>{len(found)}</small></h2></summary>\n"
        f"<ul>{''.join(_row(row, anchor) for row in found)}</ul></details>\n"
        for name, found in rows(reading)
    )


def _row(row: Row, anchor: str) -> str:
    fields = "".join(
        f"<div><dt>{field.name}</dt><dd>{', '.join(_bit(bit, anchor) for bit in field.bits)}</dd></div>"
        for field in row.fields
    )
    if ID.fullmatch(row.id):
        opening = f'<li id="{anchor}-r-{row.id}" data-on="{row.id}"><a class="id" href="#{anchor}-{row.id}" '
        opening += f'aria-label="{row.id}: show its words">{row.id}</a> '
    else:
        opening = f"<li>{shown(row.id)} "
    quote = f"<blockquote>{_bit(row.quote, anchor)}</blockquote>" if row.quote else ""
    head = " · ".join(_bit(bit, anchor) for bit in row.head)
    return f'{opening}<span class="head">{head}</span>{quote}<dl>{fields}</dl></li>\n'


def _bit(bit: Bit, anchor: str) -> str:
    lights = f' data-on="{shown(bit.lights)}"' if bit.lights else ""
    if ID.fullmatch(bit.leads_to):
        return f'<a href="#{anchor}-r-{bit.leads_to}"{lights}><bdi>{shown(bit.text)}</bdi></a>'
    return f"<bdi{lights}>{shown(bit.text)}</bdi>"
