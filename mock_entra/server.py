"""Opens the ports of the pretended Microsoft: a proxy a host, plus what each host has on its own localhost."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mock_entra.answering import Answering
from mock_entra.bounds import Limits
from mock_entra.certificates import Authority
from mock_entra.environment import environment
from mock_entra.hosts import MACHINES, Machine
from mock_entra.journal import Exchange
from mock_entra.proxy import Front, Tunnels
from mock_entra.services import IMDS
from mock_entra.state import State

LOOPBACK = "127.0.0.1"
EXPOSED = (
    "{address} is not a loopback address: whoever reaches it could get tokens that your tests trust."
    " Leave it out, or say `exposed` too if that is what you want."
)
CLOSE_SECONDS = 5


def check_address(address: str, *, exposed: bool) -> str:
    """The address to listen on.

    Raises ValueError if it is no address, or not loopback and not meant to be `exposed`.
    """
    try:
        loopback = ipaddress.ip_address(address).is_loopback
    except ValueError:
        raise ValueError(f"{address!r} is not an IP address to listen on, such as 127.0.0.1.") from None
    if not loopback and not exposed:
        raise ValueError(EXPOSED.format(address=address))
    return address


@dataclass(frozen=True)
class Host:
    """A host that a command can run on: its proxy, its listener's port and the certificate to trust."""

    machine: Machine
    state: State
    address: str
    port: int
    listener_port: int | None
    certificate: Path

    def environment(self, folder: Path, base: Mapping[str, str]) -> dict[str, str]:
        """The variables of a command on this host; `folder` is the private directory of its run."""
        proxy = f"http://{self.address}:{self.port}"
        return environment(base, Path(folder), proxy, self.certificate, self.variables(Path(folder)))

    def variables(self, folder: Path) -> dict[str, str]:
        """Those of them that a page names or that the host sets."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.machine.environment(self.state, self.listener_port, folder)


class Ports:
    """Every open port of one pretended Microsoft."""

    def __init__(
        self,
        state: State,
        authority: Authority,
        certificate: Path,
        address: str = LOOPBACK,
        limits: Limits | None = None,
    ) -> None:
        self._state, self._authority, self._certificate = state, authority, certificate
        self._address, self._limits = address, limits or Limits()
        self._listening: list[asyncio.Server] = []
        self._answering: list[Answering] = []
        self.connections: set[asyncio.Transport] = set()

    async def open(self) -> dict[str, Host]:
        """Listen on loopback, on free ports.

        Raises OSError if there is none.
        """
        return {machine.name: await self._open(machine) for machine in MACHINES.values()}

    async def load(self) -> None:
        """Load what answers, which the first connection else waits for.

        Raises UnreadyError if that cannot be.
        """
        for answering in self._answering:
            _ = answering.speak

    async def close(self) -> None:
        """Stop listening and drop every connection."""
        for server in self._listening:
            server.close()
        async with asyncio.timeout(CLOSE_SECONDS):
            await asyncio.sleep(0)  # what was accepted meanwhile is a connection now
            while self.connections:
                for connection in tuple(self.connections):
                    connection.abort()
                await asyncio.sleep(0)

    async def _open(self, machine: Machine) -> Host:
        def refusal(host: str) -> str | None:
            host = host.removesuffix(":80") if host == f"{IMDS.host}:80" else host  # the one service without TLS
            if machine.service(host, self._state.directory) is not None:
                return None
            refused = Exchange(machine.name, "CONNECT", host, "", status=502, refused_host=True)
            self._state.journal.add(refused)
            return machine.refusal(host)

        proxy = await self._listen(Answering(self._state, machine, self._limits), refusal)
        port = None
        if machine.listener is not None:
            listener = Answering(self._state, machine, self._limits, machine.listener)
            port = await self._listen(listener, machine.refusal)
        return Host(machine, self._state, self._address, proxy, port, self._certificate)

    async def _listen(self, answering: Answering, refusal: Callable[[str], str | None]) -> int:
        self._answering.append(answering)
        tunnels = Tunnels(answering, self._authority.context, refusal, self.connections)
        server = await asyncio.get_running_loop().create_server(lambda: Front(tunnels), self._address, 0)
        self._listening.append(server)
        return int(server.sockets[0].getsockname()[1])
