"""What earlier runs found, so that a run that was ended goes on where it was: a line of JSON each, in build/."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from harness.mutants.bench import Outcome
from harness.registry import ROOT

FILE = ROOT / "build" / "mutants.jsonl"


class Memory:
    """Outcomes by a trial's key; the key holds all that the outcome depends on, so nothing here is ever stale."""

    def __init__(self, file: Path = FILE) -> None:
        self.file, self._lock = file, threading.Lock()
        self.outcomes: dict[str, Outcome] = {}
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            try:
                entry = json.loads(line)
                self.outcomes[entry["key"]] = Outcome(tuple(entry["faults"]), entry["seconds"])
            except (ValueError, KeyError, TypeError):
                continue  # the run that wrote this line was killed half-way

    def keep(self, key: str, outcome: Outcome) -> Outcome:
        """Remember an outcome, on disk at once."""
        entry = {"key": key, "faults": outcome.faults, "seconds": round(outcome.seconds, 2)}
        with self._lock:
            self.outcomes[key] = outcome
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(entry) + "\n")
        return outcome
