"""Measures the mock beside its peers, alternating, and prints what came out: `make bench`."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import asdict, replace

from bench.load import Load, Measured
from bench.servers import ROOT, SERVERS, Started

OURS = "mock_entra"
COMPARED = (1, 16)
GROWTH = (1, 4, 16, 64, 256)
STARTS = 7
SPARE_SECONDS = 60


def main() -> None:
    options = argparse.ArgumentParser("bench", description=__doc__)
    options.add_argument("--rounds", type=int, default=5, help="how often each server is asked (default: 5)")
    options.add_argument("--seconds", type=float, default=3.0, help="how long each time (default: 3)")
    asked = options.parse_args()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; OpenSSL: {rsa_rate()}\n")
    print_starts()
    with ExitStack() as stack:
        started = {name: stack.enter_context(start()) for name, start in SERVERS.items()}
        print_comparison(started, asked.rounds, asked.seconds)
        print("\nresident memory after that: " + ", ".join(f"{name} {rss(s)} MiB" for name, s in started.items()))
        print_growth(started, asked.seconds)


def print_starts() -> None:
    """Seconds until a command runs under the mock, and until a peer says that it listens."""
    seconds = defaultdict(list)
    for _ in range(STARTS):
        for name, start in SERVERS.items():
            with start() as server:
                seconds[name].append(server.seconds)
    for name, found in seconds.items():
        print(f"start-up {name:20} {spread(found, '.2f')} s, {ratios(found, seconds[OURS])}")


def print_comparison(started: dict[str, Started], rounds: int, seconds: float) -> None:
    """A round asks every server once, so that what else the machine does meets all alike; ratios are within a round."""
    found: dict[tuple[int, str], list[Measured]] = defaultdict(list)
    for _ in range(rounds):
        for connections in COMPARED:
            for name, server in started.items():
                found[connections, name].append(measure(server.load, connections, seconds))
    for connections in COMPARED:
        print(f"\n{connections} connection{'s' if connections > 1 else ''}, {rounds} rounds: median (min to max)")
        ours = [one.rate for one in found[connections, OURS]]
        for name in started:
            all_of_it = found[connections, name]
            rates = [one.rate for one in all_of_it]
            median, p99 = ([getattr(one, which) for one in all_of_it] for which in ("median", "p99"))
            print(
                f"  {name:20} {spread(rates, '.0f')} answers/s, {ratios(ours, rates)};"
                f" median {spread(median, '.1f')} ms, p99 {spread(p99, '.1f')} ms"
            )


def print_growth(started: dict[str, Started], seconds: float) -> None:
    print("\nanswers/s with " + ", ".join(map(str, GROWTH)) + " connections")
    for name, server in started.items():
        rates = [measure(server.load, connections, seconds).rate for connections in GROWTH]
        print(f"  {name:20} " + " ".join(f"{rate:6.0f}" for rate in rates))


def measure(load: Load, connections: int, seconds: float) -> Measured:
    """One load, from a process of its own.

    Raises RuntimeError with what it said if it fails.
    """
    asked = json.dumps(asdict(replace(load, connections=connections, seconds=seconds)))
    command = [sys.executable, "-m", "bench.load"]
    done = subprocess.run(
        command, input=asked, capture_output=True, text=True, cwd=ROOT, timeout=seconds + SPARE_SECONDS, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return Measured(**json.loads(done.stdout))


def spread(found: list[float], form: str) -> str:
    return f"{statistics.median(found):{form}} ({min(found):{form}} to {max(found):{form}})"


def ratios(ours: list[float], theirs: list[float]) -> str:
    return "x " + spread([a / b for a, b in zip(ours, theirs, strict=True)], ".2f")


def rss(started: Started) -> int:
    """MiB of memory that the process holds."""
    command = ["ps", "-o", "rss=", "-p", str(started.process.pid)]
    return (
        int(subprocess.run(command, capture_output=True, text=True, timeout=SPARE_SECONDS, check=True).stdout) // 1024
    )


def rsa_rate() -> str:
    """The rate at which OpenSSL signs with RSA-2048 on one processor: no server with one signing thread exceeds it."""
    command = ["openssl", "speed", "-seconds", "2", "rsa2048"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SPARE_SECONDS, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "no `openssl` to tell the rate of RSA-2048 signatures"
    return f"{done.stdout.split()[-2]} RSA-2048 signatures/s on one processor"


if __name__ == "__main__":
    main()
