"""The directories that the situations need beside the guide's: what is expired, disabled, foreign or ambiguous."""

from __future__ import annotations

from dataclasses import replace

from mock_entra import contoso
from mock_entra.directory import Application, Directory, Secret, Tenant

FABRIKAM = Tenant("bbbbcccc-1111-dddd-2222-eeee3333ffff", "Fabrikam", ("fabrikam.com",))
SECRET = contoso.AUTOMATION.secrets[0].value
STRANGER = replace(
    contoso.AUTOMATION,
    client_id="55556666-ffff-7777-aaaa-8888bbbb9999",
    object_id="ffffffff-5555-6666-7777-aaaaaaaaaaaa",
    tenant=FABRIKAM.id,
)


def _named(name: str, digit: str, **changes: object) -> Application:
    own = {"client_id": f"{digit * 8}-0000-0000-0000-000000000000", "name": name, **changes}
    return replace(contoso.AUTOMATION, **own)  # type: ignore[arg-type]  # each caller names fields of Application


EXPIRED = _named("expired", "1", secrets=(Secret(SECRET, expires=1.0),))
DISABLED = _named("disabled", "2", enabled=False)
WITHOUT_PRINCIPAL = _named("without-principal", "3", service_principal=False)


def guide() -> Directory:
    """The guide's directory, and beside it a second tenant and three applications that cannot get a token."""
    directory = contoso.directory()
    directory.tenants.append(FABRIKAM)
    from tests.contract.assertion_asks import CERTIFIED  # noqa: PLC0415  # which needs the secret above

    directory.applications += [STRANGER, EXPIRED, DISABLED, WITHOUT_PRINCIPAL, CERTIFIED]
    return directory


def ambiguous() -> Directory:
    """A virtual machine with two user-assigned identities and no system-assigned one."""
    directory = contoso.directory()
    second = replace(contoso.USER_ASSIGNED, client_id="66667777-aaaa-8888-bbbb-9999cccc0000")
    directory.identities = [contoso.USER_ASSIGNED, second]
    return directory
