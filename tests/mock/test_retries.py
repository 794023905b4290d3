"""How real clients meet what goes wrong at Microsoft, by their own retries."""

from __future__ import annotations

import pytest

from mock_entra import Entra
from tests.mock.asks import Runner, statuses

REQUESTS, MSAL, IDENTITY = (f"retries/python-{name}.py" for name in ("requests", "msal", "azure-identity"))


def test_requests_retries_a_throttled_call_when_it_is_told_to(entra: Entra, run: Runner) -> None:
    entra.fail("throttle", endpoint="token", times=2, retry_after=1)
    assert run(REQUESTS).stdout == "token after 2 retries\n"
    first, second, third = entra.log
    assert statuses(entra) == [429, 429, 200]
    assert second.time - first.time >= 1
    assert third.time - second.time >= 1


@pytest.mark.parametrize("kind", ["error", "unavailable", "html", "drop"])
def test_requests_retries_what_a_server_breaks(entra: Entra, run: Runner, kind: str) -> None:
    entra.fail(kind, endpoint="token")
    assert run(REQUESTS).stdout == "token after 1 retries\n"


def test_msal_keeps_to_retry_after_and_asks_nobody_meanwhile(entra: Entra, run: Runner) -> None:
    entra.fail("throttle", endpoint="token")
    done = run(MSAL)
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["1", "JSONDecodeError"],
        ["2", "JSONDecodeError"],
    ]
    assert [seen.status for seen in entra.log if seen.method == "POST"] == [429]


@pytest.mark.parametrize(("kind", "status"), [("error", 500), ("unavailable", 503), ("html", 502)])
def test_msal_remembers_a_server_error(entra: Entra, run: Runner, kind: str, status: int) -> None:
    entra.fail(kind, endpoint="token")
    assert run(MSAL).stdout == f"1 MsalServiceError HTTP Error: {status}\n2 MsalServiceError HTTP Error: {status}\n"
    assert [seen.status for seen in entra.log if seen.method == "POST"] == [status]


def test_msal_gets_half_a_token_and_then_a_whole_one(entra: Entra, run: Runner) -> None:
    entra.fail("truncate", endpoint="token")
    first, second = run(MSAL).stdout.splitlines()
    assert first.startswith("1 ChunkedEncodingError")
    assert second == "2 token"


@pytest.mark.entra_host("virtual-machine")
def test_azure_identity_climbs_the_ladder_of_imds(entra: Entra, run: Runner) -> None:
    entra.fail("imds-ladder", retry_after=1)
    assert run(IDENTITY).stdout == "token\n"
    assert statuses(entra) == [404, 410, 429, 500, 200]
