"""What each client did is kept for the pages, and a damaged file costs nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from harness import results
from tests.stand_in import SHELL


def test_a_failed_client_loses_its_line_and_others_keep_theirs(tmp_path: Path) -> None:
    file = tmp_path / "build/results.json"
    good, bad = results.Tally(2, 0, [1.0, 2.0]), results.Tally(1, 1, [1.0, 1.0])
    results.record({"curl": good, "az": good}, {"curl": "8.1", "az": "2.9"}, file)
    results.record({"az": bad}, {"az": "2.9"}, file)
    assert results.read(file).keys() == {"curl"}
    assert results.read(file)["curl"]["version"] == "8.1"
    assert results.read(file)["curl"]["seconds"] == 1.5
    assert [path.name for path in file.parent.iterdir()] == ["results.json"]


def test_damaged_results_count_as_none(tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text('{"curl": ')
    assert results.read(tmp_path / "results.json") == {}


def test_asks_a_client_for_its_version() -> None:
    assert results.versions([SHELL])["curl"][0].isdigit()
    assert results.version(replace(SHELL, version=("no-such-command",))) == "unknown"
    assert results.version(replace(SHELL, version=("sh", "-c", "echo 1.2; false"))) == "unknown"
