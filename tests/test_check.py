"""A fault that a client's own tools find in a snippet is told, by the snippet's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import check, registry
from harness.registry import Client, Snippet


@pytest.fixture
def snippet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Snippet:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "shell.sh").write_text("fi\n")
    command = ("bash", "-n", "{snippet}")
    shell = Client("shell", "a shell", 1, "bash", ".sh", command, ("bash",), ("bash", "--version"), "", check=command)
    monkeypatch.setattr(registry, "SNIPPETS", tmp_path)
    monkeypatch.setattr(registry, "clients", lambda: {"shell": shell})
    return Snippet(tmp_path / "a" / "shell.sh", shell)


def test_tells_the_fault(snippet: Snippet, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main() == 1
    assert "a/shell:" in capsys.readouterr().err
    snippet.file.write_text("true\n")
    assert check.main() == 0


def test_fails_where_there_is_nothing_to_check(snippet: Snippet) -> None:
    snippet.file.unlink()
    assert check.main() == 1
