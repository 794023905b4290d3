"""Which page of the guide explains a refusal: the catalogue of errors, from a checkout or as the wheel carries it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
# A checkout has the one, a wheel the other: pyproject.toml puts every entry.toml there.
FOLDERS = (HERE.parent / "snippets" / "troubleshooting", HERE / "catalogue")
TRAPS = "clients"  # the area of what clients make of a refusal


def page_for(code: str) -> str:
    """The page on a refusal, from the guide's root; empty where there is none.

    Of several errors with one code, the one named after it, else the first that is no client's trap. A code of Entra's that
    has several texts (`AADSTS90002-discovery`) may have a page for each, or one for all.
    """
    if not code:
        return ""
    found = _names().get(code) or (_names().get(code.partition("-")[0]) if code.startswith("AADSTS") else None)
    return f"troubleshooting/{min(found)[-1]}.html" if found else ""


@cache
def _names() -> dict[str, list[tuple[bool, bool, str]]]:
    """The errors of each code, as (named otherwise, a trap, name): the smallest is the code's own."""
    found: dict[str, list[tuple[bool, bool, str]]] = {}
    for file in (file for folder in FOLDERS for file in folder.glob("*/*/entry.toml")):
        name, area = file.parent.name, file.parent.parent.name
        if code := tomllib.loads(file.read_text(encoding="utf-8")).get("code"):
            found.setdefault(code, []).append((name != code, area == TRAPS, name))
    return found
