"""The environment of a command for which Microsoft is the mock: what is set, and what of the user's is taken away."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from mock_entra.certificates import TRUST_STORE

SCRUBBED_PREFIXES = (
    "AZURE_",
    "ARM_",
    "DATABRICKS_",
    "MSI_",
    "IDENTITY_",
    "IMDS_",
    "ACTIONS_",
    "SYSTEM_",
    "AZUREPS_",
    "ACC_",
    "MSAL_",
    "APPSETTING_",
    "WEBSITE_",
    "AZURESUBSCRIPTION_",
    "CERTIFICATE_",
    "CI_",
    "GITHUB_",
    "GITLAB_",
)
SCRUBBED = (
    "ALL_PROXY",
    "FTP_PROXY",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "SSL_CERT_DIR",
    "CURL_HOME",
    "NETRC",
    "WGETRC",
    "ZDOTDIR",
    "BASH_ENV",
    "ENV",
    "NODE_TLS_REJECT_UNAUTHORIZED",  # a client's own checks stay on
    "REGION_NAME",  # MSAL asks another host for it
    "TENANT_ID",
    "CLIENT_ID",
    "CLIENT_SECRET",
    "PROTECTED_CERTIFICATE_PATH",
    "PFX_PATH",
    "EXPIRED_CERTIFICATE_PATH",
    "MIXED_CERTIFICATE_PATH",
    "FEDERATED_TOKEN",
    "TF_BUILD",
    "JOB_ID",
    "MANAGED_IDENTITY_CLIENT_ID",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_DATA_HOME",
)
CA_VARIABLES = ("CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")
LOOPBACK = "localhost,127.0.0.1,::1"  # Go never proxies these, so no client does


def environment(
    base: Mapping[str, str], folder: Path, proxy: str, authority: Path, host: Mapping[str, str]
) -> dict[str, str]:
    """The variables of a command: `base` without the user's accounts, then the proxy, the CA and what `host` sets.

    `folder` becomes the home, so that no configuration, token cache or `.netrc` of the user is read or written.
    """
    found = {name: value for name, value in base.items() if not _scrubbed(name)}
    home = folder / "home"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / ".curlrc").touch()  # where HOME has none, curl reads that of the account's own home
    for scheme in ("http", "https"):
        found[f"{scheme}_proxy"] = found[f"{scheme.upper()}_PROXY"] = proxy
    found["no_proxy"] = found["NO_PROXY"] = LOOPBACK
    found |= dict.fromkeys(CA_VARIABLES, str(authority))
    found |= {"HOME": str(home), "TMPDIR": str(_temporary(folder))}
    found |= {"AZURE_CONFIG_DIR": str(home / ".azure"), "AZURE_CORE_COLLECT_TELEMETRY": "0"}
    found |= {"NODE_USE_ENV_PROXY": "1", "JAVA_TOOL_OPTIONS": _java_options(proxy, authority)}
    if "HOME" in base:  # pyenv's shims find their versions by it
        found.setdefault("PYENV_ROOT", str(Path(base["HOME"]) / ".pyenv"))
    return {**found, **host}


def _scrubbed(name: str) -> bool:
    return name.upper().startswith(SCRUBBED_PREFIXES) or name.upper() in SCRUBBED


def _java_options(proxy: str, authority: Path) -> str:
    """Java reads neither the proxy variables nor a PEM file; that it never proxies localhost is its own default."""
    address = urlsplit(proxy)
    options = {"javax.net.ssl.trustStore": authority.with_suffix(TRUST_STORE), "javax.net.ssl.trustStoreType": "PKCS12"}
    for scheme in ("http", "https"):
        options |= {f"{scheme}.proxyHost": address.hostname, f"{scheme}.proxyPort": address.port}
    return " ".join(f'"-D{name}={value}"' for name, value in options.items())


def _temporary(folder: Path) -> Path:
    temporary = folder / "tmp"
    temporary.mkdir(mode=0o700, exist_ok=True)
    return temporary
