"""Ids and values that mean something to Microsoft alone: random, but nobody's secret, so the system is not asked for each."""

from __future__ import annotations

import random
import uuid

from mock_entra.keys import base64url

_RANDOM = random.Random()  # noqa: S311  # nothing is protected by them; its own, so that nobody else seeds it


def guid() -> str:
    """A random GUID (RFC 9562, section 5.4)."""
    return str(uuid.UUID(int=_RANDOM.getrandbits(128), version=4))


def opaque(size: int) -> str:
    """As many random bytes, in base64url."""
    return base64url(_RANDOM.randbytes(size))
