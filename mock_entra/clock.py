"""The mock's time: the machine's, moved by as many seconds as a test asks, for one tenant or for all."""

from __future__ import annotations

import time
from collections import defaultdict

ALL = ""


class Clock:
    """Epoch seconds; what is moved for one tenant is added to what is moved for all."""

    def __init__(self) -> None:
        self._moved: defaultdict[str, float] = defaultdict(float)

    def now(self, tenant: str = ALL) -> float:
        """The time of a tenant (a tenant id), or of all, in epoch seconds."""
        own = self._moved.get(tenant, 0.0) if tenant else 0.0
        return time.time() + self._moved[ALL] + own

    def move(self, seconds: float, tenant: str = ALL) -> None:
        """Move the clock on, or back if negative."""
        self._moved[tenant] += seconds
