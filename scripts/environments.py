"""Brings build/env/NAME up to date for every NAME given: installs what requirements/NAME.txt pins, or does nothing.

Needs Python >= 3.11 with venv, nothing else. An environment is complete when its stamp says what it was made from; the
stamp is written last, so an install that failed, was killed or ran out of disk is simply made again by the next run.
"""

import fcntl
import hashlib
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from languages import MORE, NEEDS, SOURCES, SPARED
from steps import ENVIRONMENTS, ROOT, LeftOutError, run, say

NO_PINS = {"java"}  # environments into which no Python package is installed


def main(names: list[str]) -> None:
    """Make the named environments complete, all at once: most of an install is waiting for the network."""
    try:
        if not all(map(is_complete, names)):
            ensure("uv")
        with ThreadPoolExecutor() as pool:
            problems = [str(error) for error in pool.map(attempt, names) if error]
    except KeyboardInterrupt:
        sys.exit(130)
    if problems:
        sys.exit("\n".join(problems))


def attempt(name: str) -> SystemExit | None:
    """Leave build/env/<name> complete, or give the reason why that failed."""
    try:
        ensure(name)
    except SystemExit as error:
        return error
    except LeftOutError as error:
        # Its tests say so again, and fail in CI; everybody else's work goes on.
        print(f"→ build/env/{name} is left out: {error}.", file=sys.stderr, flush=True)
    return None


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
    NEEDS.get(name, lambda: None)()
    ensure("uv")
    uv = ENVIRONMENTS / "uv" / "bin" / "uv"
    folder = ENVIRONMENTS / name
    say(f"installing build/env/{name}")
    run(name, lock, uv, "venv", "--quiet", "--clear", "--no-project", "--python", base_python(), folder)
    if name not in NO_PINS and not (name in SPARED and SPARED[name]()):
        # `sync` insists on hashes where the file has them, and every file here has.
        options = ("--require-hashes", "--compile-bytecode", "--python", folder / "bin" / "python")
        run(name, lock, uv, "pip", "sync", *options, requirements(name))
    if name in MORE:
        MORE[name](folder, lock)


def is_complete(name: str) -> bool:
    """Whether the environment was made from today's pins, by this Python, in this folder, and its programs are there."""
    try:
        made = stamp(name).read_text() == fingerprint(name)
        # A link to the machine's Python, Go or Java breaks when that goes.
        return made and all(program.exists() for program in (ENVIRONMENTS / name / "bin").iterdir())
    except FileNotFoundError:
        return False


def fingerprint(name: str) -> str:
    """Everything that an environment depends on; scripts in it hold their own path, so a moved folder is a new one."""
    sources = [] if name in NO_PINS else [requirements(name)]
    sources += [ROOT / source for source in SOURCES.get(name, ())]
    try:
        digest = hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()
    except FileNotFoundError as error:
        known = ", ".join(sorted(NO_PINS | {file.stem for file in (ROOT / "requirements").glob("*.txt")}))
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


if __name__ == "__main__":
    main(sys.argv[1:])
