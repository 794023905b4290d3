"""A running mock, as a test or a command sees it: hosts to run on, what was seen, and what is to happen."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from mock_entra import application_certificate
from mock_entra.certificates import Authority
from mock_entra.clock import Clock
from mock_entra.contoso import directory as contoso
from mock_entra.directory import Directory, expire_secrets
from mock_entra.faults import Fault, script
from mock_entra.journal import Seen
from mock_entra.keys import KeyRing
from mock_entra.loop import Loop, looping
from mock_entra.server import LOOPBACK, Host, Ports, check_address
from mock_entra.state import State
from mock_entra.tokens import Issuer


class Entra:
    """One pretended Microsoft that is running."""

    def __init__(self, state: State, loop: Loop, authority: Authority, certificate: Path, address: str) -> None:
        self.state = state
        self.log = Seen()
        self.hosts: dict[str, Host] = {}
        self._loop, self._authority, self._certificate, self._address = loop, authority, certificate, address
        self._ports = Ports(state, authority, certificate, address)
        state.journal.secrets = self._secrets

    @property
    def directory(self) -> Directory:
        """Who and what is known; change its lists and the next request sees it."""
        return self.state.directory

    @property
    def clock(self) -> Clock:
        """The mock's time: `clock.move(3600)` makes it an hour later, for one tenant or for all."""
        return self.state.clock

    def on(self, name: str) -> Host:
        """The host of this name.

        Raises ValueError, naming the hosts there are, for any other name.
        """
        if name not in self.hosts:
            raise ValueError(f"There is no host {name!r}: choose one of {', '.join(sorted(self.hosts))}.")
        return self.hosts[name]

    def load(self) -> Future[None]:
        """Begin to load what answers requests, for which the first of them else waits.

        The result raises UnreadyError, with a sentence, if that cannot be loaded.
        """
        return self._loop.begin(self._ports.load())

    def watch(self) -> AbstractContextManager[Seen]:
        """Collect the exchanges from here to the end of the block."""
        return self.state.journal.watch()

    def signed(self, token: str) -> dict[str, Any]:
        """The claims of a token that this mock signed.

        Raises ValueError for any other text.
        """
        return self.state.issuer.verify(token)

    def fail(self, kind: str, **words: Any) -> list[Fault]:
        """Add a fault to the script; the keywords are the fields of `mock_entra.Fault`, the tenant by id or by domain.

        "imds-ladder" adds four: IMDS says 404, 410, 429 and 500, once each, and then gives the token. Raises ValueError
        for a kind, an endpoint or a tenant that does not exist, TypeError for an unknown keyword.
        """
        return self.add_faults(script(kind, **words))

    def add_faults(self, faults: list[Fault]) -> list[Fault]:
        """Add faults to the script, each with the tenant's id for its domain.

        Raises ValueError for a tenant that does not exist.
        """
        for fault in faults:
            fault.tenant = self.tenant(fault.tenant) if fault.tenant else ""
        self.state.faults.extend(faults)
        return faults

    @property
    def idle_faults(self) -> list[Fault]:
        """The faults of the script that have spoiled nothing so far."""
        return [fault for fault in self.state.faults if fault.met <= fault.offset and fault.times]

    def tenant(self, name: str) -> str:
        """The id of the tenant with this id or domain.

        Raises ValueError, naming the tenants there are, for any other name.
        """
        if (found := self.directory.tenant(name)) is None:
            known = ", ".join(tenant.id for tenant in self.directory.tenants)
            raise ValueError(f"There is no tenant {name!r}: choose one of {known}.")
        return found.id

    def expire_secrets(self, client_id: str = "", tenant: str = "") -> None:
        """The secrets of an application, of a tenant's applications, or of all expire now, by their tenant's clock.

        Raises ValueError for a tenant that does not exist.
        """
        expire_secrets(self.directory, client_id, self.tenant(tenant) if tenant else "", self.clock.now)

    def roll_over_keys(self) -> None:
        """A new key signs from now on; the old one stays in the key set."""
        self.state.issuer.keys.roll_over()

    def _secrets(self) -> tuple[str, ...]:
        """What the journal must not hold."""
        known = [secret.value for application in self.directory.applications for secret in application.secrets]
        return (
            *known,
            application_certificate.PASSWORD,
            *(host.machine.identity_header for host in self.hosts.values()),
        )

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Every host's ports are open while the block runs."""
        try:
            self.hosts |= self._loop.run(self._ports.open())
            yield
        finally:
            self._loop.run(self._ports.close())

    @contextmanager
    def fresh(self, directory: Directory | None = None) -> Iterator[Entra]:
        """Another Microsoft in the same process, with ports, a directory, a clock and a script of its own.

        Tests that run at the same time never meet. It costs a few sockets: loop, certificates and first keys are shared.
        """
        keys = KeyRing(self.state.issuer.keys.first)
        state = State(directory or contoso(), Issuer(keys), self.state.issuers)
        with _open(Entra(state, self._loop, self._authority, self._certificate, self._address)) as entra:
            yield entra


@contextmanager
def running(directory: Directory | None = None, *, bind: str = LOOPBACK, exposed: bool = False) -> Iterator[Entra]:
    """A mock of Microsoft that runs while the block does, every host at once, on free loopback ports.

    `directory` is who and what it knows, by default that of the guide's pages. `bind` is the address it listens on. Raises
    OSError if no port is free there, ValueError if the address is not loopback and not `exposed`.
    """
    address = check_address(bind, exposed=exposed)
    application_certificate.begin()
    state = State(directory or contoso())
    with tempfile.TemporaryDirectory(prefix="mock-entra-") as folder, looping() as loop:
        authority = Authority()
        with _open(Entra(state, loop, authority, authority.write(Path(folder)), address)) as entra:
            yield entra


@contextmanager
def _open(entra: Entra) -> Iterator[Entra]:
    with entra.state.journal.listening(entra.log.append), entra.listening():
        yield entra
