"""`python -m mock_entra COMMAND` runs the command to its end, passes on what it is told and leaves nothing behind."""

from __future__ import annotations

import os
import pty
import select
import signal
import stat
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from harness.registry import ROOT
from mock_entra.__main__ import main
from tests.mock.command import MOCK, PATIENCE, mock


@pytest.mark.usefixtures("scratch")
def test_passes_the_exit_status_on() -> None:
    assert [mock("sh", "-c", f"exit {status}").returncode for status in (0, 3)] == [0, 3]


@pytest.mark.usefixtures("scratch")
def test_says_which_signal_ended_the_command() -> None:
    assert mock("sh", "-c", "kill -KILL $$").returncode == 128 + signal.SIGKILL


@pytest.mark.usefixtures("scratch")
def test_options_of_the_command_are_the_commands() -> None:
    assert mock("--", "echo", "--log", "--on").stdout == "--log --on\n"


@pytest.mark.usefixtures("scratch")
def test_hands_the_streams_through() -> None:
    done = subprocess.run(
        [*MOCK, "cat"], cwd=ROOT, input="in\n", capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    assert done.stdout == "in\n"


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["--on", "mars", "true"], 2, "there is no host 'mars': choose one of laptop, "),
        (["--fault", "flood", "true"], 2, "There is no fault 'flood'"),
        (["--fault", "error,port=1", "true"], 2, "there is no port: choose from offset, times"),
        (["--fault", "error,times=two", "true"], 2, "times is 'two'"),
        (["--fault", "error,tenant=fabrikam.com", "true"], 2, "There is no tenant 'fabrikam.com'"),
        (["--clock", "tomorrow", "true"], 2, "'tomorrow' is not a time"),
        (["--clock", "1h,tenant=fabrikam.com", "true"], 2, "There is no tenant 'fabrikam.com'"),
        (["--bind", "0.0.0.0", "true"], 2, "0.0.0.0 is not a loopback address"),
        (["--bind", "localhost", "true"], 2, "'localhost' is not an IP address"),
        (["--bind", "203.0.113.1", "--exposed", "true"], 2, "203.0.113.1 cannot be listened on"),
        (["--directory", "nowhere.toml", "true"], 2, "nowhere.toml cannot be used: no such file or directory."),
        (["--directory", "Makefile", "true"], 2, "Makefile is not TOML"),
        (["--colour", "true"], 2, "unrecognized arguments: --colour"),
        (["no-such-command"], 127, "there is no command no-such-command"),
        (["./README.md"], 126, "./README.md cannot be run (Permission denied)"),
    ],
)
@pytest.mark.usefixtures("scratch")
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: list[str],
    status: int,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(ROOT)
    try:
        found: int | str | None = main(arguments)
    except SystemExit as ended:
        found = ended.code
    said = capfd.readouterr()
    assert (found, said.out, said.err.count("\n")) == (status, "", 1)
    assert said.err.startswith("mock_entra: ")
    assert sentence in said.err


@pytest.mark.usefixtures("scratch")
def test_a_script_without_an_interpreter_is_said_to_be_one(tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text("echo\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    done = mock(str(script))
    assert (done.returncode, done.stderr.count("\n")) == (126, 1)


@pytest.mark.usefixtures("scratch")
def test_a_shell_that_is_not_there_is_said_to_be_missing() -> None:
    done = mock(SHELL="/nowhere/sh")
    assert (done.returncode, done.stderr) == (
        2,
        "mock_entra: SHELL names /nowhere/sh, which cannot be run: correct it, or give a command.\n",
    )


@pytest.mark.usefixtures("scratch")
def test_a_request_to_another_host_makes_a_success_a_failure() -> None:
    done = mock("sh", "-c", "curl -s https://example.com; true")
    assert done.returncode == 1
    assert "example.com is not a host that mock_entra plays" in done.stderr


@pytest.mark.usefixtures("scratch")
def test_a_fault_that_met_nothing_is_told() -> None:
    assert "the fault drop met no request" in mock("--fault", "drop", "true").stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "dash"])
def test_without_a_command_it_is_a_shell_that_says_so_in_its_prompt(scratch: Path, shell: str) -> None:
    leader, follower = pty.openpty()
    environment = os.environ | {"SHELL": f"/bin/{shell}", "TERM": "dumb"}
    with subprocess.Popen(
        [*MOCK, "--on", "app-service"],
        cwd=ROOT,
        env=environment,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
    ) as process:
        os.close(follower)
        try:
            assert b"this machine is an app on Azure App Service" in until(leader, b"(mock_entra app-service)")
            os.write(leader, b'echo "<$TENANT_ID>"; exit 5\n')
            assert b"<aaaabbbb-0000-cccc-1111-dddd2222eeee>" in until(leader, b"eeee>")
            assert process.wait(PATIENCE) == 5
        finally:
            process.kill()
            os.close(leader)
    assert scratch.is_dir()


def until(terminal: int, wanted: bytes) -> bytes:
    """What a terminal shows until it has shown this."""
    shown, end = b"", time.monotonic() + PATIENCE
    while wanted not in shown:
        assert select.select([terminal], [], [], max(0, end - time.monotonic()))[0], (
            f"{wanted!r} did not come: {shown!r}"
        )
        shown += os.read(terminal, 65536)
    return shown


def test_the_folder_for_temporary_files_is_the_one_looked_at(scratch: Path) -> None:
    """Else no test here could see a folder that is left."""
    done = mock("sh", "-c", 'dirname "$TMPDIR"')
    assert Path(done.stdout.strip()).parent == scratch
    assert tempfile.gettempdir() != str(scratch)
