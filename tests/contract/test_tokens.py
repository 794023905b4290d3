"""Tokens are what the services that get them expect: their claims in order, their version, and a key that verifies them."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from jwt.utils import base64url_decode

from mock_entra import Entra, contoso
from mock_entra.directory import DATABRICKS_RESOURCE
from mock_entra.keys import SigningKey
from tests.contract.asks import IMDS, LOGIN, MANAGEMENT, TENANT, V1, Situation, asked, get, imds, token
from tests.contract.situations import STRANGE

CLAIMS = ["aud", "iss", "iat", "nbf", "exp", "aio", "appid", "appidacr", "idp", "oid", "rh", "sub", "tid", "uti", "ver"]
KEYS = {"v2": f"{LOGIN}/{TENANT}/discovery/v2.0/keys", "v1": f"{LOGIN}/common/discovery/keys"}
JOBS_API = contoso.JOBS_API.identifiers[0]


def answer(entra: Entra, situation: Situation) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(asked(entra, situation).body)
    return body


def issued(entra: Entra, situation: Situation) -> str:
    return str(answer(entra, situation)["access_token"])


def claims(text: str) -> dict[str, Any]:
    return jwt.decode(text, options={"verify_signature": False})


def test_an_applications_token_has_the_recorded_claims_in_the_recorded_order(microsoft: Entra) -> None:
    found = claims(issued(microsoft, token()))
    assert list(found) == CLAIMS
    assert found["aud"] == DATABRICKS_RESOURCE
    assert found["iss"] == found["idp"] == f"https://sts.windows.net/{TENANT}/"
    assert found["iat"] == found["nbf"] == found["exp"] - 3900
    assert found["oid"] == found["sub"] == contoso.AUTOMATION.object_id
    assert len(found["uti"]) == 22
    assert found["appidacr"] == "1"


def test_a_managed_identitys_token_names_its_resource_and_lives_a_day(microsoft: Entra) -> None:
    body = answer(microsoft, imds(api_version="2018-02-01", resource=MANAGEMENT))
    found = claims(body["access_token"])
    assert list(found) == [*CLAIMS, "xms_mirid"]
    assert found["xms_mirid"] == contoso.MACHINE_IDENTITY.resource_id
    assert found["appidacr"] == "2"
    assert found["exp"] - found["nbf"] == 86400 + 300
    assert body["expires_on"] == str(found["exp"])


@pytest.mark.parametrize(
    ("situation", "version"),
    [
        (token(), "1.0"),
        (token(V1), "1.0"),
        (token(scope=f"{JOBS_API}/.default"), "2.0"),
        (token(V1, resource=JOBS_API), "2.0"),
    ],
    ids=["Databricks from v2", "Databricks from v1", "a v2 resource from v2", "a v2 resource from v1"],
)
def test_the_resource_decides_the_version_not_the_endpoint(
    situation: Situation, version: str, microsoft: Entra
) -> None:
    found = claims(issued(microsoft, situation))
    assert found["ver"] == version
    assert found["iss"] == (f"https://sts.windows.net/{TENANT}/" if version == "1.0" else f"{LOGIN}/{TENANT}/v2.0")
    names = {name: found.get(name) for name in ("appid", "appidacr", "azp", "azpacr") if name in found}
    expected = ("appid", "appidacr") if version == "1.0" else ("azp", "azpacr")
    assert names == dict(zip(expected, (contoso.AUTOMATION.client_id, "1"), strict=True))


@pytest.mark.parametrize("keys", KEYS.values(), ids=KEYS)
@pytest.mark.parametrize("situation", [token(), imds(api_version="2018-02-01", resource=MANAGEMENT)], ids=["v2", IMDS])
def test_the_served_keys_verify_a_token_by_key_and_by_certificate(
    keys: str, situation: Situation, microsoft: Entra
) -> None:
    text = issued(microsoft, situation)
    served = answer(microsoft, get(keys))["keys"]
    header = jwt.get_unverified_header(text)
    assert header["kid"] == header["x5t"]
    key = next(key for key in served if key["kid"] == header["kid"])
    der = base64.b64decode(key["x5c"][0])
    assert base64url_decode(key["x5t"]) == hashlib.sha1(der, usedforsecurity=False).digest()
    certified = x509.load_der_x509_certificate(der).public_key()
    assert isinstance(certified, RSAPublicKey)
    for public in (jwt.PyJWK(key), certified):
        audience = claims(text)["aud"]
        assert jwt.decode(text, public, algorithms=["RS256"], audience=audience)["tid"] == TENANT
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(text[:-8] + "AAAAAAAA", certified, algorithms=["RS256"])


def test_only_v2_keys_name_an_issuer(microsoft: Entra) -> None:
    members = ["kty", "use", "kid", "x5t", "n", "e", "x5c"]
    v2, v1 = (answer(microsoft, get(keys))["keys"] for keys in KEYS.values())
    assert [list(key) for key in v2] == [[*members, "cloud_instance_name", "issuer"] for _ in v2]
    assert [list(key) for key in v1] == [members for _ in v1]
    assert {key["kid"] for key in v1} == {key["kid"] for key in v2}


def test_a_signing_key_is_as_entras() -> None:
    """RSA of 2048 bits; `kid` and `x5t` are the SHA-1 thumbprint of the certificate in `x5c`, which is valid today."""
    key = SigningKey.generate()
    member = key.member("issuer")
    certificate = x509.load_der_x509_certificate(base64.b64decode(member["x5c"][0]))
    thumbprint = base64.urlsafe_b64encode(
        hashlib.sha1(certificate.public_bytes(Encoding.DER)).digest()
    )  # as x5t is defined
    assert key.private.key_size == 2048
    assert member["kid"] == member["x5t"] == thumbprint.decode().rstrip("=")
    assert [len(base64url_decode(member[name])) for name in ("n", "e")] == [256, 3]
    assert certificate.not_valid_before_utc < datetime.now(UTC) < certificate.not_valid_after_utc


def test_a_token_that_is_not_valid_yet_is_signed_all_the_same(microsoft: Entra) -> None:
    tomorrow = microsoft.clock.now() + 86400
    token = microsoft.state.issuer.issue(contoso.AUTOMATION, contoso.DATABRICKS, DATABRICKS_RESOURCE, now=tomorrow)
    assert microsoft.signed(token.text) == token.claims


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (STRANGE, r"^The token is signed by a key that this mock does not have\.$"),
        ("nonsense", r"^The token is not a JWT signed by this mock: .+\.$"),
    ],
    ids=["another key", "no JWT"],
)
def test_a_token_of_nobody_here_is_not_signed(text: str, said: str, microsoft: Entra) -> None:
    with pytest.raises(ValueError, match=said):
        microsoft.signed(text)
