"""The catalogue of errors: what the `entry.toml` of each folder `snippets/troubleshooting/<area>/<error>/` says.

The index, the pages, the lists "If it fails" and the filter of the site read it; so do the tests.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from harness import registry

CATALOGUE = registry.SNIPPETS / "troubleshooting"
REFUSALS = registry.ROOT / "mock_entra" / "refusals"
DOCS = registry.ROOT / "docs"
EVIDENCE = ("captured", "vendor page", "issue", "own run", "unconfirmed")
PARTS = ("fails", "works")
WILDCARD = "…"  # in a message: whatever stands there in the reader's case
ENTRA = "AADSTS"


@dataclass(frozen=True)
class Entry:
    """One error: where it lies, how readers see it, what it means, why it comes and what mends it.

    `code` is a row of `mock_entra/refusals` ("" for a client's own trap). `silent` is the reason why the failing snippet ends
    well all the same, `refused` the reason why the mended one has a request refused; both are "" as a rule.
    `places` is in how many places the failing and the mended snippet of a client differ, where it is not one.
    `template` and `doubt` are the row's.
    """

    area: str
    name: str
    title: str
    message: str
    meaning: str
    cause: str
    fix: str
    topics: tuple[str, ...]
    evidence: str
    source: str
    code: str = ""
    date: str = ""
    doubt: str = ""
    template: str = ""
    silent: str = ""
    refused: str = ""
    places: dict[str, int] = field(default_factory=dict)

    @property
    def topic(self) -> str:
        return f"troubleshooting/{self.area}/{self.name}"

    @property
    def page(self) -> str:
        return f"troubleshooting/{self.name}"

    @property
    def number(self) -> str:
        """The bare number of a code of Entra's; "" where there is none. A row may have a word behind it, and a hyphen."""
        return self.code.removeprefix(ENTRA).partition("-")[0] if self.code.startswith(ENTRA) else ""

    def is_met_by(self, code: str) -> bool:
        """Whether a refusal with this code is the entry's, or one of several texts of its code of Entra's."""
        return code == self.code or (self.code.startswith(ENTRA) and code.startswith(f"{self.code}-"))

    @property
    def label(self) -> str:
        """What a reader knows the error by: Entra's code, else the title."""
        return self.name if self.name.startswith(ENTRA) else self.title

    @property
    def heading(self) -> str:
        """The title of the page."""
        return f"{self.name}: {self.title}" if self.label == self.name else self.title


@cache
def entries() -> dict[str, Entry]:
    """Every entry by its name, sorted by label; numbers by their value.

    Raises ValueError, naming the file and what to do, where an entry.toml is not as the catalogue needs it.
    """
    found: dict[str, Entry] = {}
    for folder in sorted(CATALOGUE.glob("*/*/")):
        entry = read(folder)
        if entry.name in found:
            raise ValueError(
                f"{entry.topic} and {found[entry.name].topic} would have one address: rename one of the folders."
            )
        found[entry.name] = entry
    return dict(sorted(found.items(), key=lambda item: _order(item[1])))


def read(folder: Path) -> Entry:
    """The entry of a folder; `evidence`, `source`, `date` and `doubt` come from the row of its code where there is one.

    Raises ValueError, naming the file and what to do, where it is not as the catalogue needs it.
    """
    file = folder / "entry.toml"
    name = f"snippets/{file.relative_to(registry.SNIPPETS)}" if file.is_relative_to(registry.SNIPPETS) else str(file)
    try:
        said: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ValueError(f"{name} is missing: write it, or take the folder away.") from None
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{name} is not TOML: {error}.") from error
    code = said.get("code", "")
    if code and code not in rows():
        raise ValueError(f"{name}: no row of mock_entra/refusals is called {code!r}: correct `code`, or add the row.")
    row = rows().get(code, {})
    fields = {key: row[key] for key in ("evidence", "source", "date", "doubt") if key in row}
    fields |= said | {"topics": tuple(said.get("topics", ())), "template": _template(row.get("text", ""))}
    try:
        entry = Entry(area=folder.parent.name, name=folder.name, **fields)
    except TypeError as error:
        raise ValueError(f"{name} does not describe an error: {str(error).partition(') ')[2]}.") from None
    _check(entry, name)
    return entry


@cache
def entry_of(topic: str) -> Entry | None:
    """The entry that a topic is part of; None for a topic that is not the catalogue's.

    Raises ValueError, naming the file and what to do, where its entry.toml is wrong; no other entry is read.
    """
    parts = topic.split("/")
    if parts[0] != CATALOGUE.name or parts[-1] not in PARTS:
        return None
    return read(CATALOGUE.joinpath(*parts[1:-1]))


def address(topic: str) -> str:
    """The topic without its area, which is no part of an error's address."""
    entry = entry_of(topic)
    return topic.replace(entry.topic, entry.page) if entry else topic


@cache
def rows() -> dict[str, dict[str, Any]]:
    """The mock's table of refusals by code, read without the mock: the site is built where it is not installed."""
    files = sorted(REFUSALS.glob("*.toml"))
    return {code: row for file in files for code, row in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def holds(text: str, message: str) -> bool:
    """Whether a text holds a message, however its lines are broken and its quotation marks are drawn."""
    pieces = (re.sub(r"\W+", "", piece).casefold() for piece in message.split(WILDCARD))
    letters = re.sub(r"\W+", "", re.sub(r"\\[rnt]|&#?\w+;", " ", text)).casefold()
    return re.search(".*?".join(map(re.escape, pieces)), letters) is not None


def _check(entry: Entry, name: str) -> None:
    needed = ("title", "message", "meaning", "cause", "fix", "source")
    if empty := [key for key in needed if not str(getattr(entry, key)).strip()]:
        raise ValueError(f"{name}: {', '.join(empty)} must not be empty.")
    if entry.evidence not in EVIDENCE:
        raise ValueError(f"{name}: evidence is {entry.evidence!r}; write one of {', '.join(EVIDENCE)}.")
    if not entry.topics:
        raise ValueError(f"{name}: topics is empty; name the pages whose “If it fails” lists this error.")
    if unknown := [topic for topic in entry.topics if not (DOCS / f"{topic}.rst").is_file()]:
        raise ValueError(f"{name}: topics names {unknown}, which are no pages under docs/.")


def _template(text: str) -> str:
    """A row's text with a wildcard for each `{field}`."""
    return re.sub(r"\{\w*\}", WILDCARD, text)


def _order(entry: Entry) -> tuple[bool, int, str]:
    is_entra = entry.label.startswith(ENTRA)
    return not is_entra, int(entry.number or 0) if is_entra else 0, entry.label.casefold()
