"""Runs `make doctest` many times, as many at once as there are cores, and tells which runs failed.

`python3 scripts/flakes.py [N [COMMIT]]`, 20 of the last commit as a rule. Each run has its cores to share with the others:
every core is busy with something else. Each lane is a clone, under build/flakes/; runs of a commit that were green are not
run again, so an ended `make flakes` goes on where it was.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "build" / "flakes"
TIMES = 20
LANES = max(2, os.cpu_count() or 1)
PATIENCE = 3600  # seconds for one run
OURS = ("ARGS", "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS")  # how `make flakes` hands on its own arguments


def main(words: list[str]) -> int:
    """Exit status 0: every run was green; 1: one was not; 2: N is no number."""
    if words and not words[0].isdecimal():
        print(f"flakes: {words[0]} is no number of runs: write make flakes ARGS={TIMES}.", file=sys.stderr)
        return 2
    times = int(words[0]) if words else TIMES
    commit = git(ROOT, "rev-parse", "--short", *words[1:] or ["HEAD"])
    lanes: SimpleQueue[Path] = SimpleQueue()
    for number in range(min(LANES, times)):
        lanes.put(lane(number + 1, commit))

    def run(number: int) -> bool:
        log = PLACE / f"{commit}-{number}.log"
        if log.exists():
            return True
        where = lanes.get()
        try:
            return green(where, log)
        finally:
            lanes.put(where)

    with ThreadPoolExecutor(LANES) as pool:
        try:
            done = list(pool.map(run, range(1, times + 1)))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            return 130
    failed = [number for number, was_green in enumerate(done, 1) if not was_green]
    print(f"{times - len(failed)} of {times} runs of {commit} were green" + (f"; red: {failed}" if failed else ""))
    return 1 if failed else 0


def lane(number: int, commit: str) -> Path:
    """A clone of the project at a commit, with what an earlier run installed in it."""
    folder = PLACE / f"lane-{number}"
    if not (folder / ".git").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        git(ROOT, "clone", "--quiet", str(ROOT), str(folder))
    git(folder, "fetch", "--quiet")
    git(folder, "checkout", "--quiet", "--detach", commit)
    return folder


def green(folder: Path, log: Path) -> bool:
    """Whether one run was green; its output becomes the log, of a run that was not NAME.red.log."""
    output, begin = log.with_suffix(".red.log"), time.monotonic()
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    with output.open("w", encoding="utf-8") as stream:
        try:
            done = subprocess.run(
                [os.environ.get("MAKE", "make"), "doctest"], cwd=folder, stdin=subprocess.DEVNULL, stdout=stream,
                stderr=subprocess.STDOUT, env=environment, timeout=PATIENCE, check=False,
            )  # fmt: skip  # an option a line hides the call
            is_green = done.returncode == 0
        except subprocess.TimeoutExpired:
            is_green = False
    tallies = re.findall(r"^=+ (.* in [\d.]+s.*?) =+$", output.read_text(encoding="utf-8"), re.MULTILINE)
    if is_green:
        output.rename(log)
    said = tallies[-1] if tallies else "no test ran"
    print(f"{log.stem} {'green' if is_green else 'RED'} {time.monotonic() - begin:.0f} s: {said}", flush=True)
    return is_green


def git(folder: Path, *words: str) -> str:
    command = [os.environ.get("GIT", "git"), *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=True)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
