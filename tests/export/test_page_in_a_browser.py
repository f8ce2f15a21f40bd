"""Does the page do in a browser what it promises? Skipped where playwright or chromium is missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from osgiliath import READING
from sayso.export import Layout, format_named
from sayso.records import Document, Event, Model, Phrase, Reading

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium")

LIT = "rgb(255, 230, 128)"  # --lit, by day

Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Opened]:
    """Opens a reading's page, with or without scripts; fails when the page asks for anything or complains."""
    contexts: list[Any] = []
    trouble: list[str] = []

    def opened(reading: Reading = READING, *, scripts: bool = True, anchor: str = "") -> Any:
        path = tmp_path / "page.html"
        path.write_text("".join(map(str, format_named("html")([reading], Layout()))), "utf-8")
        contexts.append(browser.new_context(java_script_enabled=scripts, viewport={"width": 1300, "height": 800}))
        page = contexts[-1].new_page()
        page.on("request", lambda request: trouble.append(request.url) if request.url.startswith("http") else None)
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(path.as_uri() + anchor)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert trouble == []


def colour(page: Any, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("element => getComputedStyle(element).backgroundColor"))


def test_a_field_lights_its_own_words_and_no_others(open_page: Opened) -> None:
    page = open_page()
    page.locator("[data-on=e2-recipient]").hover()
    assert page.locator("article .on").all_inner_texts() == ["guards"]


def test_a_click_on_words_leads_to_the_row_of_the_smallest_record(open_page: Opened) -> None:
    page = open_page()
    page.locator("article .e4-trigger").click()
    assert page.url.endswith("#d1-r-e4")
    assert colour(page, "article .e4-trigger") == LIT


def test_a_row_lights_its_words(open_page: Opened) -> None:
    page = open_page()
    page.locator("#d1-r-s2").hover(position={"x": 4, "y": 4})
    assert colour(page, "article .s2-cue") == LIT and colour(page, "article .s4-cue") != LIT


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_lights_every_piece_of_a_record(open_page: Opened, scripts: bool) -> None:
    page = open_page(scripts=scripts)
    page.locator("#d1-r-s4 > a.id").click()
    assert page.url.endswith("#d1-s4")
    page.mouse.move(5, 790)
    assert colour(page, "article .s4-source") == colour(page, "article .s5-content") == LIT


def test_with_scripts_the_words_are_lit_in_every_paragraph(open_page: Opened) -> None:
    page = open_page(anchor="#d1-a3")
    assert page.locator("article .on").all_inner_texts() == ["the Steward", "'s ", "spokesman", " Húrin", "Húrin", "He"]


def test_escape_puts_the_light_out(open_page: Opened) -> None:
    page = open_page(anchor="#d1-e2")
    assert colour(page, "article .e2-trigger") == LIT
    page.keyboard.press("Escape")
    assert colour(page, "article .e2-trigger") != LIT


def test_the_keyboard_reaches_every_row(open_page: Opened) -> None:
    page = open_page()
    seen = set()
    for _ in range(90):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.closest('aside li')?.id ?? ''"))
    assert {f"d1-r-{one.id}" for one in (*READING.statements, *READING.events, *READING.actors)} <= seen


def test_a_long_article_lights_within_a_tenth_of_a_second(open_page: Opened) -> None:
    """5,000 words, 300 events."""
    sentence = "Gondor denied it. "
    events = tuple(
        Event(
            id=f"e{number}",
            type="ACCUSE",
            trigger=Phrase(span=(number * 90 + 7, number * 90 + 13), text="denied"),
            status="occurred",
            evidence=((number * 90, number * 90 + 17),),
            score=0.5,
        )
        for number in range(1, 301)
    )
    document = Document(id="long", text=sentence * 1_700, sha256="0" * 64)
    page = open_page(Reading(sayso="0", model=Model(name="m", version="1"), document=document, events=events))
    took = page.evaluate(
        """() => {
            const row = document.querySelector("#d1-r-e250"), began = performance.now();
            for (let i = 0; i < 10; i++) {
                row.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
                document.querySelector("article .e250").getBoundingClientRect();
                document.body.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
                document.querySelector("article .e250").getBoundingClientRect();
            }
            return (performance.now() - began) / 10;
        }"""
    )
    assert took < 100, f"{took:.0f} ms"
