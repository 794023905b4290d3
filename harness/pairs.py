"""A failing snippet and its mended one differ in one place as a rule, so that a reader sees what the mistake was."""

from __future__ import annotations

from difflib import SequenceMatcher

from harness.catalogue import PARTS, entry_of
from harness.registry import SNIPPETS, Snippet

COMMENTS = ("#", "//")


def places(failing: str, mended: str) -> int:
    """In how many places the code of two snippets differs; their comments are not compared."""
    matcher = SequenceMatcher(None, _code(failing), _code(mended), autojunk=False)
    return sum(kind != "equal" for kind, *_ in matcher.get_opcodes())


def strayed(snippet: Snippet) -> list[str]:
    """The fault of a failing snippet that differs from its mended one in more places than its entry says; else nothing."""
    fails, works = PARTS
    entry = entry_of(snippet.topic)
    if entry is None or not snippet.topic.endswith(f"/{fails}"):
        return []
    mended = SNIPPETS / entry.topic / works / snippet.file.name
    if not mended.is_file():
        return [f"there is no {works}/{snippet.file.name} that mends it: write it"]
    found = places(*(file.read_text(encoding="utf-8") for file in (snippet.file, mended)))
    if found <= entry.places:
        return []
    return [f"it differs from {works}/{snippet.file.name} in {found} places, where entry.toml allows {entry.places}"]


def _code(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith(COMMENTS)]
