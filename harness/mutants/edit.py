"""One small change of one file, and its name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from harness.verdict import short

WIDTH = 70  # characters of what stood there and of what stands there now


@dataclass(frozen=True)
class Edit:
    """What an operator does to a text: the characters from `start` to `end` become `after`."""

    operator: str
    start: int
    end: int
    after: str


@dataclass(frozen=True)
class Mutant:
    """A file of the guide with one edit."""

    file: Path
    text: str
    edit: Edit

    @property
    def before(self) -> str:
        return self.text[self.edit.start : self.edit.end]

    @property
    def after(self) -> str:
        return self.edit.after

    @property
    def mutated(self) -> str:
        return self.text[: self.edit.start] + self.after + self.text[self.edit.end :]

    @property
    def line(self) -> int:
        return self.text.count("\n", 0, self.edit.start) + 1

    @property
    def name(self) -> str:
        """File, line, operator, before → after; stands for this mutant in every report."""
        if self.before == self.text:  # a JSON response, whose operator says where
            return f"{short(self.file)} {self.edit.operator}"
        change = f"{shown(self.before)} → {shown(self.after)}"
        return f"{short(self.file)}:{self.line} {self.edit.operator}: {change}"

    def digest(self, *more: str) -> str:
        """Equal for mutants that cannot behave differently, where `more` is all else that their runs depend on."""
        return hashlib.sha256("\0".join([self.mutated, *more]).encode()).hexdigest()


def shown(text: str) -> str:
    """A piece of a file on one line; the whole tells apart what the shortened form would not."""
    line = " ".join(text.split())
    return "nothing" if not line else line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"
