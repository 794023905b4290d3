"""Updating a response normalises first, keeps every placeholder and never writes a token or a secret."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from harness import normalise, registry
from harness.registry import Snippet
from harness.run import Result
from harness.update import main, plan, report, selected
from tests.stand_in import DATABRICKS, OPAQUE, SECRET, SHELL, StandIn, token

GOOD = token("good")
GUID, OTHER_GUID = "0000aaaa-11bb-cccc-dd22-eeeeee333333", "c89c7789-3570-41ef-88fe-8619d3d2d984"
LATER = str(int(time.time()) + 3600)
signed = StandIn().signed


@pytest.fixture
def topic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(registry, "SNIPPETS", tmp_path)
    monkeypatch.setattr(registry, "clients", lambda: {"curl": SHELL, "other": OTHER})
    (tmp_path / "a").mkdir()
    (tmp_path / "a/curl.sh").touch()
    return tmp_path / "a"


OTHER = registry.Client("other", "other", 20, "bash", ".sh", ("bash", "{snippet}"), (), ("bash", "--version"), "apt")


def result(stdout: str, stderr: str = "", returncode: int = 0, hosts: tuple[str, ...] = ()) -> Result:
    return Result(stdout, stderr, returncode, 0.1, [], list(hosts), frozenset({SECRET}))


def curl(topic: Path) -> Snippet:
    return Snippet(topic / "curl.sh", SHELL)


@pytest.mark.parametrize(
    ("documented", "printed", "expected"),
    [
        ('{"t":"eyJ0e...WBQ","n":1}', f'{{"t":"{GOOD}","n":2}}', '{"t":"eyJ0e...WBQ","n":2}'),
        ('{"t":"eyJ0e...WBQ"}', f'{{"t":"{GOOD}","new":"{GOOD}"}}', '{"t":"eyJ0e...WBQ","new":"eyJ0e...fg"}'),
        ('{"expires_on":"1699439633","a":1}', f'{{"expires_on":"{LATER}"}}', '{"expires_on":"1699439633"}'),
        ('{"expires_on":"1690000000"}', f'{{"expires_on":{LATER}}}', '{"expires_on":1699439633}'),
        ("", f'{{"trace_id":"{OTHER_GUID}"}}', f'{{"trace_id":"{GUID}"}}'),
        ("", f'{{"e":"Trace ID: {OTHER_GUID}"}}', f'{{"e":"Trace ID: {GUID}"}}'),
        ("[1]", "[1, 2]", "[1, 2]"),
        ("{}", '{\n    "b": true\n}', '{\n    "b": true\n}'),
        ("{}", '{"b":  true}', '{\n  "b": true\n}'),
        ("{}", '{"b":"\\u00e9"}', '{"b":"\\u00e9"}'),
    ],
    ids=range(10),  # the time must not stand in a test's name: every worker would call it differently
)
def test_normalises_json_and_keeps_each_placeholder(documented: str, printed: str, expected: str) -> None:
    assert normalise.as_json(documented, printed, signed) == expected + "\n"


@pytest.mark.parametrize(
    ("documented", "printed", "expected"),
    [
        ("eyJ0e...WBQ\nold\n", f"{GOOD}\nnew", "eyJ0e...WBQ\nnew\n"),
        ("", f"token {GOOD}\n", "token eyJ0e...fg\n"),
        ("", f"Trace ID: {OTHER_GUID}", f"Trace ID: {GUID}\n"),
        ("Traceback\n...\nold\n", "Traceback\n  File 1\n  File 2\nnew\n", "Traceback\n...\nnew\n"),
    ],
)
def test_normalises_a_text_and_keeps_what_an_elision_stands_for(documented: str, printed: str, expected: str) -> None:
    assert normalise.as_text(documented, printed, signed) == expected


def test_the_frames_of_a_new_traceback_are_elided() -> None:
    frames = '  File "/home/a/b.py", line 3, in <module>\n    ask()\n    ^^^^^\n'
    printed = f"a warning\nTraceback (most recent call last):\n{frames}KeyError: 'access_token'\n"
    assert normalise.as_text("", printed, signed) == "a warning\n...\nKeyError: 'access_token'\n"


def test_changes_nothing_that_still_holds(topic: Path) -> None:
    (topic / "response.json").write_text('{"token": "eyJ0e...fg"}')
    made = plan([(curl(topic), result(f'{{"token":"{GOOD}"}}'))], signed)
    assert (made.texts, made.refusals) == ({}, [])


@pytest.mark.parametrize("leak", [SECRET, DATABRICKS, OPAQUE])
@pytest.mark.parametrize("name", ["curl.json", "curl.txt"])
def test_refuses_to_write_a_token_or_a_secret(topic: Path, name: str, leak: str) -> None:
    (topic / name).write_text('{"a":1}')
    made = plan([(curl(topic), result(f'{{"a":"{leak}"}}'))], signed)
    assert made.texts == {}
    assert "holds a token or a secret" in made.refusals[0]
    assert leak not in made.refusals[0]


def test_a_token_that_the_mock_did_not_sign_is_not_blessed(topic: Path) -> None:
    (topic / "curl.json").write_text('{"a":"eyJ0e...fg"}')
    made = plan([(curl(topic), result(f'{{"a":"{GOOD[:-4]}evil"}}'))], signed)
    assert made.texts == {}
    assert len(made.refusals) == 1


@pytest.mark.parametrize("ended", [result("1", returncode=1), result("1", hosts=("example.com",))])
def test_refuses_what_did_not_end_well(topic: Path, ended: Result) -> None:
    (topic / "curl.json").write_text("2")
    made = plan([(curl(topic), ended)], signed)
    assert made.texts == {}
    assert "not updated, because it did not end well" in made.refusals[0]


@pytest.mark.parametrize(
    ("ended", "name"),
    [(result("{}"), "curl.json"), (result("x"), "curl.txt"), (result("", "no", 1), "curl.stderr.txt")],
)
def test_a_new_response_is_named_after_its_client_and_its_stream(topic: Path, ended: Result, name: str) -> None:
    assert [file.name for file in plan([(curl(topic), ended)], signed).texts] == [name]


def test_refuses_to_bend_a_shared_response_to_one_of_its_clients(topic: Path) -> None:
    (topic / "response.json").write_text('{"a":1}')
    other = Snippet(topic / "other.sh", OTHER)
    made = plan([(curl(topic), result('{"a":1}')), (other, result('{"a":2}'))], signed)
    assert made.texts == {}
    assert "give curl a response file of its own" in made.refusals[0]
    made = plan([(curl(topic), result('{"a":2}')), (other, result('{"a": 2}'))], signed)
    assert list(made.texts.values()) == ['{"a":2}\n']


def test_selects_every_snippet_that_shares_a_response(topic: Path) -> None:
    (topic / "other.sh").touch()
    (topic / "response.json").touch()
    assert [snippet.id for snippet in selected(["a/curl"], "")] == ["a/curl", "a/other"]
    (topic / "curl.json").touch()
    assert [snippet.id for snippet in selected([], "curl")] == ["a/curl"]


def test_writes_only_when_told_to(topic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (topic / "curl.json").write_text('{"a":1}\n')
    made = plan([(curl(topic), result('{"a":2}'))], signed)
    assert report(made, [], write=False) == 1
    assert (topic / "curl.json").read_text() == '{"a":1}\n'
    assert '-{"a":1}\n+{"a":2}\n' in capsys.readouterr().out
    assert report(made, [], write=True) == 0
    assert (topic / "curl.json").read_text() == '{"a":2}\n'
    assert sorted(file.name for file in topic.iterdir()) == ["curl.json", "curl.sh"]


@pytest.mark.usefixtures("topic")
def test_a_name_that_selects_nothing_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["no-such-topic"])
    assert "no snippet is named so" in capsys.readouterr().err
