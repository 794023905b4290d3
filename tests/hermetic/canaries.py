"""A user's own configuration, accounts and caches, each spoilt so that a client which reads it fails, and each watched."""

from __future__ import annotations

import os
import time
from pathlib import Path

NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens
HOST = "https://adb-9999999999999999.9.azuredatabricks.net"
FILES = {
    ".azure/azureProfile.json": "not JSON",
    ".azure/clouds.config": "[AzureCloud]\nsubscription = canary\n",
    ".azure/config": "[core]\noutput = canary\n[defaults]\nlocation = canary\n",
    ".azure/msal_token_cache.json": "not JSON",
    ".azure/service_principal_entries.json": "not JSON",
    ".cache/canary": "canary",
    ".config/.curlrc": f'proxy = "{NOWHERE}"\n',
    ".config/curlrc": f'proxy = "{NOWHERE}"\n',
    ".config/go/env": "GOPROXY=canary\nGOFLAGS=-canary\n",
    ".curlrc": f'proxy = "{NOWHERE}"\n',
    ".databricks/token-cache.json": "not JSON",
    ".databrickscfg": f"[DEFAULT]\nhost = {HOST}\ntoken = canary\n",
    ".IdentityService/msal_cache": "canary",
    ".IdentityService/msal_token_cache.json": "not JSON",
    ".m2/settings.xml": "<canary>",
    ".mitmproxy/mitmproxy-ca-cert.pem": "canary",
    ".netrc": "machine login.microsoftonline.com login canary password canary\ndefault login canary password canary\n",
    ".npmrc": f"proxy={NOWHERE}\n",
    "_netrc": "default login canary password canary\n",
}
VARIABLES = {
    **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"), NOWHERE),
    **dict.fromkeys(("NO_PROXY", "no_proxy"), "*"),
    **dict.fromkeys(("CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"), "/canary.pem"),
    **dict.fromkeys(("AZURE_CLIENT_ID", "ARM_CLIENT_ID", "AZURE_TENANT_ID", "ARM_TENANT_ID", "CLIENT_ID"), "canary"),
    **dict.fromkeys(("AZURE_CLIENT_SECRET", "ARM_CLIENT_SECRET", "DATABRICKS_TOKEN", "CLIENT_SECRET"), "canary"),
    **dict.fromkeys(("IDENTITY_ENDPOINT", "MSI_ENDPOINT", "AZURE_AUTHORITY_HOST"), NOWHERE),
    "AZURE_CORE_OUTPUT": "canary",
    "DATABRICKS_HOST": HOST,
    "DATABRICKS_CONFIG_PROFILE": "canary",
    "IDENTITY_HEADER": "canary",
    "TENANT_ID": "canary",
}


def plant(home: Path) -> dict[str, str]:
    """Put the files in a home and give the variables that go with them; what stood there is overwritten."""
    old = time.time() - 3600
    for name, text in FILES.items():
        file = home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        # The kernel writes a read down where the last one is older than the last change (mount(8), relatime).
        os.utime(file, (old, old + 60))
    places = {"AZURE_CONFIG_DIR": home / ".azure", "DATABRICKS_CONFIG_FILE": home / ".databrickscfg"}
    places |= {"CURL_HOME": home, "NETRC": home / ".netrc", "XDG_CONFIG_HOME": home / ".config", "HOME": home}
    return VARIABLES | {name: str(path) for name, path in places.items()}


def touched(home: Path) -> list[str]:
    """The names of the files that were read, changed or removed since they were planted, with what was done."""
    found = []
    for name, text in FILES.items():
        file = home / name
        if not file.exists():
            found.append(f"{name} removed")
        elif file.stat().st_atime > file.stat().st_mtime:
            found.append(f"{name} read")
        elif file.read_text(encoding="utf-8") != text:
            found.append(f"{name} changed")
    return found
