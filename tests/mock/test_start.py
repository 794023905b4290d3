"""The command starts before what answers it is loaded; where that cannot be loaded, both the client and the user are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from mock_entra.answering import UNREADY
from tests.mock.command import python

LATE = ("starlette", "uvicorn", "httptools", "jwt", "trustme")
SENTENCE = UNREADY.format("starlette is broken")


def test_what_takes_long_to_load_is_not_loaded_before_the_command_starts() -> None:
    done = python("-c", "import sys, mock_entra.__main__; print(*sys.modules)")
    assert "mock_entra.proxy" in done.stdout.split()
    assert [name for name in LATE if name in done.stdout.split()] == []


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """A folder that stands before the others, with a Starlette that cannot be imported."""
    (tmp_path / "starlette").mkdir()
    (tmp_path / "starlette" / "__init__.py").write_text("raise ImportError('starlette is broken')\n", encoding="utf-8")
    return str(tmp_path)


def test_a_client_is_told_that_it_cannot_be_answered_and_so_is_the_user(broken: str) -> None:
    url = "https://login.microsoftonline.com/common/discovery/instance"
    done = python("-m", "mock_entra", "curl", "--silent", "--show-error", url, PYTHONPATH=broken)
    assert done.stdout == f"{SENTENCE}\n"
    assert (done.returncode, done.stderr) == (2, f"mock_entra: {SENTENCE}\n")


def test_a_command_that_asks_nothing_does_not_pass_either(broken: str) -> None:
    done = python("-m", "mock_entra", "true", PYTHONPATH=broken)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"mock_entra: {SENTENCE}\n")
