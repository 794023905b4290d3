"""Runs a command, or a shell, for which Microsoft is the mock: `python -m mock_entra [--on HOST] [--log] [COMMAND…]`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from mock_entra.arguments import parser
from mock_entra.directory_file import read
from mock_entra.entra import Entra, running
from mock_entra.journal import Exchange

NOT_FOUND = 127
UNUSABLE = 2
WELCOME = """Here Microsoft is a mock, and this machine is {about}. Nothing leaves it.
Set are {names}.
Try: curl "$DATABRICKS_HOST/.well-known/databricks-config", or a file under snippets/. `exit` leaves."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the command's own exit status, or 2 where the arguments cannot be used."""
    options = parser().parse_args(arguments)
    with ExitStack() as stack:
        try:
            directory = read(options.directory) if options.directory else None
            bound = running(directory, bind=options.bind, exposed=options.exposed)
            entra = stack.enter_context(bound)
        except (OSError, ValueError) as error:
            print(f"mock_entra: {error}", file=sys.stderr)
            return UNUSABLE
        entra.clock.move(options.clock)
        entra.state.faults.extend(options.fault)
        return _run(entra, options, Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mock-entra-run-"))))


def _run(entra: Entra, options: argparse.Namespace, folder: Path) -> int:
    host = entra.on(options.on)
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    environment = host.environment(folder, os.environ)
    if not command:
        own = host.machine.environment(entra.directory, host.listener_port)
        print(WELCOME.format(about=host.machine.about, names=", ".join(own)))
        command = [os.environ.get("SHELL", "/bin/sh")]
    with ExitStack() as stack:
        if options.log or options.log_json:
            stack.enter_context(entra.state.journal.listening(_print_json if options.log_json else _print))
        status = _call(command, environment)
    for name in entra.log.refused_hosts:
        print(f"mock_entra: {host.machine.refusal(name)}", file=sys.stderr)
    return status or (1 if entra.log.refused_hosts else 0)


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
        except KeyboardInterrupt:
            continue
        return status if status >= 0 else 128 - status


def _print(exchange: Exchange) -> None:
    print(exchange, file=sys.stderr, flush=True)


def _print_json(exchange: Exchange) -> None:
    print(exchange.as_json(), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
