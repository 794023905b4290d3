"""Turns what a client printed into what a page may show: documented placeholders stay, tokens and moments go."""

from __future__ import annotations

import json
import re
from typing import Any

from harness.compare import ABSENT, json_differences, lines_of, paired, parse
from harness.promises import IN_TEXT, Signed, breach, volatile
from harness.redact import JWT

PLACEHOLDER = "eyJ0e...fg"
# How clients lay JSON out, as json.dumps's arguments; the first is for what fits none.
LAYOUTS: list[dict[str, Any]] = [
    {"indent": indent, "separators": separators, "ensure_ascii": ascii_only}
    for indent, separators in [(2, (",", ": ")), (4, (",", ": ")), (None, (",", ":")), (None, (", ", ": "))]
    for ascii_only in (False, True)
]


def anonymous(printed: str) -> str:
    """A text without its tokens, and with one well-known value for whatever changes from run to run."""
    printed = JWT.sub(PLACEHOLDER, printed)
    for label, kind in IN_TEXT.items():
        printed = re.sub(f"(?<={re.escape(label)}){kind.pattern}", kind.example, printed)
    return printed


def merge(documented: Any, printed: Any, signed: Signed, key: str = "") -> Any:
    """The printed JSON value, with the documented one in each place where that still holds."""
    if isinstance(printed, dict):
        members = documented if isinstance(documented, dict) else {}
        return {name: merge(members.get(name, ABSENT), value, signed, name) for name, value in printed.items()}
    if isinstance(printed, list):
        items = documented if isinstance(documented, list) else []
        return [merge(items[n] if n < len(items) else ABSENT, value, signed) for n, value in enumerate(printed)]
    if documented is not ABSENT and not json_differences({key: documented}, {key: printed}, signed):
        return documented
    kind = volatile(key, printed)
    if kind and kind.below is None:
        return type(printed)(kind.example)
    return anonymous(printed) if isinstance(printed, str) else printed


def as_json(documented: str, printed: str, signed: Signed) -> str:
    """A JSON response in the layout in which the client printed it.

    Raises ValueError where the client did not print one JSON document.
    """
    value = parse(printed)
    merged = merge(parse(documented) if documented else ABSENT, value, signed)
    same = (layout for layout in LAYOUTS if json.dumps(value, **layout) == printed.strip())
    return json.dumps(merged, **next(same, LAYOUTS[0])) + "\n"


# Of a traceback a page shows the last line: the frames name the folders and the Python of one machine.
FRAMES = re.compile(r"^Traceback \(most recent call last\):\n(?:[ \t].*\n|\n)+", re.MULTILINE)


def as_text(documented: str, printed: str, signed: Signed) -> str:
    """A text or HTML response; a documented line `...` goes on standing for what it stood for."""
    if not documented:
        return "\n".join(map(anonymous, lines_of(FRAMES.sub("...\n", printed, count=1)))) + "\n"
    old, new = lines_of(documented), lines_of(printed)
    kept = [
        said if ABSENT not in (said, got) and not breach(said, got, signed) else got for said, got in paired(old, new)
    ]
    lines = [line if line in old else anonymous(line) for line in kept if line is not ABSENT]
    if "..." in old:
        lines.insert(min(old.index("..."), len(lines)), "...")
    return "\n".join(lines) + "\n"
