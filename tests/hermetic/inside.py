"""In the box: plants the canaries in the user's home, runs snippets as the tests do, and says what came of it as JSON."""

from __future__ import annotations

import argparse
import json
import os
import pwd
import subprocess
import tempfile
from pathlib import Path

from harness import registry
from harness.run import run
from harness.verdict import explain, faults
from mock_entra import running
from tests.hermetic.canaries import plant, touched


def main() -> None:
    """Every snippet named by its id; `--command` is one that runs with the user's own home, to prove the canaries."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", default="")
    parser.add_argument("ids", nargs="*")
    options = parser.parse_args()
    # Java asks for the home of the account, whatever HOME says.
    home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    os.environ |= plant(home)
    stories = {}
    with running() as entra, tempfile.TemporaryDirectory(prefix="run-", dir="/tmp") as folder:
        for number, snippet in enumerate(s for s in registry.snippets() if s.id in options.ids):
            result = run(snippet, entra, Path(folder) / str(number))
            found = faults(snippet, result, entra.signed)
            stories[snippet.id] = explain(snippet, result, found) if found else ""
    if options.command:
        subprocess.run(["sh", "-c", options.command], timeout=30, check=False)
    print(json.dumps({"stories": stories, "touched": touched(home)}))


if __name__ == "__main__":
    main()
