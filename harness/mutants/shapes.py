"""Mistakes in what a program is made of: an argument left out, a body sent in another form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harness.mutants.edit import Edit
from harness.mutants.syntax import Piece

FORM = 'headers={"Content-Type": "application/x-www-form-urlencoded"}'


def left_out(piece: Piece) -> Iterator[Edit]:
    """An argument, an option with its value, a header, a key, left out."""
    yield Edit("left out", piece.start, piece.end, "")


def in_keywords(piece: Piece) -> Iterator[Edit]:
    """A form's fields as text that nobody encoded, as JSON or in the address; a query in the body."""
    name, _, value = piece.text.rstrip(",").partition("=")
    if piece.kind != "keyword_argument" or name not in ("data", "params", "json"):
        return
    comma = piece.text[len(piece.text.rstrip(",")) :]
    if name == "data" and value.startswith("{"):
        # The mistake is only worth its name where the type is right and just the encoding is missing.
        text = f'"&".join(f"{{k}}={{v}}" for k, v in {value}.items())'
        yield Edit("unencoded body", piece.start, piece.end, f"data={text}, {FORM}{comma}")
    for other in {"data", "params", "json"} - {name}:
        yield Edit(f"{name} → {other}", piece.start, piece.start + len(name), other)


def is_sent(piece: Piece) -> bool:
    """Whether a piece of a Postman collection is sent; the rest, such as its title, is for Postman's own window."""
    return any(re.fullmatch("pair request", above) for above in piece.context)
