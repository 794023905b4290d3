"""The scanner that `make secrets` starts finds what could leak here, and the guide's own placeholders are none of it."""

from __future__ import annotations

import re
import secrets
import string
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from harness.registry import ROOT, SNIPPETS
from mock_entra import Entra
from mock_entra.contoso import AUTOMATION, DATABRICKS
from mock_entra.directory import DATABRICKS_RESOURCE

FOUND = 200  # kingfisher's exit status where it found something


def scan(folder: Path) -> subprocess.CompletedProcess[str]:
    """The command of the Makefile, on another folder."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    found = re.search(r"kingfisher scan \. (.*)", makefile)
    assert found, "make secrets no longer calls kingfisher"
    words = [word.strip("'") for word in found[1].split()]
    command = [str(Path(sys.executable).parent / "kingfisher"), "scan", str(folder), *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def token(entra: Entra) -> str:
    issued = entra.state.issuer.issue(AUTOMATION, DATABRICKS, DATABRICKS_RESOURCE, now=entra.state.now())
    return f'{{"access_token":"{issued.text}"}}'


def private_key(_entra: Entra) -> str:
    key = rsa.generate_private_key(65537, 2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def client_secret(_entra: Entra) -> str:
    letters = string.ascii_letters + string.digits
    return "CLIENT_SECRET=" + "8Q~".join("".join(secrets.choice(letters) for _ in range(size)) for size in (3, 34))


def personal_token(_entra: Entra) -> str:
    return f"DATABRICKS_TOKEN=dapi{secrets.token_hex(16)}"


@pytest.mark.parametrize("make", [token, private_key, client_secret, personal_token])
def test_finds(make: object, entra_server: Entra, tmp_path: Path) -> None:
    assert callable(make)
    (tmp_path / "left.txt").write_text(f"{make(entra_server)}\n", encoding="utf-8")
    done = scan(tmp_path)
    assert done.returncode == FOUND, done.stdout + done.stderr
    assert "left.txt" in done.stdout


def test_takes_no_placeholder_of_the_guide_for_a_secret() -> None:
    done = scan(SNIPPETS)
    assert done.returncode == 0, done.stdout
