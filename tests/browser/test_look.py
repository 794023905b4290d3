"""Every page can be read: on a phone, in the light and in the dark, by everybody, from this machine alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # the package has no types
from playwright.sync_api import Page

from tests.pages import guide, told_apart

Visit = Callable[..., Page]
PAGES = [*guide().pages, "search"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Contrast follows from these styles of an element and of all that it lies in: one element of each look stands for all,
# because axe takes seconds for the hundreds of cells of a table.
MARK_ONE_OF_EACH_LOOK = """() => {
  const styles = ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight", "textShadow",
    "filter", "mixBlendMode", "position"];
  const numbers = new Map(), looks = new Map();
  for (const element of document.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const shown = element.checkVisibility({ visibilityProperty: true });
    const look = [looks.get(element.parentNode), shown, ...styles.map((name) => style[name])].join("|");
    element.toggleAttribute("data-look", !numbers.has(look));
    if (!numbers.has(look)) numbers.set(look, numbers.size);
    looks.set(element, numbers.get(look));
  }
}"""
ONE_OF_EACH_LOOK = ";axe.configure({ rules: [{ id: 'color-contrast', selector: '[data-look]' }] });"
AXE = Axe(Axe().axe_script + ONE_OF_EACH_LOOK)
# Code and wide tables may scroll by themselves, inside their own box; no other text may leave the screen.
BEYOND_THE_SCREEN = """() => {
  const beyond = (box) => box.right > document.documentElement.clientWidth + 1;
  const scrolls = (box) => getComputedStyle(box).overflowX !== "visible";
  const found = [...document.querySelectorAll("article :is(pre, .table-wrapper)")]
    .filter((box) => beyond(box.getBoundingClientRect()) || !scrolls(box))
    .map((box) => box.outerHTML.slice(0, 120));
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    range.selectNodeContents(texts.currentNode);
    const inside = texts.currentNode.parentElement.closest("pre, .table-wrapper, .headerlink, script");
    if (!inside && beyond(range.getBoundingClientRect())) found.push(texts.currentNode.data);
  }
  return found;
}"""


@pytest.mark.parametrize("page", PAGES)
def test_a_page_does_not_move_sideways_on_a_phone(page: str, visit: Visit) -> None:
    opened = visit(page)
    _unfold(opened)
    for width in (360, 320):
        opened.set_viewport_size({"width": width, "height": 800})
        assert opened.evaluate(BEYOND_THE_SCREEN) == []
        assert opened.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("page", [*told_apart(), "search"])
def test_axe_finds_no_barrier_on_a_page(page: str, visit: Visit) -> None:
    _assert_no_barrier(visit(page))


def test_axe_finds_no_barrier_in_any_tab(visit: Visit) -> None:
    # Tabs differ in their language alone, and all of them at once take axe seconds: one page stands for all.
    fullest = max(guide().pages, key=lambda page: len(guide().blocks(page)))
    opened = visit(fullest)
    _unfold(opened)
    _assert_no_barrier(opened)


def test_dark_is_dark_and_light_is_light(visit: Visit) -> None:
    opened = visit("index")
    colours = []
    for scheme in ("light", "dark"):
        opened.emulate_media(color_scheme=scheme)
        red, green, blue = opened.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
        colours.append(red + green + blue)
    light, dark = colours
    assert light > 600
    assert dark < 150


def _unfold(page: Page) -> None:
    """Open all tabs and folded parts at once, so that one look sees a page whole."""
    page.add_style_tag(content=".sd-tab-content { display: block !important }")
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    _stop(page)


def _stop(page: Page) -> None:
    """Let nothing fade or move: a look at what is half light and half dark finds what no reader sees."""
    page.add_style_tag(content="*, ::before, ::after { transition: none !important; animation: none !important }")


def _assert_no_barrier(page: Page) -> None:
    _stop(page)
    _assert_no_violation(page, RULES)
    page.emulate_media(color_scheme="dark")
    _assert_no_violation(page, ["color-contrast"])  # all that the dark changes


def _assert_no_violation(page: Page, rules: list[str]) -> None:
    page.evaluate(MARK_ONE_OF_EACH_LOOK)
    found = AXE.run(page, options={"runOnly": rules, "resultTypes": ["violations"], "preload": False})
    assert found.violations_count == 0, found.generate_report()
