"""A browser and the served site for the tests beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.browser.website import build, chromium, serve


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = chromium(playwright)
        if found is None:
            sentence = "No Chromium was found: install one, or set CHROMIUM to its path."
            if os.environ.get("CI"):
                pytest.fail(sentence)
            pytest.skip(sentence)
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

    def note_request(request: Request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1":
            complaints.append(f"asked {request.url}")

    def note_message(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"logged {message.text}")

    def visit(page: str, *, query: str = "", width: int = 1280, **profile: Any) -> Page:
        if not opened:
            context = browser.new_context(viewport={"width": width, "height": 800}, **profile)
            context.set_default_timeout(15_000)
            context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
            opened.append(context.new_page())
            opened[0].on("request", note_request)
            opened[0].on("console", note_message)
            opened[0].on("pageerror", lambda error: complaints.append(f"raised {error}"))
        opened[0].goto(f"{address}/{page}.html{query}")
        return opened[0]

    yield visit
    for page in opened:
        page.context.close()
    assert complaints == []
