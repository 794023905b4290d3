"""What runs outside Azure, or in a cluster, and who vouches for it: jobs, pods and the identity providers that name them.

The subjects are those of one repository, one pipeline, one service account; a federated credential trusts them by name.
"""

from __future__ import annotations

from dataclasses import dataclass

EXCHANGE = "api://AzureADTokenExchange"  # the audience that Microsoft Entra ID recommends for a federated credential
TENANT = "aaaabbbb-0000-cccc-1111-dddd2222eeee"
PROJECT = "eeeeffff-4444-aaaa-5555-bbbb6666cccc"
PLAN = "44445555-eeee-6666-ffff-7777aaaa8888"
JOB = "55556666-ffff-7777-aaaa-8888bbbb9999"
CLUSTER = "ccccdddd-2222-eeee-3333-ffff4444aaaa"
ORGANIZATION = "ddddeeee-3333-ffff-4444-aaaa5555bbbb"


@dataclass(frozen=True)
class Workload:
    """A program as its identity provider names it: `issuer` and `subject` are the claims iss and sub.

    `keys` is the path of the provider's key set on its host, `lifetime` the seconds that its tokens live, and `about` claims
    that they carry beside the registered ones.
    """

    name: str
    issuer: str
    subject: str
    keys: str
    lifetime: int
    about: tuple[tuple[str, str], ...] = ()

    @property
    def host(self) -> str:
        return self.issuer.split("/")[2]

    @property
    def path(self) -> str:
        """The issuer's path, without a slash at its end; discovery lies below it."""
        return "/".join(self.issuer.split("/")[3:]).strip("/")


GITHUB_ACTIONS = Workload(
    "github-actions",
    "https://token.actions.githubusercontent.com",
    "repo:contoso/etl:ref:refs/heads/main",
    "/.well-known/jwks",
    300,
    (
        ("ref", "refs/heads/main"),
        ("repository", "contoso/etl"),
        ("repository_owner", "contoso"),
        ("event_name", "push"),
        ("ref_type", "branch"),
        ("runner_environment", "github-hosted"),
        ("job_workflow_ref", "contoso/etl/.github/workflows/token.yml@refs/heads/main"),
    ),
)
AZURE_DEVOPS = Workload(
    "azure-devops",
    f"https://vstoken.dev.azure.com/{ORGANIZATION}",
    "sc://contoso/etl/databricks",
    "/.well-known/jwks",
    600,
)
AKS = Workload(
    "aks",
    f"https://westeurope.oic.prod-aks.azure.com/{TENANT}/{CLUSTER}/",
    "system:serviceaccount:etl:databricks",
    f"/{TENANT}/{CLUSTER}/openid/v1/jwks",
    3600,
)
GITLAB = Workload(
    "gitlab",
    "https://gitlab.com",
    "project_path:contoso/etl:ref_type:branch:ref:main",
    "/oauth/discovery/keys",
    3600,
    (("project_path", "contoso/etl"), ("ref_type", "branch"), ("ref", "main")),
)
# The guide's own identity provider, a few files on a web server; it signs with the key of the application's certificate.
OWN = Workload("own-provider", "https://oidc.contoso.com", "etl", "/keys.json", 600)
WORKLOADS = (GITHUB_ACTIONS, AZURE_DEVOPS, AKS, GITLAB, OWN)
SERVICE_CONNECTION = "aaaa1111-bbbb-2222-cccc-3333dddd4444"
