"""What the fuzzed requests are made of: words that mean something to the mock, among others that mean nothing."""

from __future__ import annotations

import json
import string
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from mock_entra.contoso import directory
from tests.abuse.wire import FORM, TENANT, token_request

IMDS = "169.254.169.254"
WORKSPACE = directory().workspaces[0].host
APPLICATION = directory().applications[0]

words = st.sampled_from(
    [
        "client_credentials", "common", "organizations", TENANT, TENANT.upper(), APPLICATION.client_id, "a.example", "", "..",
        "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default", "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d", "true", "2018-02-01",
        "2019-08-01", "https://management.azure.com/", "Bearer eyJ0e.e30.x", "Basic YTpi", FORM, "[", "http://[", "{}", "%00",
        APPLICATION.secrets[0].value,
    ]
)  # fmt: skip
texts = st.one_of(words, st.text(max_size=40))
names = st.sampled_from(
    [
        "grant_type", "client_id", "client_secret", "scope", "resource", "client_assertion", "client_assertion_type", "code",
        "refresh_token", "device_code", "username", "password", "api-version", "authorization_endpoint", "job_id", "object_id",
        "principal_id", "mi_res_id", "msi_res_id", "assertion", "requested_token_use", "redirect_uri", "code_verifier",
    ]
)  # fmt: skip
pairs = st.lists(st.tuples(st.one_of(names, st.text(max_size=10)), texts), max_size=8)
visible = st.text(string.ascii_letters + string.digits + string.punctuation + " ", max_size=60)
others = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "Authorization", "Content-Type", "Metadata", "X-IDENTITY-HEADER", "Origin", "client-request-id", "Cookie",
                "x-client-SKU", "x-client-Ver", "User-Agent", "X-Forwarded-For", "x-client-current-telemetry", "Accept",
            ]
        ),
        st.one_of(words, visible),
    ),
    max_size=5,
)  # fmt: skip
typed = st.sampled_from([[], [("Content-Type", FORM)]])
headers = st.tuples(others, typed).map(lambda pair: pair[0] + pair[1])
methods = st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "PROPFIND", "TRACE"])
segments = st.one_of(
    words,
    st.text(max_size=12),
    st.sampled_from(
        ["oauth2", "v2.0", "token", ".well-known", "openid-configuration", "discovery", "keys", "instance"]
    ),
)
known = st.sampled_from(
    [
        f"/{TENANT}/oauth2/v2.0/token", f"/{TENANT}/oauth2/token", "/common/discovery/instance", "//oauth2/v2.0/token",
        "/common/v2.0/.well-known/openid-configuration", f"/{TENANT}/discovery/keys", "/metadata/identity/oauth2/token",
        "/metadata/identity", "/msi/token", "/subscriptions", "/tenants", "/api/2.0/preview/scim/v2/Me", "/aad/auth",
        "/api/2.2/jobs/run-now", "/api/2.1/clusters/list", "/.well-known/databricks-config",
    ]
)  # fmt: skip
paths = st.one_of(
    known, known, st.lists(segments, max_size=6).map(lambda parts: "/" + "/".join(quote(p) for p in parts))
)
bodies = st.one_of(
    pairs.map(lambda found: urlencode(found).encode()),
    st.recursive(
        texts | st.integers() | st.none(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner)
    ).map(lambda found: json.dumps(found).encode()),
    st.binary(max_size=200),
)


def spoilt() -> st.SearchStrategy[bytes]:
    """A good request with some bytes replaced, removed or put in."""
    good = token_request()
    places = st.integers(0, len(good))

    def spoil(edits: list[tuple[int, int, bytes]]) -> bytes:
        data = good
        for start, size, new in edits:
            data = data[:start] + new + data[start + size :]
        return data

    return st.lists(st.tuples(places, st.integers(0, 8), st.binary(max_size=8)), min_size=1, max_size=4).map(spoil)


PIECES = [
    b"GET ", b"/ ", b"HTTP/1.1", b"\r\n", b"\n", b"Host: a", b"Host", b": ", b"\0", b"Transfer-Encoding: ", b"chunked", b"5",
    b"Content-Length: ", b"-1", b"CONNECT ", b"a:443 ", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01", b"0\r\n\r\n",
]  # fmt: skip
raw = st.one_of(
    spoilt(),
    st.binary(min_size=1, max_size=300),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map(b"".join),
)
