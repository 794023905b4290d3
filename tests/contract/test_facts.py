"""One fact of a table changes: a recording or a documented response must notice, for that is what the fact stands on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from string import Template
from typing import Any

import pytest

from harness import catalogue, registry
from harness.registry import Snippet
from harness.run import run
from harness.verdict import faults
from mock_entra import Entra, documents
from mock_entra.refusals import Refusal, refusals
from tests.contract.fixtures import Fixture, fixtures
from tests.contract.recorded import differences
from tests.contract.situations import AMBIGUOUS
from tests.contract.test_refusals import CASES

QUICK = ("curl", "curl-openssl", "python-requests")  # the first that an entry has is run, before any other
# Refusals that are known from one report or test alone, whose words stand in no recording and on no page.
UNSHOWN = {
    "arm-api-version",
    "arm-header",
    "arm-token",
    "azure-devops-connection",
    "azure-devops-redirect",
    "azure-devops-token",
    "entra-not-found",
}
DOCUMENTS = {
    "instance-discovery": "instance discovery",
    "openid-configuration-v1": "v1 configuration",
    "openid-configuration-v2": "v2 configuration",
}


def changed(row: Refusal) -> Iterator[tuple[str, Refusal]]:
    """The row with other words, another error, another code.

    Another status of an error that has a name is noticed by test_a_status_follows_from_the_error.
    """
    if not row.error:
        yield "status", replace(row, status=row.status + 1)
    if row.text:
        yield "text", replace(row, text=row.text.replace(" ", "_", 1))
    if row.error:
        yield "error", replace(row, error=f"{row.error}_")
    if row.code.startswith("AADSTS"):
        yield "code", replace(row, code=f"AADSTS9{row.number}")
    if not row.error_uri:
        yield "error_uri", replace(row, error_uri=True)


def recordings(code: str) -> list[Fixture]:
    return [fixture for fixture in fixtures().values() if fixture.situation in CASES[code]]


def shown(code: str) -> Snippet | None:
    """A failing snippet of the catalogue that meets a refusal."""
    topics = [f"{entry.topic}/fails" for entry in catalogue.entries().values() if entry.is_met_by(code)]
    found = {snippet.client.name: snippet for topic in topics for snippet in registry.snippets_of(topic)}
    return next((found[name] for name in (*QUICK, *found) if name in found), None)


# What is not confirmed is on no page and in no recording, and a row says so.
KNOWN = [row for row in refusals().values() if row.evidence != "unconfirmed"]
BARE = {row.code for row in KNOWN if not recordings(row.code) and not shown(row.code)}
ROWS = [(row, *change) for row in KNOWN if row.code not in BARE for change in changed(row)]


def noticed(fixture: Fixture, entra: Entra) -> bool:
    try:
        return bool(differences(fixture, entra).keys() - fixture.excused.keys())
    except ValueError:  # no JSON: the mock could not answer
        return True


@pytest.mark.parametrize(("row", "field", "other"), ROWS, ids=[f"{row.code}-{field}" for row, field, _ in ROWS])
def test_another_refusal_is_noticed(
    row: Refusal,
    field: str,
    other: Refusal,
    microsoft: Entra,
    ambiguous_machine: Entra,
    entra_server: Entra,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(refusals(), row.code, other)
    for fixture in recordings(row.code):
        if noticed(fixture, ambiguous_machine if fixture.situation in AMBIGUOUS else microsoft):
            return
    snippet = shown(row.code)
    assert snippet, f"no recording and no page notices another {field} of {row.code}"
    assert faults(snippet, run(snippet, entra_server, tmp_path), entra_server.signed), f"{snippet.id} does not notice"


def test_what_neither_a_recording_nor_a_page_shows_is_listed() -> None:
    assert BARE == UNSHOWN


def spoilt(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The document with one key renamed, and with one value made a list of itself."""
    for key, value in document.items():
        yield f"{key} renamed", {f"{name}_" if name == key else name: other for name, other in document.items()}
        yield f"{key} retyped", document | {key: [value]}


SPOILT = [
    (name, what, other)
    for name in DOCUMENTS
    for what, other in spoilt(
        json.loads((Path(documents.__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
    )
]


@pytest.mark.parametrize(("name", "what", "other"), SPOILT, ids=[f"{name}-{what}" for name, what, _ in SPOILT])
def test_another_document_is_noticed(
    name: str, what: str, other: dict[str, Any], microsoft: Entra, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "_template", lambda _: Template(json.dumps(other)))
    documents.document.cache_clear()
    try:
        found = [fixture for fixture in fixtures().values() if fixture.situation == DOCUMENTS[name]]
        assert any(noticed(fixture, microsoft) for fixture in found), f"no recording notices {what}"
    finally:
        documents.document.cache_clear()
