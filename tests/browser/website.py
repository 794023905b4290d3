"""The built site, an HTTP server for it and the machine's Chromium: what the tests of the pages in a browser stand on."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from harness.registry import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

HTML = ROOT / "build" / "html"
SOURCES = ("conf.py", "docs", "snippets", "clients", "mock_entra/refusals", "harness", "build/results.json")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",  # a container's root cannot open Chromium's sandbox, and only our own pages are shown
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


NO_CHROMIUM = "No Chromium was found: install one, or set CHROMIUM to its path."


def needed_chromium(playwright: Playwright) -> Browser:
    """The machine's Chromium; where there is none, the test is skipped, and fails in CI."""
    if (found := chromium(playwright)) is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_CHROMIUM)
    return found


def build() -> Path:
    """Build the site unless it is newer than all its sources; return its folder. One process at a time.

    Raises RuntimeError with what Sphinx said if it fails.
    """
    HTML.parent.mkdir(exist_ok=True)
    stamp = HTML / ".built"
    with (HTML.parent / "html.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the holder's subprocess is bounded, and so is this wait
        if stamp.is_file() and stamp.stat().st_mtime > _newest():
            return HTML
        command = [sys.executable, "-m", "sphinx", "-c", ".", "-W", "-n", "-q", "-b", "html", "docs", str(HTML)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
        if done.returncode:
            raise RuntimeError(f"The site does not build:\n{done.stdout}{done.stderr}")
        stamp.touch()
    return HTML


def _newest() -> float:
    """The latest change, in seconds since the epoch, of anything that the site is built from."""
    paths = [ROOT / name for name in SOURCES]
    inside = [
        file
        for path in paths
        for file in path.rglob("*")
        if "node_modules" not in file.parts and "__pycache__" not in file.parts
    ]
    return max(path.stat().st_mtime for path in [*paths, *inside] if path.exists())


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and logs nothing."""

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free loopback port; yields the address, without a last slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join(timeout=10)


def chromium(playwright: Playwright) -> Browser | None:
    """A headless browser: the one that CHROMIUM names, the machine's, else Playwright's own; None if there is none."""
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    program = named or playwright.chromium.executable_path
    if not Path(program).is_file():
        return None
    return playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS), timeout=60_000)
