"""The command line: which host, what to log, what is to go wrong, and the command."""

from __future__ import annotations

import argparse
import dataclasses
import re
from pathlib import Path
from typing import Any, NoReturn

from mock_entra.faults import ENDPOINTS, KINDS, LADDER, Fault, script
from mock_entra.hosts import DEFAULT, MACHINES
from mock_entra.server import LOOPBACK

UNUSABLE = 2
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
NUMBERS = ("offset", "times", "retry_after", "seconds")
ABOUT = "Run a command, or a shell, for which Microsoft Entra ID, Azure's managed identities and Databricks are a mock."
SCRIPT = f"""
A FAULT is KIND[,NAME=VALUE…]: for instance throttle,times=2,endpoint=token spoils two token requests.
KIND is one of {", ".join((*KINDS, LADDER))}.
NAME is offset (how many requests to pass over), times (how many to spoil), endpoint ({", ".join(ENDPOINTS)}),
tenant, grant, client, retry_after or seconds.
A TIME is a number with a unit s, m, h or d: 90, 2h, -1d. With ,tenant=TENANT only that tenant's clock is moved.
"""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the whole usage before it."""

    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"mock_entra: {message.rstrip('.')}; --help says more.\n")


def parser() -> argparse.ArgumentParser:
    """The parser; wrong arguments end with a sentence and exit status 2."""
    found = Parser("mock_entra", description=ABOUT, epilog=SCRIPT, formatter_class=argparse.RawDescriptionHelpFormatter)
    hosts = f"the host that it runs on: {', '.join(MACHINES)} (default: {DEFAULT})"
    found.add_argument("--on", metavar="HOST", default=DEFAULT, type=host, help=hosts)
    found.add_argument("--log", action="store_true", help="print what the mock saw, and why it refused")
    found.add_argument("--log-json", action="store_true", help="the same as JSON, a line a request")
    found.add_argument("--directory", metavar="FILE", type=Path, help="a TOML file of own tenants, applications …")
    found.add_argument("--fault", metavar="FAULT", type=fault, action="append", default=[], help="what is to go wrong")
    found.add_argument("--clock", metavar="TIME", type=move, action="append", default=[], help="move the clock")
    found.add_argument("--bind", metavar="ADDRESS", default=LOOPBACK, help=f"listen there (default: {LOOPBACK})")
    found.add_argument("--exposed", action="store_true", help="let --bind name an address that others reach")
    found.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND", help="what to run (default: a shell)")
    return found


def host(text: str) -> str:
    """The name of a host that there is."""
    if text not in MACHINES:
        raise argparse.ArgumentTypeError(f"there is no host {text!r}: choose one of {', '.join(MACHINES)}")
    return text


def move(text: str) -> tuple[float, str]:
    """By how many seconds to move the clock, and of which tenant; "" stands for all."""
    time, *words = text.split(",")
    found = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)([smhd]?)", time)
    if found is None or not all(word.startswith("tenant=") for word in words):
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 90, 2h, -1d or 2h,tenant=contoso.com")
    return float(found[1]) * UNITS[found[2] or "s"], words[-1].removeprefix("tenant=") if words else ""


def fault(text: str) -> list[Fault]:
    """A fault, or the rungs of a ladder, as the command line writes them."""
    kind, *words = text.split(",")
    given = dict(word.partition("=")[::2] for word in words)
    known = [entry.name for entry in dataclasses.fields(Fault) if entry.init and entry.name != "kind"]
    try:
        if unknown := given.keys() - set(known):
            raise ValueError(f"there is no {', '.join(sorted(unknown))}: choose from {', '.join(known)}")  # noqa: TRY301 - one place says which fault was wrong
        return script(kind, **{name: _number(value) if name in NUMBERS else value for name, value in given.items()})
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a fault: {error}") from error


def _number(text: str) -> Any:
    """A number where the text is one; else the text, which the fault refuses."""
    try:
        return int(text) if text.isdigit() else float(text)
    except ValueError:
        return text
