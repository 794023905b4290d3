"""What every endpoint needs to answer: the directory, the token issuer, the journal and the time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from mock_entra.contoso import directory as contoso
from mock_entra.directory import Directory
from mock_entra.journal import Journal
from mock_entra.keys import KeyRing
from mock_entra.tokens import Issuer


@dataclass
class State:
    """One pretended Microsoft; endpoints find it as `request.state.entra`."""

    directory: Directory = field(default_factory=contoso)
    issuer: Issuer = field(default_factory=lambda: Issuer(KeyRing()))
    journal: Journal = field(default_factory=Journal)
    now: Callable[[], float] = time.time
