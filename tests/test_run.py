"""A snippet runs as it lies on disk, bounded and alone, and a failure tells the whole story without a secret."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from harness import registry
from harness.registry import Snippet
from harness.run import MOST, Result, missing, run
from harness.verdict import LAST_LINES, MOST_TOLD, explain, faults
from tests.stand_in import SECRET, SHELL, StandIn, token

TOKEN = token()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(registry, "SNIPPETS", tmp_path / "snippets")
    (tmp_path / "snippets" / "a").mkdir(parents=True)
    return tmp_path


def ran(root: Path, text: str, *, entra: StandIn | None = None, timeout: float = 20) -> Result:
    (root / "snippets/a/curl.sh").write_text(text)
    return run(snippet(root), entra or StandIn(), root / "home", timeout)


def snippet(root: Path) -> Snippet:
    return Snippet(root / "snippets/a/curl.sh", SHELL)


def document(root: Path, **files: str) -> None:
    for name, text in files.items():
        (root / "snippets/a" / name.replace("_", ".")).write_text(text)


def judged(root: Path, text: str, **files: str) -> list[str]:
    document(root, **files)
    return faults(snippet(root), ran(root, text), StandIn().signed)


def test_gives_both_streams_and_the_exit_status(root: Path) -> None:
    result = ran(root, "echo out; echo err >&2; exit 3")
    assert (result.stdout, result.stderr, result.returncode) == ("out\n", "err\n", 3)


def test_runs_in_a_private_folder(root: Path) -> None:
    result = ran(root, 'pwd; echo "$HOME"')
    assert result.stdout.splitlines() == [str(root / "home/cwd"), str(root / "home")]


def test_gives_a_client_that_asks_nothing_to_read(root: Path) -> None:
    kept, (ours, theirs) = os.dup(0), os.pipe()
    os.write(theirs, b"an answer\n")
    os.dup2(ours, 0)
    try:
        assert ran(root, "read -r answer; echo $? $answer").stdout == "1\n"
    finally:
        os.dup2(kept, 0)
        for handle in (kept, ours, theirs):
            os.close(handle)


def test_ends_the_whole_process_group_on_time(root: Path) -> None:
    result = ran(root, "sleep 300 & echo $!; wait", timeout=0.5)
    assert result.timed_out
    assert result.returncode == -signal.SIGKILL
    assert is_gone(int(result.stdout))


def test_leaves_nothing_running_after_a_success(root: Path) -> None:
    assert is_gone(int(ran(root, "sleep 300 & echo $!").stdout))


def is_gone(process: int, within: float = 5) -> bool:
    """Whether a process has ended; a zombie that its new parent has not collected yet has."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
            os.kill(process, 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
    return False


def test_cuts_off_a_client_that_prints_without_end(root: Path) -> None:
    result = ran(root, "yes")
    assert len(result.stdout) == MOST
    assert not result.timed_out


def test_never_shows_a_token_or_a_secret(root: Path) -> None:
    document(root, curl_json='{"token": "eyJ0e...fg"}')
    entra = StandIn(
        [SimpleNamespace(method="GET", host="h", path=f"/?secret={SECRET}&t={TOKEN}", status=401, code="X", rule="r")]
    )
    result = ran(root, f'echo \'{{"token": "{TOKEN}"}}\'; echo "{SECRET} {TOKEN}" >&2', entra=entra)
    told = explain(snippet(root), result, faults(snippet(root), result, entra.signed))
    assert not any(part in told + repr(result) for part in [SECRET, *TOKEN.split(".")])
    assert "GET h/?secret=***&t=eyJ0e… 401 X r" in told
    assert "*** eyJ0e…" in told


def test_tells_file_difference_stderr_and_what_the_mock_saw(root: Path) -> None:
    document(root, curl_json='{"a": 1}')
    result = ran(root, 'echo \'{"a": "1"}\'; seq 20 >&2; exit 2')
    told = explain(snippet(root), result, faults(snippet(root), result, StandIn().signed)).splitlines()
    assert "snippets/a/curl.sh (exit status 2" in told[0]
    assert told[1] == "  exit status 2, not 0"
    assert told[2].startswith("  stdout is not as in ")
    assert told[3] == '  $.a: the page says 1, the client printed "1"'
    assert told[4:6] == ["stderr:", f"  ({20 - LAST_LINES} lines above these)"]
    assert told[-2:] == ["the mock saw:", "  no request"]


def test_leaves_curls_progress_out_of_the_story(root: Path) -> None:
    meter = [
        "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current",
        "                                 Dload  Upload   Total   Spent    Left  Speed",
        "  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0",
        "100  1575  100  1380  100   195   123k  17917 --:--:--  0:00:01 --:--:--  153k",
        "curl: (56) CONNECT tunnel failed, response 502",
    ]
    told = explain(snippet(root), Result("", "\r".join(meter), 56, 0.1), [])
    assert told.splitlines()[1:3] == ["stderr:", "  curl: (56) CONNECT tunnel failed, response 502"]


def test_tells_only_the_first_of_many_differences(root: Path) -> None:
    found = judged(root, "seq 100", curl_txt="\n".join("x" * 50))
    assert len(found) == MOST_TOLD + 2
    assert found[-1] == f"… and {100 - MOST_TOLD} more"


def test_passes_what_is_as_documented(root: Path) -> None:
    assert judged(root, "echo '{\"a\": 1}'; echo noise >&2", curl_json='{"a": 1}') == []


def test_fails_on_another_host_even_if_the_response_is_right(root: Path) -> None:
    document(root, curl_json="1")
    entra = StandIn(refused_hosts=("example.com",))
    (fault,) = faults(snippet(root), ran(root, "echo 1", entra=entra), entra.signed)
    assert "example.com, which the mock does not play" in fault


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("echo no >&2; exit 1", []),
        ("echo no >&2", ["exit status 0, but"]),
        ("echo yes >&2; exit 1", ["stderr is not as in", 'line 1: the page says "no", the client printed "yes"']),
        ("echo x; echo no >&2; exit 1", ["it printed to stdout, where nothing is documented"]),
    ],
)
def test_a_documented_stderr_says_that_the_snippet_fails(root: Path, text: str, expected: list[str]) -> None:
    found = judged(root, text, curl_stderr_txt="no\n")
    assert len(found) == len(expected)
    assert all(part in line for part, line in zip(expected, found, strict=True))


def test_an_undocumented_snippet_is_a_fault(root: Path) -> None:
    assert judged(root, "echo 1") == [
        "no documented response: put what it prints beside it, as curl.json or response.json"
    ]


def test_says_which_client_is_missing_and_how_to_install_it() -> None:
    assert missing(SHELL) == ""
    absent = replace(SHELL, needs=("bash", "no-such-command"))
    assert (
        missing(absent)
        == "curl cannot run here: the command `no-such-command` missing; install with `apt install curl`."
    )
    absent = replace(SHELL, environments=("no-such-environment",))
    assert (
        missing(absent)
        == "curl cannot run here: build/env/no-such-environment missing; install with `make environments`."
    )
