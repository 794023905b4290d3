"""Faults on request: which answers go wrong, how, and when, as `offset, times, match`.

A fault passes over the first `offset` requests that it matches, spoils the next `times`, and is spent. Of several, the first
that is not spent counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# What each of them does is `mock_entra.spoiling`, which is loaded with what answers.
KINDS = (
    "throttle",
    "not-found",
    "gone",
    "error",
    "unavailable",
    "html",
    "slow",
    "drop",
    "truncate",
    "expire-secrets",
    "roll-over",
    "later",
)
ENDPOINTS = ("token", "discovery", "imds", "app-service", "resource-manager", "databricks", "identity-provider")
LADDER = "imds-ladder"
RUNGS = ("not-found", "gone", "throttle", "error")


@dataclass(frozen=True)
class Asking:
    """What a fault can match: each an exact value, "" where the request has none."""

    endpoint: str
    tenant: str = ""
    grant: str = ""
    client: str = ""


@dataclass
class Fault:
    """One entry of the script.

    `kind` is one of KINDS. `endpoint` (one of ENDPOINTS), `tenant` (a tenant id), `grant` (a grant type) and `client` (a
    client id) narrow what it matches. `retry_after` and `seconds` are in seconds. `met` counts what it has matched.
    Raises ValueError for a kind or an endpoint that does not exist, and for a number that is none or negative.
    """

    kind: str
    offset: int = 0
    times: int = 1
    endpoint: str = ""
    tenant: str = ""
    grant: str = ""
    client: str = ""
    retry_after: int = 60
    seconds: float = 1.0
    met: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"There is no fault {self.kind!r}: choose one of {', '.join((*KINDS, LADDER))}.")
        if self.endpoint not in ("", *ENDPOINTS):
            raise ValueError(f"There is no endpoint {self.endpoint!r}: choose one of {', '.join(ENDPOINTS)}.")
        for name in ("offset", "times", "retry_after", "seconds"):
            value = getattr(self, name)
            if not isinstance(value, int if name != "seconds" else int | float) or value < 0:
                raise ValueError(f"{name} is {value!r}: give a number that is not negative.")

    def meets(self, asking: Asking) -> bool:
        """Whether this request is one to spoil; counts it."""
        wanted = {name: getattr(self, name) for name in ("endpoint", "tenant", "grant", "client")}
        if any(value and value != getattr(asking, name) for name, value in wanted.items()):
            return False
        if self.met >= self.offset + self.times:
            return False
        self.met += 1
        return self.met > self.offset


def script(kind: str, **words: Any) -> list[Fault]:
    """The faults of one kind: one, or a rung a request for "imds-ladder", after which IMDS gives the token.

    The words are the fields of `Fault`. Raises ValueError as `Fault` does, TypeError for a word that it does not have.
    """
    kinds = RUNGS if kind == LADDER else (kind,)
    return [Fault(each, **({"endpoint": "imds"} if kind == LADDER else {}) | words) for each in kinds]
