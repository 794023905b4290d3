"""A module per grant type, named by its value; each redeems what was asked for the body of the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mock_entra.grants import client_credentials
from mock_entra.grants.asked import Asked

__all__ = ["GRANTS", "Asked"]

GRANTS: dict[str, Callable[[Asked], dict[str, Any]]] = {
    "client_credentials": client_credentials.redeem,
}
