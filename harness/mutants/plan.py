"""Every mutant of every snippet and of every documented response, each behaviour once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from harness import claims, results
from harness.mutants import responses, shapes, words
from harness.mutants.edit import Edit, Mutant
from harness.mutants.syntax import Piece, Source
from harness.registry import ROOT, Snippet

# Whatever a verdict depends on beside the snippet, its documented response and its host.
GROUNDS = ("mock_entra/**/*.py", "mock_entra/**/*.toml", "mock_entra/**/*.json", "harness/*.py", "clients/*.toml",
           "clients/postman.cjs", "clients/workflow.py",
           "clients/node/package-lock.json", "requirements/*.txt")  # fmt: skip  # as one phrase
OPERATORS: tuple[tuple[Callable[[Source], Iterator[Piece]], tuple[Callable[[Piece], Iterable[Edit]], ...]], ...] = (
    (Source.texts, (words.in_texts,)),
    (Source.names, (words.in_names,)),
    (Source.arguments, (shapes.left_out, shapes.in_keywords)),
)


@dataclass(frozen=True)
class Trial:
    """A mutant and the snippet whose test owns it: a snippet owns itself, a response its quickest client's snippet owns."""

    mutant: Mutant
    owner: Snippet
    key: str

    @property
    def is_snippet(self) -> bool:
        return self.mutant.file == self.owner.file


def trials(snippets: Iterable[Snippet], grounds: str) -> list[Trial]:
    """All trials; those with one key are the same run."""
    chosen = list(snippets)
    return [*_of_snippets(chosen, grounds), *_of_responses(chosen)]


def once(made: Iterable[Trial]) -> list[Trial]:
    """The first of all trials that are the same run."""
    return list({trial.key: trial for trial in reversed(list(made))}.values())[::-1]


def edits_of(snippet: Snippet) -> Iterator[Edit]:
    """Every edit of a snippet's file, in the order of the operators. Raises ValueError for a language without a grammar."""
    source = Source(snippet.file.read_text(encoding="utf-8"), snippet.client.language)
    is_collection = snippet.client.language == "json"
    for pieces, operators in OPERATORS:
        for piece in pieces(source):
            if not is_collection or shapes.is_sent(piece):
                for operator in operators:
                    yield from (_placed(edit, piece) for edit in operator(piece))


def _placed(edit: Edit, piece: Piece) -> Edit:
    """What only runs when something went wrong is named so: a page whose snippet succeeds promises nothing of it."""
    return replace(edit, operator=f"{edit.operator} in a branch") if piece.is_in_branch else edit


def grounds() -> str:
    """A digest of all that every verdict depends on: a change of the mock or of the harness makes every run stale."""
    files = sorted({file for pattern in GROUNDS for file in ROOT.glob(pattern)})
    parts = [part for file in files for part in (str(file).encode(), file.read_bytes())]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _of_snippets(snippets: list[Snippet], grounds: str) -> Iterator[Trial]:
    for snippet in _slowest_first(snippets):
        text = snippet.file.read_text(encoding="utf-8")
        promised = [f"{stream} {file.suffix} {file.read_text('utf-8')}" for stream, file in snippet.documented.items()]
        for edit in dict.fromkeys(edits_of(snippet)):
            mutant = Mutant(snippet.file, text, edit)
            if mutant.mutated != text:
                key = mutant.digest(
                    snippet.client.name, snippet.host, str(claims.promised(snippet)), *promised, grounds
                )
                yield Trial(mutant, snippet, key)


def _of_responses(snippets: list[Snippet]) -> Iterator[Trial]:
    owners = {file: snippet for snippet in _slowest_first(snippets) for file in snippet.documented.values()}
    for file, owner in owners.items():
        text = file.read_text(encoding="utf-8")
        for edit in dict.fromkeys(responses.of(file, text)):
            mutant = Mutant(file, text, edit)
            yield Trial(mutant, owner, mutant.digest(str(file)))


def _slowest_first(snippets: list[Snippet]) -> list[Snippet]:
    """So that no worker is left with a long one at the end; a client that never ran counts as slow."""
    seconds = {name: entry.get("seconds", 0) for name, entry in results.read().items()}
    return sorted(snippets, key=lambda snippet: -float(seconds.get(snippet.client.name, 60)))
