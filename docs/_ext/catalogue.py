"""The directives of the error catalogue: the index, an error's message and links, and a topic's "If it fails"."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from harness import catalogue
from harness.catalogue import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

MESSAGE = "error-message"
INDEX = "troubleshooting/index"
OWN_PAGE = "https://login.microsoftonline.com/error?code="
EVIDENCE = {
    "captured": "The text is as `recorded <{source}>`__{date}.",
    "vendor page": "The text is as on `the vendor's page <{source}>`__{date}.",
    "issue": "The text is as `quoted in a public report <{source}>`__{date}.",
    "own run": "The text is what the client printed when the snippet below ran; `source <{source}>`__.",
    "unconfirmed": "The exact text is not confirmed; `what is known <{source}>`__.",
}
ROW = """
   * - {first}
     - {second}
     - {third}
"""
HEAD = """
.. list-table::
   :header-rows: 1
   :class: {name}
   :widths: {widths}
"""


class _Directive(SphinxDirective):
    option_spec: ClassVar[OptionSpec] = {}

    def entry(self) -> Entry:
        """The entry whose page this is; an error at the directive's line where there is none."""
        self.env.note_reread()  # what a page shows depends on files that it does not include
        found = self._entries().get(self.env.docname.rpartition("/")[2])
        if found is None or found.page != self.env.docname:
            raise self.error(f"snippets/troubleshooting holds no entry for docs/{self.env.docname}.rst: rename one.")
        return found

    def _entries(self) -> dict[str, Entry]:
        try:
            return catalogue.entries()
        except ValueError as error:
            raise self.error(str(error)) from error


class ErrorMessage(_Directive):
    """Show the message as readers meet it, and give the search what they type: the code, the bare number, the words."""

    def run(self) -> list[nodes.Node]:
        entry = self.entry()
        words = " ".join(entry.template.replace(",", " ").split(catalogue.WILDCARD))
        keywords = [nodes.meta("", name="keywords", content=words)] if words else []
        # The search keeps no bare number as a word, but finds it as an entry of the index.
        number = addnodes.index(entries=[("single", entry.number, MESSAGE, "main", None)] if entry.number else [])
        text = nodes.paragraph("", "", nodes.literal("", entry.message), classes=[MESSAGE], ids=[MESSAGE])
        evidence = EVIDENCE[entry.evidence].format(source=entry.source, date=f", {entry.date}" if entry.date else "")
        doubt = f"\nOpen: {_sentence(entry.doubt)}" if entry.doubt else ""
        return [
            *keywords,
            number,
            text,
            *self.parse_text_to_nodes(f".. rst-class:: error-evidence\n\n{evidence}{doubt}"),
        ]


class ErrorLinks(_Directive):
    """List Microsoft's own page for the code, the pages on which the error is met, and the index."""

    def run(self) -> list[nodes.Node]:
        entry = self.entry()
        code = f"{catalogue.ENTRA}{entry.number}"
        own = [f"`Microsoft's own page for {code} <{OWN_PAGE}{entry.number}>`__"] if entry.number else []
        pages = [f":doc:`/{page}`" for page in (*entry.topics, INDEX)]
        return self.parse_text_to_nodes("\n".join(f"* {link}" for link in [*own, *pages]))


class IfItFails(_Directive):
    """List the errors that name this page; an error at the directive's line if none does."""

    def run(self) -> list[nodes.Node]:
        self.env.note_reread()
        found = [entry for entry in self._entries().values() if self.env.docname in entry.topics]
        if not found:
            raise self.error(f"no entry.toml names {self.env.docname} among its topics: add it to one.")
        rows = (
            (f":doc:`{entry.label} </{entry.page}>`: {_few(entry.meaning)}", entry.cause, entry.fix) for entry in found
        )
        return self.parse_text_to_nodes(_table("if-it-fails", "34 33 33", ("Error", "Cause", "What to do"), rows))


class ErrorIndex(_Directive):
    """List every error: what it is called, what it means and its usual cause. The script `catalogue.js` filters it."""

    def run(self) -> list[nodes.Node]:
        self.env.note_reread()
        rows = (
            (
                f":doc:`{entry.label} </{entry.page}>`",
                f"{_sentence(entry.meaning)}\n\n.. rst-class:: error-message\n\n``{entry.message}``",
                _sentence(entry.cause),
            )
            for entry in self._entries().values()
        )
        return self.parse_text_to_nodes(_table("error-index", "24 44 32", ("Error", "Meaning", "Usual cause"), rows))


def _table(name: str, widths: str, head: tuple[str, str, str], rows: Iterable[tuple[str, str, str]]) -> str:
    body = (ROW.format(first=_cell(row[0]), second=_cell(row[1]), third=_cell(row[2])) for row in (head, *rows))
    return HEAD.format(name=name, widths=widths) + "".join(body)


def _cell(text: str) -> str:
    return text.replace("\n", "\n" + " " * 7)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}."


def _few(text: str) -> str:
    """Words that go on after a colon: without the capital of a sentence's first word, which a name keeps."""
    first, space, rest = text.rstrip(".").partition(" ")
    return f"{first.lower() if first.istitle() else first}{space}{rest}"


def _add_filter(
    app: Sphinx, page: str, _template: str, _context: dict[str, object], _doctree: nodes.document | None
) -> None:
    """Give the index its script, and what that compares with a pasted message: it stands in no cell of the table."""
    if page != INDEX:
        return
    known = [
        {
            "page": entry.name,
            "number": entry.number,
            "texts": [text for text in (entry.message, entry.template) if text],
        }
        for entry in catalogue.entries().values()
    ]
    body = json.dumps(known, ensure_ascii=False).replace("</", "<\\/")  # a message may be a piece of HTML
    app.add_js_file(None, body=body, type="application/json", id="errors")
    app.add_js_file("catalogue.js", defer="defer")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_directive("error-message", ErrorMessage)
    app.add_directive("error-links", ErrorLinks)
    app.add_directive("error-index", ErrorIndex)
    app.add_directive("if-it-fails", IfItFails)
    app.add_css_file("catalogue.css")
    app.connect("html-page-context", _add_filter)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
