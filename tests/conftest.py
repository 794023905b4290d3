"""One mock for each worker, the slowest client first, and what each client did at the end of a run."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from typing import Any

import pytest

from harness import results
from harness.registry import clients

pytest_plugins = ["mock_entra.plugin"]  # `entra_server`: one mock for each worker; `entra`: one for a test

TALLIES: defaultdict[str, results.Tally] = defaultdict(results.Tally)
STARTED = time.monotonic()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Every worker must order its tests alike, so the first process alone reads how long each client takes."""
    node.workerinput["seconds"] = {name: entry.get("seconds", 0) for name, entry in results.read().items()}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The slowest first, so that no worker is left with a long one at the end; unknown clients count as slow."""
    seconds = getattr(config, "workerinput", {}).get("seconds", {})

    def cost(item: pytest.Item) -> float:
        snippet = getattr(item, "callspec", None) and item.callspec.params.get("snippet")  # type: ignore[attr-defined]  # only parametrised items have it
        return -float(seconds.get(snippet.client.name, 60)) if snippet else 0

    items.sort(key=cost)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Reports of all workers arrive here, in the first process."""
    properties = dict(report.user_properties)
    if "PYTEST_XDIST_WORKER" in os.environ or "client" not in properties or report.when != "call":
        return
    tally = TALLIES[str(properties["client"])]
    tally.passed += report.passed
    tally.failed += report.failed
    tally.seconds.append(float(str(properties["seconds"])))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which version of each client ran, and keep it for the pages."""
    if not TALLIES:
        return
    found = results.versions(client for name, client in clients().items() if name in TALLIES)
    terminalreporter.section("clients")
    for name, number in found.items():
        tally = TALLIES[name]
        failed = f", {tally.failed} failed" if tally.failed else ""
        own = sum(tally.seconds)
        terminalreporter.line(
            f"{clients()[name].title} {number}: {tally.passed} passed{failed} in {own:.1f} s of its own"
        )
    total = sum(sum(tally.seconds) for tally in TALLIES.values())
    terminalreporter.line(f"all clients {total:.1f} s of their own; this run {time.monotonic() - STARTED:.1f} s")
    results.record(TALLIES, found)
