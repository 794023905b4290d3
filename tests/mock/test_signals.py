"""What a terminal or another program signals reaches the command, and nothing is left behind."""

from __future__ import annotations

import os
import select
import signal
import subprocess
from pathlib import Path

import pytest

from harness.registry import ROOT
from tests.mock.command import MOCK, PATIENCE


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_reaches_the_command_and_nothing_is_left(scratch: Path, number: signal.Signals) -> None:
    with started("sh", "-c", "echo $$; exec sleep 100") as process:
        child = int(line(process))
        assert len(list(scratch.iterdir())) == 2
        process.send_signal(number)
        assert process.wait(PATIENCE) == 128 + number
    assert is_gone(child)


@pytest.mark.usefixtures("scratch")
def test_ctrl_c_reaches_both_and_nothing_is_left() -> None:
    with started("sh", "-c", "echo $$; exec sleep 100", start_new_session=True) as process:
        child = int(line(process))
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does it
        assert process.wait(PATIENCE) == 128 + signal.SIGINT
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert is_gone(child)


@pytest.mark.usefixtures("scratch")
def test_a_command_that_handles_ctrl_c_goes_on() -> None:
    with started(
        "sh", "-c", "trap 'echo caught; exit 7' INT; echo $$; while :; do sleep 0.1; done", start_new_session=True
    ) as process:
        line(process)
        os.killpg(process.pid, signal.SIGINT)
        assert line(process) == b"caught\n"
        assert process.wait(PATIENCE) == 7


def started(*command: str, start_new_session: bool = False) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*MOCK, *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=start_new_session
    )


def line(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    readable, _, _ = select.select([process.stdout], [], [], PATIENCE)
    assert readable, "nothing was printed"
    return process.stdout.readline()


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False
