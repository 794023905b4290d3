"""A browser and the served site for the tests beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, ViewportSize, sync_playwright

from tests.browser.website import build, needed_chromium, serve

VIEWPORT: ViewportSize = {"width": 1280, "height": 800}


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


@pytest.fixture(scope="session")
def windows(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """One window for each browser profile, `windows(java_script_enabled=False)`: a new one costs more than most tests."""
    opened: dict[frozenset[tuple[str, Any]], Page] = {}

    def window(**profile: Any) -> Page:
        key = frozenset(profile.items())
        if key not in opened:
            context = browser.new_context(viewport=VIEWPORT, color_scheme="light", **profile)
            context.set_default_timeout(15_000)
            context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
            opened[key] = context.new_page()
        return opened[key]

    yield window
    for page in opened.values():
        page.context.close()


@pytest.fixture
def visit(windows: Callable[..., Page], address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page, `visit("index", query="?client=curl")`, in a window that remembers nothing of an earlier test.

    Fails the test at its end if any page asked another host or logged an error.
    """
    complaints: list[str] = []
    used: dict[Page, Callable[[], None]] = {}

    def visit(page: str, *, query: str = "", **profile: Any) -> Page:
        window = windows(**profile)
        if window not in used:
            used[window] = _listen(window, complaints)
        window.goto(f"{address}/{page}.html{query}")
        return window

    yield visit
    for window, stop_listening in used.items():
        stop_listening()
        window.set_viewport_size(VIEWPORT)
        window.emulate_media(color_scheme="light")
        window.evaluate("localStorage.clear(); sessionStorage.clear()")
    assert complaints == []


def _listen(page: Page, complaints: list[str]) -> Callable[[], None]:
    """Note what the page asks of other hosts or logs as an error; gives what ends that."""

    def note_request(request: Request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1":
            complaints.append(f"asked {request.url}")

    def note_message(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"logged {message.text}")

    def note_error(error: Exception) -> None:
        complaints.append(f"raised {error}")

    notes: tuple[tuple[Any, Callable[..., None]], ...] = (
        ("request", note_request),
        ("console", note_message),
        ("pageerror", note_error),
    )
    for event, note in notes:
        page.on(event, note)

    def stop() -> None:
        for event, note in notes:
            page.remove_listener(event, note)

    return stop
