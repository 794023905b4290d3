"""The box, and one run in it of a snippet of every client and host."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from harness import registry
from harness.registry import ROOT
from harness.run import missing

HERE = Path(__file__).parent
UNSHARE = ("unshare", "--mount", "--net", "--propagation", "private")
PATIENCE = 900  # seconds


@dataclass(frozen=True)
class Boxed:
    """What a command did in the box: `changed` are the files that it left, `unrouted` counts what found no route."""

    status: int
    stdout: str
    stderr: str
    unrouted: int
    changed: list[str]


@cache
def way_in() -> tuple[str, ...]:
    """The words that start a program in new namespaces; none where this machine does not let us."""
    as_root = ("sudo", "-n", "--preserve-env") if os.getuid() and shutil.which("sudo") else ()
    for words in ((*as_root, *UNSHARE), (*UNSHARE, "--map-root-user")):
        tried = subprocess.run([*words, "true"], capture_output=True, timeout=30, check=False)
        if tried.returncode == 0:
            return words
    return ()


@pytest.fixture(scope="session")
def box() -> Callable[..., Boxed]:
    """Runs a command in the box."""
    why = "no new namespaces for a box without a network: run the tests as root, or allow user namespaces"
    if sys.platform != "linux" or not shutil.which("unshare") or not way_in():
        if os.environ.get("CI"):
            pytest.fail(why, pytrace=False)
        pytest.skip(why)

    def run(*command: str) -> Boxed:
        words = [*way_in(), sys.executable, str(HERE / "box.py"), *command]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert done.returncode == 0, done.stderr
        return Boxed(**json.loads(done.stdout))

    return run


@pytest.fixture(scope="session")
def inside(box: Callable[..., Boxed]) -> Callable[..., tuple[Boxed, Any]]:
    """Runs snippets, or a command, in the box where the user's home is full of canaries."""

    def run(*words: str) -> tuple[Boxed, Any]:
        boxed = box(sys.executable, "-m", "tests.hermetic.inside", *words)
        assert boxed.status == 0, boxed.stderr
        return boxed, json.loads(boxed.stdout.splitlines()[-1])

    return run


@pytest.fixture(scope="session")
def sample() -> list[str]:
    """The first snippet of every client on every host."""
    chosen: dict[tuple[str, str], str] = {}
    for snippet in registry.snippets():
        if snippet.documented and not missing(snippet.client) and "troubleshooting" not in snippet.topic:
            chosen.setdefault((snippet.client.name, snippet.host), snippet.id)
    return list(chosen.values())


@pytest.fixture(scope="session")
def boxed_run(inside: Callable[..., tuple[Boxed, Any]], sample: list[str]) -> tuple[Boxed, Any]:
    """One run of the sample, for all the tests that look at it."""
    return inside(*sample)
