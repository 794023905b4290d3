"""Changes one fact of the mock after another and demands that a test notices: mutmut, in a copy under build/mock-mutants.

Words are names of mutants, `*` for any characters: `mock_entra.endpoints.imds*`. A run that was ended goes on where it was.
What survives must stand in tests/mock_survivors.toml with its reason, found by its function and the changed lines.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "build" / "mock-mutants"
EXPLAINED = ROOT / "tests" / "mock_survivors.toml"
COPIED = ("clients", "docs", "harness", "mock_entra", "snippets", "tests", "conf.py", "pyproject.toml")
ENVIRONMENTS = "build/env"
PATIENCE = 60  # seconds for mutmut to show one mutant


class Survivor(NamedTuple):
    """A mutant that no test noticed: its function, what stood there and what stands there now."""

    function: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.function}: {self.before} → {self.after}"


def main(words: list[str]) -> int:
    """Exit status 0: all that survived is explained; 1: not so, or mutmut could not run."""
    refresh()
    # As long as it takes: it shows its progress, and what it has found stays.
    done = subprocess.run([*mutmut("run"), "--max-children", "2", *words], cwd=COPY, check=False)
    listed = subprocess.run(mutmut("results"), cwd=COPY, capture_output=True, text=True, timeout=600, check=True).stdout
    names = [line.split(":")[0].strip() for line in listed.splitlines() if line.endswith(": survived")]
    found = {shown(name) for name in names if not words or any(Path(name).match(word) for word in words)}
    entries = tomllib.loads(EXPLAINED.read_text(encoding="utf-8")).get("survivor", [])
    explained = {Survivor(entry["function"], entry["before"], entry["after"]) for entry in entries}
    for survivor in sorted(found - explained):
        print(f"SURVIVED: {survivor}")
    gone = sorted(explained - found) if not words else []
    for survivor in gone:
        print(f"tests/mock_survivors.toml explains a mutant that is caught or no longer exists: {survivor}")
    print(f"{len(found)} survived, {len(found & explained)} of them explained")
    return 1 if found - explained or gone or done.returncode else 0


def refresh() -> None:
    """Bring the copy up to date; mutmut's own folder in it stays, so that only changed functions are tried again."""
    COPY.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        source, target = ROOT / name, COPY / name
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        else:
            shutil.copy2(source, target)
    for root in (COPY, COPY / "mutants"):  # mutmut runs the tests in a folder of its own
        link = root / ENVIRONMENTS
        link.parent.mkdir(parents=True, exist_ok=True)
        if not link.exists():
            link.symlink_to(ROOT / ENVIRONMENTS)


def shown(name: str) -> Survivor:
    """What a mutant changed, by mutmut's name for it."""
    done = subprocess.run(
        [*mutmut("show"), name], cwd=COPY, capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    lines = done.stdout.splitlines()
    old = " ".join(line[1:].strip() for line in lines if line.startswith("-") and not line.startswith("---"))
    new = " ".join(line[1:].strip() for line in lines if line.startswith("+") and not line.startswith("+++"))
    return Survivor(name.partition("__mutmut_")[0].replace(".x_", "."), old, new)


def mutmut(word: str) -> list[str]:
    return [sys.executable, "-m", "mutmut", word]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
