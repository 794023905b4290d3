"""Runs the steps of a workflow of GitHub Actions, or of a pipeline of Azure DevOps, in their order, as the runner does.

    python clients/workflow.py FILE

GitHub: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax. Azure DevOps: a task AzureCLI@2
signs in with its service connection first, https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/azure-cli-v2.
`${{ vars.NAME }}` is the environment variable NAME. Ends with a step's status, or with 1 and a sentence where the file needs
what is not played here.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests
import yaml

SECONDS = 50
EXPRESSION = re.compile(r"\$\{\{\s*(?:vars|secrets|env)\.(\w+)\s*\}\}")
COMMAND = re.compile(r"^(?:::|##vso\[).*\n", re.MULTILINE)  # what the runner reads and does not print
REPOSITORY = ("TENANT_ID", "CLIENT_ID", "CLIENT_SECRET", "DATABRICKS_HOST", "JOB_ID")
PLAYED_INPUTS = {"scriptType": "bash", "scriptLocation": "inlineScript"}
JOB_TOKEN = ("ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN")
Step = tuple[str, dict[str, str], bool]  # the script, its variables, whether the Azure CLI is signed in before


class UnplayedError(Exception):
    """The file asks for what is not played here."""


def main(files: list[str]) -> int:
    """The exit status of the first step that fails; 0 if none does."""
    if len(files) != 1:
        print("Name one file: python clients/workflow.py FILE", file=sys.stderr)
        return 1
    try:
        text = Path(files[0]).read_text(encoding="utf-8")
        document = yaml.safe_load(text)
        steps = list(github(document) if "jobs" in document else azure_devops(document))
        for name in unset(document, text) & os.environ.keys():
            del os.environ[name]
        for script, variables, signs_in in steps:
            if signs_in and (status := run(SIGN_IN, {**variables, "ASSERTION": service_connection()})):
                return status
            if status := run(script, variables):
                return status
    except (OSError, yaml.YAMLError, UnplayedError, requests.RequestException) as error:
        print(f"{files[0]}: {error}", file=sys.stderr)
        return 1
    return 0


def unset(document: dict[str, Any], text: str) -> set[str]:
    """What a step does not have by itself: on GitHub a repository's variables, and without permission who the job is."""
    if "jobs" not in document:
        return set()
    may_ask = document.get("permissions", {}).get("id-token") == "write"
    return {*REPOSITORY, *EXPRESSION.findall(text), *(() if may_ask else JOB_TOKEN)}


def github(document: dict[str, Any]) -> Iterator[Step]:
    if True not in document:  # `on` is a truth value in YAML 1.1
        raise UnplayedError("the workflow lacks `on`, which says when it runs.")
    for job in document["jobs"].values():
        if "runs-on" not in job:
            raise UnplayedError("a job lacks `runs-on`.")
        for step in job["steps"]:
            if "run" not in step:
                raise UnplayedError(f"only steps with `run` are played, not {step}.")
            layers = (document, job, step)
            variables = {name: filled(value) for layer in layers for name, value in layer.get("env", {}).items()}
            yield step["run"], variables, False


def azure_devops(document: dict[str, Any]) -> Iterator[Step]:
    for step in document["steps"]:
        asked = {name: step.get("inputs", {}).get(name) for name in PLAYED_INPUTS}
        if step.get("task") != "AzureCLI@2" or asked != PLAYED_INPUTS:
            raise UnplayedError(f"only AzureCLI@2 with an inline bash script is played, not {step}.")
        if not step["inputs"].get("azureSubscription"):
            raise UnplayedError("a task AzureCLI@2 lacks `azureSubscription`, the service connection it signs in with.")
        variables = {name: os.path.expandvars(macros(value)) for name, value in step.get("env", {}).items()}
        yield step["inputs"]["inlineScript"], variables, True


def filled(text: str) -> str:
    """A value with its expressions replaced by what the environment has."""
    found = EXPRESSION.sub(lambda match: os.environ[match[1]], str(text))
    if "${{" in found:
        raise UnplayedError(f"the expression {text} is not played: use vars.NAME.")
    return found


def macros(text: str) -> str:
    """`$(System.AccessToken)` as the environment's name for it."""
    return re.sub(r"\$\(([\w.]+)\)", lambda match: "$" + match[1].upper().replace(".", "_"), text)


SIGN_IN = """az login --service-principal --username "$AZURESUBSCRIPTION_CLIENT_ID" --tenant "$AZURESUBSCRIPTION_TENANT_ID" \
  --federated-token "$ASSERTION" --allow-no-subscriptions --output none"""


def service_connection() -> str:
    """What Azure DevOps says of the service connection, as the task asks for it."""
    query = {"api-version": "7.1", "serviceConnectionId": os.environ["AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"]}
    bearer = {"Authorization": f"Bearer {os.environ['SYSTEM_ACCESSTOKEN']}", "X-TFS-FedAuthRedirect": "Suppress"}
    answer = requests.post(os.environ["SYSTEM_OIDCREQUESTURI"], params=query, headers=bearer, timeout=SECONDS)
    answer.raise_for_status()
    return str(answer.json()["oidcToken"])


def run(script: str, variables: dict[str, str]) -> int:
    """Run one step as `bash -e`; print what it prints, without the lines that the runner takes for its own."""
    command = ["bash", "-e", "-c", script]
    done = subprocess.run(
        command, env={**os.environ, **variables}, stdout=subprocess.PIPE, timeout=SECONDS, check=False
    )
    sys.stdout.write(COMMAND.sub("", done.stdout.decode(errors="replace")))
    sys.stdout.flush()
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
