"""What of a snippet a mutation may touch: words, names and arguments, as tree-sitter's grammars find them, no comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, zip_longest

import tree_sitter_bash
import tree_sitter_go
import tree_sitter_java
import tree_sitter_javascript
import tree_sitter_json
import tree_sitter_python
import tree_sitter_yaml
from tree_sitter import Language, Node, Parser

# By the name that clients/*.toml gives the language, which is Pygments'.
GRAMMARS = {
    "bash": tree_sitter_bash,
    "go": tree_sitter_go,
    "java": tree_sitter_java,
    "javascript": tree_sitter_javascript,
    "js": tree_sitter_javascript,
    "json": tree_sitter_json,
    "python": tree_sitter_python,
    "yaml": tree_sitter_yaml,
}
TEXTS = {
    "string_content",  # bash, python, json
    "raw_string",  # bash
    "word",  # bash
    "string_fragment",  # javascript, java
    "interpreted_string_literal_content",  # go
    "raw_string_literal_content",  # go
    "string_scalar",  # yaml
    "double_quote_scalar",  # yaml
    "single_quote_scalar",  # yaml
    "block_scalar",  # yaml
}
NAMES = {"variable_name", "identifier", "property_identifier", "field_identifier"}
ITEMS = {"pair", "keyword_argument", "keyed_element", "block_mapping_pair"}
LISTS = {"dictionary", "argument_list", "object", "array", "literal_value", "block_mapping"}
# Shell options that take no value.
FLAGS = {
    "-s", "-S", "-f", "-k", "-r", "--silent", "--show-error", "--fail", "--identity", "--service-principal",
    "--allow-no-subscriptions", "--raw-output",
}  # fmt: skip  # one a line would be longer than the rest of the module


@dataclass(frozen=True)
class Piece:
    """A stretch of a source: `kind` is the grammar's name for it, `context` for what it stands in."""

    kind: str
    start: int
    end: int
    text: str
    context: tuple[str, ...] = ()

    @property
    def is_in_branch(self) -> bool:
        """Whether it runs only if a condition holds."""
        return any(inner.endswith("block") and outer == "if_statement" for inner, outer in pairwise(self.context))


class Source:
    """A snippet's text, parsed. Raises ValueError for a language that has no grammar here."""

    def __init__(self, text: str, language: str) -> None:
        if language not in GRAMMARS:
            raise ValueError(f"no grammar for {language}: add its tree-sitter package to harness/mutants/syntax.py.")
        if not text.isascii():
            # The grammars count bytes, edits count characters; in ASCII they are the same.
            text = "".join(letter if letter.isascii() else "?" for letter in text)
        self.text, self.language = text, language
        self.root = _parser(language).parse(text.encode()).root_node

    def texts(self) -> Iterator[Piece]:
        """Every string's contents and every shell word."""
        return (self._piece(node) for node in self._walk(self.root) if node.type in TEXTS)

    def names(self) -> Iterator[Piece]:
        """Every variable, attribute and function that is named."""
        return (self._piece(node) for node in self._walk(self.root) if node.type in NAMES)

    def arguments(self) -> Iterator[Piece]:
        """Whatever can be left out and leave a program that can be parsed: a shell option with its value, a list's item."""
        for node in self._walk(self.root):
            if node.type == "command":
                yield from self._options(node)
            elif node.type in LISTS:
                # Go and Java do not compile without a positional argument, which proves nothing.
                compiled = self.language in ("go", "java")
                items = [item for item in node.named_children if item.type in ITEMS or not compiled]
                yield from (self._piece(item, end=self._comma(item)) for item in items if "comment" not in item.type)

    def _options(self, command: Node) -> Iterator[Piece]:
        words = [child for child in command.named_children if child.type != "command_name"]
        for word, following in zip_longest(words, words[1:]):
            text = self._text(word)
            if not text.startswith("-"):
                continue
            takes = following is not None and text not in FLAGS and "=" not in text
            alone = not takes or following is None or self._text(following).startswith("-")
            yield self._piece(word, end=word.end_byte if alone or following is None else following.end_byte)

    def _comma(self, item: Node) -> int:
        after = item.next_sibling
        return after.end_byte if after is not None and after.type == "," else item.end_byte

    def _walk(self, node: Node) -> Iterator[Node]:
        if "comment" in node.type:
            return
        yield node
        for child in node.children:
            yield from self._walk(child)

    def _text(self, node: Node) -> str:
        return self.text[node.start_byte : node.end_byte]

    def _piece(self, node: Node, end: int | None = None) -> Piece:
        end = node.end_byte if end is None else end
        return Piece(node.type, node.start_byte, end, self.text[node.start_byte : end], tuple(self._context(node)))

    def _context(self, node: Node) -> Iterator[str]:
        """What each node around is, for a pair its key too: `pair request`."""
        above = node.parent
        while above is not None:
            key = above.child_by_field_name("key") if above.type == "pair" else None
            yield f"pair {self._text(key).strip(chr(34))}" if key else above.type
            above = above.parent


@cache
def _parser(language: str) -> Parser:
    return Parser(Language(GRAMMARS[language].language()))
