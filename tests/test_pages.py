"""The pages show what ran, all of it, once, and nothing that somebody typed."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docutils import nodes
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from harness import catalogue, registry
from tests.pages import DOCS, guide

# (page, text of the block): the reason why a block that nothing runs stands on that page.
TYPED_BLOCKS: dict[tuple[str, str], str] = {}

TOPICS = sorted({snippet.topic for snippet in registry.snippets()})
PAGES = sorted(file.relative_to(DOCS).with_suffix("").as_posix() for file in DOCS.rglob("*.rst"))
INSTALL = re.compile(r"(?P<tool>pip install|npm install|go get|for jar in) (?P<words>[^;\n]+)")


def test_there_are_pages_and_topics() -> None:
    assert PAGES
    assert TOPICS


def test_pages_are_read_without_a_warning() -> None:
    assert guide().warnings == ""


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_in_a_toctree(page: str) -> None:
    assert page in guide().in_toctree, f"docs/{page}.rst is in no toctree: no reader finds it."


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_shown_once_and_on_the_page_of_its_name(topic: str) -> None:
    shown = Counter(page for page in guide().pages for found in guide().topics(page) if found == topic)
    assert shown.total() == 1, f"snippets/{topic} must be shown once; it is shown on {dict(shown) or 'no page'}."
    (page,) = shown
    assert f"{catalogue.address(topic)}/".startswith(f"{page}/"), (
        f"snippets/{topic} is shown on docs/{page}.rst, which is not named after it."
    )


@pytest.mark.parametrize("page", PAGES)
def test_every_code_block_of_a_page_is_a_file_that_ran(page: str) -> None:
    typed = [
        block for block in guide().blocks(page) if not _is_shown_by_the_directive(block) and not _is_example(block)
    ]
    unexplained = [block for block in typed if (page, block.astext()) not in TYPED_BLOCKS]
    assert not unexplained, "\n".join(
        f"docs/{page}.rst:{block.line}: show a snippet instead of typing\n{block.astext()}" for block in unexplained
    )


def test_every_exception_is_still_on_its_page() -> None:
    typed = {(page, block.astext()) for page in guide().pages for block in guide().blocks(page)}
    assert set(TYPED_BLOCKS) <= typed


@pytest.mark.parametrize("page", PAGES)
def test_a_shown_file_is_shown_whole(page: str) -> None:
    for block in guide().blocks(page):
        if source := block.get("source"):
            assert block.astext() == Path(source).read_bytes().decode(), f"{source} is not shown as it is."


def test_a_file_under_snippets_is_a_snippet_or_what_one_prints() -> None:
    assert [str(file.relative_to(registry.ROOT)) for file in registry.orphans()] == []


def test_the_tree_in_the_readme_is_true() -> None:
    listed = _tree((registry.ROOT / "README.md").read_text(encoding="utf-8"))
    assert listed, "README.md holds no tree."
    missing = [path for path in listed if not (registry.ROOT / path).exists()]
    assert not missing, f"README.md's tree names {missing}, which do not exist."


def test_the_tree_in_the_readme_names_all_that_lies_at_the_top() -> None:
    if not (registry.ROOT / ".git").exists():
        pytest.skip("only git tells what belongs to the project, and this copy has no .git")
    done = subprocess.run(
        ["git", "ls-files"], cwd=registry.ROOT, capture_output=True, text=True, timeout=30, check=True
    )
    top = {line.split("/")[0] for line in done.stdout.splitlines()}
    # A name that begins with a dot belongs to a tool, which finds it by that name.
    unlisted = {name for name in top if not name.startswith(".")} - {
        path.strip("/") for path in _tree((registry.ROOT / "README.md").read_text(encoding="utf-8"))
    }
    assert not unlisted, f"README.md's tree does not name {sorted(unlisted)}."


@pytest.mark.parametrize("client", registry.clients().values(), ids=lambda client: client.name)
def test_an_install_command_names_what_the_tests_install(client: registry.Client) -> None:
    for command in INSTALL.finditer(client.install):
        named = {word for word in command["words"].split() if not word.startswith("-")}
        asked, pinned = ASKED[command["tool"]](named), PINNED[command["tool"]](client)
        assert asked, f"clients/{client.name}.toml installs nothing with `{command[0]}`."
        assert asked <= pinned, f"clients/{client.name}.toml: the tests do not install {sorted(asked - pinned)}."


def test_some_client_is_installed_by_a_command() -> None:
    assert any(INSTALL.search(client.install) for client in registry.clients().values())


def _is_shown_by_the_directive(block: nodes.Element) -> bool:
    """Whether a block lies in a topic that the directive shows and is a file of that topic or its client's command."""
    node: nodes.Element | None = block
    while node is not None and "snippets" not in node:
        node = node.parent
    if node is None:
        return False
    shown = registry.snippets_of(node["snippets"])
    files = {str(file) for snippet in shown for file in (snippet.file, *snippet.documented.values())}
    commands = {snippet.client.install.strip() for snippet in shown}
    return block["source"] in files if "source" in block else block.astext() in commands


def _is_example(block: nodes.Element) -> bool:
    """Whether a block is a whole file of examples/, every one of which tests/mock/test_examples.py runs."""
    return "source" in block and Path(block["source"]).resolve().is_relative_to(registry.ROOT / "examples")


def _tree(text: str) -> list[str]:
    """The paths that the drawn tree in a text names, relative to the tree's root."""
    branch: list[str] = []
    paths = []
    for before, name in re.findall(r"^((?:[│ ]   )*)[├└]── (\S+)", text, re.MULTILINE):
        branch[len(before) // 4 :] = [name.rstrip("/")]
        paths.append("/".join(branch))
    return paths


def _python_packages(client: registry.Client) -> set[str]:
    """The packages that the client's environments pin."""
    return {
        canonicalize_name(name)
        for environment in client.environments
        for name in re.findall(
            r"^([\w.-]+)(?:\[.*?\])?==",
            (registry.ROOT / "requirements" / f"{environment}.txt").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    }


def _npm_packages() -> set[str]:
    """The packages that clients/node asks for."""
    package = json.loads((registry.ROOT / "clients" / "node" / "package.json").read_text(encoding="utf-8"))
    return set(package["dependencies"])


def _go_modules() -> set[str]:
    """The modules that clients/go asks for by name."""
    text = (registry.ROOT / "clients" / "go" / "go.mod").read_text(encoding="utf-8")
    return set(re.findall(r"^\t(\S+) v\S+$", text, re.MULTILINE))


def _jars() -> set[str]:
    """The jars that clients/java asks for, as Maven writes them: group:name:version."""
    pom = ElementTree.parse(registry.ROOT / "clients" / "java" / "pom.xml")  # our own file
    return {":".join(part.text or "" for part in jar) for jar in pom.iterfind(".//{*}dependency")}


def _modules_of(packages: set[str]) -> set[str]:
    """The modules, as clients/go names them, in which Go packages lie; a package of none stands for itself."""
    return {next((m for m in _go_modules() if f"{p}/".startswith(f"{m}/")), p) for p in packages}


ASKED: dict[str, Callable[[set[str]], set[str]]] = {
    "pip install": lambda named: {canonicalize_name(Requirement(name).name) for name in named},
    "npm install": set,
    "go get": _modules_of,
    "for jar in": set,
}
PINNED: dict[str, Callable[[registry.Client], set[str]]] = {
    "pip install": _python_packages,
    "npm install": lambda _: _npm_packages(),
    "go get": lambda _: _go_modules(),
    "for jar in": lambda _: _jars(),
}
