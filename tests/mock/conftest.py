"""Runs the examples with what readers install, on the machine of the test's own Microsoft."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.registry import ENVIRONMENTS, ROOT
from tests.mock.asks import Runner

READERS_PYTHON = ENVIRONMENTS / "python" / "bin" / "python"


@pytest.fixture
def run() -> Runner:
    """Runs an example, `run("retries/python-msal.py")`, or lines of Python with the readers' packages."""

    def run(what: str) -> subprocess.CompletedProcess[str]:
        arguments = [str(ROOT / "examples" / what)] if what.endswith(".py") else ["-c", what]
        return subprocess.run([READERS_PYTHON, *arguments], capture_output=True, text=True, timeout=60, check=False)

    return run


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the mock puts its folders; at the end of the test it must be empty."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    yield folder
    assert list(folder.iterdir()) == []
