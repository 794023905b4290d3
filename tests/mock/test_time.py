"""The clock, the secrets and the keys of a Microsoft can be moved, expired and rolled over, for one tenant or for all."""

from __future__ import annotations

import os
import time

import jwt
import requests

from mock_entra import Entra
from tests.mock.asks import FABRIKAM, LOGIN, Runner, ask, ask_of, who_am_i

HOUR, DAY = 3600, 86400
TWO_CALLS = """
import os, sys, msal
app = msal.ConfidentialClientApplication(
    os.environ["CLIENT_ID"], authority=f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}",
    client_credential=os.environ["CLIENT_SECRET"])
for _ in range(2):
    found = app.acquire_token_for_client(["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"])
    print(found["token_source"], found["expires_in"])
"""


def token() -> str:
    text: str = ask().json()["access_token"]
    return text


def key_set() -> jwt.PyJWKSet:
    address = f"{LOGIN}/{os.environ['TENANT_ID']}/discovery/v2.0/keys"
    return jwt.PyJWKSet.from_dict(requests.get(address, timeout=10).json())


def verify(text: str) -> None:
    """Raises if the key set as served does not verify the token."""
    key = key_set()[jwt.get_unverified_header(text)["kid"]]
    jwt.decode(text, key, audience="2ff814a6-3304-4ab8-85cb-cd0e6f879c1d")


def test_the_workspace_refuses_a_token_that_has_expired(entra: Entra) -> None:
    issued = token()
    assert who_am_i(issued).status_code == 200
    entra.clock.move(HOUR)
    refused = who_am_i(issued)
    assert refused.status_code == 403
    assert entra.log[-1].code == "databricks-expired"
    assert who_am_i(token()).status_code == 200


def test_a_clock_that_is_moved_back_makes_it_good_again(entra: Entra) -> None:
    issued = token()
    entra.clock.move(HOUR)
    entra.clock.move(-HOUR)
    assert who_am_i(issued).status_code == 200


def test_the_clock_of_one_tenant_is_its_own(entra: Entra) -> None:
    fabrikam = FABRIKAM.add_to(entra.directory)
    theirs, ours = ask_of(fabrikam).json()["access_token"], token()
    entra.clock.move(HOUR, fabrikam.tenant)
    assert who_am_i(theirs, fabrikam.workspace).status_code == 403
    assert who_am_i(ours).status_code == 200


def test_responses_are_dated_by_the_clock(entra: Entra) -> None:
    entra.clock.move(400 * DAY)
    year = str(time.gmtime(time.time() + 400 * DAY).tm_year)
    assert year in ask().headers["Date"]


def test_msal_keeps_a_token_in_its_cache(entra: Entra, run: Runner) -> None:
    assert [line.split()[0] for line in run(TWO_CALLS).stdout.splitlines()] == ["identity_provider", "cache"]
    assert [seen.method for seen in entra.log].count("POST") == 1


def test_msal_trusts_expires_in_and_not_the_clock_of_the_server(entra: Entra, run: Runner) -> None:
    entra.clock.move(-DAY)
    assert run(TWO_CALLS).stdout.startswith("identity_provider 3599\n")
    assert [seen.method for seen in entra.log].count("POST") == 1


def test_a_secret_expires(entra: Entra, run: Runner) -> None:
    entra.expire_secrets(os.environ["CLIENT_ID"])
    assert ask().json()["error_codes"] == [7000222]
    assert "AADSTS7000222" in run("retries/python-msal.py").stdout


def test_a_secret_expires_by_the_clock_of_its_tenant(entra: Entra) -> None:
    entra.clock.move(-DAY, os.environ["TENANT_ID"])
    entra.expire_secrets()
    assert ask().json()["error_codes"] == [7000222]
    entra.clock.move(-1, os.environ["TENANT_ID"])
    assert ask().status_code == 200


def test_after_a_roll_over_there_are_two_keys_and_both_verify(entra: Entra) -> None:
    before = token()
    entra.roll_over_keys()
    after = token()
    assert len(key_set().keys) == 2
    assert jwt.get_unverified_header(before)["kid"] != jwt.get_unverified_header(after)["kid"]
    verify(before)
    verify(after)
    assert who_am_i(before).status_code == 200
    entra.roll_over_keys()
    verify(before)


def test_keys_roll_over_at_a_request(entra: Entra) -> None:
    entra.fail("roll-over", endpoint="token", offset=1)
    tokens = [token(), token()]
    assert len({jwt.get_unverified_header(text)["kid"] for text in tokens}) == 2
    for text in tokens:
        verify(text)


def test_keys_of_one_microsoft_are_its_own(entra_server: Entra, entra: Entra) -> None:
    entra.roll_over_keys()
    with entra_server.fresh() as other:
        assert len(other.state.issuer.keys.all()) == 1
