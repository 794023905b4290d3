"""What a topic promises of the token that its clients print: claims.toml names the claims (RFC 7519), folder by folder.

A response shows `eyJ0e...fg`, which any token fits: a token for another API, or of another identity, would pass unseen.
"""

from __future__ import annotations

import tomllib

from harness import registry
from harness.promises import Signed
from harness.registry import Snippet

NAME = "claims.toml"


def promised(snippet: Snippet) -> dict[str, str]:
    """The claims that hold for a snippet's topic: those of `snippets/` and of every folder on the way, the nearest first."""
    found: dict[str, str] = {}
    folder = registry.SNIPPETS
    for part in ("", *snippet.topic.split("/")):
        folder /= part
        if (file := folder / NAME).is_file():
            found |= tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def checking(snippet: Snippet, signed: Signed) -> Signed:
    """`signed`, which then raises ValueError for a token whose claims are not those that the snippet's topic promises too."""
    expected = promised(snippet)

    def check(token: str) -> object:
        claims = signed(token)
        for name, value in expected.items():
            found = claims.get(name) if isinstance(claims, dict) else None
            if found != value:
                raise ValueError(f"its {name} is {found}, {NAME} promises {value}")
        return claims

    return check
