"""The examples work outside the repository, in an environment that holds the installed package and a reader's own packages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from harness.registry import ENVIRONMENTS, ROOT

EXAMPLES = ROOT / "examples"
COMMANDS = sorted((EXAMPLES / "command-line").glob("*.sh"))
PACKAGE = ("pyproject.toml", "README.md", "LICENSE", "mock_entra")
READERS_OWN = ("msal", "azure-identity", "requests", "pytest")
PATIENCE = 170  # seconds; the package registry may be slow
# What differs from run to run or with a client's release, and what it becomes.
VOLATILE = {
    r"\d\d:\d\d:\d\d": "TIME",
    r'"time": [\d.]+': '"time": TIME',
    r"/\d+(\.\d+)+": "/VERSION",
    r"in \d+\.\d+s": "in SECONDS",
    r" +": " ",
}


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the examples outside the repository, beside an environment with the package and a reader's packages."""
    folder = tmp_path_factory.mktemp("outside")
    source, venv, uv = folder / "source", folder / "venv", ENVIRONMENTS / "uv" / "bin" / "uv"
    source.mkdir()
    for name in PACKAGE:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, source / name)
    shutil.copytree(EXAMPLES, folder / "examples")
    python = str(venv / "bin" / "python")
    commands: list[list[str | Path]] = [
        [uv, "venv", "--quiet", "--seed", "--no-project", "--python", sys.executable, venv],
        [uv, "pip", "install", "--quiet", "--python", python, *READERS_OWN, source],
        [uv, "pip", "uninstall", "--quiet", "--python", python, "mock-entra"],  # for the page's own command to install
    ]
    for command in commands:
        subprocess.run(command, check=True, timeout=PATIENCE)
    done = run(folder, "bash", "-e", str(EXAMPLES / "command-line" / "install.sh"), cwd="source")
    assert done.returncode == 0, done.stdout
    return folder


def run(copy: Path, *command: str, cwd: str = "examples") -> subprocess.CompletedProcess[str]:
    path = f"{copy / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command,
        cwd=copy / cwd,
        env={name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST", "COV"))}
        | {"PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def steady(text: str) -> str:
    for pattern, word in VOLATILE.items():
        text = re.sub(pattern, word, text)
    return text


@pytest.mark.parametrize("command", [file for file in COMMANDS if file.stem != "install"], ids=lambda file: file.stem)
def test_a_command_prints_what_the_page_shows(copy: Path, command: Path) -> None:
    printed = run(copy, "bash", "-e", str(command)).stdout
    if os.environ.get("UPDATE_EXAMPLES"):
        command.with_suffix(".txt").write_text(printed, encoding="utf-8")
    assert steady(printed) == steady(command.with_suffix(".txt").read_text(encoding="utf-8"))


def test_the_projects_tests_fail_when_the_job_is_broken(copy: Path) -> None:
    job = copy / "examples" / "broken"
    shutil.copytree(EXAMPLES / "job", job)
    text = (job / "job.py").read_text(encoding="utf-8")
    assert "/.default" in text
    (job / "job.py").write_text(text.replace("/.default", ""), encoding="utf-8")
    done = run(copy, "python", "-m", "pytest", "-q", cwd="examples/broken")
    assert done.returncode == 1
    assert "AADSTS1002012" in done.stdout


def test_a_request_to_an_unknown_host_fails_a_test(copy: Path) -> None:
    assert "The test asked for example.com, which the mock does not play." in outcome(
        copy,
        "import os\n\ndef test(entra): os.system('curl -s https://example.com')\n",
    )


def test_a_fault_that_nothing_met_fails_a_test(copy: Path) -> None:
    assert "The fault drop met no request." in outcome(copy, "def test(entra):\n    entra.fail('drop')\n")


def test_an_unknown_host_to_run_on_fails_a_test(copy: Path) -> None:
    text = "import pytest\n\n@pytest.mark.entra_host('mars')\ndef test(entra): pass\n"
    assert "There is no host 'mars'" in outcome(copy, text)


def test_the_installed_package_has_its_data_and_its_types(copy: Path) -> None:
    code = "import mock_entra, pathlib; print(*(p.name for p in pathlib.Path(mock_entra.__file__).parent.rglob('*')))"
    installed = set(run(copy, "python", "-c", code, cwd=".").stdout.split())
    here = {
        file.name for file in (ROOT / "mock_entra").rglob("*") if file.suffix in {".toml", ".json", ".typed", ".py"}
    }
    assert {"py.typed", "entra.toml"} <= here
    assert here <= installed


def test_every_example_is_run() -> None:
    """A file is run by name, is what a run prints, or is named by what runs; `job/` is run whole by `pytest.sh`."""
    commands = "".join(file.read_text(encoding="utf-8") for file in COMMANDS)
    for file in EXAMPLES.rglob("*"):
        name = file.relative_to(EXAMPLES).as_posix()
        if file.is_file() and "__pycache__" not in name and "cache" not in name:
            known = (
                file in COMMANDS or file.with_suffix(".sh") in COMMANDS or name in commands or file.parent.name == "job"
            )
            assert known, f"examples/{name} is run by nothing: show it in a command, or remove it."


def outcome(copy: Path, text: str) -> str:
    """What pytest says to a test of this text."""
    file = copy / "examples" / f"test_{abs(hash(text))}.py"
    file.write_text(text, encoding="utf-8")
    done = run(copy, "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", file.name)
    assert done.returncode == 1
    return done.stdout
