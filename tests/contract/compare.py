"""How a recorded answer and the mock's are compared, and the closed lists of what cannot be equal."""

from __future__ import annotations

import json
import re
from itertools import zip_longest
from typing import Any

from tests.contract.fixtures import Fixture
from tests.contract.raw import Answer

# What is made equal in texts before they are compared, and why it cannot be.
NORMALISED = (
    (r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "<id>"),  # every request has ids, and every tenant
    (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ", "<moment>"),  # when it was
    (r"\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d:\d\d [AP]M", "<moment>"),  # when it was, as Resource Manager writes it
    (r"^1\d{9}$", "<seconds>"),  # when it was, in epoch seconds
    (r"\r\n(?=(Trace|Correlation) ID|Timestamp)", " "),  # lines until October 2023, single spaces since
    (r"(in the tenant named|in the directory) '?[^'.]+'?\.", r"\1 <tenant>."),  # the tenant's name
    (r"'<id>'\([^)]*\)", "'<id>'(<name>)"),  # the application's name
    (
        r"presented assertion (issuer|audience|subject) '[^']*'",
        r"presented assertion \1 '<claim>'",
    ),  # what was presented
    (r"//\w+\.login\.microsoft\.com/", "//<region>.login.microsoft.com/"),  # the region of the machine
)
TIMES = ("iat", "nbf", "exp")  # claims that are moments: their type is compared
ONLY_RECORDED = {"connection": "a recording's client asked for the end of the connection"}
NOT_RECORDED = {  # headers that the mock sends and that some recordings have not
    "content-length": "a client's log may leave it out",
    "content-security-policy-report-only": "since October 2023",
    "x-ms-srs": "since about 2024",
    "x-xss-protection": "since October 2023",
}
GUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
DATE = r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT"
COOKIE = (
    rf"fpc=[\w-]+; expires={DATE}; path=/; secure; HttpOnly; SameSite=None|(x-ms-gateway-slice|stsservicecookie)=estsfd; "
    r"path=/; secure; samesite=none; httponly|esctx=[\w-]+; domain=\.login\.microsoftonline\.com; path=/; secure; HttpOnly; "
    r"SameSite=None"
)
FORMS = {  # the form of each header's value
    "access-control-allow-methods": "GET, OPTIONS",
    "access-control-allow-origin": r"\*",
    "cache-control": "no-store, no-cache|no-cache|max-age=86400, private",
    "client-request-id": GUID,
    "content-length": r"\d+",
    "content-security-policy-report-only": r"object-src 'none'; .*'nonce-[\w-]+'.* report-uri https://csp\.microsoft\.com/\S+",
    "content-type": r"application/json(; charset=utf-8)?|text/html;charset=utf-8|text/plain; charset=utf-8",
    "date": DATE,
    "expires": "-1",
    "p3p": r'CP="DSP CUR OTPi IND OTRi ONL FIN"',
    "pragma": "no-cache",
    "retry-after": r"\d+",
    "server": r"IMDS/150\.870\.65\.\d+|Kestrel|databricks",
    "set-cookie": COOKIE,
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "transfer-encoding": "chunked",
    "x-content-type-options": "nosniff",
    "x-correlation-id": GUID,
    "x-ms-clitelem": "1,0,0,,",
    "x-ms-correlation-request-id": GUID,
    "x-ms-ests-server": r"2\.1\.\d+\.\d+ - [A-Z0-9]+ ProdSlices",
    "x-ms-ratelimit-remaining-tenant-reads": r"\d+",
    "x-ms-request-id": GUID,
    "x-ms-routing-request-id": rf"[A-Z]+:\d{{8}}T\d{{6}}Z:{GUID}",
    "x-ms-srs": r"1\.P",
    "x-xss-protection": "0",
}


def normalise(text: str) -> str:
    for pattern, replacement in NORMALISED:
        text = re.sub(pattern, replacement, text)
    return text


def headers(fixture: Fixture, answer: Answer) -> dict[str, str]:
    """Where the headers differ: in which there are and their order, and in the form of their values."""
    found = {
        f"$headers.{name}": f"{value!r} has not the form of this header"
        for name, value in answer.headers
        if fixture.headers and not re.fullmatch(FORMS.get(name.lower(), "(?!)"), value)
    }
    recorded = [name for name in fixture.headers if name.lower() not in ONLY_RECORDED]
    answered = [name for name in answer.names if name in fixture.headers or name.lower() not in NOT_RECORDED]
    if fixture.headers_order == "any":
        lower = [name.lower() for name in answered]
        return found | {f"$headers.{name}": "is missing" for name in recorded if name.lower() not in lower}
    if fixture.headers and recorded != answered:
        found["$headers"] = f"recorded {recorded}, answered {answered}"
    return found


def body(fixture: Fixture, answered: Any) -> dict[str, str]:
    """Where the bodies differ; JSON is compared as JSON, with the order of its keys."""
    if not fixture.body.startswith("{"):
        recorded, given = normalise(fixture.body), normalise(str(answered))
        same = given.startswith(recorded) if fixture.part == "beginning" else given == recorded
        return {} if same else {"$": f"recorded {recorded!r}, answered {given!r}"}
    return values(json.loads(fixture.body), answered, "$", beginning=fixture.part == "beginning")


def values(recorded: Any, answered: Any, at: str, *, beginning: bool) -> dict[str, str]:
    if type(recorded) is not type(answered):
        return {at: f"recorded {type(recorded).__name__}, answered {type(answered).__name__}: {answered!r}"}
    if isinstance(recorded, dict):
        return members(recorded, answered, at, beginning=beginning)
    if isinstance(recorded, list):
        found: dict[str, str] = {}
        for index, (one, other) in enumerate(zip_longest(recorded, answered)):
            found |= values(one, other, f"{at}[{index}]", beginning=beginning)
        return found
    if isinstance(recorded, str):
        return texts(recorded, answered, at, beginning=beginning)
    moment = at.rpartition(".")[2] in TIMES
    return {} if moment or recorded == answered else {at: f"recorded {recorded!r}, answered {answered!r}"}


def members(recorded: dict[str, Any], answered: dict[str, Any], at: str, *, beginning: bool) -> dict[str, str]:
    found = {f"{at}.{key}": "is missing" for key in recorded if key not in answered}
    if not beginning:
        found |= {f"{at}.{key}": "was not recorded" for key in answered if key not in recorded}
    common = [key for key in recorded if key in answered]
    if common != (order := [key for key in answered if key in recorded]):
        found[f"{at}.*"] = f"recorded in the order {common}, answered in the order {order}"
    for key in common:
        found |= values(recorded[key], answered[key], f"{at}.{key}", beginning=beginning)
    return found


def texts(recorded: str, answered: str, at: str, *, beginning: bool) -> dict[str, str]:
    if re.fullmatch(r"<[^<>]+>", recorded):  # taken out of the recording: a token, an opaque value
        return {} if answered else {at: "is empty"}
    one, other = normalise(recorded), normalise(answered)
    same = other.startswith(one) if beginning else other == one
    return {} if same else {at: f"recorded {one!r}, answered {other!r}"}
