"""The runner of workflows executes their steps as GitHub and Azure DevOps do, and says what it does not play."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from harness.registry import ROOT, clients
from harness.run import missing

CLIENT = clients()["github-workflow"]
HEAD = "on: push\npermissions: {id-token: write}\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n"


def run(folder: Path, text: str, **variables: str) -> subprocess.CompletedProcess[str]:
    if why := missing(CLIENT):
        if os.environ.get("CI"):
            pytest.fail(why, pytrace=False)
        pytest.skip(why)
    file = folder / "workflow.yml"
    file.write_text(text, encoding="utf-8")
    command = ["python", str(ROOT / "clients" / "workflow.py"), str(file)]
    environment = CLIENT.environment(os.environ) | variables
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_runs_the_steps_in_their_order_until_one_fails(tmp_path: Path) -> None:
    steps = "      - run: echo one\n      - run: |\n          false\n          echo two\n      - run: echo three\n"
    done = run(tmp_path, HEAD + steps)
    assert (done.stdout, done.returncode) == ("one\n", 1)


def test_a_variable_of_the_repository_reaches_a_step_through_env_alone(tmp_path: Path) -> None:
    steps = "      - env: {WHO: '${{ vars.CLIENT_ID }}!'}\n        run: echo $WHO $CLIENT_ID\n"
    assert run(tmp_path, HEAD + steps, CLIENT_ID="me").stdout == "me!\n"


@pytest.mark.parametrize(("head", "told"), [(HEAD, "here\n"), (HEAD.replace("write", "none"), "\n")])
def test_a_job_without_the_permission_cannot_ask_who_it_is(tmp_path: Path, head: str, told: str) -> None:
    steps = "      - run: echo $ACTIONS_ID_TOKEN_REQUEST_TOKEN\n"
    assert run(tmp_path, head + steps, ACTIONS_ID_TOKEN_REQUEST_TOKEN="here").stdout == told


def test_what_the_runner_reads_is_not_printed(tmp_path: Path) -> None:
    lines = ("echo '::add-mask::secret'", "echo '##vso[task.setsecret]secret'", "echo shown")
    steps = "      - run: |\n" + "".join(f"          {line}\n" for line in lines)
    assert run(tmp_path, HEAD + steps).stdout == "shown\n"


CONNECTIONLESS = (
    "steps:\n  - {task: AzureCLI@2, inputs: {scriptType: bash, scriptLocation: inlineScript, inlineScript: 'true'}}\n"
)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"{HEAD}      - uses: actions/checkout@v5\n", "only steps with `run` are played"),
        (f"{HEAD}      - env: {{A: '${{{{ github.actor }}}}'}}\n        run: 'true'\n", "use vars.NAME"),
        (HEAD.replace("on: push\n", "") + "      - run: 'true'\n", "lacks `on`"),
        (HEAD.replace("    runs-on: ubuntu-latest\n", "") + "      - run: 'true'\n", "lacks `runs-on`"),
        (CONNECTIONLESS, "lacks `azureSubscription`"),
        ("steps:\n  - script: echo one\n", "only AzureCLI@2 with an inline bash script is played"),
    ],
)
def test_says_what_it_does_not_play(tmp_path: Path, text: str, sentence: str) -> None:
    done = run(tmp_path, text)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
