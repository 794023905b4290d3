"""How the installers speak, and how they run one step of an install."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - make starts this with whatever python3 is, before any pin can hold
    sys.exit(f"Python {sys.version.split()[0]} is too old: install Python 3.11 or later, or name one: make PYTHON=…")

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ROOT / "build" / "env"
INSTALL_SECONDS = 1800


class LeftOutError(Exception):
    """An environment cannot be made here, and only its own tests need it; the text says what to install."""


def run(
    name: str,
    lock: int,
    *command: str | Path,
    first_on_path: Path | None = None,
    variables: dict[str, str] | None = None,
) -> None:
    """Run one step of an install, its output shown; ends this program with a sentence if the step fails."""
    environment = {**os.environ, **(variables or {})}
    if first_on_path:
        environment["PATH"] = os.pathsep.join([str(first_on_path), environment.get("PATH", os.defpath)])
    try:
        subprocess.run(
            command,
            check=True,
            env=environment,
            stdin=subprocess.DEVNULL,
            pass_fds=(lock,),
            timeout=INSTALL_SECONDS,
        )
    except subprocess.TimeoutExpired:
        problem = f"did not end within {INSTALL_SECONDS} seconds"
    except subprocess.CalledProcessError as error:
        problem = "failed, see above"
        if error.returncode < 0:
            problem = f"was ended by signal {-error.returncode}"
    except OSError as error:
        problem = f"could not start: {error}"
    else:
        return
    free = shutil.disk_usage(ROOT).free // 2**20
    sys.exit(f"Installing build/env/{name} {problem} ({free} MiB of disk are free): mend that, then run make again.")


def say(sentence: str) -> None:
    """Tell the user what takes time."""
    print(f"→ {sentence} …", file=sys.stderr, flush=True)
