"""Every snippet, run as shown by its real client, prints its documented response."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness import registry
from harness.redact import leaks
from harness.registry import ROOT, SNIPPETS, Snippet
from harness.run import missing, run
from harness.verdict import explain, faults, short

ALL = list(registry.snippets())


@pytest.mark.parametrize("snippet", ALL, ids=lambda snippet: snippet.id)
def test_prints_its_documented_response(
    snippet: Snippet, entra_server: Any, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    why = missing(snippet.client)
    if why and os.environ.get("CI"):
        # There a client that is missing must not pass for one that works.
        pytest.fail(why, pytrace=False)
    if why:
        pytest.skip(why)
    result = run(snippet, entra_server, tmp_path)
    record_property("client", snippet.client.name)
    record_property("seconds", result.seconds)
    if found := faults(snippet, result, entra_server.signed):
        pytest.fail(explain(snippet, result, found), pytrace=False)


def test_runs_as_many_snippets_as_there_are_files() -> None:
    on_disk = [
        path
        for client in (ROOT / "clients").glob("*.toml")
        for path in SNIPPETS.rglob(client.stem + tomllib.loads(client.read_text(encoding="utf-8"))["suffix"])
    ]
    assert ALL
    assert sorted(snippet.file for snippet in ALL) == sorted(on_disk)


def test_every_file_is_a_snippet_or_the_documented_response_of_one() -> None:
    assert [short(file) for file in registry.orphans()] == []


@pytest.mark.parametrize("snippet", ALL, ids=lambda snippet: snippet.id)
def test_has_a_documented_response(snippet: Snippet) -> None:
    assert snippet.documented, f"put what {short(snippet.file)} prints beside it, as {snippet.client.name}.json"


def test_no_snippet_and_no_documented_response_holds_a_token() -> None:
    texts = {file: file.read_text(encoding="utf-8") for file in SNIPPETS.rglob("*") if file.is_file()}
    assert [short(file) for file, text in texts.items() if leaks(text)] == []
