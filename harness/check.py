"""Has the snippets of compiled and typed languages judged by their own tools: syntax, form, lint. Runs none of them."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from harness import registry
from harness.registry import Snippet
from harness.run import missing

TIMEOUT = 120  # seconds; a compiler needs two, on a busy machine ten


def faults(snippet: Snippet) -> str:
    """What the `check` of a snippet's client says of it; empty if it finds nothing."""
    try:
        done = subprocess.run(
            snippet.check,
            env=snippet.client.environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"{snippet.id}: the check did not end within {TIMEOUT} seconds."
    return "" if done.returncode == 0 else f"{snippet.id}:\n{(done.stdout + done.stderr).strip()}"


def main() -> int:
    """Exit status 0: no faults; 1: faults, or in CI a tool that is missing."""
    checked = [snippet for snippet in registry.snippets() if snippet.check]
    absent = sorted({why for snippet in checked if (why := missing(snippet.client))})
    here = [snippet for snippet in checked if not missing(snippet.client)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [text for text in pool.map(faults, here) if text]
    for sentence in [*absent, *found]:
        print(sentence, file=sys.stderr)
    print(f"{len(here)} snippets checked, {len(found)} with faults, {len(checked) - len(here)} left out")
    return 1 if found or (absent and os.environ.get("CI")) or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
