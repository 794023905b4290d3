"""The job, tested without an Azure subscription: `entra` is the fixture of mock_entra's pytest plugin."""

import os

import job
import pytest
import requests

from mock_entra import Entra


def workspace() -> job.Workspace:
    return job.Workspace(os.environ["DATABRICKS_HOST"], job.token())


def test_starts_the_job(entra: Entra, capsys: pytest.CaptureFixture[str]) -> None:
    job.main()
    assert capsys.readouterr().out == "started run 455644833\n"
    assert [seen.path for seen in entra.log if seen.method == "POST"] == [
        f"/{os.environ['TENANT_ID']}/oauth2/v2.0/token",
        "/api/2.2/jobs/run-now",
    ]


def test_asks_for_a_token_that_the_workspace_accepts(entra: Entra) -> None:
    claims = entra.signed(job.token())
    assert claims["aud"] == job.DATABRICKS
    assert claims["appid"] == os.environ["CLIENT_ID"]


def test_waits_as_long_as_a_busy_workspace_says(entra: Entra) -> None:
    entra.fail("throttle", endpoint="databricks", times=2, retry_after=1)
    assert workspace().run(int(os.environ["JOB_ID"])) == 455644833
    assert [seen.status for seen in entra.log if seen.path == "/api/2.2/jobs/run-now"] == [429, 429, 200]


def test_says_that_the_secret_has_expired(entra: Entra) -> None:
    entra.expire_secrets(os.environ["CLIENT_ID"])
    with pytest.raises(PermissionError, match="AADSTS7000222"):
        job.token()
    assert entra.log.codes == ["AADSTS7000222"]


def test_is_refused_with_a_token_of_yesterday(entra: Entra) -> None:
    started = workspace()
    entra.clock.move(86400)
    with pytest.raises(requests.HTTPError, match="403"):
        started.run(int(os.environ["JOB_ID"]))
    assert entra.log.codes == ["databricks-expired"]


@pytest.mark.entra_host("app-service")
def test_knows_on_which_host_it_runs(entra: Entra) -> None:
    assert os.environ["IDENTITY_ENDPOINT"].startswith("http://localhost:")
