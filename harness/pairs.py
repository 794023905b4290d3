"""A failing snippet and its mended one differ in one place as a rule, so that a reader sees what the mistake was."""

from __future__ import annotations

from difflib import SequenceMatcher

from harness.catalogue import PARTS, entry_of
from harness.registry import SNIPPETS, Snippet

COMMENTS = ("#", "//")


def places(failing: str, mended: str) -> int:
    """In how many places the words of two snippets differ; their comments are not compared."""
    matcher = SequenceMatcher(None, _words(failing), _words(mended), autojunk=False)
    return sum(kind != "equal" for kind, *_ in matcher.get_opcodes())


def strayed(snippet: Snippet) -> list[str]:
    """The fault of a failing snippet that differs from its mended one in other than as many places as its entry says."""
    fails, works = PARTS
    entry = entry_of(snippet.topic)
    if entry is None or not snippet.topic.endswith(f"/{fails}"):
        return []
    mended = SNIPPETS / entry.topic / works / snippet.file.name
    if not mended.is_file():
        return [f"there is no {works}/{snippet.file.name} that mends it: write it"]
    found = places(*(file.read_text(encoding="utf-8") for file in (snippet.file, mended)))
    if found == (said := entry.places.get(snippet.client.name, 1)):
        return []
    return [f"it differs from {works}/{snippet.file.name} in {found} places, where entry.toml says {said}"]


def _words(text: str) -> list[str]:
    code = (line for line in text.splitlines() if not line.lstrip().startswith(COMMENTS))
    return [word for line in code for word in line.split()]
