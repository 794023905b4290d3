"""Nothing that is shown or kept holds a token or a secret."""

from __future__ import annotations

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.redact import leaks, mask, secrets_of
from tests.stand_in import DATABRICKS, OPAQUE
from tests.test_compare import GUID, KEY, TOKEN


@given(st.binary(min_size=24, max_size=200), st.text())
def test_no_part_of_a_token_survives_masking(payload: bytes, around: str) -> None:
    token = jwt.encode({"p": payload.hex()}, KEY)
    assert not any(part in mask(f"{around} {token} {around}") for part in token.split("."))


@pytest.mark.parametrize("form", ["Aa1~/ +%", "Aa1~%2F%20%2B%25", "Aa1~%2F+%2B%25"])
def test_masks_a_secret_as_it_is_and_as_a_request_carries_it(form: str) -> None:
    secrets = secrets_of({"CLIENT_SECRET": "Aa1~/ +%", "TENANT_ID": "not-a-secret", "DB_PASSWORD": "short"})
    assert secrets == {"Aa1~/ +%"}
    assert mask(f"client_secret={form}&x", secrets) == "client_secret=***&x"


@pytest.mark.parametrize(
    "text",
    [
        "eyJ0e...fg",
        GUID,
        "https://login.microsoftonline.com/aaaabbbb-0000-cccc-1111-dddd2222eeee/oauth2/v2.0/token",
        "urn:ietf:params:scim:schemas:extension:workspace:2.0:User",
        "azure_workspace_resource_id_that_is_long_and_named",
    ],
)
def test_leaves_placeholders_ids_and_names_alone(text: str) -> None:
    assert leaks(text) == []
    assert mask(text) == text


@pytest.mark.parametrize(
    "text",
    [TOKEN, TOKEN.split(".")[0], DATABRICKS, OPAQUE],
    ids=["JWT", "header alone", "Databricks", "opaque"],
)
def test_recognises_a_token(text: str) -> None:
    assert leaks(f'{{"a": "{text}"}}')
    assert text not in mask(f"Bearer {text}")


def test_masks_every_token_of_a_text() -> None:
    assert mask(f"{TOKEN} {OPAQUE} {DATABRICKS}") == f"eyJhb… {OPAQUE[:5]}… dapi0…"
