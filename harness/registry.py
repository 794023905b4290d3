"""The folders are the registry: finds every client, topic, snippet and documented response by looking on disk."""

from __future__ import annotations

import ast
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SNIPPETS = ROOT / "snippets"
MACHINES = ROOT / "mock_entra" / "hosts.py"  # a row `Machine("NAME", …)` each
ENVIRONMENTS = ROOT / "build" / "env"
RESPONSE_SUFFIXES = (".json", ".txt", ".html")
FAILURE_SUFFIX = ".stderr.txt"  # documents what a client that must fail writes to stderr
ENTRIES = "troubleshooting/*/*/entry.toml"  # what the catalogue of errors says of the snippets beside it
DEFAULT_HOST = "laptop"


@dataclass(frozen=True)
class Client:
    """One tool that readers use, as `clients/<name>.toml` describes it."""

    name: str
    title: str
    order: int
    language: str
    suffix: str
    run: tuple[str, ...]
    needs: tuple[str, ...]
    version: tuple[str, ...]
    install: str
    environments: tuple[str, ...] = ()
    variables: dict[str, str] = field(default_factory=dict)
    check: tuple[str, ...] = ()

    def path(self, inherited: str) -> str:
        """The PATH on which this client's executables are found, in front of the inherited one."""
        own = [str(ENVIRONMENTS / name / "bin") for name in self.environments]
        return os.pathsep.join([*own, inherited])

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """The variables of a process that finds this client: `base`, then where its tools keep what is installed."""
        own = {name: value.format(root=ROOT) for name, value in self.variables.items()}
        return {**base, **own, "PATH": self.path(base.get("PATH", os.defpath))}


@dataclass(frozen=True)
class Snippet:
    """One file that a page shows and a test runs."""

    file: Path
    client: Client

    @property
    def topic(self) -> str:
        return self.file.parent.relative_to(SNIPPETS).as_posix()

    @property
    def id(self) -> str:
        return f"{self.topic}/{self.client.name}"

    @property
    def host(self) -> str:
        """The host that the topic runs on: a file `host`, else a folder named as one, else a laptop."""
        for folder in [self.file.parent, *self.file.parent.parents]:
            if folder == SNIPPETS:
                break
            if (folder / "host").is_file():
                return (folder / "host").read_text(encoding="utf-8").strip()
            if folder.name in hosts():
                return folder.name
        return DEFAULT_HOST

    @property
    def fault(self) -> str:
        """What goes wrong at Microsoft while the topic runs, as the mock's --fault takes it: a file `fault`; "" as a rule."""
        file = SNIPPETS / self.topic / "fault"
        return file.read_text(encoding="utf-8").strip() if file.is_file() else ""

    @property
    def documented(self) -> dict[str, Path]:
        """The documented response by stream (`stdout`, `stderr`): this client's own, else the topic's; empty if none.

        A file for `stderr` (`<client>.stderr.txt`) says that the client must fail.
        """
        for stem in (self.client.name, "response"):
            found = {"stderr": self.file.parent / f"{stem}{FAILURE_SUFFIX}"}
            for suffix in reversed(RESPONSE_SUFFIXES):
                if (file := self.file.parent / f"{stem}{suffix}").is_file():
                    found["stdout"] = file
            if found := {stream: file for stream, file in found.items() if file.is_file()}:
                return found
        return {}

    @property
    def response(self) -> Path | None:
        """The documented response that a page shows; None if there is none."""
        return self.documented.get("stdout") or self.documented.get("stderr")

    @property
    def command(self) -> list[str]:
        return self._filled(self.client.run)

    @property
    def check(self) -> list[str]:
        """The command that finds faults in the file without running it; empty if its client has none."""
        return self._filled(self.client.check)

    def _filled(self, words: tuple[str, ...]) -> list[str]:
        return [word.format(snippet=self.file, root=ROOT) for word in words]


@cache
def hosts() -> frozenset[str]:
    """The names of the hosts that the mock plays, read without the mock: the site is built where it is not installed."""
    calls = [node for node in ast.walk(ast.parse(MACHINES.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    rows = (call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Machine")
    return frozenset(ast.literal_eval(name) for name in rows)


@cache
def clients() -> dict[str, Client]:
    """Every client by name, in the order of its tab.

    Raises ValueError, naming the file, where a description lacks a key or has one too many.
    """
    found = []
    for file in sorted((ROOT / "clients").glob("*.toml")):
        try:
            fields = tomllib.loads(file.read_text(encoding="utf-8"))
            lists = {key: tuple(value) for key, value in fields.items() if isinstance(value, list)}
            found.append(Client(name=file.stem, **{**fields, **lists}))
        except (tomllib.TOMLDecodeError, TypeError) as error:
            raise ValueError(f"{file.relative_to(ROOT)} does not describe a client: {error}.") from error
    return {client.name: client for client in sorted(found, key=lambda client: client.order)}


def snippets(topic: str = "") -> Iterator[Snippet]:
    """Every snippet at or below a topic, topic by topic and in the order of the tabs."""
    for folder, _, names in sorted(os.walk(SNIPPETS / topic)):
        for client in clients().values():
            if client.name + client.suffix in names:
                yield Snippet(Path(folder) / (client.name + client.suffix), client)


def snippets_of(topic: str) -> list[Snippet]:
    """The snippets that lie directly in a topic's folder."""
    return [snippet for snippet in snippets(topic) if snippet.topic == topic]


def orphans() -> list[Path]:
    """Files under `snippets/` that nothing needs: no snippet, no documented response, none that the harness reads by name."""
    known = {file for snippet in snippets() for file in (snippet.file, *snippet.documented.values())}
    known |= {
        *SNIPPETS.rglob("host"),
        *SNIPPETS.rglob("fault"),
        *SNIPPETS.rglob("claims.toml"),
        *SNIPPETS.glob(ENTRIES),
    }
    return [file for file in sorted(SNIPPETS.rglob("*")) if file.is_file() and file not in known]
