"""The directive `.. contract:: PART`: what the mock plays and on which evidence, from the fixtures, the refusals and the code.

Nothing on that page is typed: a recording, a refusal or an endpoint that is added to the project is on it with the next build.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from sphinx.util.docutils import SphinxDirective

from harness.evidence import FIXTURES, REFUSALS, Row, age, not_played, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

PROVED = "tests/contract/test_refusals.py::test_refuses_as_the_table_says"
TABLE = """
.. list-table::
   :header-rows: 1
   :class: contract
   :widths: {widths}

"""


def escaped(text: str) -> str:
    """Prose as reStructuredText has it: bare links stay links, nothing else is markup."""
    return re.sub(r"([\\`*|])", r"\\\1", text)


def literal(text: str) -> str:
    return f"``{' '.join(text.split())}``" if text else "an empty body"


def evidence(row: Row, kind: str) -> str:
    """How well something is known, where from, and how old that is."""
    source, moment = row["source"], row.get("date", "")
    if kind == "unconfirmed":
        return f"**unconfirmed**; `what is known <{source}>`__"
    known = f"`{kind} <{source}>`__" if source.startswith("https://") else f"{kind}, {escaped(source)}"
    return f"{known}, {moment}, {age(moment, datetime.now(UTC).date())}" if moment else f"{known}, undated"


def table(widths: str, rows: Iterable[Iterable[str]]) -> str:
    lines = [TABLE.format(widths=widths)]
    for row in rows:
        for index, cell in enumerate(row):
            lines.append(f"   {'* -' if index == 0 else '  -'} " + cell.replace("\n", "\n       "))
    return "\n".join(lines) + "\n"


def titled(about: str, widths: str, rows: Iterable[Iterable[str]]) -> str:
    return f"\n.. rubric:: {escaped(about.rstrip('.'))}\n\n{table(widths, rows)}"


def recordings() -> str:
    text, tests = "", set()
    for stem, (about, rows) in tables(FIXTURES).items():
        cells = [("What was recorded", "Evidence", "What is not compared")]
        for name, row in rows.items():
            if "test" in row:
                tests.add(f"``{row['test']}[ID]``")
                size = f", {row['bytes']} bytes" if "bytes" in row else ""
                shown = f"{escaped(row['title'])}{size}\n\n``{stem}/{name}``"
                cells.append((shown, evidence(row, row["kind"]), _excused(row)))
        text += titled(about, "45 20 35", cells)
    return f"The test {', '.join(sorted(tests))} proves each; its ID stands under what was recorded.\n{text}"


def _excused(row: Row) -> str:
    return "\n\n".join(f"``{entry['at']}``: {escaped(entry['why'])}" for entry in row.get("differs", [])) or "nothing"


def refusals() -> str:
    text = ""
    for about, rows in tables(REFUSALS).values():
        cells = [("Refusal", "When, and what it says", "Evidence")]
        for code, row in rows.items():
            doubt = f"\n\nOpen: {escaped(row['doubt'])}." if "doubt" in row else ""
            told = f"{escaped(row['rule'])}\n\n{literal(row['text'])}"
            cells.append((f"``{code}``, {row['status']}", told, f"{evidence(row, row['evidence'])}{doubt}"))
        text += titled(about, "20 45 35", cells)
    return f"The test ``{PROVED}[CODE-SITUATION]`` proves each.\n{text}"


def unmatched() -> str:
    cells = [("What was recorded", "Why the mock does not match it", "Evidence")]
    for _, rows in tables(FIXTURES).values():
        left = [row for row in rows.values() if "unmatched" in row]
        cells += [(escaped(row["title"]), escaped(row["unmatched"]), evidence(row, row["kind"])) for row in left]
    return table("35 40 25", cells)


def unconfirmed() -> str:
    """Everything that rests on nobody's report: no page of the guide may rely on it."""
    cells = [("Refusal", "When", "What is known")]
    for _, rows in tables(REFUSALS).values():
        for code, row in rows.items():
            if row["evidence"] == "unconfirmed":
                cells.append((f"``{code}``", escaped(row["rule"]), f"`{escaped(row['doubt'])} <{row['source']}>`__"))
    return table("25 35 40", cells)


def absent() -> str:
    rows = [(f"``{file}``", escaped(what)) for file, what in not_played().items()]
    return table("35 65", [("Module", "Not played"), *rows])


def summary() -> str:
    fixtures = [row for _, rows in tables(FIXTURES).values() for row in rows.values()]
    left = sum("unmatched" in row for row in fixtures)
    rows = Counter(row["evidence"] for _, found in tables(REFUSALS).values() for row in found.values())
    told = ", ".join(f"{rows[kind]} {kind}" for kind in sorted(rows))
    return (
        f"{len(fixtures) - left} recorded answers are matched and {left} are not.\n"
        f"The table of refusals has {rows.total()} rows: {told}.\n"
    )


PARTS: dict[str, Callable[[], str]] = {
    "summary": summary,
    "recordings": recordings,
    "refusals": refusals,
    "unconfirmed": unconfirmed,
    "unmatched": unmatched,
    "not-played": absent,
}


class Contract(SphinxDirective):
    """Show one part of the contract; an error at the directive's line where there is no such part."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        if self.arguments[0] not in PARTS:
            raise self.error(f"The contract has no part {self.arguments[0]!r}: choose one of {', '.join(PARTS)}.")
        self.env.note_reread()  # it depends on which files there are, which no list of dependencies can say
        return self.parse_text_to_nodes(PARTS[self.arguments[0]]())


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_directive("contract", Contract)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
