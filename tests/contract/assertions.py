"""Every situation with an assertion that the service refuses, and which refusal it meets."""

from __future__ import annotations

from mock_entra.workloads import AKS, AZURE_DEVOPS, GITHUB_ACTIONS
from tests.contract.asks import LOGIN, UNKNOWN, Situation, get
from tests.contract.assertion_asks import (
    ELSEWHERE,
    HMAC,
    HOSTS,
    LAPSED,
    NAMELESS,
    OTHER,
    VERSIONLESS,
    federated,
    foreign,
    job,
    own,
    provided,
    sha256,
    shown,
)

ASSERTIONS: dict[str, Situation] = {
    "assertion without its type": shown(own(), client_assertion_type=None),
    "assertion of another type": shown(
        own(), client_assertion_type="urn:ietf:params:oauth:client-assertion-type:saml2-bearer"
    ),
    "assertion that is no JWT": shown(lambda _: "nonsense"),
    "assertion whose exp is a word": shown(own(exp="tomorrow")),
    "assertion without a thumbprint": shown(own(header={})),
    "assertion signed with HS256": shown(own(signer=HMAC, algorithm="HS256")),
    "assertion that is not signed": shown(own(signer=None, algorithm="none")),
    **{f"assertion without {name}": shown(own(without=name)) for name in ("iss", "sub", "aud", "exp", "jti")},
    "assertion of another issuer": shown(own(iss=UNKNOWN)),
    "assertion of another subject": shown(own(sub=UNKNOWN)),
    "assertion for another tenant": shown(own(aud=f"{LOGIN}/{UNKNOWN}/oauth2/v2.0/token")),
    "assertion for Databricks": shown(own(aud="2ff814a6-3304-4ab8-85cb-cd0e6f879c1d")),
    "assertion that has expired": shown(own(later=-3600)),
    "assertion that is not valid yet": shown(own(later=3600)),
    "assertion of an unknown key": shown(own(pair=OTHER, signer=OTHER)),
    "assertion of an unknown key by SHA-256": shown(own(header={"x5t#S256": sha256(OTHER)})),
    "assertion of an unknown key by its name": shown(own(header={"kid": "unknown"})),
    "assertion of a thumbprint that is none": shown(own(header={"x5t": "A"})),
    "assertion of a certificate that has expired": shown(own(pair=LAPSED)),
    "assertion signed by another key": shown(own(signer=OTHER)),
    "token signed by another key": federated(foreign(GITHUB_ACTIONS.issuer, GITHUB_ACTIONS.subject)),
    "token of an unknown key": federated(foreign(AKS.issuer, AKS.subject, kid="unknown")),
    "token whose key is named by x5t": federated(foreign(AKS.issuer, AKS.subject, name="x5t")),
    "token of another issuer": federated(provided(GITHUB_ACTIONS, iss=f"{GITHUB_ACTIONS.issuer}/")),
    "token without the slash of its issuer": federated(provided(AKS, iss=AKS.issuer.rstrip("/"))),
    "token of an issuer in capitals": federated(provided(GITHUB_ACTIONS, iss=GITHUB_ACTIONS.issuer.upper())),
    "token for another audience": federated(provided(GITHUB_ACTIONS, aud="https://github.com/contoso")),
    "token for the audience in small letters": federated(provided(GITHUB_ACTIONS, aud="api://azureadtokenexchange")),
    "token of another subject": federated(provided(GITHUB_ACTIONS, sub="repo:contoso/etl:ref:refs/heads/topic")),
    "token of the subject in capitals": federated(provided(AZURE_DEVOPS, sub="sc://Contoso/ETL/Databricks")),
    "token that has expired, with a fraction": federated(provided(GITHUB_ACTIONS, exp=1_700_000_000.25)),
    "token that has expired": federated(provided(GITHUB_ACTIONS, exp=1_700_000_000)),
    "token of a provider out of reach": shown(foreign(ELSEWHERE, "a-job")),
    "GitHub's token": job("github-actions", ""),
    "Azure DevOps' token": job("azure-devops", "", method="POST"),
    "GitHub's token with a wrong bearer": job("github-actions", "", "WRONG"),
    "GitHub's token without a bearer": get(HOSTS["github-actions"], on="github-actions"),
    "Azure DevOps' token without a bearer": get(
        HOSTS["azure-devops"], ("Content-Length", "0"), method="POST", on="azure-devops"
    ),
    "GitHub's token at another address": job(
        "github-actions", "https://pipelines.actions.githubusercontent.com/idtoken"
    ),
    "GitHub's token by POST": job("github-actions", "", method="POST"),
    "Azure DevOps' token with a wrong bearer": job("azure-devops", "", "WRONG", "POST"),
    "Azure DevOps' token with a wrong bearer, no redirect": job(
        "azure-devops", "", "WRONG", "POST", X_TFS_FedAuthRedirect="Suppress"
    ),
    "Azure DevOps' token without a connection": job("azure-devops", NAMELESS, method="POST"),
    "Azure DevOps' token without a length": job("azure-devops", "", method="POST", sized=False),
    "Azure DevOps' token without an api-version": job("azure-devops", VERSIONLESS, method="POST"),
    "Azure DevOps' token by GET": job("azure-devops", ""),
    "provider, unknown path": get(f"{GITHUB_ACTIONS.issuer}/nowhere"),
    "provider, another issuer's configuration": get(f"https://{AKS.host}/.well-known/openid-configuration"),
    "provider by POST": get(f"{GITHUB_ACTIONS.issuer}/.well-known/jwks", method="POST"),
}
CASES: dict[str, tuple[str, ...]] = {
    "AADSTS50027": ("assertion that is no JWT", "assertion whose exp is a word"),
    "AADSTS5002723": ("assertion without a thumbprint",),
    "AADSTS5002738": ("assertion signed with HS256", "assertion that is not signed"),
    "AADSTS700021": ("assertion of another issuer", "assertion of another subject"),
    "AADSTS700023": ("assertion for another tenant", "assertion for Databricks"),
    "AADSTS700024": (
        "assertion that has expired",
        "assertion that is not valid yet",
        "token that has expired",
        "token that has expired, with a fraction",
    ),
    "AADSTS700027": (
        "assertion of an unknown key",
        "assertion of an unknown key by SHA-256",
        "assertion of an unknown key by its name",
        "assertion of a thumbprint that is none",
    ),
    "AADSTS700027-expired": ("assertion of a certificate that has expired",),
    "AADSTS700027-signature": ("assertion signed by another key", "token signed by another key"),
    "AADSTS7000272": ("token of an unknown key", "token whose key is named by x5t"),
    "AADSTS700211": (
        "token of another issuer",
        "token without the slash of its issuer",
        "token of an issuer in capitals",
    ),
    "AADSTS700212": ("token for another audience", "token for the audience in small letters"),
    "AADSTS700213": ("token of another subject",),
    "AADSTS7002138": ("token of the subject in capitals",),
    "AADSTS501661": ("token of a provider out of reach",),
    "github-token": ("GitHub's token with a wrong bearer", "GitHub's token without a bearer"),
    "github-not-found": ("GitHub's token at another address", "GitHub's token by POST"),
    "azure-devops-length": ("Azure DevOps' token without a length",),
    "azure-devops-api-version": ("Azure DevOps' token without an api-version",),
    "azure-devops-redirect": ("Azure DevOps' token with a wrong bearer", "Azure DevOps' token without a bearer"),
    "azure-devops-token": ("Azure DevOps' token with a wrong bearer, no redirect",),
    "azure-devops-connection": ("Azure DevOps' token without a connection", "Azure DevOps' token by GET"),
    "provider-not-found": (
        "provider, unknown path",
        "provider, another issuer's configuration",
        "provider by POST",
    ),
}
ALSO: dict[str, tuple[str, ...]] = {  # of rows that have other situations too
    "AADSTS7000216": ("assertion without its type", "assertion of another type"),
    "AADSTS90014": tuple(f"assertion without {name}" for name in ("iss", "sub", "aud", "exp", "jti")),
}
