"""Keeps secrets, assertions and tokens out of what the mock says about a request."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, quote_plus

MASK = "***"
# A JWT's header is an object in base64url, so every JWT begins with `eyJ` (RFC 7515, section 3.1).
JWT = re.compile(r"eyJ[\w-]{5,}(?:\.[\w-]*)*")
# Secrets that the directory does not know. A GUID has hyphens, a host name no capitals, a version no letters.
HEX = re.compile(r"[0-9A-Fa-f]{32,}")
WORD = re.compile(r"[\w+=~.-]{20,}")
LONGEST = 512


@lru_cache(maxsize=4096)
def masked(text: str, secrets: tuple[str, ...] = ()) -> str:
    """The text fit to be shown: each secret and whatever looks like one as `***`, no control character, not too long."""
    for secret in secrets:
        for form in (secret, quote(secret, safe=""), quote_plus(secret)):
            text = re.sub(re.escape(form), MASK, text, flags=re.IGNORECASE)
    text = HEX.sub(MASK, JWT.sub(MASK, text))
    text = WORD.sub(lambda word: MASK if _is_random(word[0]) else word[0], text)
    text = "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _is_random(word: str) -> bool:
    """Whether a long word mixes small letters, capitals and digits, as no name on the wire does."""
    return all(re.search(kind, word) for kind in ("[a-z]", "[A-Z]", "[0-9]"))
