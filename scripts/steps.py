"""How the installers speak, and how they run one step of an install."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - make starts this with whatever python3 is, before any pin can hold
    sys.exit(f"Python {sys.version.split()[0]} is too old: install Python 3.11 or later, or name one: make PYTHON=…")

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ROOT / "build" / "env"
INSTALL_SECONDS = 1800
PAUSE_SECONDS = 10
SHOWN_LINES = 20


class LeftOutError(Exception):
    """An environment cannot be made here, and only its own tests need it; the text says what to install."""


def run(
    name: str,
    lock: int,
    *command: str | Path,
    first_on_path: Path | None = None,
    variables: dict[str, str] | None = None,
    tries: int = 1,
) -> None:
    """Run one step of an install; ends this program if it fails, with the end of its output and a sentence.

    Installs run side by side, so a step's output goes to build/env/<name>.log. More than one try is for a tool that
    gives up when one file does not come, as Go and Maven do.
    """
    environment = {**os.environ, **(variables or {})}
    if first_on_path:
        environment["PATH"] = os.pathsep.join([str(first_on_path), environment.get("PATH", os.defpath)])
    log = ENVIRONMENTS / f"{name}.log"
    problem = ""
    for left in reversed(range(tries)):
        problem = failure(command, environment, lock, log)
        if not problem:
            return
        if left:
            say(f"build/env/{name} {problem}: once more in {PAUSE_SECONDS} seconds")
            time.sleep(PAUSE_SECONDS)
    free = shutil.disk_usage(ROOT).free // 2**20
    sys.exit(
        f"{last_lines(log)}Installing build/env/{name} {problem} ({free} MiB of disk are free): mend that, then run"
        f" make again. All it said is in {log.relative_to(ROOT)}."
    )


def failure(command: tuple[str | Path, ...], environment: dict[str, str], lock: int, log: Path) -> str:
    """Why a command failed, its output in the log; empty if it did what it should."""
    try:
        with log.open("w", encoding="utf-8") as output:
            subprocess.run(
                command,
                check=True,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=(lock,),
                timeout=INSTALL_SECONDS,
            )
    except subprocess.TimeoutExpired:
        return f"did not end within {INSTALL_SECONDS} seconds"
    except subprocess.CalledProcessError as error:
        return f"was ended by signal {-error.returncode}" if error.returncode < 0 else "failed"
    except OSError as error:
        return f"could not start: {error}"
    return ""


def last_lines(log: Path) -> str:
    """The end of what a step said, to stand before a sentence; empty if it said nothing."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "".join(f"{line}\n" for line in lines[-SHOWN_LINES:])


def say(sentence: str) -> None:
    """Tell the user what takes time."""
    print(f"→ {sentence} …", file=sys.stderr, flush=True)
