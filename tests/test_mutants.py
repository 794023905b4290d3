"""Mistakes are made where a reader could make them, judged as the snippet's own test judges, and told by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harness import registry
from harness.mutants import equivalents, plan, responses
from harness.mutants.__main__ import held, sample
from harness.mutants.bench import Outcome
from harness.mutants.campaign import campaigning
from harness.mutants.edit import Edit, Mutant
from harness.mutants.equivalents import Rule
from harness.mutants.memory import Memory
from harness.mutants.plan import Trial
from harness.mutants.report import idle, judge
from harness.mutants.syntax import GRAMMARS, Source
from harness.registry import ROOT, Snippet
from harness.run import missing

SEED = "gate"  # the same for every commit: one must not turn red for a mutant of what it did not touch
SAMPLE = 40  # mutants: half a minute's work on an idle machine
# Failing snippets and rare ways in are left to the whole, `make mutants`: there a person judges what survives.
DRAWN_FROM = ("service-principal/secret", "managed-identity", "use-the-token")
pytestmark = pytest.mark.xdist_group("mutants")  # one worker plans them all, once


@pytest.fixture(scope="module")
def everything() -> list[Trial]:
    return plan.trials((snippet for snippet in registry.snippets() if snippet.documented), plan.grounds())


def snippet(topic: str, client: str) -> Snippet:
    return next(s for s in registry.snippets_of(topic) if s.client.name == client)


def names(topic: str, client: str) -> list[str]:
    chosen = snippet(topic, client)
    text = chosen.file.read_text(encoding="utf-8")
    return [Mutant(chosen.file, text, edit).name.partition(":")[2] for edit in plan.edits_of(chosen)]


@pytest.mark.timeout(600)  # forty clients run, on a machine that may be busy with as many others
def test_a_sample_of_all_mutants_is_caught(everything: list[Trial], entra_server: Any, tmp_path: Path) -> None:
    drawn = sample(
        plan.once(t for t in everything if t.owner.topic.startswith(DRAWN_FROM) and not missing(t.owner.client)),
        SAMPLE,
        SEED,
    )
    with campaigning(entra_server, 2, Memory(tmp_path / "mutants.jsonl")) as campaign:
        report = held(campaign, drawn, everything, is_sample=True)
    assert report.is_proof, "\n".join(report.lines())
    assert len(report.caught) > SAMPLE / 2


@pytest.mark.parametrize("client", registry.clients().values(), ids=lambda client: client.name)
def test_every_language_of_a_snippet_has_a_grammar(client: registry.Client) -> None:
    assert client.language in GRAMMARS


def test_every_snippet_and_every_documented_response_is_spoilt(everything: list[Trial]) -> None:
    spoilt = {trial.mutant.file for trial in everything}
    documented = [s for s in registry.snippets() if s.documented]
    assert {file for s in documented for file in (s.file, *s.documented.values())} <= spoilt


@pytest.mark.parametrize(
    "name",
    [
        "5 wrong verb: POST → GET",
        "6 host typo: login → logi",
        "8 /.default dropped: %2F.default → nothing",
        "8 scope → resource: scope → resource",
        "9 wrong variable: CLIENT_ID → CLIENT_SECRET",
        "10 unencoded secret: --data-urlencode → -d",
        '10 left out: --data-urlencode "client_secret=${CLIENT_SECRET:?}" → nothing',
    ],
)
def test_a_shell_command_is_spoilt_as_readers_spoil_it(name: str) -> None:
    assert name in names("service-principal/secret", "curl")


def test_a_form_in_python_is_sent_as_text_as_json_and_in_the_address() -> None:
    told = " ".join(names("service-principal/secret", "python-requests"))
    assert all(words in told for words in ("unencoded body", "data → json", "data → params"))


def test_a_comment_is_never_spoilt() -> None:
    text = "# CLIENT_ID\necho CLIENT_ID\n"
    assert [piece.start for piece in Source(text, "bash").texts() if piece.text == "CLIENT_ID"] == [17]


def test_a_language_without_a_grammar_is_refused() -> None:
    with pytest.raises(ValueError, match="no grammar for cobol: add its tree-sitter package"):
        Source("", "cobol")


def test_a_json_response_loses_gains_renames_and_retypes_keys() -> None:
    made = {edit.operator: edit.after for edit in responses.of(Path("a.json"), '{"a": 1}')}
    assert list(made) == [
        "$ key added",
        "$.a removed",
        "$.a renamed",
        "$.a number → string",
        "$.a number → null",
        "$.a changed",
    ]
    assert made["$.a number → string"] == '{\n  "a": "1"\n}\n'


def test_the_placeholder_of_a_token_becomes_one_of_another_kind() -> None:
    (text,) = (edit.after for edit in responses.of(Path("a.txt"), "eyJ0e...fg\n") if edit.operator == "line changed")
    assert text == "dapi0e...fg"


def trial(name: str = "wrong verb") -> Trial:
    chosen = snippet("service-principal/secret", "curl")
    return Trial(Mutant(chosen.file, "\ncurl -X POST", Edit(name, 9, 13, "GET")), chosen, "key")


def rule(**words: str) -> Rule:
    return Rule(**{"reason": "of a test", "files": ("snippets/*",), "operator": "wrong verb", **words})  # type: ignore[arg-type]  # files is the only one that is no text


def test_a_mutant_that_nobody_notices_is_listed_with_file_line_and_change() -> None:
    report = judge([trial()], {"key": Outcome(())}, set(), [])
    assert not report.is_proof
    assert next(iter(report.lines())) == "SURVIVED: snippets/service-principal/secret/curl.sh:2 wrong verb: POST → GET"


def test_an_equivalent_mutant_is_told_with_its_reason() -> None:
    report = judge([trial()], {"key": Outcome(())}, set(), [rule()])
    assert report.is_proof
    assert next(iter(report.lines())) == "equivalent, 1 of: of a test"


def test_an_equivalent_mutant_that_is_caught_is_an_error() -> None:
    report = judge([trial()], {"key": Outcome(("caught",))}, set(), [rule()])
    assert report.untrue == [
        "equivalent.toml names a mutant that is caught: snippets/service-principal/secret/curl.sh:2 wrong verb: POST → GET"
    ]


def test_the_same_change_elsewhere_in_the_file_may_be_caught() -> None:
    other = replace(trial(), key="other")
    report = judge([trial(), other], {"key": Outcome(()), "other": Outcome(("caught",))}, set(), [rule()])
    assert report.is_proof


@pytest.mark.parametrize(
    ("files", "named"),
    [
        (("snippets/*",), False),
        (("snippets/*/fails/*",), True),
        (("snippets/*/fails/*", "!snippets/troubleshooting/entra/*"), False),
    ],
)
def test_an_entry_reaches_a_failing_snippet_by_name_alone_and_none_that_it_excepts(
    files: tuple[str, ...], *, named: bool
) -> None:
    file = snippet("troubleshooting/entra/AADSTS7000215/fails", "curl").file
    mutant = replace(trial().mutant, file=file)
    assert replace(rule(), files=files).holds(mutant) == named


def test_an_equivalent_mutant_that_no_longer_exists_is_an_error() -> None:
    assert idle([trial()], [rule(operator="gone")]) == [
        "equivalent.toml names a mutant that no longer exists: snippets/* gone: * → *"
    ]


def test_an_equivalent_mutant_needs_a_reason(tmp_path: Path) -> None:
    (file := tmp_path / "equivalent.toml").write_text(
        '[[equivalent]]\nreason = " "\nof = [{files = ["*"], operator = "*"}]\n'
    )
    with pytest.raises(ValueError, match=r"equivalent\.toml: give a reason for"):
        equivalents.rules(file)


def test_a_run_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    file = tmp_path / "build" / "mutants.jsonl"
    Memory(file).keep("one", Outcome(("noticed",), 1.5))
    with file.open("a") as stream:
        stream.write('{"key": "two", "fau')
    assert Memory(file).outcomes == {"one": Outcome(("noticed",), 1.5)}


def test_another_mock_makes_every_outcome_stale(everything: list[Trial]) -> None:
    chosen = snippet("service-principal/secret", "curl")
    assert {t.key for t in plan.trials([chosen], "a")}.isdisjoint(
        t.key for t in plan.trials([chosen], "b") if t.is_snippet
    )
    assert everything


def test_a_sample_is_the_same_for_one_commit_and_another_for_the_next(everything: list[Trial]) -> None:
    one, again, other = (sample(everything, 20, seed) for seed in ("a", "a", "b"))
    assert one == again != other


def test_the_data_files_are_where_the_project_expects_them() -> None:
    assert equivalents.FILE.is_relative_to(ROOT)
    assert equivalents.rules()
