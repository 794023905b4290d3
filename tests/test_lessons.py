"""A run of the catalogue's snippets is held to what its entry says: the one meets the refusal, the other none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from harness import catalogue, registry, verdict
from harness.catalogue import Entry
from harness.mutants.bench import Mutated as Elsewhere
from harness.pairs import strayed
from harness.run import Result

ALOUD = catalogue.entries()["AADSTS7000215"]
MET = SimpleNamespace(method="POST", host="a", path="/", status=401, code="AADSTS7000215", rule="", page="")
VARIANT = SimpleNamespace(**{**vars(MET), "code": "AADSTS7000215-v1"})
OTHER = SimpleNamespace(**{**vars(MET), "code": "AADSTS90002"})
UPDATE = SimpleNamespace(**{**vars(MET), "host": verdict.UPDATES, "status": 404, "code": ""})
FINE = SimpleNamespace(**{**vars(MET), "status": 200, "code": ""})


@pytest.mark.parametrize(
    ("entry", "part", "status", "seen", "told"),
    [
        (ALOUD, "fails", 0, [FINE, MET], ""),
        (ALOUD, "fails", 0, [FINE, VARIANT], ""),
        (ALOUD, "fails", 1, [OTHER], "it should meet AADSTS7000215, but met AADSTS90002"),
        (ALOUD, "fails", 1, [], "met no refusal"),
        (replace(ALOUD, code=""), "fails", 1, [], ""),
        (replace(ALOUD, code=""), "fails", 0, [FINE, UPDATE], "nothing is refused"),
        (replace(ALOUD, code="", silent="it is late"), "fails", 0, [FINE], ""),
        (replace(ALOUD, code="", silent="it is late"), "fails", 1, [FINE], "it fails aloud"),
        (ALOUD, "works", 0, [FINE, UPDATE], ""),
        (ALOUD, "works", 0, [MET], "it is mended, but was refused: POST a/ 401 AADSTS7000215"),
        (ALOUD, "works", 1, [FINE], "it is mended, but exits with 1"),
        (replace(ALOUD, refused="it asks twice"), "works", 0, [MET], ""),
        (replace(ALOUD, refused="it asks twice"), "works", 0, [FINE], "but none was"),
    ],
)
def test_a_run_teaches_what_its_entry_says(
    entry: Entry, part: str, status: int, seen: list[SimpleNamespace], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdict, "entry_of", lambda _: entry)
    (snippet, *_) = registry.snippets_of(f"{ALOUD.topic}/{part}")
    found = verdict.lessons_missed(snippet, Result("", "", status, 0.1, seen))
    assert bool(found) == bool(told)
    assert told in "".join(found)


def test_a_topic_outside_the_catalogue_has_no_lesson() -> None:
    (snippet, *_) = registry.snippets("service-principal/secret")
    assert verdict.lessons_missed(snippet, Result("", "", 1, 0.1, [MET])) == []


def test_a_failing_snippet_that_differs_elsewhere_too_is_told(tmp_path: Path) -> None:
    (snippet, *_) = registry.snippets_of(f"{ALOUD.topic}/fails")
    assert strayed(snippet) == []
    text = snippet.file.read_text(encoding="utf-8")
    other = Elsewhere(tmp_path / snippet.file.name, snippet.client, snippet)
    other.file.write_text(text.replace("2ff814a6", "2ff814a7"), encoding="utf-8")
    assert strayed(other) == [f"it differs from works/{other.file.name} in 2 places, where entry.toml says 1"]
    unmended = Elsewhere(tmp_path / "another.sh", snippet.client, snippet)
    assert strayed(unmended) == ["there is no works/another.sh that mends it: write it"]
