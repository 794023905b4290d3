"""Mistakes in a documented response: a key too many, too few, renamed or of another type, a value or a line that is not so."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from harness.mutants.edit import Edit

Way = tuple[str | int, ...]


def of(file: Path, text: str) -> Iterator[Edit]:
    """Every mistake in one response; each replaces the whole text, because JSON is compared by its values.

    Raises ValueError, naming the file, where a `.json` is no JSON.
    """
    if file.suffix == ".json":
        try:
            value = json.loads(text)
        except ValueError as error:
            raise ValueError(f"{file} is not JSON: {error}. Mend that file.") from error
        for operator, changed in _values(value):
            yield Edit(operator, 0, len(text), json.dumps(changed, indent=2, ensure_ascii=False) + "\n")
        return
    yield from lines(text)


def lines(text: str) -> Iterator[Edit]:
    """Every line changed, left out and written twice."""
    start, all_lines = 0, text.splitlines(keepends=True)
    for number, line in enumerate(all_lines):
        bare, end = line.rstrip("\n"), start + len(line)
        if bare.strip() and bare != "...":
            middle = start + len(bare) // 2
            yield Edit("line changed", start, start + len(bare), _other_text(bare))
            yield Edit("letter lost", middle, middle + 1, "")
            # Beside `...` a lost line is one more that the three dots stand for.
            if "..." not in (beside.strip() for beside in all_lines[max(0, number - 1) : number + 2]):
                yield Edit("line lost", start, end, "")
            yield Edit("line doubled", end, end, line if line.endswith("\n") else f"\n{line}")
        start = end


def _values(value: Any) -> Iterator[tuple[str, Any]]:
    for way, found in _walk(value):
        at = f"$.{'.'.join(map(str, way))}" if way else "$"
        if isinstance(found, dict):
            yield f"{at} key added", _set(value, (*way, "extra"), "something")
            for key in found:
                yield f"{at}.{key} removed", _apply(value, way, partial(_remove, key))
                yield f"{at}.{key} renamed", _apply(value, way, partial(_rename, key))
        elif isinstance(found, list):
            yield (
                f"{at} item added",
                _apply(value, way, lambda node: node.append(copy.deepcopy(node[-1]) if node else "x")),
            )
            if found:
                yield f"{at} item removed", _apply(value, way, lambda node: node.pop())
        else:
            for operator, other in _scalars(found):
                yield f"{at} {operator}", _set(value, way, other)


def _scalars(value: Any) -> Iterator[tuple[str, Any]]:
    """Other types, then other values, then another placeholder."""
    if isinstance(value, bool) or value is None:
        yield "retyped", str(value).lower()
        yield "changed", not value
    elif isinstance(value, int | float):
        yield "number → string", str(value)
        yield "number → null", None
        # By more than the minute that a countdown may be off.
        yield "changed", value + 100 if value < 10**6 else value * 10
    else:
        yield "string → null", None
        yield "string → list", [value]
        if value.isdecimal():
            yield "string → number", int(value)
        yield "changed", _other_text(value)


def _other_text(text: str) -> str:
    """A text that promises something else: for a token's placeholder another kind of token, else a letter more."""
    if "eyJ" in text and "..." in text:
        return text.replace("eyJ", "dapi", 1)
    return f"{text}x"


def _walk(value: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    yield way, value
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in members:
        yield from _walk(below, (*way, key))


def _apply(value: Any, way: Way, change: Callable[[Any], object]) -> Any:
    changed = copy.deepcopy(value)
    node = changed
    for key in way:
        node = node[key]
    change(node)
    return changed


def _set(value: Any, way: Way, new: Any) -> Any:
    if not way:
        return new

    def put(node: Any) -> None:
        node[way[-1]] = new

    return _apply(value, way[:-1], put)


def _remove(key: str, node: dict[str, Any]) -> None:
    del node[key]


def _rename(key: str, node: dict[str, Any]) -> None:
    node[f"{key}x"] = node.pop(key)
