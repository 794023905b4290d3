"""A snippet that asks any host which the mock does not play fails, and the failure names the host."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import registry
from harness.mutants.bench import Bench, Mutated
from harness.registry import Snippet
from harness.run import missing
from harness.verdict import faults
from mock_entra import Entra

LOGIN, ELSEWHERE = "login.microsoftonline.com", "login.example.com"
# Every client whose snippet names the host itself; the others get it from their library.
NAMED = {
    snippet.client.name: snippet
    for snippet in registry.snippets("service-principal")
    if LOGIN in snippet.file.read_text(encoding="utf-8")
}
# MSAL asks Microsoft first whether a host is Microsoft's, is told no and never asks that host: instance discovery,
# https://learn.microsoft.com/entra/msal/dotnet/advanced/authority-validation.
CAREFUL = {name for name in NAMED if name.endswith("-msal")}


def test_some_clients_name_the_host_themselves() -> None:
    assert {"curl", "python-requests", "python-msal", "postman"} <= set(NAMED)


@pytest.mark.parametrize("snippet", NAMED.values(), ids=lambda snippet: snippet.client.name)
def test_a_snippet_that_asks_another_host_fails_and_the_failure_names_it(
    snippet: Snippet, entra_server: Entra, tmp_path: Path
) -> None:
    if why := missing(snippet.client):
        pytest.skip(why)  # tests/test_snippets.py makes this a failure where CI is set
    file = tmp_path / snippet.file.name
    file.write_text(snippet.file.read_text(encoding="utf-8").replace(LOGIN, ELSEWHERE), encoding="utf-8")
    mutated = Mutated(file, snippet.client, snippet)
    result = Bench(entra_server, tmp_path).run(mutated)
    named = f"it asked for {ELSEWHERE}, which the mock does not play: nothing may leave the machine"
    found = faults(mutated, result, entra_server.signed)
    assert found
    assert (named in found) is (snippet.client.name not in CAREFUL)
