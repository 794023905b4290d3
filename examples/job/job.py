"""Starts a Databricks job as a service principal: `python job.py`."""

import os

import msal
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

DATABRICKS = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"


def token() -> str:
    """An access token for Azure Databricks."""
    app = msal.ConfidentialClientApplication(
        os.environ["CLIENT_ID"],
        authority=f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}",
        client_credential=os.environ["CLIENT_SECRET"],
    )
    result = app.acquire_token_for_client([f"{DATABRICKS}/.default"])
    if "access_token" not in result:
        raise PermissionError(result["error_description"])
    return result["access_token"]


class Workspace:
    """A Databricks workspace; it tries again what was throttled."""

    def __init__(self, host: str, bearer: str) -> None:
        self._host = host
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {bearer}"
        retries = Retry(total=3, allowed_methods={"POST"}, status_forcelist={429, 503})
        self._session.mount(host, HTTPAdapter(max_retries=retries))

    def run(self, job: int) -> int:
        """Start a job; gives the id of the run."""
        response = self._session.post(f"{self._host}/api/2.2/jobs/run-now", json={"job_id": job}, timeout=60)
        response.raise_for_status()
        return response.json()["run_id"]


def main() -> None:
    workspace = Workspace(os.environ["DATABRICKS_HOST"], token())
    print("started run", workspace.run(int(os.environ["JOB_ID"])))


if __name__ == "__main__":
    main()
