"""Keeps tokens and secrets out of everything the harness says or writes."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import quote, quote_plus

# A JWT's header is an object in base64url, so every JWT begins with `eyJ` (RFC 7515, section 3.1).
JWT = re.compile(r"eyJ[\w-]{10,}(?:\.[\w-]*){0,4}")
# Databricks' personal access tokens: https://docs.databricks.com/aws/en/dev-tools/auth/pat
PERSONAL = re.compile(r"dapi[0-9a-f]{32}(?:-\d)?")
LONG_WORD = re.compile(r"[\w+=~-]{32,}")
SECRET_NAME = re.compile(r"SECRET|PASSWORD|TOKEN|IDENTITY_HEADER|API_?KEY|PRIVATE_KEY", re.IGNORECASE)
SHORTEST = 8  # characters of a secret; a shorter one would mask half of every text
RANDOM = 4.0  # bits a character: base64 of 32 random characters has about 4.5, names under 3.8
SHOWN = 5  # characters of a token that tell its kind and nothing else: `eyJ0e` opens `{"typ"`


def secrets_of(environment: Mapping[str, str]) -> frozenset[str]:
    """The values of an environment that must never be shown: those whose variable's name says so."""
    named = (value for name, value in environment.items() if SECRET_NAME.search(name))
    return frozenset(value for value in named if len(value) >= SHORTEST)


def _forms(secrets: Iterable[str]) -> list[str]:
    """Each secret as it is, as a form body or URL carries it and as JSON spells it; longest first."""
    forms = {
        form for value in secrets for form in (value, quote(value, safe=""), quote_plus(value), json.dumps(value)[1:-1])
    }
    return sorted(forms, key=lambda form: (-len(form), form))


def _is_random(word: str) -> bool:
    """Whether a long word is too varied to be a name: a token or a key in base64, say."""
    mixed = all(re.search(kind, word) for kind in ("[a-z]", "[A-Z]", "[0-9]"))
    entropy = -sum(n / len(word) * math.log2(n / len(word)) for n in Counter(word).values())
    return mixed and entropy >= RANDOM


def leaks(text: str, secrets: Iterable[str] = ()) -> list[str]:
    """Every token or secret that stands in a text, in full: for replacing, never for showing."""
    found = [form for form in _forms(secrets) if form in text]
    found += [match[0] for pattern in (JWT, PERSONAL) for match in pattern.finditer(text)]
    return found + [match[0] for match in LONG_WORD.finditer(text) if _is_random(match[0])]


def mask(text: str, secrets: Iterable[str] = ()) -> str:
    """The text with each secret as `***` and each token cut to its first characters."""
    for form in _forms(secrets):
        text = text.replace(form, "***")
    for word in sorted(leaks(text), key=len, reverse=True):
        text = text.replace(word, word[:SHOWN] + "…")
    return text
