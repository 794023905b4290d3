"""Saves each page, light and dark, wide and phone-narrow, into build/screenshots, for eyes to look at."""

from __future__ import annotations

from itertools import product
from typing import Literal

from playwright.sync_api import sync_playwright

from harness.registry import ROOT
from tests.browser.website import HTML, NO_CHROMIUM, chromium, serve

FOLDER = ROOT / "build" / "screenshots"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = {"wide": 1280, "narrow": 360}


def main() -> None:
    """Raise SystemExit with a sentence where there is no Chromium or no site."""
    pages = sorted(HTML.glob("**/*.html"))
    if not pages:
        raise SystemExit("build/html holds no page: run `make html` first.")
    with sync_playwright() as playwright, serve(HTML) as address:
        browser = chromium(playwright)
        if browser is None:
            raise SystemExit(NO_CHROMIUM)
        for (width, pixels), scheme in product(WIDTHS.items(), SCHEMES):
            context = browser.new_context(color_scheme=scheme, viewport={"width": pixels, "height": 800})
            page = context.new_page()
            for file in pages:
                name = file.relative_to(HTML).as_posix()
                page.goto(f"{address}/{name}")
                page.screenshot(
                    path=FOLDER / f"{name.removesuffix('.html').replace('/', '-')}-{scheme}-{width}.png", full_page=True
                )
            context.close()
    print(f"{FOLDER.relative_to(ROOT)} holds {len(pages)} pages, each light and dark, wide and narrow.")


if __name__ == "__main__":
    main()
