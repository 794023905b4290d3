"""Runs the command to its end: what the terminal or another program signals reaches it, and its exit status is ours."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

from mock_entra.background import begun

NOT_EXECUTABLE, NOT_FOUND, SIGNALLED = 126, 127, 128  # as a POSIX shell's `$?`
ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]  # Windows has no SIGHUP
Handler = Callable[[int, FrameType | None], None]


def leave(number: int, _frame: FrameType | None) -> None:
    """A signal ends this program as its end does: ports closed, folders removed."""
    sys.exit(SIGNALLED + number)


@contextmanager
def handling(handler: Handler, numbers: Iterable[int] = ENDING) -> Iterator[None]:
    """Signals, by default those that end a program, are handled so while the block runs."""
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)


def call(command: list[str], environment: Mapping[str, str], started: Callable[[], object]) -> int:
    """The command's exit status; 128 more than the signal that ended it, 126 or 127 where it could not be started.

    `started` is called once it runs.
    """
    early: list[int] = []

    def keep(number: int, _frame: FrameType | None) -> None:
        early.append(number)

    def pass_on(number: int, _frame: FrameType | None) -> None:
        process.send_signal(number)

    # Ctrl-C is not passed on: the terminal sends it to both, and what it means is for the command to say.
    with handling(keep, [*ENDING, signal.SIGINT]):
        try:
            process = subprocess.Popen(command, env=environment)
        except OSError as error:
            print(f"mock_entra: {_sentence(command[0], error)}", file=sys.stderr)
            return NOT_FOUND if isinstance(error, FileNotFoundError) else NOT_EXECUTABLE
        with handling(pass_on):
            started()
            for number in set(early) - {signal.SIGINT}:
                process.send_signal(number)
            status = _end(process)
    return status if status >= 0 else SIGNALLED - status


def _end(process: subprocess.Popen[bytes]) -> int:
    """Wait for the end of a process, and handle signals meanwhile.

    `process.wait()` alone would sleep through a signal that comes just before it: its handler runs once it returns.
    """
    waking, woken = socket.socketpair()
    with waking, woken:
        woken.settimeout(0)
        former = signal.set_wakeup_fd(woken.fileno(), warn_on_full_buffer=False)
        try:
            status = begun(process.wait)
            status.add_done_callback(lambda _: woken.send(b"\0"))
            while not status.done():
                waking.recv(1)
        finally:
            signal.set_wakeup_fd(former)
    return status.result()


def _sentence(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"there is no command {name}: check its spelling, or install it."
    return f"{name} cannot be run ({error.strerror}): name a program, or a script that is executable and says its interpreter."
