"""Compares what a client printed with what the page says, and words each difference.

A documented response promises, as JSON, which keys there are and every value with its type; the order of the keys and the
layout it does not promise. `3599`, `"3599"` and `3599.0` differ. Where `...` stands in a string, and for the keys and labels
of `harness.promises`, it promises the kind. A text or HTML response promises every line, by the same rules; a line that is
only `...` stands for any lines at all, such as a traceback's.
"""

from __future__ import annotations

import json
from itertools import zip_longest
from pathlib import Path
from typing import Any

from harness.promises import Signed, breach, volatile
from harness.redact import mask

Value = Any  # what json.loads returns
WIDTH = 100  # characters of a value in a failure
ABSENT = object()


def parse(text: str) -> Value:
    """One JSON document (RFC 8259), without repeated keys, NaN or Infinity.

    Raises ValueError with a position where it is anything else.
    """

    def members(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
        names = [name for name, _ in pairs]
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"the key {', '.join(map(repr, sorted(twice)))} stands there twice")
        return dict(pairs)

    def constant(name: str) -> Value:
        raise ValueError(f"{name} is no JSON value")

    try:
        return json.loads(text, object_pairs_hook=members, parse_constant=constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def show(value: Value, against: Value = ABSENT) -> str:
    """A value as a failure prints it: without tokens, and from where it begins to differ if it is long."""
    if value is ABSENT:
        return "no such key"
    text = mask(json.dumps(value, ensure_ascii=False))
    if len(text) <= WIDTH:
        return text
    other = mask(json.dumps(against, ensure_ascii=False)) if against is not ABSENT else ""
    same = next((i for i, (a, b) in enumerate(zip_longest(text, other)) if a != b), 0)
    start = max(0, same - WIDTH // 4)
    return ("…" if start else "") + text[start : start + WIDTH] + ("…" if start + WIDTH < len(text) else "")


def sentence(where: str, documented: Value, printed: Value, why: str = "") -> str:
    said = f"{where}: the page says {show(documented, printed)}, the client printed {show(printed, documented)}"
    return f"{said} ({mask(why)})" if why else said


def json_differences(documented: Value, printed: Value, signed: Signed, where: str = "$") -> list[str]:
    """Each difference of two JSON values, as `$.path: the page says …, the client printed …`."""
    if type(documented) is not type(printed):
        return [sentence(where, documented, printed)]
    if isinstance(documented, dict):
        found = []
        for key in [*documented, *(key for key in printed if key not in documented)]:
            below = f"{where}.{key}" if key.replace("-", "_").isidentifier() else f"{where}[{json.dumps(key)}]"
            pair = documented.get(key, ABSENT), printed.get(key, ABSENT)
            kind = volatile(key, pair[0])
            if ABSENT in pair:
                found.append(sentence(below, *pair))
            elif kind:
                found += (
                    []
                    if kind.holds(*pair)
                    else [
                        sentence(below, *pair, why=f"promised: {kind.says}" if type(pair[0]) is type(pair[1]) else "")
                    ]
                )
            else:
                found += json_differences(*pair, signed, below)
        return found
    if isinstance(documented, list):
        found = [f"{where}: the page says {len(documented)} items, the client printed {len(printed)}"]
        found = [] if len(documented) == len(printed) else found
        for index, pair in enumerate(zip(documented, printed, strict=False)):
            found += json_differences(*pair, signed, f"{where}[{index}]")
        return found
    if isinstance(documented, str):
        why = breach(documented, printed, signed)
        return [sentence(where, documented, printed, "" if why == "not equal" else why)] if why else []
    return [] if documented == printed else [sentence(where, documented, printed)]


def lines_of(text: str) -> list[str]:
    """The lines of a text; the newline that ends a file is no line."""
    return text.removesuffix("\n").split("\n")


def paired(documented: list[str], printed: list[str]) -> list[tuple[Any, Any]]:
    """Documented lines beside printed ones; a documented line `...` swallows what is between.

    Raises ValueError if there are two such lines, because then what they swallow is not determined.
    """
    if documented.count("...") > 1:
        raise ValueError("only one line may be `...`; keep one and write the other lines out")
    if "..." not in documented:
        return list(zip_longest(documented, printed, fillvalue=ABSENT))
    head, tail = documented.index("..."), len(documented) - documented.index("...") - 1
    rest = max(head, len(printed) - tail)
    above = zip_longest(documented[:head], printed[:head], fillvalue=ABSENT)
    return [*above, *zip_longest(documented[head + 1 :], printed[rest:], fillvalue=ABSENT)]


def text_differences(documented: str, printed: str, signed: Signed) -> list[str]:
    """Each difference of two texts, line by line, as `line N: the page says …, the client printed …`."""
    found, numbers = [], [n for n, line in enumerate(lines_of(documented), 1) if line != "..."]
    for index, (said, got) in enumerate(paired(lines_of(documented), lines_of(printed))):
        number = numbers[index] if index < len(numbers) else index + 1
        if ABSENT in (said, got) or (why := breach(said, got, signed)):
            told = sentence(f"line {number}", said, got, "" if ABSENT in (said, got) or why == "not equal" else why)
            found.append(told.replace(show(ABSENT), "no such line"))
    return found


def differences(response: Path, printed: str, signed: Signed) -> list[str]:
    """Each difference between a documented response and what a client printed; `.json` is compared as JSON.

    Raises ValueError, naming the file, where the documented response itself is not what its suffix says.
    """
    documented = response.read_text(encoding="utf-8")
    try:
        if response.suffix != ".json":
            return text_differences(documented, printed, signed)
        promised = parse(documented)
    except ValueError as error:
        raise ValueError(f"{response} is not a response to compare with: {error}. Mend that file.") from error
    try:
        return json_differences(promised, parse(printed), signed)
    except ValueError as error:
        got = f"what is not one JSON document: {error}: {show(printed)}" if printed.strip() else "nothing"
        return [f"$: the page says {show(promised)}, the client printed {got}"]
