"""The index of errors and the site's search lead from what a reader has on the screen to the page of the error."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from harness import catalogue, registry
from harness.catalogue import Entry

Visit = Callable[..., Page]
ENTRIES = list(catalogue.entries().values())
CODED = [entry for entry in ENTRIES if entry.number]
INDEX = "troubleshooting/index"
# A search of the page's own, without loading its index anew or, for a summary, each page that it finds: the links found.
SEARCH = """(text) => new Promise((found) => {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  document.getElementById("search-results").textContent = "";
  const links = () => [...document.querySelectorAll("#search-results li a")].map((link) => link.pathname);
  Search.stopPulse = () => found(links()); // the last that a search does
  Search.performSearch(text);
})"""
# What documented responses have in place of the values of one reader's case.
REAL = {
    "0000aaaa-11bb-cccc-dd22-eeeeee333333": "7f3a4b70-0215-4e52-9c1f-9a2b00500011",
    "00001111-aaaa-2222-bbbb-3333cccc4444": "5d9f2e1c-7b1a-4a0e-8a3f-1c2d3e4f5a6b",
    "aaaabbbb-0000-cccc-1111-dddd2222eeee": "c1f5d7a2-3e4b-4c5d-9e6f-7a8b9c0d1e2f",
    "2026-01-31 09:41:00Z": "2031-12-05 23:59:58Z",
}


def replies(entry: Entry) -> list[Path]:
    """What the clients of an entry print when it fails."""
    shown = registry.snippets_of(f"{entry.topic}/fails")
    return sorted({file for snippet in shown for file in snippet.documented.values()})


def tells(file: Path, entry: Entry) -> bool:
    """Whether a reply holds the entry's code or message: some clients swallow both."""
    return bool(entry.number and entry.number in file.read_text()) or catalogue.holds(file.read_text(), entry.message)


def pasted(file: Path) -> str:
    """A documented reply with the ids and the time of somebody else."""
    text = file.read_text(encoding="utf-8")
    for documented, real in REAL.items():
        text = text.replace(documented, real)
    return text


def links(page: Page) -> Locator:
    return page.locator("table.error-index tbody tr:visible td:first-child a")


def first(page: Page, entry: Entry) -> None:
    """The best hit is the entry."""
    expect(links(page).first).to_have_attribute("href", f"{entry.name}.html")


def filtered(visit: Visit, text: str) -> Page:
    page = visit(INDEX)
    page.get_by_label("Type a code").fill(text)
    return page


def test_the_index_is_a_whole_table_without_javascript(visit: Visit) -> None:
    page = visit(INDEX, java_script_enabled=False)
    expect(links(page)).to_have_count(len(ENTRIES))
    expect(page.get_by_label("Type a code")).to_have_count(0)


def test_a_code_or_its_number_finds_its_entries(visit: Visit) -> None:
    assert CODED
    page = visit(INDEX)
    for entry in CODED:
        same = {f"{other.name}.html" for other in CODED if other.number == entry.number}
        for text in (entry.code, entry.number, entry.code.lower()):
            page.get_by_label("Type a code").fill(text)
            assert {link.get_attribute("href") for link in links(page).all()} == same, text


def test_a_pasted_reply_finds_the_entry(visit: Visit) -> None:
    page = visit(INDEX)
    for entry in ENTRIES:
        telling = [file for file in replies(entry) if tells(file, entry)]
        assert telling, f"no reply in snippets/{entry.topic}/fails holds its code or its message"
        alike = any(other.code == entry.code for other in ENTRIES if other is not entry and entry.code)
        for text in {pasted(file) for file in telling}:
            page.get_by_label("Type a code").fill(text)
            if alike:
                # Several causes of one refusal read alike: all of them are shown.
                expect(links(page).and_(page.locator(f"[href='{entry.name}.html']"))).to_be_visible()
            else:
                first(page, entry)


def test_a_message_is_found_however_a_terminal_or_a_program_shows_it(visit: Visit) -> None:
    entry = catalogue.entries()["AADSTS7000215"]
    message = f"{entry.template.replace('…', '5d9f2e1c-7b1a-4a0e-8a3f-1c2d3e4f5a6b')}"
    trace = "Trace ID: 7f3a4b70-0215-4e52-9c1f-9a2b00500011 Timestamp: 2031-12-05 23:59:58Z"
    whole = f"{entry.code}: {message} {trace}"
    broken = "\n".join(re.findall(r".{1,40}", whole))
    for text in (
        f"ERROR: {whole}",
        f"\x1b[31mERROR: {whole}\x1b[0m",
        broken,
        broken.replace(entry.code, ""),
        message,
        message[20:70],
        message.upper(),
        repr({"error": entry.code, "error_description": message + "\r\n" + trace, "error_codes": [7000215]}),
        json.dumps({"error_description": f"{message}\r\n{trace}"}).replace("'", "\\u0027"),
        f"Traceback (most recent call last):\n  File 'a.py', line 3\nRuntimeError: {message[:90]}",
    ):
        first(filtered(visit, text), entry)


def test_words_filter_as_they_are_typed_and_the_number_of_hits_is_said(visit: Visit) -> None:
    page = visit(INDEX)
    status = page.get_by_role("status")
    expect(status).to_have_text(f"{len(ENTRIES)} errors.")
    page.get_by_label("Type a code").press_sequentially("invalid client sec")
    expect(links(page).and_(page.locator("[href='AADSTS7000215.html']"))).to_be_visible()
    expect(links(page).and_(page.locator("[href='identity-not-found.html']"))).to_have_count(0)
    expect(status).to_have_text(re.compile(rf"^\d+ errors? found of {len(ENTRIES)}\.$"))
    page.get_by_label("Type a code").fill("no error says zyxwv")
    expect(links(page)).to_have_count(0)
    expect(status).to_have_text(f"No errors found of {len(ENTRIES)}.")


def test_the_keyboard_alone_goes_from_a_code_to_its_page(visit: Visit) -> None:
    page = visit(INDEX)
    field = page.get_by_label("Type a code")
    field.focus()
    page.keyboard.type("7000215")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/troubleshooting/AADSTS7000215.html")


def test_escape_shows_every_error_again(visit: Visit) -> None:
    page = filtered(visit, "no error says zyxwv")
    expect(links(page)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(links(page)).to_have_count(len(ENTRIES))


def piece(entry: Entry) -> str:
    """The longest stretch of a message between two values."""
    return max(entry.message.split(catalogue.WILDCARD), key=len)


def test_a_code_typed_into_the_search_of_the_site_finds_its_page(visit: Visit) -> None:
    page = visit("index")
    page.get_by_role("search").get_by_role("textbox").fill("7000215")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=7000215*")
    expect(page.locator("#search-results li a").first).to_have_attribute("href", re.compile("AADSTS7000215.html"))


def test_the_search_of_the_site_finds_every_error_by_code_number_and_message(visit: Visit) -> None:
    page = visit("search")
    for entry in ENTRIES:
        for text in filter(None, (entry.code if entry.number else "", entry.number, piece(entry))):
            found = page.evaluate(SEARCH, text)
            assert f"/{entry.page}.html" in found, f"{text!r} should find {entry.page}"
