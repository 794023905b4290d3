"""What Sphinx reads in the pages: each one's doctree, without writing a site."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from tempfile import TemporaryDirectory

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from harness.registry import ROOT

DOCS = ROOT / "docs"


@dataclass(frozen=True)
class Guide:
    """Every page by name (`service-principal/secret`), the pages that a toctree names, and Sphinx's warnings."""

    pages: dict[str, nodes.document]
    in_toctree: frozenset[str]
    warnings: str

    def blocks(self, page: str) -> list[nodes.Element]:
        """A page's code blocks, in the order in which a reader meets them."""
        kinds = nodes.literal_block, nodes.doctest_block, nodes.raw
        return [node for node in self.pages[page].findall(nodes.Element) if isinstance(node, kinds)]

    def topics(self, page: str) -> list[str]:
        """The topics that a page shows."""
        return [node["snippets"] for node in self.pages[page].findall(nodes.Element) if "snippets" in node]


@cache
def guide() -> Guide:
    """Read the pages once in a process."""
    warnings = io.StringIO()
    with TemporaryDirectory() as folder, patch_docutils(str(ROOT)), docutils_namespace():
        app = Sphinx(DOCS, ROOT, folder, folder, "dummy", status=None, warning=warnings)
        app.build()
        pages = {name: app.env.get_doctree(name) for name in sorted(app.env.found_docs)}
        included = {name for names in app.env.toctree_includes.values() for name in names}
        return Guide(pages, frozenset(included | {app.config.root_doc}), warnings.getvalue())


def told_apart() -> list[str]:
    """Every page but most of the errors': those are of one form, and the longest of them stands for all where it shows."""
    errors = [page for page in guide().pages if page.startswith("troubleshooting/") and guide().topics(page)]
    longest = max(errors, key=lambda page: len(guide().blocks(page)))
    return [page for page in guide().pages if page not in errors or page == longest]
