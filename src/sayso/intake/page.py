"""A web page → the article in it: one text, its segments, and what the page says about itself.

trafilatura finds the article (precision mode: rather a paragraph too few than a menu too many; no comments). The text
is built from its blocks: the title's line, then the blocks with blank lines between. Layout characters of the page
(soft hyphens, zero-width spaces) are left out and white space is evened, since the text is fixed only afterwards.

Title, author, publisher and canonical address come from JSON-LD and meta elements; for the date see `page_date`.
Nothing is fetched.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sayso.errors import EmptyDocument, LoginWall, NoArticle, TooLarge
from sayso.intake import dates, page_date
from sayso.intake.decode import Decoded, decode
from sayso.intake.document import Particulars, fixed, storable
from sayso.intake.layout import is_byline
from sayso.records import Document, Segment, SegmentKind

MAX_PAGE = 10_000_000  # bytes: the largest of the 181 pages of the article extraction benchmark has 3 million
DECLARATION = 4096  # bytes in which a page must declare its encoding: four times what HTML asks for
SENTENCE_WORDS = 8  # a paragraph of an article is at least one sentence; menus and teasers have shorter lines

CAPTION_MARK = "\ue5a1"  # a private character put before captions, to know them again after extraction
_CHARSET = re.compile(
    rb"""(?:charset\s*=\s*|<\?xml[^>]{0,80}encoding\s*=\s*)["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LAYOUT_CHARACTERS = re.compile("[\u00ad\u200b\u2060\ufeff" + CAPTION_MARK + "]")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title)\b[^>]*>", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…]['\"’”)\]]*(?:\s|$)")

_BLOCK_TAGS = frozenset(["body", "div", "p", "head", "item", "list", "quote", "table", "row", "cell", "ab", "code"])


@dataclass(frozen=True, slots=True)
class _Block:
    kind: SegmentKind
    text: str


def is_page(text: str) -> bool:
    """Whether a text is HTML: a document type or an element of HTML opens it, if need be after a comment."""
    start = _XML_DECLARATION.sub("", text[:2000]).lstrip("\ufeff \t\r\n")
    if start.startswith("<!--"):
        return _HTML.search(text, 0, DECLARATION * 16) is not None
    return _HTML.match(start) is not None


def from_html(  # noqa: PLR0913
    data: bytes,
    *,
    url: str | None = None,
    published: str | dt.date | None = None,
    id: str | None = None,
    charset: str | None = None,
    name: str = "the page",
) -> Document:
    """The article of a web page. A `published` given here wins over the page's; `url` yields to its canonical address.

    `charset` is the encoding that the server declared; `name` is what messages call the page.
    Raises `NoArticle`, `LoginWall`, `TooLarge`, `NotText`, `EmptyDocument`, `NotEnglish`, `BadDate` (`published` only).
    """
    if len(data) > MAX_PAGE:
        what = f"{name} has {len(data):,} bytes, and at most {MAX_PAGE:,} are read of a page"
        raise TooLarge(what, remedy="give only its article")
    if not data.strip():
        raise EmptyDocument(f"{name} is empty", remedy="save the page again")
    declared = _CHARSET.search(data[:DECLARATION])
    decoded = decode(data, name=name, declared=charset or (declared[1].decode("ascii") if declared else None))
    return _read(decoded, url=url, published=published, id=id, name=name)


def _read(decoded: Decoded, *, url: str | None, published: str | dt.date | None, id: str | None, name: str) -> Document:
    markup, replaced = storable(_XML_DECLARATION.sub("", decoded.text))
    tree = _tree(markup, name)
    asks_for_login = _asks_for_login(tree)
    paywalled = _says_not_free(tree)
    original = copy.deepcopy(tree)
    _mark_captions(tree)
    found = _extracted(tree, url)
    blocks = _trimmed(list(_blocks(found.body))) if found is not None else []
    if not any(block.kind == "paragraph" and _is_sentence(block.text) for block in blocks):
        raise _no_article(name, asks_for_login)
    assert found is not None
    title = _clean(found.title or "") or None
    author = "; ".join(dict.fromkeys(part.strip() for part in (found.author or "").split(";") if part.strip())) or None
    blocks = _with_title(blocks, title)
    text, segments = _joined(_with_bylines(blocks, author))
    when, date_notes = (
        (dates.iso(published), ()) if published else page_date.published(original, _address(found.url) or url)
    )
    known = Particulars(
        id=id,
        title=blocks[0].text if blocks[0].kind == "title" else title,
        url=_address(found.url) or url,
        publisher=_clean(found.sitename or "") or None,
        author=author,
        published=when,
    )
    return fixed(text, segments, known, notes=(*decoded.notes, *replaced, *_access_notes(paywalled), *date_notes))


# ------------------------------------------------------------------------------------------------ what trafilatura sees


def _tree(markup: str, name: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

    try:
        return document_fromstring(markup, parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError) as error:
        what = f"{name} cannot be parsed as HTML ({error})"
        raise NoArticle(what, remedy="save the page again, or give its text") from None


def _extracted(tree: Any, url: str | None) -> Any:
    """trafilatura's `Document` (title, author, sitename, url, date, body), or None where it finds no text."""
    from trafilatura import bare_extraction

    return bare_extraction(
        tree,
        url=url,
        favor_precision=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False},
    )


def _mark_captions(tree: Any) -> None:
    """Turns each caption inside the article into a paragraph that is known again by its first character."""
    for caption in tree.xpath("//article//figure//figcaption | //main//figure//figcaption"):
        words = " ".join(" ".join(caption.itertext()).split())
        figure = next(caption.iterancestors("figure"))
        if not words or figure.getparent() is None:
            continue
        paragraph = figure.makeelement("p")
        paragraph.text = CAPTION_MARK + words
        paragraph.tail, figure.tail = figure.tail, None
        figure.addnext(paragraph)
        caption.getparent().remove(caption)


def _blocks(body: Any) -> Iterator[_Block]:
    """The blocks of trafilatura's tree, in order. A double line break parts paragraphs; a single one is a line end."""
    for kind, text in _runs(body, "paragraph"):
        for part in re.split(r"\n\s*\n", text):
            line = "\n".join(filter(None, (_clean(row) for row in part.split("\n"))))
            if not any(map(str.isalnum, line)):
                continue
            yield _Block("caption" if part.lstrip().startswith(CAPTION_MARK) else kind, line)


def _runs(element: Any, kind: SegmentKind) -> Iterator[tuple[SegmentKind, str]]:
    """Runs of inline text between the borders of blocks."""
    own: SegmentKind = "heading" if element.tag == "head" else kind
    run = [_flat(element.text)]
    for child in element:
        if child.tag in _BLOCK_TAGS:
            yield own, "".join(run)
            yield from _runs(child, own)
            run = []
        elif child.tag == "lb":
            run.append("\n")
        elif isinstance(child.tag, str):
            run.append(_inline(child))
        run.append(_flat(child.tail))
    yield own, "".join(run)


def _inline(element: Any) -> str:
    parts = [_flat(element.text)]
    for child in element:
        parts.append("\n" if child.tag == "lb" else _inline(child) if isinstance(child.tag, str) else "")
        parts.append(_flat(child.tail))
    return "".join(parts)


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _clean(text: str) -> str:
    """On one line, without the page's layout characters."""
    return " ".join(_LAYOUT_CHARACTERS.sub("", text).split())


# -------------------------------------------------------------------------------------------------- from blocks to text


def _trimmed(blocks: list[_Block]) -> list[_Block]:
    """Without the headings at the end: nothing follows that they could head ("More on this story")."""
    while blocks and blocks[-1].kind == "heading":
        blocks = blocks[:-1]
    return blocks


def _with_title(blocks: list[_Block], title: str | None) -> list[_Block]:
    """The title once, as the first block: the page's own heading where it has one, else the title of its metadata."""
    first = next((block for block in blocks if block.kind != "caption"), blocks[0])
    own = first.kind == "heading" and (title is None or _says_the_same(first.text, title))
    repeated = title is not None and first.text.casefold() == title.casefold()
    if own or repeated:
        return [_Block("title", first.text), *(block for block in blocks if block is not first)]
    return [_Block("title", title), *blocks] if title else blocks


def _says_the_same(heading: str, title: str) -> bool:
    """Whether two headings share most words: the metadata's often has the site's name added or is cut."""
    one, other = ({*re.findall(r"\w+", text.casefold())} for text in (heading, title))
    return 2 * len(one & other) > min(len(one), len(other))


def _with_bylines(blocks: list[_Block], author: str | None) -> list[_Block]:
    names = " and ".join(author.split("; ")) if author else None
    return [
        _Block("byline", block.text) if block.kind == "paragraph" and is_byline(block.text, names) else block
        for block in blocks
    ]


def _joined(blocks: list[_Block]) -> tuple[str, tuple[Segment, ...]]:
    segments, at = [], 0
    for block in blocks:
        segments.append(Segment(kind=block.kind, start=at, end=at + len(block.text)))
        at += len(block.text) + 2
    return "\n\n".join(block.text for block in blocks), tuple(segments)


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= SENTENCE_WORDS and _SENTENCE_END.search(text) is not None


# ----------------------------------------------------------------------------------------- what the page says of itself


def _address(url: str | None) -> str | None:
    """A canonical address that is one: http(s), with a host."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _asks_for_login(tree: Any) -> bool:
    return bool(tree.xpath("//input[translate(@type, 'PASWORD', 'pasword') = 'password']"))


def _says_not_free(tree: Any) -> bool:
    """schema.org's `isAccessibleForFree: false`, as search engines ask of paywalled pages."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        if re.search(r'"isAccessibleForFree"\s*:\s*"?false', script, re.IGNORECASE):
            return True
    return bool(tree.xpath("//meta[@property='article:content_tier'][@content='locked' or @content='metered']"))


def _access_notes(paywalled: bool) -> tuple[str, ...]:
    if not paywalled:
        return ()
    return ("the page says that it is not free to read: the text may be only the beginning of the article",)


def _no_article(name: str, asks_for_login: bool) -> NoArticle:
    if asks_for_login:
        return LoginWall(
            f"{name} asks for a login, and no article was found on it",
            remedy="log in with your browser, save the page, and give the file",
        )
    return NoArticle(
        f"no article was found on {name}",
        remedy="give the address of one article (not a front page or a list), or save its text; "
        "a page that is filled in by scripts must be saved from the browser",
    )
