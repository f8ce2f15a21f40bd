"""Is the page whole, safe and self-contained, and does every row lead to its words?"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osgiliath import READING, TEXT
from sayso.export import Layout, format_named
from sayso.export.html import UNHOLDABLE, fragment
from sayso.records import (
    Actor,
    Content,
    Cue,
    Document,
    Event,
    Failure,
    Model,
    Phrase,
    Place,
    Reading,
    Segment,
    Source,
    Statement,
)

VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a browser makes of it: elements with their attributes, the article's text, what was left open."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.article = ""
        self.labels = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append("label" if dict(attrs).get("class") == "label" else tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and (self.open[-1] == tag or (self.open[-1], tag) == ("label", "a")), (
            f"</{tag}> closes {self.open[-1:]}"
        )
        if self.open.pop() in ("p", "h2", "h3") and "article" in self.open:
            self.article += "\n"

    def handle_data(self, data: str) -> None:
        if "article" in self.open and "label" not in self.open and self.open[-1] != "article":
            self.article += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(*items: Reading | Failure) -> str:
    return "".join(map(str, format_named("html")(items, Layout())))


def classed(text: str, name: str) -> str:
    """The words under a class, as the browser would light them."""
    found = re.findall(rf'<(?:mark|span) class="[^"]*\b{name}(?= |")[^"]*" title="[^"]*">([^<]*)<', text)
    return "".join(found)


def test_the_whole_text_is_on_the_page_once() -> None:
    assert Page(page(READING)).article.split() == TEXT.split()


def test_the_page_is_well_formed() -> None:
    assert Page(page(READING, Failure(id="x", line=1, error="bad"), READING)).open == []


def test_a_field_lights_its_own_words() -> None:
    text = page(READING)
    assert classed(text, "e2-trigger") == "killed"
    assert classed(text, "s2-content") == "A wagon bomb killed three guards at the Osgiliath bridge on Thursday evening"
    assert classed(text, "s3-cue") == classed(text, "e3-trigger") == "told"


def test_every_row_links_to_words_that_are_there_and_every_label_to_a_row() -> None:
    found = Page(page(READING, READING))
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids)), "no id twice, though the document stands here twice"
    links = [
        str(attributes["href"]) for attributes in found.all("a") if str(attributes.get("href", "")).startswith("#")
    ]
    assert len(links) > 40 and {link[1:] for link in links} <= set(ids)


def test_words_are_lit_without_a_script() -> None:
    assert "#d1-e2:target~.e2" in page(READING)


def test_nothing_is_fetched_and_only_our_script_may_run() -> None:
    text = page(READING)
    found = Page(text)
    script = re.search(r"<script>(.*)</script>", text, re.DOTALL)
    assert script
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    (policy,) = [m["content"] for m in found.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert policy and policy.startswith("default-src 'none';") and f"script-src 'sha256-{digest}'" in policy
    assert not [attributes for _, attributes in found.elements if {"src", "srcset", "background"} & attributes.keys()]
    assert not found.all("link") and "@import" not in text and "url(" not in text


def test_colour_is_never_the_only_sign_of_a_role() -> None:
    style = re.search(r"<style>(.*?)</style>", page(READING), re.DOTALL)
    assert style
    for role in ("source", "cue", "trigger", "actor", "recipient", "place", "time", "wording"):
        rules = " ".join(re.findall(rf"\.r-{role}\b[^{{]*{{([^}}]*)}}", style[1]))
        assert re.search("underline|border|box-shadow|font-", rules), role


def test_a_failure_says_so_in_its_place() -> None:
    assert "could not be read: the line is &lt;b&gt;not&lt;/b&gt; JSON" in page(
        Failure(id="x", line=2, error="the line is <b>not</b> JSON")
    )


def test_a_notebook_gets_the_same_without_script() -> None:
    shown = READING._repr_html_()
    assert shown == fragment(READING) and "<script" not in shown and classed(shown, "e2-trigger") == "killed"


def test_an_address_is_a_link_only_where_it_is_one_of_the_web() -> None:
    for url, linked in (
        ("https://courier.example/1", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
    ):
        text = page(replace(READING, document=replace(READING.document, url=url)))
        assert (f'href="{url}"' in text) is linked


def test_text_outside_of_segments_is_shown_too() -> None:
    document = Document(
        id="d", text="Before. Title. After.", sha256="0" * 64, segments=(Segment(kind="title", start=8, end=14),)
    )
    found = Page(page(Reading(sayso="0", model=Model(name="m", version="1"), document=document)))
    assert found.article.split() == ["Before.", "Title.", "After."]


HOSTILE = st.text(st.characters(codec=None)) | st.sampled_from(
    [
        "</style><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='x",
        "--><!--",
        "]]>",
        "&lt;",
        "\x00",
        "\ud800",
    ]
)


@settings(deadline=None)  # a busy machine is no failure
@given(HOSTILE, HOSTILE, st.integers(0, 30), st.integers(0, 30))
def test_no_document_can_break_out_of_its_page(text: str, name: str, one: int, other: int) -> None:
    span = (min(one, other), max(one, other))
    reading = Reading(
        sayso=name,
        model=Model(name=name, version=name),
        document=Document(id=name, text=text, sha256=name, title=name, url=name, publisher=text, language=name),
        statements=(
            Statement(
                id=name,
                source=Source(spans=(span,), text=text, actor=name, kind="named"),
                cue=Cue(spans=(span,), text=text, lemma=name, act="say"),
                content=Content(spans=(span, span), text=text),
                manner="direct",
                score=1,
            ),
        ),
        events=(
            Event(
                id="e1",
                type="ASSAULT",
                trigger=Phrase(span=span, text=name),
                status="denied",
                evidence=(span,),
                score=1,
                stated_in=name,
            ),
        ),
        actors=(Actor(id="a1", name=name, kind="person", mentions=(span,), registry=name, aliases=(text,)),),
        places=(Place(id="p1", span=span, text=text, name=name, kind="city", country=name),),
        notes=(text, name),
    )
    shown = page(reading, Failure(id=name, line=None, error=text))
    found = Page(shown)
    assert found.open == []
    assert len(found.all("script")) == 1 and len(found.all("style")) == 2 and not found.all("img")
    assert not [key for _, attributes in found.elements for key in attributes if key.startswith("on")]
    assert not [a for a in found.all("a") if not re.match(r"#|https?://", str(a.get("href", "#")))]
    # HTML makes LF of CR and CRLF, as its standard says
    held = UNHOLDABLE.sub("\N{REPLACEMENT CHARACTER}", text).replace("\r\n", "\n").replace("\r", "\n")
    if text.strip():
        assert found.article.removesuffix("\n").replace("\r\n", "\n").replace("\r", "\n") == held
    shown.encode("utf-8")


def test_a_long_document_with_many_records_is_written_at_once() -> None:
    """5,000 words with 600 records: sweeping, not comparing each word with each mark."""
    import time

    text = "Gondor denied it. " * 1_500
    entries = tuple(
        Event(
            id=f"e{n}",
            type="ACCUSE",
            trigger=Phrase(span=(n * 18 + 7, n * 18 + 13), text="denied"),
            status="occurred",
            evidence=((n * 18, n * 18 + 17),),
            score=0.5,
        )
        for n in range(1, 600)
    )
    reading = Reading(
        sayso="0",
        model=Model(name="m", version="1"),
        document=Document(id="d", text=text, sha256="0" * 64),
        events=entries,
    )
    began = time.perf_counter()
    assert classed(page(reading), "e7-trigger") == "denied"
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("kind", ["title", "heading", "paragraph", "caption", "byline"])
def test_segments_keep_their_kind(kind: str) -> None:
    document = Document(id="d", text="Words.", sha256="0" * 64, segments=(Segment(kind=kind, start=0, end=6),))  # type: ignore[arg-type]
    assert f'class="{kind}">Words.</' in page(Reading(sayso="0", model=Model(name="m", version="1"), document=document))
