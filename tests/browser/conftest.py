"""A browser and the served site for the tests beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.browser.website import build, needed_chromium, serve


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = needed_chromium(playwright)
        yield found
        found.close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with serve(build()) as served:
        yield served


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of this test asked of other hosts or logged as an error."""
    return []


@pytest.fixture
def visit(browser: Browser, address: str, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens a page, `visit("index", width=360, color_scheme="dark")`, in a new browser profile for each test.

    Fails the test at its end if any page asked another host or logged an error.
    """
    opened: list[Page] = []

    def visit(page: str, *, query: str = "", width: int = 1280, **profile: Any) -> Page:
        if not opened:
            opened.append(_new_page(browser, address, width, profile))
            _listen(opened[0], complaints)
        opened[0].goto(f"{address}/{page}.html{query}")
        return opened[0]

    yield visit
    for page in opened:
        page.context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def window(browser: Browser, address: str) -> Iterator[Page]:
    page = _new_page(browser, address, 1280, {"color_scheme": "light"})
    yield page
    page.context.close()


@pytest.fixture
def glance(window: Page, address: str, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens a page as `visit` does, `glance("index")`, in a profile that tests share: a new one costs more than they do."""
    note_request, note_message, note_error = _listen(window, complaints)

    def glance(page: str) -> Page:
        window.goto(f"{address}/{page}.html")
        return window

    yield glance
    window.remove_listener("request", note_request)
    window.remove_listener("console", note_message)
    window.remove_listener("pageerror", note_error)
    window.set_viewport_size({"width": 1280, "height": 800})
    window.emulate_media(color_scheme="light")
    window.evaluate("localStorage.clear(); sessionStorage.clear()")
    assert complaints == []


def _new_page(browser: Browser, address: str, width: int, profile: dict[str, Any]) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 800}, **profile)
    context.set_default_timeout(15_000)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    return context.new_page()


def _listen(page: Page, complaints: list[str]) -> tuple[Callable[..., None], ...]:
    def note_request(request: Request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1":
            complaints.append(f"asked {request.url}")

    def note_message(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"logged {message.text}")

    def note_error(error: Exception) -> None:
        complaints.append(f"raised {error}")

    page.on("request", note_request)
    page.on("console", note_message)
    page.on("pageerror", note_error)
    return note_request, note_message, note_error
