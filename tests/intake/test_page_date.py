import json

import pytest
from lxml.html import document_fromstring

from sayso.intake.page_date import published

SENTENCE = (
    "The army said that it would leave the town of Bree soon, three years after the riots of 2014-07-17 in Archet. "
)


def dated(head="", line="", after="", url=None):
    article = f"<article><h1>Army leaves Bree</h1>{line}<p>{SENTENCE * 2}</p></article>"
    return published(document_fromstring(f"<html><head>{head}</head><body>{article}{after}</body></html>"), url)


def json_ld(value):
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


def test_the_articles_own_json_ld_comes_first_and_keeps_its_clock():
    graph = {
        "@graph": [
            {"@type": "WebPage", "datePublished": "2020-01-01"},
            {
                "@type": ["Article", "NewsArticle"],
                "datePublished": "2024-03-08T18:30:00+02:00",
                "dateModified": "2024-03-09",
            },
        ]
    }
    head = json_ld(graph) + "<meta name='date' content='2021-01-01'>"
    assert dated(head, url="https://bree.example/2022/01/01/a") == ("2024-03-08T18:30:00+02:00", ())


def test_the_date_of_something_else_in_json_ld_is_not_the_articles():
    assert dated(json_ld({"@type": "Book", "datePublished": "1954-07-29"})) == (None, ())


@pytest.mark.parametrize(
    "broken", ["{broken", "[" * 5000, '{"@type": "NewsArticle", "datePublished": 20240308}', "null", ""]
)
def test_broken_json_ld_leaves_the_other_marks(broken):
    assert dated(json_ld(broken) + "<meta property='article:published_time' content='2024-03-08'>") == (
        "2024-03-08",
        (),
    )


@pytest.mark.parametrize(
    "name", ["article:published_time", "parsely-pub-date", "DC.date.issued", "datePublished", "pubdate"]
)
@pytest.mark.parametrize("attribute", ["property", "name", "itemprop"])
def test_meta_elements_date_a_page(attribute, name):
    assert dated(f"<meta {attribute}='{name}' content='2024-03-08T00:00:00'>") == ("2024-03-08", ())


@pytest.mark.parametrize("wrong", ["2024-02-30", "03/08/2024", "soon", "9999-12-31"])
def test_an_impossible_or_ambiguous_date_is_noted_and_not_repaired(wrong):
    found, notes = dated(f"<meta name='date' content='{wrong}'>")
    assert found is None
    assert wrong in notes[0]


def test_the_next_date_takes_the_place_of_an_impossible_one():
    found, notes = dated("<meta name='pubdate' content='2024-02-30'><meta name='date' content='2024-03-08'>")
    assert found == "2024-03-08"
    assert len(notes) == 1


@pytest.mark.parametrize(
    "line",
    [
        "<time datetime='2024-03-08'>x</time>",
        "<p class='date'>Friday 8 March 2024, 14:20</p>",
        "<div class='meta'>By Ioreth Vale | Mar 8, 2024</div>",
    ],
)
def test_a_visible_date_line_dates_a_page_with_a_note(line):
    found, notes = dated(line=line, after="<aside><time datetime='2021-01-01'>y</time></aside>")
    assert found == "2024-03-08"
    assert "date line or address" in notes[0]


def test_the_address_dates_a_page_with_a_note():
    found, notes = dated(url="https://bree.example/2024/03/08/army-leaves")
    assert found == "2024-03-08"
    assert "date line or address" in notes[0]


@pytest.mark.parametrize(
    "after",
    [
        "<footer>© 2019 The Bree Gazette</footer>",
        "<p>Copyright 2012-2019. All rights reserved.</p>",
        "<div class='related'><a>Riots (2011-08-09)</a></div>",
        "<img src='/2015/06/07/x.jpg'>",
    ],
)
def test_neither_margins_nor_the_articles_own_words_date_a_page(after):
    assert dated(after=after) == (None, ())


def test_a_date_of_change_is_no_date_of_publication():
    head = json_ld({"@type": "NewsArticle", "dateModified": "2024-03-09"})
    assert dated(head + "<meta property='article:modified_time' content='2024-03-09'>") == (None, ())
