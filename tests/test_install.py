"""A step of an install that fails tells why, beside its sentence; one that fetches is tried again."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from harness.registry import ROOT
from tests.mock.command import python

STEP = """
import os, sys, steps
os.chdir(steps.ROOT)
steps.PAUSE_SECONDS = 0
steps.ENVIRONMENTS.mkdir(parents=True)
steps.run("go", 0, *sys.argv[2:], tries=int(sys.argv[1]))
"""
# Fails until it has been called as often as its first word says.
STUBBORN = 'echo x >> calls; echo "$(wc -l < calls) of $1: no route to proxy"; [ "$(wc -l < calls)" -ge "$1" ]'


def step(folder: Path, tries: int, *command: str) -> subprocess.CompletedProcess[str]:
    """What one step of an install does in a project of its own."""
    scripts = shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    return python("-c", STEP, str(tries), *command, PYTHONPATH=str(scripts))


def calls(folder: Path) -> int:
    return len((folder / "calls").read_text(encoding="utf-8").splitlines())


def test_a_failed_step_shows_the_end_of_what_it_said_and_is_not_tried_again(tmp_path: Path) -> None:
    done = step(tmp_path, 1, "sh", "-c", STUBBORN, "sh", "2")
    assert done.returncode == 1
    first, sentence = done.stderr.splitlines()
    assert first == "1 of 2: no route to proxy"
    assert sentence.startswith("Installing build/env/go failed (")
    assert sentence.endswith("then run make again. All it said is in build/env/go.log.")
    assert calls(tmp_path) == 1


@pytest.mark.parametrize("succeeds", [1, 3])
def test_a_step_that_fetches_is_tried_again_until_it_works(tmp_path: Path, succeeds: int) -> None:
    done = step(tmp_path, 3, "sh", "-c", STUBBORN, "sh", str(succeeds))
    assert done.returncode == 0, done.stderr
    assert calls(tmp_path) == succeeds
    assert done.stderr.count("build/env/go failed: once more in 0 seconds") == succeeds - 1


def test_a_step_that_never_works_ends_after_its_tries(tmp_path: Path) -> None:
    done = step(tmp_path, 3, "sh", "-c", STUBBORN, "sh", "9")
    assert done.returncode == 1
    assert calls(tmp_path) == 3
    assert done.stderr.splitlines()[-2] == "3 of 9: no route to proxy"


def test_a_tool_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = step(tmp_path, 1, "no-such-tool")
    assert done.returncode == 1
    assert done.stderr.startswith("Installing build/env/go could not start: ")
    assert "no-such-tool" in done.stderr
