"""What was recorded of Microsoft's and Databricks' services, from the TOML files in `fixtures/`: a table an exchange.

`kind` says how near it is to the wire: raw (the whole body as it came), quoted (as a person reported it), vendor sample, or
shape (put together from several). Ids are placeholders, tokens are taken out, and what a situation must choose (a scope, an
audience) stands for what was recorded. `unmatched` is why the mock does not play it; `differs` is what is excused, and why.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Fixture:
    """One recorded answer; `headers` are names in order, or in any order where `headers_order` says so."""

    id: str
    title: str
    kind: str
    source: str
    body: str
    date: str = ""
    test: str = ""
    situation: str = ""
    status: int | None = None
    headers: list[str] = field(default_factory=list)
    headers_order: str = "wire"
    bytes: int | None = None
    part: str = ""
    unmatched: str = ""
    differs: list[dict[str, str]] = field(default_factory=list)

    @property
    def excused(self) -> dict[str, str]:
        """Where the mock may differ, and why."""
        return {entry["at"]: entry["why"] for entry in self.differs}


@cache
def fixtures() -> dict[str, Fixture]:
    """Every fixture by `FILE/NAME`."""
    found: dict[str, Fixture] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        rows: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        found |= {f"{file.stem}/{name}": Fixture(id=f"{file.stem}/{name}", **row) for name, row in rows.items()}
    return found
