"""Runs `make doctest` many times while every core is busy with something else, and tells which runs failed.

`python3 scripts/flakes.py [N]`, 20 as a rule; each run's output is kept in build/flakes/.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "build" / "flakes"
TIMES = 20
PATIENCE = 3600  # seconds for one run
OURS = ("ARGS", "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS")  # how `make flakes` hands on its own arguments


def main(words: list[str]) -> int:
    """Exit status 0: every run was green; 1: one was not; 2: N is no number."""
    if words and not words[0].isdecimal():
        print(f"flakes: {words[0]} is no number of runs: write make flakes ARGS={TIMES}.", file=sys.stderr)
        return 2
    times = int(words[0]) if words else TIMES
    LOGS.mkdir(parents=True, exist_ok=True)
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        failed = [number for number in range(1, times + 1) if not once(number, times)]
    except KeyboardInterrupt:
        return 130
    finally:
        for process in busy:
            process.kill()
            process.wait()
    print(
        f"{times - len(failed)} of {times} runs were green" + (f"; look at {failed} in build/flakes" if failed else "")
    )
    return 1 if failed else 0


def once(number: int, times: int) -> bool:
    """Whether one run was green."""
    log, begin = LOGS / f"{number}.log", time.monotonic()
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    with log.open("w", encoding="utf-8") as stream:
        try:
            done = subprocess.run(
                [os.environ.get("MAKE", "make"), "doctest"], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=stream,
                stderr=subprocess.STDOUT, env=environment, timeout=PATIENCE, check=False,
            )  # fmt: skip  # an option a line hides the call
            status = done.returncode
        except subprocess.TimeoutExpired:
            status = -1
    last = log.read_text(encoding="utf-8").splitlines()[-1:] or [""]
    print(
        f"{number}/{times} {'green' if status == 0 else 'RED'} {time.monotonic() - begin:.0f} s {last[0]}", flush=True
    )
    return status == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
