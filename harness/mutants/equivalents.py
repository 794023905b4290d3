"""Mutants that change nothing that a page promises: equivalent.toml names them, each with its reason.

A failing snippet is held to its mended one too (`harness.pairs`), so only a pattern with `/fails/` in it names one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from harness.mutants.edit import Mutant
from harness.registry import ROOT

FAILS = "/fails/"
NOT = "!"
FILE = Path(__file__).with_name("equivalent.toml")


@dataclass(frozen=True)
class Rule:
    """Mutants by file, operator, what stood there and what stands there now; `*` in each stands for any characters.

    A file with `!` before it is excepted.
    """

    reason: str
    files: tuple[str, ...]
    operator: str
    before: str = "*"
    after: str = "*"

    def holds(self, mutant: Mutant) -> bool:
        file, edit = mutant.file.relative_to(ROOT).as_posix(), mutant.edit
        pairs = ((edit.operator, self.operator), (mutant.before, self.before), (mutant.after, self.after))
        wanted = [pattern for pattern in self.files if not pattern.startswith(NOT)]
        excepted = any(_fits(file, pattern.removeprefix(NOT)) for pattern in self.files if pattern.startswith(NOT))
        return any(_names(p, file) for p in wanted) and not excepted and all(_fits(*pair) for pair in pairs)

    def __str__(self) -> str:
        return f"{', '.join(self.files)} {self.operator}: {self.before} → {self.after}"


def _names(pattern: str, file: str) -> bool:
    return (FAILS in pattern or FAILS not in file) and _fits(file, pattern)


def _fits(text: str, pattern: str) -> bool:
    """Only the star is special: brackets and question marks are letters of the snippets."""
    return fnmatchcase(" ".join(text.split()), pattern.replace("[", "[[]").replace("?", "[?]"))


def rules(file: Path = FILE) -> list[Rule]:
    """The rules of the file. Raises ValueError, naming it, where it cannot be read as rules with a reason."""
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8"))["equivalent"]
        found = [
            Rule(entry["reason"], **{**row, "files": tuple(row["files"])}) for entry in entries for row in entry["of"]
        ]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ValueError(f"{file.name} is not a list of equivalent mutants: {error}.") from error
    if bare := [rule for rule in found if not rule.reason.strip()]:
        raise ValueError(f"{file.name}: give a reason for {bare[0]}.")
    return found


def rule_for(mutant: Mutant, listed: Iterable[Rule]) -> Rule | None:
    """The rule that names a mutant; None for one that must be caught."""
    return next((rule for rule in listed if rule.holds(mutant)), None)
