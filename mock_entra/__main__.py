"""Runs a command, or a shell, for which Microsoft is the mock: `python -m mock_entra [--on HOST] [--log] [COMMAND…]`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from mock_entra.answering import UnreadyError
from mock_entra.arguments import UNUSABLE, parser
from mock_entra.child import SIGNALLED, call, handling, leave
from mock_entra.directory_file import read
from mock_entra.entra import Entra, running
from mock_entra.log import Log, wants_colour
from mock_entra.loop import PATIENCE
from mock_entra.shell import set_prompt, shell, welcome

INTERRUPTED = SIGNALLED + 2


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the command's own exit status, or 2 where the arguments or the mock itself are no use."""
    options = parser().parse_args(arguments)
    try:
        with handling(leave), ExitStack() as stack:
            try:
                entra = stack.enter_context(_running(options))
                _steer(entra, options)
                command = options.command[options.command[:1] == ["--"] :] or [shell(os.environ)]
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mock-entra-run-")))
            except (OSError, ValueError) as error:
                print(f"mock_entra: {_sentence(error, options.bind)}", file=sys.stderr)
                return UNUSABLE
            return _run(entra, options, command, folder)
    except KeyboardInterrupt:  # before the command had started
        return INTERRUPTED
    except UnreadyError as error:
        print(f"mock_entra: {error}", file=sys.stderr)
        return UNUSABLE


def _sentence(error: OSError | ValueError, address: str) -> str:
    if not isinstance(error, OSError):
        return str(error)
    if error.filename is not None:
        return f"{error.filename} cannot be used: {os.strerror(error.errno or 0).lower()}."
    return f"{address} cannot be listened on: {os.strerror(error.errno or 0).lower()}."


def _running(options: argparse.Namespace) -> AbstractContextManager[Entra]:
    directory = read(options.directory) if options.directory else None
    return running(directory, bind=options.bind, exposed=options.exposed)


def _steer(entra: Entra, options: argparse.Namespace) -> None:
    for seconds, tenant in options.clock:
        entra.clock.move(seconds, entra.tenant(tenant) if tenant else "")
    for faults in options.fault:
        entra.add_faults(faults)


def _run(entra: Entra, options: argparse.Namespace, command: list[str], folder: Path) -> int:
    host = entra.on(options.on)
    environment = host.environment(folder, os.environ)
    if not options.command:
        names = list(host.variables(folder))
        print(welcome(host.machine.about, names), flush=True)
        set_prompt(environment, f"mock_entra {options.on}")
    with ExitStack() as stack:
        if options.log or options.log_json:
            log = Log(sys.stderr, as_json=options.log_json, colour=wants_colour(sys.stderr))
            stack.enter_context(entra.state.journal.listening(log))
        status = call(command, environment, entra.load)
    entra.load().result(PATIENCE)  # a command that was answered nothing else must not pass
    for name in entra.log.refused_hosts:
        print(f"mock_entra: {host.machine.refusal(name)}", file=sys.stderr)
    for fault in entra.idle_faults:
        print(f"mock_entra: the fault {fault.kind} met no request: check what it is to match.", file=sys.stderr)
    return status or (1 if entra.log.refused_hosts else 0)


if __name__ == "__main__":
    sys.exit(main())
