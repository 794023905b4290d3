"""A page of another site, in a real browser, gets no token out of the mock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from mock_entra import Entra
from tests.browser.website import needed_chromium

ASK = """async ([url, options]) => {
    try { const answer = await fetch(url, options); return answer.type + answer.status + await answer.text() }
    catch (error) { return error.name }
}"""
BLANK = "<!DOCTYPE html><title>Another site</title>"
QUERY = "api-version=2019-08-01&resource=2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of http://site.example, a site that is not the mock's."""
    with sync_playwright() as playwright:
        found = needed_chromium(playwright)
        page = found.new_page()
        page.route("http://site.example/", lambda route: route.fulfill(body=BLANK, content_type="text/html"))
        page.goto("http://site.example/")
        yield page
        found.close()


def test_a_page_reads_no_token_from_the_listener_even_if_it_knew_the_secret(page: Page, microsoft: Entra) -> None:
    host = microsoft.on("app-service")
    secret = {"X-IDENTITY-HEADER": host.machine.identity_header}
    for name in ("localhost", "127.0.0.1"):
        url = f"http://{name}:{host.listener_port}/msi/token?{QUERY}"
        assert page.evaluate(ASK, [url, {"headers": secret}]) == "TypeError"
        assert page.evaluate(ASK, [url, {"mode": "no-cors"}]) in {"opaque0", "TypeError"}
    assert {exchange.status for exchange in microsoft.log} <= {403, 405}


def test_a_page_reads_nothing_through_the_proxy_s_port(page: Page, microsoft: Entra) -> None:
    for host in microsoft.hosts.values():
        url = f"http://127.0.0.1:{host.port}/metadata/identity/oauth2/token?{QUERY}"
        assert page.evaluate(ASK, [url, {"headers": {"Metadata": "true"}}]) == "TypeError"
        assert page.evaluate(ASK, [url, {}]) == "TypeError"
    assert {exchange.status for exchange in microsoft.log} <= {502}
