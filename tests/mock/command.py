"""`python -m mock_entra`, or any other Python, as a test starts it."""

from __future__ import annotations

import os
import subprocess
import sys

from harness.registry import ROOT

MOCK = [sys.executable, "-m", "mock_entra"]
PATIENCE = 60.0


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def mock(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return python("-m", "mock_entra", *arguments, **environment)
