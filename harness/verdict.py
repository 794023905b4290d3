"""Judges a run against what the page promises, and tells a maintainer what went wrong.

A snippet must exit with 0 and print its documented response, unless a `<client>.stderr.txt` (or `response.stderr.txt`) lies
beside it: then it must exit with another status and write that text to stderr, and stdout is compared with `<client>.json`,
`.txt` or `.html` where there is one and is empty where there is none.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from harness.catalogue import entry_of
from harness.claims import checking
from harness.compare import differences
from harness.pairs import strayed
from harness.promises import Signed
from harness.registry import ROOT, Snippet
from harness.run import Result

MOST_TOLD = 10  # differences of one response: the first few tell what happened
# curl draws its progress on stderr wherever that is no terminal.
METER = re.compile(r"\s*(% Total.*|Dload .*|[\d.]+ +[\d.]+[kMG]? .*[-:\d]{8} +[\d.]+[kMG]?)?")
CLIENT_ERROR = 400  # the first status of HTTP that refuses: RFC 9110, section 15.5
UPDATES = "azcliprod.blob.core.windows.net"  # where az looks for a newer az; it is no part of what a page says
LAST_LINES = 15  # of stderr: an error's cause stands at the end


def short(file: Path) -> str:
    return os.path.relpath(file, ROOT)


def faults(snippet: Snippet, result: Result, signed: Signed) -> list[str]:
    """Each way in which a run broke the page's promise; an empty list is a pass.

    Raises ValueError, naming the file, where a documented response cannot be read as what its suffix says.
    """
    documented = snippet.documented
    if not documented:
        return [f"no documented response: put what it prints beside it, as {snippet.client.name}.json or response.json"]
    signed = checking(snippet, signed)
    found = [
        f"it asked for {host}, which the mock does not play: nothing may leave the machine"
        for host in result.refused_hosts
    ]
    if result.timed_out:
        found.append(f"it was ended after {result.seconds:.0f} s")
    elif "stderr" in documented and result.returncode == 0:
        found.append(f"exit status 0, but {short(documented['stderr'])} says that it fails")
    elif "stderr" not in documented and result.returncode != 0:
        found.append(f"exit status {result.returncode}, not 0")
    if "stdout" not in documented and result.stdout:
        found.append("it printed to stdout, where nothing is documented")
    for stream, file in documented.items():
        told = differences(file, getattr(result, stream), signed)
        more = [f"… and {len(told) - MOST_TOLD} more"] if len(told) > MOST_TOLD else []
        found += [f"{stream} is not as in {short(file)}:", *told[:MOST_TOLD], *more] if told else []
    return [result.masked(line) for line in [*found, *strayed(snippet), *lessons_missed(snippet, result)]]


def lessons_missed(snippet: Snippet, result: Result) -> list[str]:
    """Each way in which a run does not teach what its entry of the catalogue says; empty for any other topic.

    A failing snippet meets the entry's refusal, or at least fails; a mended one has no request refused.
    """
    entry = entry_of(snippet.topic)
    if entry is None:
        return []
    refused = [seen for seen in result.exchanges if seen.status >= CLIENT_ERROR and seen.host != UPDATES]
    if snippet.topic.endswith("/works"):
        if entry.refused and not refused:
            return ["entry.toml says why a request of the mended snippet is refused, but none was"]
        told = [f"it is mended, but was refused: {exchange_line(exchange)}" for exchange in refused]
        ended = [f"it is mended, but exits with {result.returncode}"] if result.returncode else []
        return [*ended, *([] if entry.refused else told)]
    codes = sorted({exchange.code for exchange in result.exchanges if exchange.code})
    if entry.code and not any(map(entry.is_met_by, codes)):
        return [f"it should meet {entry.code}, but met {', '.join(codes) or 'no refusal'}"]
    failed = bool(result.returncode or refused)
    if entry.silent:
        return ["entry.toml says why it fails in silence, but it fails aloud"] if failed else []
    return [] if failed else ["it lies in fails/, but it exits with 0 and nothing is refused"]


def exchange_line(exchange: object) -> str:
    """One line an exchange: method, address, status, and for a refusal its code and the rule it broke."""
    words = [getattr(exchange, name, None) for name in ("method", "host", "path", "status", "code", "rule", "page")]
    method, host, path, status, *why = words
    return " ".join(str(word) for word in (method, f"{host}{path}", status, *why) if word)


def explain(snippet: Snippet, result: Result, found: list[str]) -> str:
    """The whole story of a failed run, without tokens or secrets."""
    stderr = [line for line in result.stderr.splitlines() if not METER.fullmatch(line)]
    cut = [f"({len(stderr) - LAST_LINES} lines above these)"] if len(stderr) > LAST_LINES else []
    seen = [exchange_line(exchange) for exchange in result.exchanges] or ["no request"]
    parts = [
        f"{short(snippet.file)} (exit status {result.returncode}, {result.seconds:.1f} s, on {snippet.host})",
        *(f"  {line}" for line in found),
        *(["stderr:", *(f"  {line}" for line in [*cut, *stderr[-LAST_LINES:]])] if stderr else []),
        "the mock saw:",
        *(f"  {line}" for line in seen),
    ]
    return result.masked("\n".join(parts))
