"""Which mutants of the mock no test noticed, as mutmut keeps them, and what tests/mock_survivors.toml says of each."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

SURVIVED, UNTESTED = 0, 33  # mutmut's exit codes: no test failed; no test came by
KEYS = {"reason", "function", "before", "after", "change"}


@dataclass(frozen=True)
class Survivor:
    """A mutant by mutmut's name: its function, the lines that stood there and those that stand there now."""

    name: str
    function: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.function}: {self.before} → {self.after}"


@dataclass(frozen=True)
class Reason:
    """Why some mutants may survive: all that is given must fit.

    `function` is a glob, `before` and `after` are regular expressions that are searched; `change` is "letters" where
    nothing but the case of letters may differ.
    """

    reason: str
    function: str = "*"
    before: str = ""
    after: str = ""
    change: str = ""

    def explains(self, survivor: Survivor) -> bool:
        return (
            fnmatchcase(survivor.function, self.function)
            and bool(re.search(self.before, survivor.before) and re.search(self.after, survivor.after))
            and (self.change != "letters" or survivor.before.lower() == survivor.after.lower())
        )


def reasons(file: Path) -> list[Reason]:
    """What is explained. Raises ValueError, naming the file, where an entry has no reason or a key that means nothing."""
    entries: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8")).get("survivor", [])
    for entry in entries:
        if not entry.get("reason") or entry.keys() - KEYS:
            raise ValueError(f"{file}: an entry needs a reason, and may have {', '.join(sorted(KEYS))}: {entry}.")
    return [Reason(**entry) for entry in entries]


def outcomes(folder: Path) -> dict[Path, dict[str, Any]]:
    """What mutmut keeps of each mutated module, by its file; it keeps some of modules that are mutated no longer."""
    files = [file for file in sorted(folder.rglob("*.py.meta")) if "__mutmut_" in _module(file)]
    return {file: json.loads(file.read_text(encoding="utf-8")) for file in files}


def survivors(folder: Path) -> Iterator[Survivor]:
    """Every mutant that no test has noticed, or that no test came by."""
    for file, kept in outcomes(folder).items():
        functions = _functions(file)
        for name, code in kept["exit_code_by_key"].items():
            if code in (SURVIVED, UNTESTED):
                yield shown(name, functions)


def shown(name: str, functions: dict[str, ast.AST]) -> Survivor:
    """What a mutant changed: mutmut keeps each beside its original, in one module."""
    function, _, _ = name.partition("__mutmut_")
    own, original = name.rpartition(".")[2], f"{function.rpartition('.')[2]}__mutmut_orig"
    old, new = (_body(functions, each) for each in (original, own))
    before, after = [line for line in old if line not in new], [line for line in new if line not in old]
    readable = re.sub(r"\.x(_|ǁ)", ".", function).replace("ǁ", ".").removeprefix("mock_entra.")
    return Survivor(name, readable, " ".join(before), " ".join(after))


def _body(functions: dict[str, ast.AST], function: str) -> list[str]:
    """A function's lines, each as ast writes it, without its own name."""
    return [line.strip() for line in ast.unparse(functions[function]).replace(function, "").splitlines()]


def _module(file: Path) -> str:
    """The text of the module beside mutmut's file."""
    return file.with_suffix("").read_text(encoding="utf-8")


def _functions(file: Path) -> dict[str, ast.AST]:
    """Every mutant's function of the module beside mutmut's file, and every original's, by name.

    Read anew each time: a run of mutmut writes the modules again.
    """
    kinds = ast.FunctionDef, ast.AsyncFunctionDef
    nodes = ast.walk(ast.parse(_module(file)))
    return {node.name: node for node in nodes if isinstance(node, kinds) and "__mutmut_" in node.name}


def forget(folder: Path, names: set[str]) -> None:
    """Have mutmut try these again."""
    for file, kept in outcomes(folder).items():
        codes = kept["exit_code_by_key"]
        if again := names & codes.keys():
            kept["exit_code_by_key"] = codes | dict.fromkeys(again)
            file.write_text(json.dumps(kept, indent=4), encoding="utf-8")
