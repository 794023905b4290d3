"""The folders are the registry: what lies where decides what runs, on which host, compared with which file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from harness import registry
from harness.registry import Client, Snippet

CURL = Client(
    "curl", "curl", 10, "bash", ".sh", ("bash", "{snippet}", "{root}"), ("bash",), ("curl", "--version"), "apt"
)
CURL_JQ = Client(
    "curl-jq", "curl and jq", 15, "bash", ".sh", ("bash", "{snippet}"), ("jq",), ("jq", "--version"), "apt"
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(registry, "SNIPPETS", tmp_path)
    monkeypatch.setattr(registry, "clients", lambda: {"curl": CURL, "curl-jq": CURL_JQ})
    return tmp_path


def put(root: Path, *names: str, text: str = "") -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def test_finds_snippets_topic_by_topic_in_the_order_of_the_tabs(root: Path) -> None:
    put(root, "b/curl-jq.sh", "b/curl.sh", "a/deep/curl.sh", "a/other.sh", "a/curl.txt")
    assert [snippet.id for snippet in registry.snippets()] == ["a/deep/curl", "b/curl", "b/curl-jq"]
    assert [snippet.id for snippet in registry.snippets("a")] == ["a/deep/curl"]
    assert registry.snippets_of("a") == []


@pytest.mark.parametrize(
    ("files", "documented", "shown"),
    [
        ([], {}, None),
        (["response.json"], {"stdout": "response.json"}, "response.json"),
        (["response.json", "curl.txt"], {"stdout": "curl.txt"}, "curl.txt"),
        (["curl.html", "curl.json"], {"stdout": "curl.json"}, "curl.json"),
        (["response.json", "curl.stderr.txt"], {"stderr": "curl.stderr.txt"}, "curl.stderr.txt"),
        (["curl.json", "curl.stderr.txt"], {"stdout": "curl.json", "stderr": "curl.stderr.txt"}, "curl.json"),
        (["response.stderr.txt"], {"stderr": "response.stderr.txt"}, "response.stderr.txt"),
        (["curl-jq.json"], {}, None),
    ],
)
def test_the_nearest_name_is_the_documented_response(
    root: Path, files: list[str], documented: dict[str, str], shown: str | None
) -> None:
    put(root, "a/curl.sh", *(f"a/{name}" for name in files))
    snippet = Snippet(root / "a/curl.sh", CURL)
    assert {stream: file.name for stream, file in snippet.documented.items()} == documented
    assert (snippet.response.name if snippet.response else None) == shown


@pytest.mark.parametrize(
    ("topic", "host"),
    [
        ("a/b", "laptop"),
        ("virtual-machine/b", "virtual-machine"),
        ("app-service/own", "arc"),
        ("app-service/own/c", "arc"),
    ],
)
def test_the_nearest_host_file_or_folder_name_is_the_host(root: Path, topic: str, host: str) -> None:
    put(root, "app-service/own/host", text="arc\n")
    assert Snippet(root / topic / "curl.sh", CURL).host == host


def test_names_the_file_that_belongs_to_nothing(root: Path) -> None:
    put(root, "a/curl.sh", "a/response.json", "a/host", "a/wget.sh", "b/response.json")
    assert registry.orphans() == [root / "a/wget.sh", root / "b/response.json"]


def test_a_topics_response_that_no_client_uses_is_an_orphan(root: Path) -> None:
    put(root, "a/curl.sh", "a/curl.json", "a/response.json")
    assert registry.orphans() == [root / "a/response.json"]


def test_the_command_names_the_file_itself(root: Path) -> None:
    assert Snippet(root / "curl.sh", CURL).command == ["bash", str(root / "curl.sh"), str(registry.ROOT)]


def test_a_client_brings_variables_and_a_check_of_its_own() -> None:
    client = replace(CURL, variables={"GOCACHE": "{root}/cache"}, check=("gofmt", "{snippet}"))
    assert client.environment({"PATH": "/bin", "HOME": "/h"})["GOCACHE"] == f"{registry.ROOT}/cache"
    assert client.environment({"HOME": "/h"})["HOME"] == "/h"
    assert Snippet(Path("/a/b"), client).check == ["gofmt", "/a/b"]
    assert Snippet(Path("/a/b"), CURL).check == []


@pytest.mark.parametrize("text", ['title = "x"', "order = ", 'title = "x"\ncolour = "red"'])
def test_names_the_description_that_does_not_describe_a_client(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    put(tmp_path, "clients/wget.toml", text=text)
    monkeypatch.setattr(registry, "ROOT", tmp_path)
    registry.clients.cache_clear()
    with pytest.raises(ValueError, match=r"clients/wget\.toml does not describe a client"):
        registry.clients()
    registry.clients.cache_clear()


def test_every_client_of_this_project_is_described() -> None:
    assert {"curl", "postman", "azure-cli", "python-msal"} <= set(registry.clients())
