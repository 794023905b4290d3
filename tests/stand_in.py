"""A stand-in for the mock, for tests of the harness alone: hosts without a network, and exchanges that a test names."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
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


# Made here and not written out, so that no scanner for secrets has to be told of exceptions.
OPAQUE = urlsafe_b64encode(hashlib.sha256(b"of this test").digest()).decode().rstrip("=")
DATABRICKS = "dapi" + "0123456789abcdef" * 2


def token(signature: str = OPAQUE) -> str:
    """What looks like a JWT; the stand-in takes the signature `good` for its own."""
    header, payload = (urlsafe_b64encode(part).decode().rstrip("=") for part in (b'{"typ":"JWT"}', b'{"aud":"nobody"}'))
    return f"{header}.{payload}.{signature}"


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
