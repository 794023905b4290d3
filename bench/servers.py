"""The mock and its peers, each as its own documentation starts it: a process, and the load that asks it for tokens.

oauth2-mock-server checks no secret; TLS is by its options -c and -k. oidc-provider-mock has neither TLS nor client_credentials:
its refresh_token grant is asked, over plain HTTP, and answers a random string, not a signed token. Both are spared work.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import trustme

from bench.load import Load

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ROOT / "build" / "env"
MOCK = [str(ENVIRONMENTS / "tests" / "bin" / "python"), "-m", "mock_entra"]
SAY_WHERE = "echo $https_proxy $SSL_CERT_FILE $TENANT_ID $CLIENT_ID $CLIENT_SECRET; read -r end"
START_SECONDS = 30.0
FORM = "Content-Type: application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Started:
    """A running server: its process, the seconds that its start took, and the load without connections and seconds."""

    process: subprocess.Popen[str]
    seconds: float
    load: Load


def _environment() -> dict[str, str]:
    """Python keeps what it compiles, as for everyone who has run a program twice, wherever and however it was installed."""
    found = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return found | {"PYTHONPYCACHEPREFIX": str(ROOT / "build" / "cache" / "bench")}


@contextmanager
def _process(
    command: list[str], ready: str, *, error: bool = False
) -> Iterator[tuple[subprocess.Popen[str], float, str]]:
    """Run a server to the end of the block; gives the process, the seconds until it said a line that is `ready`, and the line.

    Raises RuntimeError if it ends before that.
    """
    start = time.perf_counter()
    streams = {"stderr" if error else "stdout": subprocess.PIPE, "stdout" if error else "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True, cwd=ROOT, env=_environment(), **streams)  # type: ignore[call-overload]  # mypy cannot see into the dictionary
    try:
        said: IO[str] = process.stderr if error else process.stdout
        line = next((line for line in said if re.search(ready, line)), None)
        if line is None:
            raise RuntimeError(f"{command[0]} ended before it was ready.")
        seconds = time.perf_counter() - start
        Thread(target=deque, args=(said, 0), daemon=True).start()  # a server whose log is not read would stand still
        yield process, seconds, line
    finally:
        process.stdin.close()
        process.terminate()
        process.wait(START_SECONDS)


def _post(path: str, host: str, form: dict[str, str], *more: str) -> str:
    body = urlencode(form)
    head = [f"POST {path} HTTP/1.1", f"Host: {host}", FORM, f"Content-Length: {len(body)}", *more]
    return "\r\n".join([*head, "", body])


@contextmanager
def mock_entra() -> Iterator[Started]:
    """The mock, through its proxy: id, secret, tenant and scope are all checked."""
    with _process([*MOCK, "sh", "-c", SAY_WHERE], "http") as (process, seconds, line):
        proxy, authority, tenant, client_id, secret = line.split()
        host = "login.microsoftonline.com"
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
        form["scope"] = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"
        request = _post(f"/{tenant}/oauth2/v2.0/token", host, form)
        yield Started(process, seconds, Load(_port(proxy), host, request, f"{host}:443", authority))


@contextmanager
def oauth2_mock_server() -> Iterator[Started]:
    with tempfile.TemporaryDirectory(prefix="mock-entra-bench-") as folder:
        authority, files = trustme.CA(), {name: Path(folder) / f"{name}.pem" for name in ("ca", "cert", "key")}
        server = authority.issue_cert("localhost")
        authority.cert_pem.write_to_path(files["ca"])
        server.cert_chain_pems[0].write_to_path(files["cert"])
        server.private_key_pem.write_to_path(files["key"])
        node = str(ENVIRONMENTS / "node" / "bin" / "node")
        main = "bench/node_modules/oauth2-mock-server/dist/oauth2-mock-server.mjs"
        where = ["-a", "127.0.0.1", "-p", "0", "-c", str(files["cert"]), "-k", str(files["key"])]
        with _process([node, main, *where], "listening on") as (process, seconds, line):
            form = {"grant_type": "client_credentials", "scope": "default", "client_id": "a", "client_secret": "b"}
            request = _post("/token", "localhost", form)
            yield Started(process, seconds, Load(_port(line), "localhost", request, authority=str(files["ca"])))


@contextmanager
def oidc_provider_mock() -> Iterator[Started]:
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", "0"]
    with _process(command, "running on", error=True) as (process, seconds, line):
        port = _port(line)
        form = {"grant_type": "refresh_token", "refresh_token": _refresh_token(port)}
        request = _post("/oauth2/token", "localhost", form, "Authorization: Basic YTpi")
        yield Started(process, seconds, Load(port, "localhost", request))


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        """Do not follow: the code is in the redirect itself."""


def _refresh_token(port: int) -> str:
    """What its authorization code grant gives a user who signs in."""
    site, back = f"http://localhost:{port}/oauth2", "http://localhost/"
    query = {"client_id": "a", "redirect_uri": back, "response_type": "code", "scope": "openid offline_access"}
    sign_in, user = f"{site}/authorize?{urlencode(query)}", urlencode({"sub": "user"}).encode()
    try:
        location = build_opener(_Stay).open(sign_in, user, timeout=START_SECONDS).headers["Location"]
    except HTTPError as redirect:
        location = redirect.headers["Location"]
    code = parse_qs(urlsplit(location).query)["code"][0]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "client_id": "a",
        "client_secret": "b",
    }
    with build_opener().open(f"{site}/token", urlencode(form).encode(), timeout=START_SECONDS) as answer:
        return str(json.load(answer)["refresh_token"])


def _port(line: str) -> int:
    found = re.search(r"://[\w.]+:(\d+)", line)
    if found is None:
        raise RuntimeError(f"No port in: {line}")
    return int(found[1])


SERVERS: dict[str, Callable[[], AbstractContextManager[Started]]] = {
    "mock_entra": mock_entra,
    "oauth2-mock-server": oauth2_mock_server,
    "oidc-provider-mock": oidc_provider_mock,
}
