"""Changes one fact of the mock after another and demands that a test notices: mutmut, in a copy under build/mock-mutants.

Words are names of mutants, `*` for any characters: `mock_entra.endpoints.imds*`. A run that was ended goes on where it was;
what survived without a reason is tried again. What survives must stand in tests/mock_survivors.toml with its reason.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path

from survivors import SURVIVED, UNTESTED, Survivor, forget, outcomes, reasons, survivors

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "build" / "mock-mutants"
MUTANTS = COPY / "mutants"
EXPLAINED = ROOT / "tests" / "mock_survivors.toml"
COPIED = ("clients", "docs", "examples", "harness", "mock_entra", "snippets", "tests", "conf.py", "pyproject.toml")
ENVIRONMENTS = "build/env"


def main(words: list[str]) -> int:
    """Exit status 0: all that survived is explained; 1: not so, or mutmut could not run."""
    refresh()
    known = reasons(EXPLAINED)
    forget(MUTANTS, {found.name for found in survivors(MUTANTS) if not any(r.explains(found) for r in known)})
    # As long as it takes: it shows its progress, and what it has found stays.
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "2", *words]
    done = subprocess.run(command, cwd=COPY, check=False)
    found = [each for each in survivors(MUTANTS) if not words or any(fnmatchcase(each.name, word) for word in words)]
    explained = {each: next((r for r in known if r.explains(each)), None) for each in found}
    for reason in known:
        told = [each for each in found if explained[each] is reason]
        print(f"survived, {len(told)}: {reason.reason}", *told, sep="\n  ")
    unexplained = [each for each in found if explained[each] is None]
    idle = [r.reason for r in known if r not in explained.values()] if not words else []
    for line in [f"SURVIVED: {each}" for each in unexplained] + [f"explains no mutant any more: {r}" for r in idle]:
        print(line)
    print(tally(found, unexplained))
    return 1 if unexplained or idle or done.returncode else 0


def tally(found: list[Survivor], unexplained: list[Survivor]) -> str:
    codes = [code for kept in outcomes(MUTANTS).values() for code in kept["exit_code_by_key"].values()]
    tried = [code for code in codes if code is not None]
    caught = sum(code not in (SURVIVED, UNTESTED) for code in tried)
    return (
        f"{len(codes)} mutants, {len(tried)} tried: {caught} caught; here {len(found)} survived, "
        f"{len(found) - len(unexplained)} of them explained"
    )


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
    (MUTANTS / "mutmut-stats.json").unlink(missing_ok=True)  # which test runs which function: tests change too
    for root in (COPY, MUTANTS):  # mutmut runs the tests in a folder of its own
        link = root / ENVIRONMENTS
        link.parent.mkdir(parents=True, exist_ok=True)
        if not link.exists():
            link.symlink_to(ROOT / ENVIRONMENTS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
