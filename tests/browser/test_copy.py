"""The copy button gives the reader the bytes that ran."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docutils import nodes
from playwright.sync_api import Locator, Page

from tests.pages import guide

Visit = Callable[..., Page]
PAGES = sorted(page for page in guide().pages if guide().blocks(page))
# All presses in one call: a mouse that waits for each button took minutes.
PRESS_ALL = """async () => {
  const copied = [];
  for (const button of document.querySelectorAll("button.copybtn")) {
    await navigator.clipboard.writeText("nothing was copied");
    button.click();
    copied.push(await navigator.clipboard.readText());
  }
  return copied;
}"""


def test_some_page_shows_code() -> None:
    assert PAGES


@pytest.mark.parametrize("page", PAGES)
def test_the_copy_button_copies_exactly_the_bytes_of_the_file(page: str, visit: Visit) -> None:
    opened = visit(page)
    opened.locator("button.copybtn").first.wait_for(state="attached")
    copied = opened.evaluate(PRESS_ALL)
    for block, text in zip(guide().blocks(page), copied, strict=True):
        assert text.encode() == _bytes(block), block.get("source", "a command that installs a client")


def test_a_mouse_reaches_the_copy_button_in_every_tab_and_folded_part(visit: Visit) -> None:
    # The buttons are alike on every page: the shortest with tabs stands for all.
    page = min((page for page in PAGES if guide().topics(page)), key=lambda page: len(guide().blocks(page)))
    opened = visit(page)
    opened.locator("button.copybtn").first.wait_for(state="attached")
    for block, button in zip(guide().blocks(page), opened.locator("button.copybtn").all(), strict=True):
        _reveal(button)
        opened.evaluate("navigator.clipboard.writeText('nothing was copied')")
        button.click()
        assert opened.evaluate("navigator.clipboard.readText()").encode() == _bytes(block)


def _reveal(button: Locator) -> None:
    """Open the tab and the folded part that a button lies in, as a reader does."""
    panel = button.locator("xpath=ancestor::*[contains(@class, 'sd-tab-content')][1]")
    if panel.count():
        button.page.locator(f"label[aria-controls='{panel.get_attribute('id')}']").click()
    folded = button.locator("xpath=ancestor::details[not(@open)][1]")
    if folded.count():
        folded.locator("summary").click()


def _bytes(block: nodes.Element) -> bytes:
    """A block's file; a block without one is a command, which ends with one newline."""
    return Path(block["source"]).read_bytes() if "source" in block else f"{block.astext()}\n".encode()
