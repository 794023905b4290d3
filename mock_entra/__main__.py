"""Runs a command, or a shell, for which Microsoft is the mock: `python -m mock_entra [--on HOST] [--log] [COMMAND…]`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from mock_entra.hosts import DEFAULT, MACHINES
from mock_entra.journal import Exchange
from mock_entra.server import Entra, running

NOT_FOUND = 127
WELCOME = """Here Microsoft is a mock, and this machine is {about}. Nothing leaves it.
Set are {names}.
Try: curl "$DATABRICKS_HOST/.well-known/databricks-config", or a file under snippets/. `exit` leaves."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the command's own exit status."""
    options = _parser().parse_args(arguments)
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    with running() as entra, tempfile.TemporaryDirectory(prefix="mock-entra-run-") as folder:
        return _run(entra, options.on, command, options.log, Path(folder))


def _run(entra: Entra, host: str, command: list[str], log: bool, folder: Path) -> int:
    environment = entra.on(host).environment(folder, os.environ)
    if not command:
        _welcome(host, environment)
        command = [os.environ.get("SHELL", "/bin/sh")]
    with ExitStack() as stack:
        seen = stack.enter_context(entra.watch())
        if log:
            stack.enter_context(entra.state.journal.listening(_print))
        status = _call(command, environment)
    for name in seen.refused_hosts:
        print(f"mock_entra: {entra.on(host).machine.refusal(name)}", file=sys.stderr)
    return status or (1 if seen.refused_hosts else 0)


def _call(command: list[str], environment: dict[str, str]) -> int:
    """Run to the end; Ctrl-C is the command's to handle, since the terminal sends it to both."""
    try:
        process = subprocess.Popen(command, env=environment)
    except OSError as error:
        print(f"mock_entra: {command[0]} cannot be run: {error.strerror}.", file=sys.stderr)
        return NOT_FOUND
    while True:
        try:
            status = process.wait()
            return status if status >= 0 else 128 - status
        except KeyboardInterrupt:
            continue


def _welcome(host: str, environment: dict[str, str]) -> None:
    own = MACHINES[host].environment(0)
    print(WELCOME.format(about=MACHINES[host].about, names=", ".join(n for n in own if n in environment)))


def _print(exchange: Exchange) -> None:
    print(exchange, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mock_entra",
        description="Run a command, or a shell, for which Microsoft Entra ID, Azure's managed identities and Databricks are a mock.",
    )
    parser.add_argument(
        "--on",
        metavar="HOST",
        default=DEFAULT,
        choices=sorted(MACHINES),
        help=f"the host it runs on: {', '.join(MACHINES)} (default: {DEFAULT})",
    )
    parser.add_argument("--log", action="store_true", help="print what the mock saw, and why it refused")
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND", help="what to run; a shell if left out")
    return parser


if __name__ == "__main__":
    sys.exit(main())
