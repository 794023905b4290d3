"""What is the user's own, accounts, proxies, caches, is neither read nor written by a command under the mock."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from harness.registry import ENVIRONMENTS, ROOT
from mock_entra import Entra
from mock_entra.environment import environment
from mock_entra.hosts import MACHINES

NOWHERE = "http://127.0.0.1:1"
POISON = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), NOWHERE)
POISON |= {"no_proxy": "*", "NO_PROXY": "*"}
POISON |= dict.fromkeys(
    ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"), "/nowhere.pem"
)
POISON |= dict.fromkeys(("SSL_CERT_DIR", "NETRC", "CURL_HOME", "ZDOTDIR", "XDG_CONFIG_HOME", "BASH_ENV"), "/nowhere")
POISON |= dict.fromkeys(("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_CLIENT_SECRET", "AZURE_AUTHORITY_HOST"), "poison")
POISON |= dict.fromkeys(("AZURE_CONFIG_DIR", "AZURE_POD_IDENTITY_AUTHORITY_HOST", "ARM_CLIENT_ID"), "poison")
POISON |= dict.fromkeys(("DATABRICKS_HOST", "DATABRICKS_TOKEN", "DATABRICKS_CONFIG_FILE", "MSI_ENDPOINT"), "poison")
POISON |= dict.fromkeys(("IDENTITY_ENDPOINT", "IMDS_ENDPOINT", "MSAL_FORCE_REGION", "REGION_NAME"), "poison")
POISON |= dict.fromkeys(("TENANT_ID", "CLIENT_ID", "CLIENT_SECRET", "JOB_ID", "MANAGED_IDENTITY_CLIENT_ID"), "poison")
FILES = {
    ".curlrc": f'proxy = "{NOWHERE}"\nuser-agent = "poison"\n',
    ".netrc": "machine login.microsoftonline.com login poison password poison\ndefault login poison password poison\n",
    ".databrickscfg": "[DEFAULT]\nhost = https://poison.example\ntoken = poison\n",
    ".azure/azureProfile.json": "{poison",
    ".azure/msal_token_cache.json": "{poison",
    ".azure/config": "[core]\noutput = tsv\n",
    ".wgetrc": f"https_proxy = {NOWHERE}\n",
    ".bashrc": "exit 9\n",
    ".zshrc": "exit 9\n",
    ".profile": "exit 9\n",
    ".config/curlrc": f'proxy = "{NOWHERE}"\n',
}
SNIPPETS = ROOT / "snippets"


@pytest.fixture
def poisoned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user whose every file and variable leads astray."""
    home = tmp_path / "poisoned"
    for name, text in FILES.items():
        file = home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    for name, value in (POISON | {"HOME": str(home)}).items():
        monkeypatch.setenv(name, value)
    return home


def contents(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ("python", ["bash", str(SNIPPETS / "service-principal/secret/curl.sh")]),
        ("python", ["python", str(SNIPPETS / "service-principal/secret/python-msal.py")]),
        ("python", ["python", str(SNIPPETS / "service-principal/secret/python-requests.py")]),
        ("python", ["python", str(SNIPPETS / "service-principal/secret/python-azure-identity.py")]),
        ("python", ["python", str(SNIPPETS / "service-principal/secret/python-databricks-sdk.py")]),
        ("azure-cli", ["bash", str(SNIPPETS / "service-principal/secret/azure-cli.sh")]),
    ],
    ids=lambda value: Path(value[-1]).stem if isinstance(value, list) else value,
)
def test_nothing_of_the_users_is_read_or_written(poisoned: Path, environment: str, command: list[str]) -> None:
    before = contents(poisoned)
    path = os.pathsep.join([str(ENVIRONMENTS / environment / "bin"), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-m", "mock_entra", "--log", *command],
        cwd=ROOT,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "poison" not in done.stdout + done.stderr
    assert contents(poisoned) == before


@pytest.mark.parametrize("host", MACHINES)
def test_what_a_host_sets_is_taken_from_a_user_where_it_sets_none(host: str, entra: Entra, tmp_path: Path) -> None:
    users = dict.fromkeys(entra.on(host).environment(tmp_path, base={}), "poison")
    left = environment(users, tmp_path, NOWHERE, tmp_path / "authority.pem", {})
    kept = {name for name, value in left.items() if value == "poison"}
    assert kept <= {"CI"}  # that is true of the user's machine too, or it is not


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_shell_reads_no_file_of_the_users(poisoned: Path, shell: str) -> None:
    command = [sys.executable, "-m", "mock_entra", shell, "-i", "-c", "echo $CLIENT_ID"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "00001111-aaaa-2222-bbbb-3333cccc4444"
    assert contents(poisoned)


def test_the_fixture_leads_nobody_astray(poisoned: Path, entra: Entra) -> None:
    assert [name for name, value in os.environ.items() if value == "poison"] == []
    assert os.environ["HOME"] != str(poisoned)
    assert os.environ["https_proxy"] == os.environ["HTTPS_PROXY"] == f"http://127.0.0.1:{entra.on('laptop').port}"
    assert NOWHERE not in os.environ.values()


@pytest.mark.usefixtures("entra")
def test_a_private_home_is_the_owners_alone() -> None:
    assert [Path(os.environ[name]).stat().st_mode & 0o077 for name in ("HOME", "TMPDIR")] == [0, 0]
