"""What jobs and pods outside Azure find around them, and what their identity providers say of them."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jwt
import pytest

from mock_entra import Entra
from mock_entra.application_certificate import signing_key
from mock_entra.issuers import Issuers
from mock_entra.workloads import GITHUB_ACTIONS, GITLAB, OWN, WORKLOADS, Workload
from tests.contract.asks import get
from tests.contract.compare import GUID
from tests.contract.raw import send

HOSTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("variables.toml").read_text(encoding="utf-8"))
FORMS = {"<id>": GUID, "<token>": r"ey[\w-]+\.ey[\w-]+\.[\w-]+"}
REGISTERED = {"jti", "sub", "aud", "iss", "nbf", "exp", "iat"}
# https://docs.github.com/en/actions/reference/security/oidc and https://docs.gitlab.com/ci/secrets/id_token_authentication/
OWN_CLAIMS = {
    GITHUB_ACTIONS: {
        "ref": "refs/heads/main",
        "repository": "contoso/etl",
        "repository_owner": "contoso",
        "event_name": "push",
        "ref_type": "branch",
        "runner_environment": "github-hosted",
        "job_workflow_ref": "contoso/etl/.github/workflows/token.yml@refs/heads/main",
    },
    GITLAB: {"project_path": "contoso/etl", "ref_type": "branch", "ref": "main"},
}


@pytest.mark.parametrize(("host", "name"), [(host, name) for host in HOSTS for name in HOSTS[host]["variables"]])
def test_a_host_sets_a_variable_as_its_vendor_documents_it(
    host: str, name: str, microsoft: Entra, tmp_path: Path
) -> None:
    form = HOSTS[host]["variables"][name]
    found = microsoft.on(host).environment(tmp_path, {})
    assert re.fullmatch(FORMS.get(form, form), found.get(name, "")), f"{name} is {found.get(name)!r}"


def test_a_pods_token_is_for_its_user_alone(microsoft: Entra, tmp_path: Path) -> None:
    microsoft.on("aks").environment(tmp_path, {})  # a second time in one folder is as good
    found = microsoft.on("aks").environment(tmp_path, {})
    file = Path(found["AZURE_FEDERATED_TOKEN_FILE"])
    assert re.fullmatch(FORMS["<token>"], file.read_text(encoding="utf-8"))
    assert file.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
def test_a_providers_token_says_what_its_vendor_documents(workload: Workload, microsoft: Entra) -> None:
    now = microsoft.clock.now()
    text = microsoft.state.issuers.vouch(workload, now=now)
    claims = jwt.decode(text, options={"verify_signature": False})
    own = OWN_CLAIMS.get(workload, {})
    assert claims.keys() == REGISTERED | own.keys()
    assert {name: claims[name] for name in own} == own
    assert (claims["iat"], claims["nbf"], claims["exp"]) == (int(now), int(now), int(now) + workload.lifetime)
    assert re.fullmatch(GUID, claims["jti"])
    assert jwt.get_unverified_header(text).keys() == {"alg", "typ", "kid"}


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
def test_a_provider_publishes_what_discovery_requires(workload: Workload, microsoft: Entra) -> None:
    """Section 3 of https://openid.net/specs/openid-connect-discovery-1_0.html, without what only a sign-in needs."""
    laptop, issuer = microsoft.on("laptop"), workload.issuer.rstrip("/")
    answer = send(laptop, get(f"{issuer}/.well-known/openid-configuration")(microsoft))
    assert answer.header("Content-Type") == "application/json; charset=utf-8"
    document = json.loads(answer.body)
    (served,) = json.loads(send(laptop, get(document["jwks_uri"])(microsoft)).body)["keys"]
    assert document == {
        "issuer": workload.issuer,
        "jwks_uri": document["jwks_uri"],
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }
    assert served.keys() == {"kty", "use", "kid", "n", "e", "alg"}
    assert (served["kty"], served["use"], served["alg"]) == ("RSA", "sig", "RS256")


def test_every_provider_has_a_key_of_its_own() -> None:
    issuers = Issuers()
    keys = {workload: issuers.members(workload.issuer)[0]["kid"] for workload in WORKLOADS}
    assert len(set(keys.values())) == len(WORKLOADS)
    assert keys[OWN] == signing_key().kid, "the guide's own provider signs with the application's key"


def test_a_provider_that_is_not_played_has_no_key_and_signs_nothing() -> None:
    issuers = Issuers()
    assert issuers.members("https://example.com") == []
    with pytest.raises(ValueError, match=r"^https://example\.com is not an identity provider that this mock plays\.$"):
        issuers.sign("https://example.com", {})
