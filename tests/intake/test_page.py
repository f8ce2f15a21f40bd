from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import DocumentError, EmptyDocument, LoginWall, NoArticle, NotEnglish, NotText, TooLarge
from sayso.intake import NO_DATE, from_html

FIRST = "Shells struck the western quarter of Osgiliath on Friday, killing at least four people, the governor said."
SECOND = "“We saw the flashes from across the river,” said Madril Thorn, a ferryman. “Then the bridge was gone.”"
THIRD = "A spokesman for the river militia denied that its guns had fired, and accused the army of staging the attack."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def page(body=BODY, head="<title>Shells fall on Osgiliath</title>", after=""):
    markup = f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}</article>{after}</body></html>"
    return markup.encode("utf-8", "surrogatepass")


def parts(document):
    return [(part.kind, document.text[part.start : part.end]) for part in document.segments]


@pytest.fixture(scope="module")
def example():
    return from_html(resources.files("sayso").joinpath("data/examples/article.html").read_bytes())


def test_the_example_page_says_who_published_it_when_and_where(example):
    assert example.title == "Four killed in blast at Walvis Bay port a day before talks"
    assert example.author == "Selma Arden; Piet Lorimer"
    assert example.publisher == "The Benguela Post"
    assert example.published == "2024-03-08T14:20:00+02:00"
    assert example.url == "https://benguelapost.example/2024/03/08/walvis-bay-port-blast"
    assert example.notes == ()


def test_the_example_page_is_read_as_title_caption_paragraphs_and_a_heading(example):
    kinds = [kind for kind, _ in parts(example)]
    assert kinds == ["title", "caption", *["paragraph"] * 4, "heading", *["paragraph"] * 5]
    assert parts(example)[1][1].startswith("Smoke over the grain terminal")
    assert parts(example)[6] == ("heading", "Union threatens to close the port")


@pytest.mark.parametrize(
    "clutter",
    ["cookies", "Politics", "Read more", "Swakopmund Ceasefire", "Share", "newsletter", "Most read", "comments",
     "harbourlight", "windows shook", "2019", "Privacy"],
)  # fmt: skip
def test_the_example_page_loses_what_is_around_the_article(example, clutter):
    assert clutter.lower() not in example.text.lower()


def test_segments_are_the_blocks_of_the_page_with_blank_lines_between():
    document = from_html(page())
    assert parts(document) == [
        ("title", "Shells fall on Osgiliath"),
        ("paragraph", FIRST),
        ("paragraph", SECOND),
        ("paragraph", THIRD),
    ]
    assert document.text == "\n\n".join(text for _, text in parts(document))


def test_the_title_comes_once_though_page_and_metadata_both_have_it():
    title = "Shells fall on Osgiliath"
    head = f"<title>{title} | The Gazette</title><meta property='og:title' content='{title}'>"
    document = from_html(page(f"<h1>{title}</h1>{BODY}", head))
    assert document.text.count("Shells fall on Osgiliath") == 1
    assert document.title == "Shells fall on Osgiliath"


def test_two_line_breaks_part_paragraphs():
    document = from_html(page(f"<div>{FIRST}<br><br>{SECOND}<br/><br/>{THIRD}</div>"))
    assert [text for kind, text in parts(document) if kind == "paragraph"] == [FIRST, SECOND, THIRD]


def test_words_in_bold_or_linked_stay_in_their_sentence():
    document = from_html(page(BODY.replace("the governor", "<a href='/g'>the <b>gover</b>nor</a>")))
    assert FIRST in document.text


def test_layout_characters_inside_words_are_left_out():
    document = from_html(
        page(BODY.replace("Osgiliath", "Os&shy;gi\u200bliath").replace("on Friday", "on&nbsp;\n  Friday"))
    )
    assert FIRST in document.text


def test_emoji_and_right_to_left_marks_keep_the_spans_right():
    document = from_html(page(BODY.replace("on Friday", "🔴🇺🇦 on \u200fFriday")))
    assert parts(document)[1][1] == FIRST.replace("on Friday", "🔴🇺🇦 on \u200fFriday")


def test_a_byline_in_the_article_is_a_byline():
    head = "<title>Shells fall</title><meta name='author' content='Ioreth Vale'>"
    document = from_html(page(f"<p>By Ioreth Vale in Dol Amroth</p>{BODY}", head))
    assert document.author == "Ioreth Vale"
    assert [text for kind, text in parts(document) if kind == "byline"] in ([], ["By Ioreth Vale in Dol Amroth"])
    assert "Ioreth Vale" not in "".join(text for kind, text in parts(document) if kind == "paragraph")


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_a_page_is_read_in_the_encoding_it_declares(encoding):
    markup = page(head=f'<meta charset="{encoding}"><title>Shells fall</title>').decode()
    document = from_html(markup.encode(encoding))
    assert SECOND in document.text


def test_what_the_caller_knows_wins_over_the_page():
    head = "<title>Shells fall</title><meta property='article:published_time' content='2024-03-08T10:00:00Z'>"
    document = from_html(page(head=head), published="2024-03-07", id="o1", url="https://gondor.example/live/1")
    assert (document.published, document.id, document.url) == ("2024-03-07", "o1", "https://gondor.example/live/1")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/relative", "https://", "http://[bad", ""])
def test_a_canonical_address_that_is_none_yields_to_the_address_fetched(address):
    head = f"<title>Shells fall</title><link rel='canonical' href='{address}'>"
    document = from_html(page(head=head), url="https://gondor.example/live/1")
    assert document.url is not None
    assert document.url.startswith("https://gondor.example/")


def test_a_page_without_a_date_says_so():
    assert from_html(page(after="<footer>© 2019 The Gazette</footer>")).notes == (NO_DATE,)


def test_a_page_that_says_it_is_not_free_is_read_with_a_note():
    head = '<title>Shells fall</title><script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'
    assert "not free to read" in from_html(page(head=head)).notes[0]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>Hello</p>",
        "<div id='root'></div><script>render()</script><noscript>Please enable JavaScript.</noscript>",
        "<ul>" + "".join(f"<li><a href='/{n}'>Story number {n}</a></li>" for n in range(40)) + "</ul>",
    ],
)
def test_a_page_without_an_article_is_refused_and_says_what_to_give(body):
    with pytest.raises(NoArticle, match="no article was found on the page") as raised:
        from_html(page(body))
    assert "one article" in raised.value.remedy


def test_a_login_wall_is_called_that():
    form = "<h1>Sign in</h1><form><input name=user><input type='Password' name=p><button>Log in</button></form>"
    with pytest.raises(LoginWall, match="asks for a login"):
        from_html(page(form))


def test_an_article_with_a_login_form_in_its_margin_is_read():
    assert FIRST in from_html(page(after="<form><input type=password></form>")).text


def test_a_page_in_another_language_is_refused():
    german = "Der Gouverneur sagte am Freitag, bei dem Beschuss der Stadt seien vier Menschen getötet worden. " * 4
    with pytest.raises(NotEnglish, match="German"):
        from_html(page(f"<p>{german}</p><p>Ein Sprecher der Rebellen wies die Vorwürfe am Abend zurück.</p>"))


def test_empty_binary_and_too_large_pages_are_refused_as_what_they_are():
    with pytest.raises(EmptyDocument):
        from_html(b" \n")
    with pytest.raises(NotText, match="a PDF file"):
        from_html(b"%PDF-1.4 ...")
    with pytest.raises(TooLarge, match="10,000,001 bytes"):
        from_html(b"x" * 10_000_001)


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "blockquote", "table><tr><td"])
def test_absurdly_deep_markup_is_read_or_refused_but_does_not_crash(tag):
    try:
        from_html(page(f"<{tag}>" * 20_000 + BODY))
    except DocumentError as error:
        assert error.what


MARKUP = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<article>", "<h1>", "<br>", "<b>", "<!--", "-->", "<![CDATA[", "&nbsp;", "&#0;",
     "&#xD800;", "<script type='application/ld+json'>", "</script>", '{"@type":"NewsArticle","datePublished":',
     '"2024-03-08"', "}", "<title>", "</title>", "<figure><figcaption>", "</figure>", "<table><tr><td>", "\x00",
     "\ud83d", "🔥", FIRST, SECOND, THIRD, "<meta charset='utf-7'>", "<time datetime='x'>", "<input type=password>",
     "<?xml version='1.0' encoding='utf-16'?>"]
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.lists(MARKUP, max_size=25).map("".join))
def test_any_markup_becomes_a_document_with_right_spans_or_a_clear_error(markup):
    try:
        document = from_html(markup.encode("utf-8", "surrogatepass"))
    except DocumentError as error:
        assert error.what
        return
    document.text.encode("utf-8")
    assert document.text == "\n\n".join(text for _, text in parts(document))
