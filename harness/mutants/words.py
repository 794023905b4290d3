"""Mistakes inside a word or a string: a wrong id, host, path, version, name, verb or variable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from harness.mutants.edit import Edit
from harness.mutants.syntax import Piece

Change = str | Callable[[re.Match[str]], str]
GUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
VARIABLES = (
    "TENANT_ID", "CLIENT_ID", "CLIENT_SECRET", "MANAGED_IDENTITY_CLIENT_ID", "DATABRICKS_HOST", "JOB_ID",
    "IDENTITY_ENDPOINT", "IDENTITY_HEADER",
)  # fmt: skip  # one a line would hide the rules
PARAMETERS = "grant_type|client_id|client_secret|scope|resource|api-version|job_id"
HEADERS = "Metadata|X-IDENTITY-HEADER|Authorization"
FIELDS = {
    "access_token": "id_token",
    "accessToken": "expiresOn",
    "expires_on": "expires_in",
    "error_description": "error",
}
VERBS = {"GET": "POST", "POST": "GET", "get": "post", "post": "get"}
ATTRIBUTES = {"token": "expires_on", "expires_on": "token", "text": "content", "access_token": "token_type"}


def _other(found: re.Match[str]) -> str:
    """Another variable of the pages."""
    return VARIABLES[(VARIABLES.index(found[0]) + 1) % len(VARIABLES)]


def _shorter(found: re.Match[str]) -> str:
    return found[0][:-1]


def _joined(found: re.Match[str]) -> str:
    """A name whose underscore or hyphen was forgotten, or its last letter where it has neither."""
    joined = re.sub("[-_]", "", found[0], count=1)
    return joined if joined != found[0] else found[0][:-1]


def _another_end(found: re.Match[str]) -> str:
    return found[0][:-1] + ("a" if found[0][-1] != "a" else "b")


# Operator, where it applies, what it makes of it.
RULES: tuple[tuple[str, str, Change], ...] = (
    ("wrong id", GUID, _another_end),
    ("truncated id", GUID, _shorter),
    ("other resource", r"2ff814a6-3304-4ab8-85cb-cd0e6f879c1d", "https://management.azure.com"),
    ("/.default dropped", r"(?:/|%2F)\.default", ""),
    ("/.default encoded twice", r"%2F(?=\.default)", "%252F"),
    ("scope given as resource", rf"{GUID}(?!/|%2F|-|[0-9a-f])", lambda found: f"{found[0]}/.default"),
    ("scope → resource", r"(?<![\w.])scope(?![\w.])", "resource"),
    ("resource → scope", r"(?<![\w.])resource(?![\w.])", "scope"),
    ("renamed parameter", rf"(?<![\w-])(?:{PARAMETERS})(?![\w-])", _joined),
    ("wrong grant", r"\bclient_credentials\b", "password"),
    ("wrong api-version", r"\b20\d\d-\d\d-\d\d\b", "2017-09-01"),
    ("wrong version in a path", r"/oauth2/v2\.0(?=/)", "/oauth2"),
    ("wrong version in a path", r"/api/\d\.\d(?=/)", "/api/1.2"),
    ("host typo", r"(?<=//)[a-z0-9-]+(?=[\w.-]*\.(?:com|net)\b)", _shorter),
    ("host typo", r"169\.254\.169\.254", "169.254.169.245"),
    ("wrong scheme", r"\bhttps://", "http://"),
    ("wrong scheme", r"\bhttp://", "https://"),
    ("truncated path", r"(?<=\w/)[A-Za-z]+(?=\??$)", _shorter),
    ("renamed header", rf"(?<![\w-])(?:{HEADERS})(?![\w-])", _joined),
    ("wrong value of a header", r"(?:(?<=Metadata: )|^)true$", "false"),
    ("wrong value of a header", r"\bBearer ", ""),
    ("wrong value of a header", r"\bBearer ", "Basic "),
    ("wrong content type", r"application/x-www-form-urlencoded", "application/json"),
    ("wrong verb", r"^(?:GET|POST)$", lambda found: VERBS[found[0]]),
    ("unencoded secret", r"^--data-urlencode$", "-d"),
    ("other output format", r"^(?:json|none)$", "table"),
    ("other output format", r"^tsv$", "json"),
    ("other field", rf"(?<!\w)(?:{'|'.join(FIELDS)})(?!\w)", lambda found: FIELDS[found[0]]),
    ("renamed field", r"^(?:token|expires_on)$", _joined),
    ("wrong variable", rf"(?:(?<=^)|(?<=\{{\{{))(?:{'|'.join(VARIABLES)})(?=$|\}}\}})", _other),
)
NAME_RULES: tuple[tuple[str, str, Change], ...] = (
    ("wrong variable", rf"^(?:{'|'.join(VARIABLES)})$", _other),
    ("misspelt variable", rf"^(?:{'|'.join(VARIABLES)})$", _shorter),
    ("wrong verb", r"^(?:get|post)$", lambda found: VERBS[found[0]]),
    ("other field", rf"^(?:{'|'.join(ATTRIBUTES)})$", lambda found: ATTRIBUTES[found[0]]),
    ("other selector", r"^client_id$", "object_id"),
)


def in_texts(piece: Piece) -> Iterator[Edit]:
    """Every mistake that a word or a string admits."""
    quoted = piece.kind == "raw_string"
    text = piece.text[1:-1] if quoted else piece.text
    return _edits(RULES, text, piece.start + quoted)


def in_names(piece: Piece) -> Iterator[Edit]:
    """Every mistake that a variable's or an attribute's name admits."""
    if piece.context[:1] == ("attribute",) or piece.kind != "identifier" or "keyword_argument" in piece.context[:1]:
        yield from _edits(NAME_RULES, piece.text, piece.start)


def _edits(rules: tuple[tuple[str, str, Change], ...], text: str, offset: int) -> Iterator[Edit]:
    for operator, pattern, change in rules:
        for found in re.finditer(pattern, text):
            after = change if isinstance(change, str) else change(found)
            yield Edit(operator, offset + found.start(), offset + found.end(), after)
