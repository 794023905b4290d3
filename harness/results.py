"""Which version of each client passed, and when: obtained from the client itself, kept in build/results.json for the pages."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from harness.files import replace
from harness.registry import ROOT, Client

FILE = ROOT / "build" / "results.json"
TIMEOUT = 30  # seconds; asking for a version never takes so long
NUMBER = re.compile(r"\d+(?:\.\d+)+[\w.-]*")
NOWHERE = "http://127.0.0.1:9"  # nothing listens on the discard port, so no client can look for updates of itself


class Entry(TypedDict):
    """A client's line in build/results.json: seconds are the mean of its snippets' own time."""

    version: str
    date: str
    seconds: float


@dataclass
class Tally:
    """What one client did in a run of the tests."""

    passed: int = 0
    failed: int = 0
    seconds: list[float] = field(default_factory=list)


def version(client: Client) -> str:
    """The version that a client gives of itself, or `unknown`; bounded in time and without a network."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), NOWHERE)
    with tempfile.TemporaryDirectory() as home:
        base = {"PATH": os.environ.get("PATH", os.defpath), "HOME": home, "AZURE_CONFIG_DIR": home, **proxies}
        try:
            shown = subprocess.run(
                list(client.version), cwd=ROOT, env=client.environment(base), stdin=subprocess.DEVNULL,
                capture_output=True, text=True, timeout=TIMEOUT, check=True,
            )  # fmt: skip  # an option a line hides the call
        except (OSError, subprocess.SubprocessError):
            return "unknown"
    found = NUMBER.search(shown.stdout)
    return found[0] if found else "unknown"


def versions(clients: Iterable[Client]) -> dict[str, str]:
    """The version of each client by its name, all asked at once."""
    listed = list(clients)
    with ThreadPoolExecutor(max_workers=8) as pool:
        return dict(zip((client.name for client in listed), pool.map(version, listed), strict=True))


def read(file: Path = FILE) -> dict[str, Entry]:
    """The results of earlier runs; empty where there are none or the file is damaged."""
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return entries if isinstance(entries, dict) else {}


def record(tallies: dict[str, Tally], found: dict[str, str], file: Path = FILE) -> None:
    """Put the clients of this run beside those of earlier ones; a client that failed loses its line."""
    entries = read(file)
    today = datetime.now(UTC).date().isoformat()
    for name, tally in tallies.items():
        entries.pop(name, None)
        if tally.passed and not tally.failed and found[name] != "unknown":
            mean = round(sum(tally.seconds) / len(tally.seconds), 2)
            entries[name] = {"version": found[name], "date": today, "seconds": mean}
    replace(file, json.dumps(entries, indent=2, sort_keys=True) + "\n")
