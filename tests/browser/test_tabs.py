"""A reader chooses a client once, on any page, with a mouse, a keyboard or a link, with or without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from harness import registry
from tests.pages import guide, told_apart

Visit = Callable[..., Page]
CLIENTS = {
    page: [snippet.client.name for topic in guide().topics(page) for snippet in registry.snippets_of(topic)]
    for page in guide().pages
    if guide().topics(page)
}
# The page whose first topic has the most clients.
FULLEST, FULL = max(
    ((page, [snippet.client.name for snippet in registry.snippets_of(guide().topics(page)[0])]) for page in CLIENTS),
    key=lambda found: len(found[1]),
)
# A client, not the first of any topic, that two pages have: what a reader chooses on the one, the other must open.
SHARED = [
    (client, page, other)
    for page in CLIENTS
    for other in CLIENTS
    for client in CLIENTS[page][1:]
    if page < other and client in CLIENTS[other][1:]
]


def _panel(page: Page, client: str) -> str:
    """The selector of the part that the client's first tab opens."""
    label = page.locator(f"label[data-sync-id='{client}']").first
    return f"#{label.get_attribute('aria-controls')}"


def test_two_pages_show_the_same_client() -> None:
    assert SHARED


@pytest.mark.parametrize("page", [page for page in told_apart() if page in CLIENTS])
def test_every_tab_opens_without_javascript(page: str, visit: Visit) -> None:
    opened = visit(page, java_script_enabled=False)
    for number, label in enumerate(opened.locator("label[data-sync-id]").all()):
        panel = opened.locator(f"#{label.get_attribute('aria-controls')}")
        if number == 0:
            expect(panel).to_be_visible()
        label.click()
        expect(panel).to_be_visible()


def test_the_chosen_client_is_open_on_another_page(visit: Visit) -> None:
    client, page, other = SHARED[0]
    opened = visit(page)
    opened.locator(f"label[data-sync-id='{client}']").first.click()
    opened = visit(other)
    expect(opened.locator(_panel(opened, client))).to_be_visible()


def test_a_client_chosen_in_one_topic_is_open_in_every_topic_of_the_page(visit: Visit) -> None:
    page, client = next(
        (page, client)
        for page, names in CLIENTS.items()
        for client in names
        if names.count(client) > 1 and client != names[0]
    )
    opened = visit(page)
    opened.locator(f"label[data-sync-id='{client}']").first.click()
    for label in opened.locator(f"label[data-sync-id='{client}']").all():
        expect(opened.locator(f"#{label.get_attribute('aria-controls')}")).to_be_visible()


@pytest.mark.parametrize("client", FULL)
def test_a_link_opens_a_client(client: str, visit: Visit) -> None:
    opened = visit(FULLEST, query=f"?client={client}")
    expect(opened.locator(_panel(opened, client))).to_be_visible()


def test_the_address_names_the_chosen_client(visit: Visit) -> None:
    client = FULL[1]
    opened = visit(FULLEST)
    opened.locator(f"label[data-sync-id='{client}']").first.click()
    assert opened.url.endswith(f"?client={client}")


def test_the_keyboard_reaches_a_tab_and_shows_where_it_is(visit: Visit) -> None:
    opened = visit(FULLEST)
    first, second = FULL[:2]
    tab = opened.locator(f"label[data-sync-id='{first}']").first
    for _ in range(100):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.id") == tab.get_attribute("for"):
            break
    else:
        pytest.fail("a hundred presses of the tab key do not reach the first client")
    expect(tab).to_have_css("outline-style", "solid")
    opened.keyboard.press("ArrowRight")
    expect(opened.locator(_panel(opened, second))).to_be_visible()
