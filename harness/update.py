"""Shows, and with --write writes, how documented responses differ from what the clients print now.

It normalises first, keeps every placeholder that still holds, and writes no text that looks like a token or a secret.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harness import normalise, registry
from harness.compare import differences
from harness.files import replace
from harness.redact import leaks, mask
from harness.registry import FAILURE_SUFFIX, Snippet
from harness.run import Result, missing, run
from harness.verdict import explain, short


@dataclass
class Plan:
    """The new text of each response file, and one sentence for each file that cannot be updated."""

    texts: dict[Path, str] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)


def selected(topics: list[str], word: str) -> list[Snippet]:
    """The snippets of these topics whose id holds a word, with all others that share a response file with them."""
    everything = list(registry.snippets())
    chosen = [
        s
        for s in everything
        if word in s.id and (not topics or any(f"{s.id}/".startswith(f"{t.strip('/')}/") for t in topics))
    ]
    files = {file for snippet in chosen for file in snippet.documented.values()}
    return [s for s in everything if s in chosen or files & set(s.documented.values())]


def targets(snippet: Snippet, result: Result) -> dict[str, Path]:
    """The response file for each stream: the documented ones, else new ones named after the client."""
    if snippet.documented:
        return snippet.documented
    stem = snippet.file.parent / snippet.client.name
    if result.returncode:
        return {"stderr": stem.with_name(stem.name + FAILURE_SUFFIX)}
    is_json = result.stdout.lstrip()[:1] in ("{", "[")
    return {"stdout": stem.with_name(stem.name + (".json" if is_json else ".txt"))}


def plan(runs: Iterable[tuple[Snippet, Result]], signed: Any) -> Plan:
    """Decide the new text of every response file that these runs no longer agree with."""
    made, printed = Plan(), defaultdict[Path, list[tuple[Snippet, Result, str]]](list)
    for snippet, result in runs:
        surprising = snippet.documented and bool(result.returncode) != ("stderr" in snippet.documented)
        if result.timed_out or result.refused_hosts or surprising:
            made.refusals.append(explain(snippet, result, ["not updated, because it did not end well"]))
            continue
        for stream, file in targets(snippet, result).items():
            printed[file].append((snippet, result, getattr(result, stream)))
    for file, users in printed.items():
        try:
            settle(file, users, signed, made)
        except ValueError as error:
            made.refusals.append(mask(f"{short(file)} is not updated: {error}", users[0][1].secrets))
    return made


def settle(file: Path, users: list[tuple[Snippet, Result, str]], signed: Any, made: Plan) -> None:
    """Find the one text of a file with which all its users agree.

    Raises ValueError where there is none or where it would hold a token or a secret.
    """
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    stale = [text for _, _, text in users if not old or differences(file, text, signed)]
    if not stale:
        return
    new = (normalise.as_json if file.suffix == ".json" else normalise.as_text)(old, stale[0], signed)
    if leaks(new, users[0][1].secrets):
        raise ValueError("what the client printed holds a token or a secret that no placeholder stands for")
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / file.name
        draft.write_text(new, encoding="utf-8")
        others = [snippet.client.name for snippet, _, text in users if differences(draft, text, signed)]
    if others:
        raise ValueError(f"its clients print different things; give {', '.join(others)} a response file of its own")
    made.texts[file] = new


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0: nothing to change, or all written; 1: something to change or refused; 2: nothing selected."""
    parser = argparse.ArgumentParser(prog="python -m harness.update", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help="a folder under snippets/, or a snippet's id")
    parser.add_argument("-k", dest="word", default="", metavar="WORD", help="only snippets whose id holds this word")
    parser.add_argument("--write", action="store_true", help="write the files; otherwise the difference is only shown")
    options = parser.parse_args(arguments)
    chosen = selected([topic.removeprefix("snippets/") for topic in options.topics], options.word)
    if not chosen:
        parser.error("no snippet is named so; `ls snippets` shows the topics")

    from mock_entra import running  # noqa: PLC0415  # --help and a wrong name need no mock

    runs, absent = [], sorted({why for snippet in chosen if (why := missing(snippet.client))})
    with running() as entra, tempfile.TemporaryDirectory() as folder:
        for number, snippet in enumerate(s for s in chosen if not missing(s.client)):
            runs.append((snippet, run(snippet, entra, Path(folder) / str(number))))
        made = plan(runs, entra.signed)
    return report(made, absent, write=options.write)


def report(made: Plan, absent: list[str], *, write: bool) -> int:
    """Show each difference, write the files if asked to, and give the exit status."""
    for file, new in sorted(made.texts.items()):
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        names = short(file) if old else os.devnull, short(file)
        sys.stdout.writelines(
            difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), *names)
        )
        if write:
            replace(file, new)
    for sentence in [*made.refusals, *absent]:
        print(sentence, file=sys.stderr)
    verb = "written" if write else "to write with --write"
    print(
        f"{len(made.texts)} responses {verb}, {len(made.refusals)} refused, {len(absent)} clients missing",
        file=sys.stderr,
    )
    return 1 if made.refusals or absent or (made.texts and not write) else 0


if __name__ == "__main__":
    sys.exit(main())
