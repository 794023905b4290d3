"""What every endpoint needs to answer: the directory, the token issuer, the journal, the time, and what is to go wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mock_entra.clock import ALL, Clock
from mock_entra.contoso import directory as contoso
from mock_entra.directory import Directory
from mock_entra.faults import Fault
from mock_entra.issuers import Issuers
from mock_entra.journal import Journal
from mock_entra.keys import KeyRing
from mock_entra.tokens import Issuer


@dataclass(frozen=True)
class State:
    """One pretended Microsoft, as it is for `tenant` (a tenant id); endpoints find it as `request.state.entra`."""

    directory: Directory = field(default_factory=contoso)
    issuer: Issuer = field(default_factory=lambda: Issuer(KeyRing()))
    issuers: Issuers = field(default_factory=Issuers)
    journal: Journal = field(default_factory=Journal)
    clock: Clock = field(default_factory=Clock)
    faults: list[Fault] = field(default_factory=list)
    tenant: str = ALL

    def now(self) -> float:
        """The tenant's time in epoch seconds."""
        return self.clock.now(self.tenant)

    def at(self, tenant: str) -> State:
        """The same Microsoft, as it is for another tenant."""
        return replace(self, tenant=tenant)
