"""What the page on the contract is made from: recorded answers, refusals, and what the code says that it does not play."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "contract" / "fixtures"
REFUSALS = ROOT / "mock_entra" / "refusals"
CODE = (ROOT / "mock_entra" / "endpoints", ROOT / "mock_entra" / "grants")
YEAR = 12
Row = dict[str, Any]


def tables(folder: Path) -> dict[str, tuple[str, dict[str, Row]]]:
    """Each TOML file of a folder by its stem: its first comment, which says what it is about, and its tables."""
    found = {}
    for file in sorted(folder.glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        found[file.stem] = (text.partition("\n")[0].lstrip("# "), tomllib.loads(text))
    return found


def not_played() -> dict[str, str]:
    """What each module of an endpoint or a grant says in its docstring that it does not play."""
    found = {}
    for file in sorted(file for folder in CODE for file in folder.glob("*.py")):
        docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        if match := re.search(r"^Not played: (.+)", docstring, re.DOTALL | re.MULTILINE):
            found[file.relative_to(ROOT).as_posix()] = " ".join(match[1].split())
    return found


def age(moment: str, today: date) -> str:
    """How old evidence is, in the largest unit that its date allows: `2021` is known to the year alone."""
    year, month, *_ = [*map(int, moment.split("-")), 0]
    months = (today.year - year) * YEAR + (today.month - month if month else 0)
    if months < 1 and not month:
        return "this year"
    if months < 2 * YEAR and month:
        return f"{months} months" if months > 1 else "a month" if months else "new"
    years = months // YEAR
    return f"{years} years" if years > 1 else "a year"
