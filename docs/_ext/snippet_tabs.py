"""The directive `.. snippets:: TOPIC`: shows a topic's snippets, a tab per client, as they ran and with what they print.

It writes only standard markup (tab-set, literalinclude, dropdown), so pages need no JavaScript of its own.
"""

from __future__ import annotations

import json
from textwrap import indent
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from harness import registry

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

RESULTS = registry.ROOT / "build" / "results.json"
TITLES = {"stdout": "Response", "stderr": "Standard error"}
LANGUAGES = {".json": "json", ".txt": "text", ".html": "html"}

TAB = """\
.. tab-item:: {client.title}
   :sync: {client.name}

   .. literalinclude:: {file}
      :language: {client.language}
      :class: snippet
{install}
{responses}
{ran}
"""

INSTALL = """
.. dropdown:: Install {client.title}
   :class-container: install

   .. code-block:: text

{command}
"""

RESPONSE = """
.. rubric:: {title}
   :class: response-title

.. literalinclude:: {file}
   :language: {language}
   :class: response
"""

RAN = """
.. rst-class:: ran

Ran with {client.title} {ran[version]} on {ran[date]}.
"""


class Snippets(SphinxDirective):
    """Show the snippets that lie directly in the folder `snippets/TOPIC`.

    A topic without a snippet, or a snippet without a documented response, is an error at the directive's line.
    """

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        topic = self.arguments[0]
        found = registry.snippets_of(topic)
        if not found:
            raise self.error(
                f"snippets/{topic} holds no snippet: correct the topic, or put a file named as a client of clients/ there."
            )
        # What a page shows also depends on which files exist, which no list of dependencies can say.
        self.env.note_reread()
        ran = _results()
        tabs = "\n".join(self._tab(snippet, ran.get(snippet.client.name)) for snippet in found)
        shown = self.parse_text_to_nodes(f".. tab-set::\n   :sync-group: client\n\n{indent(tabs, '   ')}")
        for tab_set in shown:
            if isinstance(tab_set, nodes.Element):
                tab_set["snippets"] = topic  # tells the tests which topics a page shows
        return shown

    def _tab(self, snippet: registry.Snippet, ran: dict[str, str] | None) -> str:
        if not snippet.documented:
            raise self.error(
                f"snippets/{snippet.id} has no documented response: put {snippet.client.name}.json or response.json beside it."
            )
        client = snippet.client
        command = indent(client.install.strip(), " " * 6)
        responses = [
            RESPONSE.format(title=TITLES[stream], file=_path(file), language=LANGUAGES[file.suffix])
            for stream, file in sorted(snippet.documented.items(), reverse=True)  # stdout first
        ]
        return TAB.format(
            client=client,
            file=_path(snippet.file),
            install=indent(INSTALL.format(client=client, command=command), "   ") if command else "",
            responses=indent("".join(responses), "   "),
            ran=indent(RAN.format(client=client, ran=ran), "   ") if ran else "",
        )


def _path(file: Path) -> str:
    """A file as literalinclude names it: from the folder of the pages."""
    return f"/../{file.relative_to(registry.ROOT).as_posix()}"


def _results() -> dict[str, dict[str, str]]:
    """Each client's version and day in the last test run: `{"curl": {"version": "8.5.0", "date": "2026-11-24"}}`."""
    if not RESULTS.is_file():
        return {}
    results: dict[str, dict[str, str]] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return results


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_directive("snippets", Snippets)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
