"""How far a long test has come, and what memory mock and test hold: shown where pytest captures nothing, as in `make fuzz`."""

from __future__ import annotations

import os
import subprocess
import time

SECONDS = 60
STEPS = 20
MEBIBYTE = 1024 * 1024


def resident() -> int:
    """The memory that this process holds, in bytes."""
    command = ["ps", "-o", "rss=", "-p", str(os.getpid())]
    return int(subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True).stdout) * 1024


class Progress:
    """Counts requests towards `total`, and says so at every twentieth of it."""

    def __init__(self, name: str, total: int) -> None:
        self.count = 0
        self._name, self._total, self._begun = name, total, time.monotonic()

    def step(self) -> None:
        self.count += 1
        if self.count % max(self._total // STEPS, 1) == 0:
            took = time.monotonic() - self._begun
            memory = f"{resident() / MEBIBYTE:.1f} MiB"
            print(f"{self._name}: {self.count:,} of {self._total:,} requests, {took:.0f} s, {memory}", flush=True)
