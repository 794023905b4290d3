"""The command line: which host, what to log, what is to go wrong, and the command."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from mock_entra.faults import KINDS, Fault
from mock_entra.hosts import DEFAULT, MACHINES
from mock_entra.server import LOOPBACK

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
ABOUT = "Run a command, or a shell, for which Microsoft Entra ID, Azure's managed identities and Databricks are a mock."
SCRIPT = f"""
A FAULT is KIND[,NAME=VALUE…]: for instance throttle,times=2,endpoint=token spoils two token requests.
KIND is one of {", ".join(KINDS)}.
NAME is offset, times, endpoint, tenant, grant, client, retry_after or seconds.
"""


def parser() -> argparse.ArgumentParser:
    """The parser; wrong arguments end with a sentence and exit status 2."""
    found = argparse.ArgumentParser(
        "mock_entra", description=ABOUT, epilog=SCRIPT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    hosts = f"the host that it runs on: {', '.join(MACHINES)} (default: {DEFAULT})"
    found.add_argument("--on", metavar="HOST", default=DEFAULT, choices=sorted(MACHINES), help=hosts)
    found.add_argument("--log", action="store_true", help="print what the mock saw, and why it refused")
    found.add_argument("--log-json", action="store_true", help="the same as JSON, a line a request")
    found.add_argument("--directory", metavar="FILE", type=Path, help="a TOML file of own tenants, applications …")
    found.add_argument("--fault", metavar="FAULT", type=fault, action="append", default=[], help="what is to go wrong")
    found.add_argument("--clock", metavar="TIME", type=seconds, default=0.0, help="move the clock: 90, 2h, -1d")
    found.add_argument("--bind", metavar="ADDRESS", default=LOOPBACK, help=f"listen there (default: {LOOPBACK})")
    found.add_argument("--exposed", action="store_true", help="let --bind name an address that others reach")
    found.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND", help="what to run (default: a shell)")
    return found


def seconds(text: str) -> float:
    """A stretch of time in seconds: a number with an optional unit s, m, h or d."""
    found = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)([smhd]?)", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 90, 2h or -1d")
    return float(found[1]) * UNITS[found[2] or "s"]


def fault(text: str) -> Fault:
    """A fault as the command line writes it."""
    kind, *words = text.split(",")
    script: dict[str, str | int | float] = {}
    for word in words:
        name, _, value = word.partition("=")
        script[name] = int(value) if value.isdigit() else value
    try:
        return Fault(kind, **script)  # type: ignore[arg-type]  # Fault says which names and kinds there are
    except (TypeError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a fault: {error}") from error
