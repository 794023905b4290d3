"""Why a service says no: a row a refusal, in one table that the mock, the pages and the tests read.

The rows lie in the TOML files beside this module, a file a service or a part of one. `refuse` raises; `mock_entra.replies`
makes the answer.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NoReturn

Evidence = Literal["captured", "vendor page", "issue", "unconfirmed"]


@dataclass(frozen=True)
class Refusal:
    """One way to be refused; where a service says several things under one code, a word behind a hyphen tells them apart.

    `text` is a template of what the service says, `rule` says in words what the request broke, `evidence` how well the text is
    known, `source` where it was seen and `date` when (YYYY, YYYY-MM or YYYY-MM-DD; "" if the source has none).
    `doubt` is what the source leaves open.
    """

    code: str
    service: str
    status: int
    text: str
    rule: str
    evidence: Evidence
    source: str
    date: str = ""
    error: str = ""
    error_uri: bool = True
    doubt: str = ""

    @property
    def number(self) -> int:
        """The number of an AADSTS code, as in `error_codes`."""
        return int(self.shown.removeprefix("AADSTS"))

    @property
    def shown(self) -> str:
        """The code as the service writes it."""
        return self.code.partition("-")[0] if self.code.startswith("AADSTS") else self.code


class RefusedError(Exception):
    """A refusal on its way to the client, with what fills its text."""

    def __init__(self, refusal: Refusal, error: str, fields: dict[str, str]) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
        self.error = error or refusal.error
        self.text = refusal.text.format(**fields)


@cache
def refusals() -> dict[str, Refusal]:
    """The whole table by code."""
    return {
        code: Refusal(code=code, service=file.stem, **row)
        for file in sorted(Path(__file__).parent.glob("*.toml"))
        for code, row in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }


def refuse(code: str, *, error: str = "", **fields: str) -> NoReturn:
    """Refuse with the row of this code; `error` replaces the row's where an endpoint names it differently.

    Raises RefusedError, always.
    """
    raise RefusedError(refusals()[code], error, fields)
