"""Known mistakes, those that Microsoft's own pages were published with among them, make the tests fail by name.

All are made at once, each in a file of its own, in a copy of the guide; then the copy's own tests run, once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree  # the file is what pytest has just written

import pytest

from harness import registry
from harness.registry import ROOT, SNIPPETS, Snippet
from harness.run import missing

LISTED: dict[str, dict[str, Any]] = {
    f"{kind}/{name}": mistake
    for kind, mistakes in tomllib.loads(Path(__file__).with_name("mistakes.toml").read_text(encoding="utf-8")).items()
    for name, mistake in mistakes.items()
}
LEFT_BEHIND = (".git", "build", "bench", "node_modules", "__pycache__", ".*_cache", ".hypothesis")
PATIENCE = 600  # seconds


def owner(mistake: dict[str, Any]) -> Snippet:
    """The first snippet whose test owns the file."""
    file = ROOT / mistake["file"]
    return next(s for s in registry.snippets() if file in (s.file, *s.documented.values()))


def failing_test(mistake: dict[str, Any]) -> str:
    stated: str = mistake.get("test", "")
    return stated or f"tests/test_snippets.py::test_prints_its_documented_response[{owner(mistake).id}]"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each failed test of the copy said, by its id."""
    copy = tmp_path_factory.mktemp("copy") / "guide"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
    (copy / "build").mkdir()
    for shared in ("build/env", "build/cache", "clients/node/node_modules"):
        if (ROOT / shared).exists():
            (copy / shared).symlink_to(ROOT / shared)
    for mistake in LISTED.values():
        make(mistake, copy)
    report = copy / "build" / "report.xml"
    tests = [failing_test(mistake) for mistake in LISTED.values()]
    options = ["-q", "-p", "no:cacheprovider", "-o", "junit_family=xunit1", f"--junitxml={report}"]
    command = [sys.executable, "-m", "pytest", *options, *tests]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(command, cwd=copy, env=clean, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert report.exists(), done.stdout + done.stderr
    return {
        f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}": failure.get("message", "")
        + (failure.text or "")
        for case in ElementTree.parse(report).iter("testcase")
        for failure in case.iter("failure")
    }


def make(mistake: dict[str, Any], root: Path) -> None:
    file = root / mistake["file"]
    if "text" in mistake:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(mistake["text"], encoding="utf-8")
        return
    text = file.read_text(encoding="utf-8")
    before = mistake.get("before", "")
    assert before in text, f"{mistake['file']} no longer holds {before!r}: mend tests/mistakes.toml"
    after = text.replace(before, mistake["after"], 1) if before else text + mistake["after"]
    file.write_text(after, encoding="utf-8")


def test_all_seven_published_bugs_are_listed() -> None:
    reported = {number for mistake in LISTED.values() for number in mistake.get("reported", ())}
    assert {67314, 80138, 74946, 88778, 95297, 102833, 121394} <= reported


def test_no_two_mistakes_are_in_one_file() -> None:
    files = [mistake["file"] for mistake in LISTED.values()]
    assert len(files) == len(set(files))


@pytest.mark.timeout(PATIENCE)  # the first of them waits for the copy's tests
@pytest.mark.xdist_group("mistakes")  # one worker makes the copy, once
@pytest.mark.parametrize("name", LISTED)
def test_a_known_mistake_makes_its_test_fail_and_the_failure_names_it(name: str, said: dict[str, str]) -> None:
    mistake = LISTED[name]
    is_snippet = (ROOT / mistake["file"]).is_relative_to(SNIPPETS) and "text" not in mistake
    if is_snippet and (why := missing(owner(mistake).client)):
        pytest.skip(why)  # tests/test_snippets.py makes this a failure where CI is set
    test = failing_test(mistake)
    assert test in said, f"{test} passed in spite of {name}"
    named = (
        [] if "test" in mistake else [mistake["file"]]
    )  # where the test is another file's, `words` say what is named
    assert [words for words in [*named, *mistake["words"]] if words not in said[test]] == [], said[test]
