"""Own tenants, applications and the rest come from a TOML file, and what is wrong in it is said by row and name."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from harness.registry import ROOT
from mock_entra import Directory, Entra, running
from mock_entra.directory_file import read
from tests.mock.asks import ask, who_am_i

EXAMPLE = ROOT / "examples" / "directory" / "fabrikam.toml"
TENANT = """
[[tenants]]
id = "bbbbcccc-1111-dddd-2222-eeee3333ffff"
name = "Fabrikam"
"""
SUBSCRIPTION = """
[[subscriptions]]
id = "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e"
tenant = "aaaabbbb-0000-cccc-1111-dddd2222eeee"
name = "Own"
"""
APPLICATION = """
[[applications]]
client_id = "88889999-cccc-0000-dddd-1111eeee2222"
object_id = "cccccccc-8888-9999-0000-dddddddddddd"
tenant = "bbbbcccc-1111-dddd-2222-eeee3333ffff"
name = "report"
"""


@pytest.fixture
def fabrikam(entra_server: Entra, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Entra]:
    with entra_server.fresh(read(EXAMPLE)) as entra:
        for name, value in entra.on("virtual-machine").environment(tmp_path, os.environ).items():
            monkeypatch.setenv(name, value)
        yield entra


def test_the_example_has_a_company_whose_report_is_admitted(fabrikam: Entra) -> None:
    token = ask().json()["access_token"]
    assert fabrikam.signed(token)["tid"] == "bbbbcccc-1111-dddd-2222-eeee3333ffff"
    assert who_am_i(token).json()["displayName"] == "nightly-report"


@pytest.mark.usefixtures("fabrikam")
def test_the_variables_name_the_examples_rows() -> None:
    assert os.environ["TENANT_ID"] == "bbbbcccc-1111-dddd-2222-eeee3333ffff"
    assert os.environ["DATABRICKS_HOST"] == "https://adb-9876543210987654.3.azuredatabricks.net"
    assert os.environ["JOB_ID"] == "987654321"
    assert os.environ["MANAGED_IDENTITY_CLIENT_ID"] == "99990000-dddd-1111-eeee-2222ffff3333"


@pytest.mark.usefixtures("fabrikam")
def test_the_examples_old_secret_has_expired() -> None:
    assert ask(client_secret="Old1~Secret2-Of3_The4.Past5Aa6Bb7Cc8Dd9E").json()["error_codes"] == [7000222]


@pytest.mark.usefixtures("fabrikam")
def test_the_guides_own_rows_are_still_there() -> None:
    address = "https://login.microsoftonline.com/contoso.com/v2.0/.well-known/openid-configuration"
    assert requests.get(address, timeout=10).status_code == 200


def test_the_command_takes_the_file() -> None:
    command = [sys.executable, "-m", "mock_entra", "--directory", str(EXAMPLE), "sh", "-c", "echo $CLIENT_ID"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "88889999-cccc-0000-dddd-1111eeee2222\n"


def test_a_directory_from_python_may_be_empty(tmp_path: Path) -> None:
    with running(Directory()) as entra:
        assert "CLIENT_ID" not in entra.on("laptop").environment(tmp_path, os.environ)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("tenants = [", "is not TOML: "),
        ("[[forests]]", "there is no table 'forests': choose from tenants, applications, identities, "),
        ("[tenants]", "write [[tenants]], since there can be several."),
        ("tenants = [1]", "[[tenants]] number 1 is not a table."),
        (
            '[[tenants]]\nid = "a"\nname = "b"\nnick = "c"',
            "[[tenants]] number 1: unknown nick; it takes domains, id, name.",
        ),
        (f"{TENANT}[[tenants]]\nname = 'b'", "[[tenants]] number 2: id is missing."),
        ("[[tenants]]\nid = 1\nname = 'b'", "[[tenants]] number 1: id must be a text."),
        (f"{TENANT}domains = 'fabrikam.com'", "[[tenants]] number 1: domains must be a list, each of it a text."),
        (f"{TENANT}domains = [1]", "[[tenants]] number 1: domains must be a list, each of it a text."),
        (f"{TENANT}{APPLICATION}enabled = 1", "[[applications]] number 1: enabled must be true or false."),
        (
            f"{TENANT}{APPLICATION}[[applications.secrets]]\nvalue = 'x'\nexpires = 'soon'",
            "[[applications]] number 1, secrets number 1: expires must be a number.",
        ),
        (f"{TENANT}{APPLICATION}secrets = ['x']", "[[applications]] number 1, secrets number 1 is not a table."),
        (f"{TENANT}{APPLICATION}secrets = 'x'", "[[applications]] number 1: secrets must be a list of tables."),
        (
            APPLICATION,
            "[[applications]] number 1: there is no tenant bbbbcccc-1111-dddd-2222-eeee3333ffff in [[tenants]].",
        ),
        ("[[tenants]]\nid = 'Fabrikam'\nname = 'b'", "[[tenants]] number 1: id must be a GUID in small letters."),
        (
            TENANT.replace("bbbbcccc", "BBBBCCCC"),
            "[[tenants]] number 1: id must be a GUID in small letters.",
        ),
        (
            "[[subscriptions]]\nid = 'aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e'\nname = 'b'\nreaders = ['report']",
            "[[subscriptions]] number 1: tenant is missing.",
        ),
        (
            f"{SUBSCRIPTION}readers = ['report']",
            "[[subscriptions]] number 1: readers must be GUIDs in small letters.",
        ),
    ],
)
def test_what_is_wrong_is_said_by_row_and_name(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text)
    with pytest.raises(ValueError, match="^" + re.escape(str(file))) as raised:
        read(file)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def test_bytes_that_are_no_text_are_no_toml(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes(b"\xff")
    with pytest.raises(ValueError, match="is not TOML"):
        read(file)


def test_a_number_of_seconds_may_be_whole(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(f"{TENANT}{APPLICATION}[[applications.secrets]]\nvalue = 'x'\nexpires = 5")
    assert read(file).applications[0].secrets[0].expires == 5.0
