"""Runs the command to its end: what the terminal or another program signals reaches it, and its exit status is ours."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType

NOT_EXECUTABLE, NOT_FOUND, SIGNALLED = 126, 127, 128  # as a POSIX shell's `$?`
ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]  # Windows has no SIGHUP
Handler = Callable[[int, FrameType | None], None]


def leave(number: int, _frame: FrameType | None) -> None:
    """A signal ends this program as its end does: ports closed, folders removed."""
    sys.exit(SIGNALLED + number)


@contextmanager
def handling(handler: Handler) -> Iterator[None]:
    """What ends a program is handled so while the block runs."""
    before = {number: signal.signal(number, handler) for number in ENDING}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)


def call(command: list[str], environment: Mapping[str, str]) -> int:
    """The command's exit status; 128 more than the signal that ended it, 126 or 127 where it could not be started."""
    try:
        process = subprocess.Popen(command, env=environment)
    except OSError as error:
        print(f"mock_entra: {_sentence(command[0], error)}", file=sys.stderr)
        return NOT_FOUND if isinstance(error, FileNotFoundError) else NOT_EXECUTABLE

    def pass_on(number: int, _frame: FrameType | None) -> None:
        process.send_signal(number)

    with handling(pass_on):
        while True:
            with suppress(KeyboardInterrupt):  # Ctrl-C is the command's to handle: the terminal sends it to both
                status = process.wait()
                return status if status >= 0 else SIGNALLED - status


def _sentence(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"there is no command {name}: check its spelling, or install it."
    return f"{name} cannot be run ({error.strerror}): name a program, or a script that is executable and says its interpreter."
