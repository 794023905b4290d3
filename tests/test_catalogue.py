"""Every error of the catalogue is whole: it fails as it says, is mended, has its page, and is named by the mock's log."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes
from sphinx import addnodes

from harness import catalogue, registry
from harness.catalogue import Entry
from harness.pairs import places
from mock_entra import pages
from mock_entra.pages import page_for
from mock_entra.refusals import refusals
from tests.pages import guide

ENTRIES = list(catalogue.entries().values())
every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
MINIMAL = """
title = "A title"
message = "A message"
meaning = "What it means"
cause = "Why"
fix = "What to do"
topics = ["use-the-token"]
evidence = "own run"
source = "https://learn.microsoft.com/"
"""


def test_there_are_entries() -> None:
    assert ENTRIES


@every_entry
def test_a_failing_and_a_mended_snippet_stand_for_each_client(entry: Entry) -> None:
    fails, works = (registry.snippets_of(f"{entry.topic}/{part}") for part in catalogue.PARTS)
    assert [snippet.client.name for snippet in fails] == [snippet.client.name for snippet in works] != []
    for failing, mended in zip(fails, works, strict=True):
        assert failing.file.read_text() != mended.file.read_text(), f"{failing.id} is not mended"
    assert not [snippet.id for snippet in works if "stderr" in snippet.documented]
    assert entry.places.keys() <= {snippet.client.name for snippet in fails}


@pytest.mark.parametrize(
    ("failing", "mended", "found"),
    [
        ("a\nb\nc\n", "a\nB\nc\n", 1),
        ("a\nb\nc\n", "a\nB\nC\n", 1),
        ("a\nb\nc\n", "A\nb\nC\n", 2),
        ("a\nc\n", "import os\n\na\nc and os\n", 2),
        ("az login a\naz get b\n", "az login A\naz get B\n", 2),
        ("# one\na\n", "# another\na\n", 0),
        ("// one\na\n", "a\n", 0),
    ],
)
def test_counts_the_places_where_the_code_of_two_snippets_differs(failing: str, mended: str, found: int) -> None:
    assert places(failing, mended) == found


@every_entry
def test_the_message_is_what_a_client_printed(entry: Entry) -> None:
    shown = registry.snippets_of(f"{entry.topic}/fails")
    replies = {file for snippet in shown for file in snippet.documented.values()}
    assert any(catalogue.holds(file.read_text(encoding="utf-8"), entry.message) for file in replies)


@every_entry
def test_a_page_shows_the_message_then_what_fails_then_what_works(entry: Entry) -> None:
    page = guide().pages[entry.page]
    assert next(iter(page.findall(nodes.title))).astext() == entry.heading
    shown = next(node for node in page.findall(nodes.paragraph))
    assert shown["classes"] == ["error-message"], "the first paragraph is not `.. error-message::`"
    assert shown.astext() == entry.message
    assert guide().topics(entry.page) == [f"{entry.topic}/{part}" for part in catalogue.PARTS]


@every_entry
def test_a_page_links_its_topics_and_microsofts_own_page(entry: Entry) -> None:
    page = guide().pages[entry.page]
    assert {node["reftarget"] for node in page.findall(addnodes.pending_xref)} >= {
        f"/{topic}" for topic in entry.topics
    }
    own = f"https://login.microsoftonline.com/error?code={entry.number}"
    assert not entry.number or own in {node.get("refuri") for node in page.findall(nodes.reference)}


@every_entry
def test_what_is_not_confirmed_is_not_shown_as_a_fact(entry: Entry) -> None:
    row = refusals().get(entry.code)
    assert entry.evidence == (row.evidence if row else entry.evidence), "the row of its code says otherwise"
    says = "The exact text is not confirmed" in guide().pages[entry.page].astext()
    assert says == (entry.evidence == "unconfirmed")


def test_every_page_is_an_entry_and_every_topic_lists_its_errors() -> None:
    pages = {name for name in guide().pages if name.startswith("troubleshooting/")} - {"troubleshooting/index"}
    assert pages == {entry.page for entry in ENTRIES}
    for topic in {topic for entry in ENTRIES for topic in entry.topics}:
        listed = {node["reftarget"] for node in guide().pages[topic].findall(addnodes.pending_xref)}
        named = {f"/{entry.page}" for entry in ENTRIES if topic in entry.topics}
        assert named <= listed, f"docs/{topic}.rst does not list its errors: put `.. if-it-fails::` there"


def test_the_log_names_a_page_for_every_code_of_the_catalogue_and_no_other() -> None:
    coded = {entry.code for entry in ENTRIES if entry.code}
    assert {row.code for row in refusals().values() if page_for(row.code)} == {
        code for code in refusals() if any(entry.code and entry.is_met_by(code) for entry in ENTRIES)
    }
    for code in coded:
        entry = catalogue.entries()[page_for(code).removeprefix("troubleshooting/").removesuffix(".html")]
        assert entry.code == code


def test_the_log_names_the_error_that_bears_the_code_before_a_clients_trap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("clients/A-trap", "entra/Z-error", "entra/AADSTS1"):
        put(tmp_path / name, 'code = "AADSTS1"' if name != "entra/Z-error" else 'code = "other"')
    put(tmp_path / "clients/B-trap", 'code = "other"')
    monkeypatch.setattr(pages, "FOLDERS", (tmp_path,))
    pages._names.cache_clear()  # noqa: SLF001  # the table is read once in a process, and here it is another
    try:
        assert page_for("AADSTS1") == "troubleshooting/AADSTS1.html"
        assert page_for("other") == "troubleshooting/Z-error.html"
        assert page_for("AADSTS1-discovery") == "troubleshooting/AADSTS1.html"
        assert page_for("none") == ""
    finally:
        pages._names.cache_clear()  # noqa: SLF001  # likewise


def put(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "entry.toml").write_text(text, encoding="utf-8")
    return folder


def test_an_entry_is_read_as_it_is_written(tmp_path: Path) -> None:
    entry = catalogue.read(put(tmp_path / "clients" / "trap", MINIMAL))
    assert (entry.area, entry.name, entry.topics, entry.code) == ("clients", "trap", ("use-the-token",), "")
    assert (entry.heading, entry.label, entry.page) == ("A title", "A title", "troubleshooting/trap")


def test_evidence_and_source_are_those_of_the_code(tmp_path: Path) -> None:
    text = MINIMAL.replace('evidence = "own run"', 'code = "AADSTS7000215"').replace("source", "# source")
    entry, row = catalogue.read(put(tmp_path / "entra" / "AADSTS7000215", text)), refusals()["AADSTS7000215"]
    assert (entry.evidence, entry.source, entry.date, entry.doubt) == (row.evidence, row.source, row.date, row.doubt)
    assert entry.template == row.text.replace("{app}", "…")
    assert entry.heading == "AADSTS7000215: A title"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (MINIMAL + "title = 1", "is not TOML"),
        (MINIMAL + 'colour = "red"', "unexpected keyword argument 'colour'"),
        (MINIMAL.replace("fix =", "# fix ="), "'fix'"),
        (MINIMAL.replace('"Why"', '""'), "cause must not be empty"),
        (MINIMAL + 'code = "AADSTS1"', "no row of mock_entra/refusals is called 'AADSTS1'"),
        (MINIMAL.replace("own run", "hearsay"), "evidence is 'hearsay'; write one of captured"),
        (MINIMAL.replace('"use-the-token"', ""), "topics is empty"),
        (MINIMAL.replace("use-the-token", "nowhere"), "['nowhere'], which are no pages"),
    ],
)
def test_a_wrong_entry_gets_one_sentence(wrong: str, sentence: str, tmp_path: Path) -> None:
    folder = put(tmp_path / "clients" / "trap", wrong)
    with pytest.raises(ValueError, match=r"entry\.toml") as caught:
        catalogue.read(folder)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_without_an_entry_and_two_of_one_address_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "CATALOGUE", tmp_path)
    (tmp_path / "clients" / "trap").mkdir(parents=True)
    with pytest.raises(ValueError, match=r"entry\.toml is missing"):
        catalogue.entries.__wrapped__()
    put(tmp_path / "clients" / "trap", MINIMAL)
    put(tmp_path / "entra" / "trap", MINIMAL)
    with pytest.raises(ValueError, match="one address"):
        catalogue.entries.__wrapped__()


def test_a_message_is_held_across_line_breaks_quotation_marks_and_values() -> None:
    assert catalogue.holds('{"d": "No app \\"x\\"\\r\\nhas this\nid."}', "No app '…' has this id")
    assert not catalogue.holds("No app has that id.", "No app '…' has this id")
