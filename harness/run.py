"""Runs a snippet's file as it is, with its real client, on a machine for which Microsoft is the mock."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from harness.redact import mask, secrets_of
from harness.registry import ENVIRONMENTS, Client, Snippet
from mock_entra.arguments import fault

TIMEOUT = 60.0  # seconds; the slowest client, the Azure CLI, needs about 5
MOST = 1_000_000  # bytes kept of each stream; a client that prints more is cut off


@dataclass(frozen=True)
class Result:
    """What a snippet did: its streams, its exit status (negative: ended by that signal) and what the mock saw."""

    stdout: str = field(repr=False)  # holds the token
    stderr: str = field(repr=False)
    returncode: int
    seconds: float
    exchanges: list[Any] = field(default_factory=list, repr=False)
    refused_hosts: list[str] = field(default_factory=list)
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    timed_out: bool = False

    def masked(self, text: str) -> str:
        return mask(text, self.secrets)


def missing(client: Client, inherited: str | None = None) -> str:
    """One sentence that says what of a client is not installed and how to install it; empty if all is there."""
    path = client.path(os.environ.get("PATH", os.defpath) if inherited is None else inherited)
    folders = [ENVIRONMENTS / name for name in client.environments]
    absent = [f"build/env/{folder.name}" for folder in folders if not (folder / ".complete").is_file()]
    absent += [f"the command `{name}`" for name in client.needs if not shutil.which(name, path=path)]
    if not absent:
        return ""
    how = "`make environments`" if client.environments else f"`{client.install.strip()}`"
    return f"{client.title} cannot run here: {' and '.join(absent)} missing; install with {how}."


def run(snippet: Snippet, entra: Any, folder: Path, timeout: float = TIMEOUT) -> Result:
    """Run a snippet's file, in a private folder that becomes its home and holds its working directory.

    Raises ValueError for a topic on a host that the mock does not know, ArgumentTypeError for a fault that there is not.
    """
    with spoiled(entra, snippet.fault) as own:
        return _run(snippet, own, folder, timeout)


@contextlib.contextmanager
def spoiled(entra: Any, what: str) -> Iterator[Any]:
    """A Microsoft where this goes wrong; the same where nothing does."""
    if not what:
        yield entra
        return
    with entra.fresh() as own:
        own.add_faults(fault(what))
        yield own


def _run(snippet: Snippet, entra: Any, folder: Path, timeout: float) -> Result:
    environment = snippet.client.environment(entra.on(snippet.host).environment(folder, base=os.environ))
    directory = folder / "cwd"
    directory.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()
    with entra.watch() as seen:
        stdout, stderr, returncode, timed_out = execute(snippet.command, environment, directory, timeout)
    seconds = time.monotonic() - begin
    hosts = sorted(set(seen.refused_hosts))
    return Result(stdout, stderr, returncode, seconds, list(seen), hosts, secrets_of(environment), timed_out)


def execute(
    command: list[str], environment: dict[str, str], directory: Path, timeout: float
) -> tuple[str, str, int, bool]:
    """Run a command in a process group of its own; gives stdout, stderr, exit status and whether it was ended for time."""
    process = subprocess.Popen(
        command,
        cwd=directory,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    kept: dict[str, bytes] = {"stdout": b"", "stderr": b""}
    readers = [threading.Thread(target=_keep, args=(kept, name, getattr(process, name)), daemon=True) for name in kept]
    timed_out = False
    try:
        for reader in readers:
            reader.start()
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        timed_out = True
    finally:
        # Also after a success or Ctrl-C: what the client started in the background must not outlive it.
        _end_group(process.pid)
        process.wait(10)
        _join(readers)
    return (
        kept["stdout"].decode(errors="replace"),
        kept["stderr"].decode(errors="replace"),
        process.returncode,
        timed_out,
    )


def _keep(kept: dict[str, bytes], name: str, stream: IO[bytes]) -> None:
    with stream:  # closing it ends, by SIGPIPE, a client that prints without end
        kept[name] = stream.read(MOST)


def _join(threads: Iterable[threading.Thread]) -> None:
    for thread in threads:
        thread.join(5)


def _end_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # nothing of it may be left, which is the wish
        os.killpg(group, signal.SIGKILL)
