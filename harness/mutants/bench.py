"""Where mutants are tried: runs a mutated snippet as its test would, and asks the same judge."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.mutants.edit import Mutant
from harness.pairs import strayed
from harness.registry import Snippet
from harness.run import Result, run
from harness.verdict import faults

TIMEOUT = 30.0  # seconds; a client that goes on trying a wrong host is not waited for


@dataclass(frozen=True)
class Mutated(Snippet):
    """A snippet whose file lies elsewhere, or whose documented response does; all else is the original's."""

    original: Snippet
    instead: tuple[tuple[Path, Path], ...] = ()

    @property
    def topic(self) -> str:
        return self.original.topic

    @property
    def host(self) -> str:
        return self.original.host

    @property
    def documented(self) -> dict[str, Path]:
        moved = dict(self.instead)
        return {stream: moved.get(file, file) for stream, file in self.original.documented.items()}


@dataclass(frozen=True)
class Outcome:
    """What the owning test would say: each fault, none for a mutant that nobody notices."""

    faults: tuple[str, ...]
    seconds: float = 0.0

    @property
    def is_caught(self) -> bool:
        return bool(self.faults)


class Bench:
    """One mock and a folder; one worker at a time."""

    def __init__(self, entra: Any, folder: Path) -> None:
        self.entra, self.folder = entra, folder

    def run(self, snippet: Snippet, timeout: float = TIMEOUT) -> Result:
        with tempfile.TemporaryDirectory(dir=self.folder, ignore_cleanup_errors=True) as home:
            return run(snippet, self.entra, Path(home), timeout)

    def try_snippet(self, mutant: Mutant, owner: Snippet) -> Outcome:
        """Run a mutated snippet against its documented response."""
        with self._file(mutant.mutated, owner.file.name) as file:
            mutated = Mutated(file, owner.client, owner)
            if told := strayed(mutated):  # a fault whatever the client prints: it need not run
                return Outcome(tuple(told))
            result = self.run(mutated)
            return Outcome(tuple(faults(mutated, result, self.entra.signed)), result.seconds)

    def try_response(self, mutant: Mutant, owner: Snippet, ran: Result) -> Outcome:
        """Compare a mutated response with what its owner's client has printed."""
        with self._file(mutant.mutated, mutant.file.name) as file:
            mutated = Mutated(owner.file, owner.client, owner, ((mutant.file, file),))
            try:
                return Outcome(tuple(faults(mutated, ran, self.entra.signed)))
            except ValueError as error:
                return Outcome((str(error),))

    @contextmanager
    def _file(self, text: str, name: str) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            file = Path(folder) / name
            file.write_text(text, encoding="utf-8")
            yield file
