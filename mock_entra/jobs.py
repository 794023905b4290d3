"""What the hosts outside Azure set for a program: only what tells it who it is, and where to ask.

Follows https://docs.github.com/en/actions/reference/workflows-and-actions/variables,
https://learn.microsoft.com/azure/devops/pipelines/build/variables, https://docs.gitlab.com/ci/variables/predefined_variables/
and https://azure.github.io/azure-workload-identity/docs/installation/mutating-admission-webhook.html.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mock_entra.directory import Application
from mock_entra.providers import AZURE_DEVOPS, AZURE_DEVOPS_PATH, GITHUB_JOBS, GITHUB_PATH
from mock_entra.state import State
from mock_entra.workloads import AKS, GITLAB, JOB, PLAN, PROJECT, SERVICE_CONNECTION

TOKEN_FILE = "var/run/secrets/azure/wi/token/azure-identity-token"  # below the run's folder; a pod has it below /


@dataclass(frozen=True)
class Setting:
    """What there is to set variables from: the state, the application, the host's own bearer, the run's folder."""

    state: State
    application: Application
    bearer: str
    folder: Path


def github_actions(setting: Setting) -> dict[str, str]:
    """The job of a workflow with `id-token: write`."""
    return {
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_REPOSITORY": "contoso/etl",
        "GITHUB_REPOSITORY_OWNER": "contoso",
        "GITHUB_REF": "refs/heads/main",
        "GITHUB_EVENT_NAME": "push",
        "GITHUB_WORKFLOW": "token",
        "GITHUB_SERVER_URL": "https://github.com",
        "ACTIONS_ID_TOKEN_REQUEST_URL": f"https://{GITHUB_JOBS.host}{GITHUB_PATH}?api-version=2.0",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": setting.bearer,
    }


def azure_devops(setting: Setting) -> dict[str, str]:
    """The script of a task AzureCLI@2, into whose environment the pipeline maps System.AccessToken."""
    return {
        "TF_BUILD": "True",
        "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI": f"https://{AZURE_DEVOPS.host}/contoso/",
        "SYSTEM_TEAMPROJECTID": PROJECT,
        "SYSTEM_PLANID": PLAN,
        "SYSTEM_JOBID": JOB,
        "SYSTEM_HOSTTYPE": "build",
        "SYSTEM_OIDCREQUESTURI": f"https://{AZURE_DEVOPS.host}{AZURE_DEVOPS_PATH}",
        "SYSTEM_ACCESSTOKEN": setting.bearer,
        "AZURESUBSCRIPTION_CLIENT_ID": setting.application.client_id,
        "AZURESUBSCRIPTION_TENANT_ID": setting.application.tenant,
        "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID": SERVICE_CONNECTION,
    }


def aks(setting: Setting) -> dict[str, str]:
    """A pod whose service account the workload identity webhook knows, with its projected token."""
    file = setting.folder / TOKEN_FILE
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.write_text(setting.state.issuers.vouch(AKS, now=setting.state.clock.now()), encoding="utf-8")
    return {
        "AZURE_CLIENT_ID": setting.application.client_id,
        "AZURE_TENANT_ID": setting.application.tenant,
        "AZURE_AUTHORITY_HOST": "https://login.microsoftonline.com/",
        "AZURE_FEDERATED_TOKEN_FILE": str(file),
    }


def gitlab(setting: Setting) -> dict[str, str]:
    """A job whose `id_tokens` names the variable FEDERATED_TOKEN."""
    return {
        "CI": "true",
        "GITLAB_CI": "true",
        "CI_PROJECT_PATH": "contoso/etl",
        "CI_COMMIT_REF_NAME": "main",
        "CI_SERVER_URL": GITLAB.issuer,
        "FEDERATED_TOKEN": setting.state.issuers.vouch(GITLAB, now=setting.state.clock.now()),
    }
