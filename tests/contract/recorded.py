"""Provokes what was recorded, and tells where the mock's answer differs."""

from __future__ import annotations

import json
from typing import Any

import jwt
from jwt.utils import base64url_decode

from mock_entra import Entra
from tests.contract import compare
from tests.contract.asks import asked
from tests.contract.fixtures import Fixture
from tests.contract.raw import Answer
from tests.contract.situations import SITUATIONS


def differences(fixture: Fixture, entra: Entra) -> dict[str, str]:
    """Where the answer is not as recorded, and how: what a fixture excuses too."""
    answer = asked(entra, SITUATIONS[fixture.situation])
    found = compare.headers(fixture, answer) | compare.body(fixture, content(fixture, answer))
    if fixture.part != "token" and fixture.status != answer.status:
        found["$.status"] = f"recorded {fixture.status}, answered {answer.status}"
    if fixture.bytes is not None and len(answer.body) != fixture.bytes:
        found["$.bytes"] = f"recorded {fixture.bytes}, answered {len(answer.body)}"
    return found


def content(fixture: Fixture, answer: Answer) -> Any:
    """What is compared with the fixture's body: the text, the JSON, or what the token in the JSON says."""
    text = answer.body.decode()
    if fixture.part == "token":
        token = json.loads(text)["access_token"]
        claims = jwt.decode(token, options={"verify_signature": False})
        return {"header": ordered_header(token), "payload": claims}
    return json.loads(text) if fixture.body.startswith("{") else text


def ordered_header(token: str) -> dict[str, Any]:
    head = token.partition(".")[0]
    found: dict[str, Any] = json.loads(base64url_decode(head))
    return found
