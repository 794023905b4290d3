"""The log says what happened, a line a request, to a person or to a program, and never a secret."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
import requests

from harness.registry import ROOT
from mock_entra import Entra, Exchange
from mock_entra.log import Log, line, wants_colour
from mock_entra.redact import masked
from tests.mock.asks import LOGIN, ask, who_am_i

REFUSED = Exchange(
    "laptop",
    "POST",
    "login.microsoftonline.com",
    "/contoso.com/oauth2/v2.0/token",
    client="MSAL.Python/1.39.0",
    who="00001111-aaaa-2222-bbbb-3333cccc4444",
    status=401,
    code="AADSTS7000215",
    rule="the secret is wrong",
    page="troubleshooting/AADSTS7000215.html",
    time=0,
)
GRANTED = Exchange("laptop", "GET", "management.azure.com", "/tenants", status=200, time=0)
UNKNOWN = "q1W8Q~zx9Kd-Vb7Np_Lm3Rt6Yc2Hf5Js8Gk4Qw0"  # kingfisher:ignore: has a secret's form and is nobody's
FILE = """
import os, requests
form = {"grant_type": "client_credentials", "client_id": os.environ["CLIENT_ID"], "scope": "x/.default"}
address = f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}/oauth2/v2.0/token"
requests.post(address, form | {"client_secret": "wrong"}, timeout=10)
"""


def test_a_line_has_time_status_client_who_and_where() -> None:
    assert re.fullmatch(
        r"\d\d:00:00 200 GET     -  +- +management\.azure\.com/tenants", line(GRANTED).replace(":30:00", ":00:00")
    )


def test_a_refusal_has_its_code_its_rule_and_its_page_on_the_same_line() -> None:
    told = line(REFUSED)
    assert told.endswith("/token AADSTS7000215: the secret is wrong (troubleshooting/AADSTS7000215.html)")
    assert "\n" not in told


def test_addresses_stand_in_one_column() -> None:
    assert line(REFUSED).index("login.") == line(GRANTED).index("management.")


def test_colour_changes_nothing_but_the_colour() -> None:
    painted = line(REFUSED, colour=True)
    assert "\x1b[31m401\x1b[0m" in painted
    assert re.sub(r"\x1b\[\d+m", "", painted) == line(REFUSED)


@pytest.mark.parametrize(
    ("terminal", "environment", "wanted"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": ""}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
def test_colours_only_a_terminal_that_wants_it(environment: dict[str, str], *, terminal: bool, wanted: bool) -> None:
    stream = io.StringIO()
    stream.isatty = lambda: terminal  # type: ignore[method-assign]  # a stream that is a terminal, without one
    assert wants_colour(stream, environment) is wanted


def test_a_log_that_nobody_reads_any_more_breaks_no_request(entra: Entra) -> None:
    closed = io.StringIO()
    closed.close()
    with entra.state.journal.listening(Log(closed)):
        assert ask().status_code == 200


def test_the_command_prints_it_on_standard_error() -> None:
    done = run("--log")
    assert done.stdout == ""
    (told,) = done.stderr.splitlines()
    assert re.match(r"\d\d:\d\d:\d\d 401 POST    python-requests/[\d.]+ +00001111-aaaa-\S+ login\.", told)
    assert "AADSTS7000215: " in told
    assert "\x1b" not in told


def test_the_command_prints_json_on_demand() -> None:
    (told,) = run("--log-json").stderr.splitlines()
    entry = json.loads(told)
    assert entry["code"] == "AADSTS7000215"
    assert entry["status"] == 401
    assert list(entry) == list(Exchange.__dataclass_fields__)


def test_without_it_the_command_prints_nothing() -> None:
    assert run().stderr == ""


@pytest.mark.entra_host("virtual-machine")
def test_no_entry_holds_a_secret_an_assertion_or_a_token(entra: Entra) -> None:
    secret, client_id = os.environ["CLIENT_SECRET"], os.environ["CLIENT_ID"]
    token = ask().json()["access_token"]
    address = f"{LOGIN}/{os.environ['TENANT_ID']}/oauth2/v2.0/token"
    basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    for value in (secret, UNKNOWN, token, token.swapcase()):
        quoted = quote(value, safe="")
        requests.post(f"{address}?client_secret={quoted}", {"client_secret": value}, timeout=10)
        requests.post(f"{LOGIN}/{quoted}/oauth2/v2.0/token", {"client_assertion": value}, timeout=10)
        requests.get(f"{LOGIN}/{os.environ['TENANT_ID']}/{quote(quoted, safe='')}", timeout=10)
        requests.post(address, headers={"User-Agent": value, "x-client-SKU": value, "x-client-Ver": value}, timeout=10)
        ask(client_id=value)
        ask(client_id=f"{value} {value}", client_secret=value)
        requests.post(
            address, {"grant_type": "client_credentials"}, headers={"Authorization": f"Basic {basic}"}, timeout=10
        )
        requests.get(f"{os.environ['DATABRICKS_HOST']}/api/2.0/{quoted}", timeout=10)
        requests.get(f"http://169.254.169.254/{quoted}", headers={"Authorization": f"Bearer {value}"}, timeout=10)
        who_am_i(value)
    told = "\n".join(text for seen in entra.log for text in (line(seen), str(seen), seen.as_json(), repr(seen)))
    assert len(told.splitlines()) >= 4 * 40
    for value in (secret, UNKNOWN, basic, token, *token.split("."), *token.swapcase().split(".")):
        for start in range(0, len(value) - 16, 8):
            assert value[start : start + 16].lower() not in told.lower()


@pytest.mark.parametrize(
    "text",
    [
        "/aaaabbbb-0000-cccc-1111-dddd2222eeee/v2.0/.well-known/openid-configuration",
        "/subscriptions/aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e/providers/Microsoft.ManagedIdentity/userAssignedIdentities",
        "adb-1234567890123456.7.azuredatabricks.net",
        "azsdk-python-identity/1.27.0",
        "Microsoft.Identity.Client/4.61",
        "someone@contoso.com",
    ],
)
def test_what_is_no_secret_is_shown(text: str) -> None:
    assert masked(text, ("Aa1Bb~2Cc3",)) == text


def test_a_request_cannot_write_a_line_or_a_colour_of_its_own() -> None:
    assert masked("/a\n\x1b[31mb\u202e") == "/a\\x0a\\x1b[31mb\\x202e"


def test_a_secret_in_a_hosts_name_is_masked_though_it_is_in_small_letters() -> None:
    assert masked("aa1bb~2cc3.example", ("Aa1Bb~2Cc3",)) == "***.example"


def test_a_long_path_is_cut() -> None:
    assert len(masked("/a" * 1000)) == 512


def run(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mock_entra", *options, sys.executable, "-c", FILE]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)


def test_every_page_that_the_log_names_is_there(entra: Entra) -> None:
    ask(client_secret="wrong")
    page = Path(entra.log[-1].page)
    assert (ROOT / "docs" / page).with_suffix(".rst").is_file()
