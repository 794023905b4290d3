"""An assertion that is right is accepted in every form in which clients send it, and the token says that there was one."""

from __future__ import annotations

import json
from base64 import b64decode
from urllib.parse import urlsplit

import jwt
import pytest

from mock_entra import Entra, contoso
from mock_entra.workloads import WORKLOADS, Workload
from tests.contract.asks import LOGIN, TENANT, V1, Situation, asked, get, token
from tests.contract.assertion_asks import CERTIFIED, HOSTS, PAIR, federated, job, own, provided, sha256, shown

DOMAIN = contoso.TENANT.domains[0]
THUMBPRINT = b64decode(PAIR.kid + "=", altchars="-_").hex().upper()
RIGHT: dict[str, Situation] = {
    "RS256 and x5t": shown(own()),
    "PS256 and x5t#S256": shown(own(algorithm="PS256", header={"x5t#S256": sha256(PAIR)})),
    "both thumbprints": shown(own(header={"x5t#S256": sha256(PAIR), "x5t": PAIR.kid})),
    "a kid in hexadecimal": shown(own(header={"kid": THUMBPRINT})),
    "a thumbprint with padding, as MSAL for Python": shown(own(header={"x5t": PAIR.kid + "="})),
    "RS512": shown(own(algorithm="RS512")),
    "at v1": shown(own(), V1),
    "for the v1 endpoint": shown(own(aud=f"{LOGIN}/{TENANT}/oauth2/token")),
    "for the endpoint by its domain": shown(own(aud=f"{LOGIN}/{DOMAIN}/oauth2/v2.0/token")),
    "without nbf, as MSAL for Python": shown(own(without="nbf")),
    "times with a fraction, as MSAL for Python": shown(own(exp=4102444800.5)),
    "a secret beside it": shown(own(), client_secret="wrong"),
    **{f"a token of {w.name}": federated(provided(w)) for w in WORKLOADS},
    "a provider's token at v1, a scope beside the resource": federated(provided(WORKLOADS[0]), V1),
    "a provider's token for several audiences": federated(
        provided(WORKLOADS[0], aud=["https://example.com", "api://AzureADTokenExchange"])
    ),
}


def claims(entra: Entra, situation: Situation) -> dict[str, str]:
    answer = asked(entra, situation)
    assert answer.status == 200, answer.body
    return jwt.decode(json.loads(answer.body)["access_token"], options={"verify_signature": False})


@pytest.mark.parametrize("situation", RIGHT.values(), ids=RIGHT)
def test_accepts_an_assertion_that_is_right(situation: Situation, microsoft: Entra) -> None:
    found = claims(microsoft, situation)
    assert found["appid"] in (CERTIFIED.client_id, contoso.AUTOMATION.client_id)
    assert found["appidacr"] == "2"


def test_a_secret_leaves_another_mark_in_the_token(microsoft: Entra) -> None:
    assert claims(microsoft, token())["appidacr"] == "1"


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
def test_a_provider_publishes_the_key_that_verifies_its_tokens(workload: Workload, microsoft: Entra) -> None:
    url = f"{workload.issuer.rstrip('/')}/.well-known/openid-configuration"
    document = json.loads(asked(microsoft, get(url)).body)
    assert document["issuer"] == workload.issuer
    (served,) = json.loads(asked(microsoft, get(document["jwks_uri"])).body)["keys"]
    text = microsoft.state.issuers.vouch(workload, now=microsoft.clock.now())
    audience, key = "api://AzureADTokenExchange", jwt.PyJWK(served)
    assert jwt.decode(text, key, ["RS256"], audience=audience, issuer=workload.issuer)["sub"] == workload.subject


def test_a_job_of_github_chooses_the_audience(microsoft: Entra) -> None:
    found = []
    for query in ("", "&audience=api://AzureADTokenExchange"):
        body = json.loads(asked(microsoft, job("github-actions", HOSTS["github-actions"] + query)).body)
        assert list(body) == ["count", "value"]
        found.append(jwt.decode(body["value"], options={"verify_signature": False})["aud"])
    assert found == ["https://github.com/contoso", "api://AzureADTokenExchange"]


def test_a_job_of_azure_devops_gets_the_token_of_its_service_connection(microsoft: Entra) -> None:
    body = json.loads(asked(microsoft, job("azure-devops", "", method="POST")).body)
    assert list(body) == ["oidcToken"]
    assert jwt.decode(body["oidcToken"], options={"verify_signature": False})["sub"] == "sc://contoso/etl/databricks"


@pytest.mark.parametrize("host", ["github-actions", "azure-devops"])
def test_only_the_job_itself_reaches_its_token_service(host: str, microsoft: Entra) -> None:
    name = str(urlsplit(HOSTS[host]).hostname)
    reaching = [other for other, at in microsoft.hosts.items() if at.machine.service(name, microsoft.directory)]
    assert reaching == [host]
