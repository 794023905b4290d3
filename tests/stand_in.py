"""A stand-in for the mock, for tests of the harness alone: hosts without a network, and exchanges that a test names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from harness.registry import Client

SECRET = "Aa1Bb~2Cc3+Dd4/Ee5=Ff6&Gg7%Hh8Ii9_Jj0Kk1"
SHELL = Client(
    "curl", "curl", 10, "bash", ".sh", ("bash", "{snippet}"), ("bash",), ("bash", "--version"), "apt install curl"
)


class Seen(list[SimpleNamespace]):
    """The exchanges of one command, and the hosts that were refused."""

    refused_hosts: tuple[str, ...] = ()


@dataclass
class StandIn:
    """Plays the parts of the mock that the harness calls."""

    exchanges: list[SimpleNamespace] = field(default_factory=list)
    refused_hosts: tuple[str, ...] = ()

    def on(self, host: str) -> StandIn:
        assert host == "laptop"
        return self

    def environment(self, folder: Path, base: Mapping[str, str]) -> dict[str, str]:
        return {"PATH": base["PATH"], "HOME": str(folder), "CLIENT_SECRET": SECRET}

    @contextmanager
    def watch(self) -> Iterator[Seen]:
        seen = Seen()
        yield seen
        seen += self.exchanges
        seen.refused_hosts = self.refused_hosts

    def signed(self, token: str) -> dict[str, object]:
        if not token.endswith("good"):
            raise ValueError("signature wrong")
        return {}
