"""Runs the pretended Microsoft on a thread: a proxy port a host, plus what each host has on its own localhost."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

import uvloop
from uvicorn.config import Config
from uvicorn.server import ServerState

from mock_entra.app import Microsoft
from mock_entra.certificates import Authority
from mock_entra.environment import environment
from mock_entra.hosts import MACHINES, Machine
from mock_entra.journal import Exchange, Seen
from mock_entra.proxy import Front, Tunnels
from mock_entra.state import State

LOOPBACK = "127.0.0.1"
PATIENCE = 30.0


@dataclass(frozen=True)
class Host:
    """A host that a command can run on: its proxy, its listener's port and the certificate to trust."""

    machine: Machine
    port: int
    listener_port: int | None
    authority: Path

    def environment(self, folder: Path, base: Mapping[str, str]) -> dict[str, str]:
        """The variables of a command on this host; `folder` is the private directory of its run."""
        proxy, own = f"http://{LOOPBACK}:{self.port}", self.machine.environment(self.listener_port)
        return environment(base, Path(folder), proxy, self.authority, own)


class Entra:
    """A running mock: what tests ask about it."""

    def __init__(self, state: State, folder: Path) -> None:
        self.state = state
        self.authority = Authority()
        self.hosts: dict[str, Host] = {}
        self._certificate = self.authority.write(folder)

    def on(self, name: str) -> Host:
        """The host of this name.

        Raises ValueError, naming the hosts there are, for any other name.
        """
        if name not in self.hosts:
            raise ValueError(f"There is no host {name!r}: choose one of {', '.join(sorted(self.hosts))}.")
        return self.hosts[name]

    def watch(self) -> AbstractContextManager[Seen]:
        """Collect the exchanges from here to the end of the block."""
        return self.state.journal.watch()

    def signed(self, token: str) -> dict[str, Any]:
        """The claims of a token that this mock signed.

        Raises ValueError for any other text.
        """
        return self.state.issuer.verify(token)

    async def serve(self) -> list[asyncio.Server]:
        """Open every port, on loopback, and return the servers."""
        servers = []
        for machine in MACHINES.values():
            proxy = await self._proxy(machine)
            listener = await self._listener(machine) if machine.listener else None
            servers += [proxy, listener] if listener else [proxy]
            port = _port(listener) if listener else None
            self.hosts[machine.name] = Host(machine, _port(proxy), port, self._certificate)
        return servers

    async def _proxy(self, machine: Machine) -> asyncio.Server:
        application = Microsoft(self.state, machine)

        def refusal(host: str) -> str | None:
            if machine.service(host, self.state.directory) is not None:
                return None
            self.state.journal.add(Exchange(machine.name, "CONNECT", host, "", status=502, refused_host=True))
            return machine.refusal(host)

        tunnels = Tunnels(application, application.connected_to, self.authority.context, refusal)
        return await _listen(tunnels)

    async def _listener(self, machine: Machine) -> asyncio.Server:
        application = Microsoft(self.state, machine, machine.listener)
        return await _listen(Tunnels(application, application.connected_to, self.authority.context, machine.refusal))


async def _listen(tunnels: Tunnels) -> asyncio.Server:
    config = Config(
        tunnels.plain,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=60,
        ws="none",
    )
    config.load()
    state = ServerState()
    return await asyncio.get_running_loop().create_server(lambda: Front(config, state, tunnels), LOOPBACK, 0)


def _port(server: asyncio.Server) -> int:
    return int(server.sockets[0].getsockname()[1])


@contextmanager
def running(state: State | None = None) -> Iterator[Entra]:
    """A mock of Microsoft that runs while the block does, every host at once, on free loopback ports.

    Raises TimeoutError if it does not start, and OSError if no port is free.
    """
    with tempfile.TemporaryDirectory(prefix="mock-entra-") as folder:
        entra = Entra(state or State(), Path(folder))
        with _on_a_thread(entra):
            yield entra


@contextmanager
def _on_a_thread(entra: Entra) -> Iterator[None]:
    loop, ready, stop = uvloop.new_event_loop(), Event(), asyncio.Event()
    failure: list[BaseException] = []

    async def main() -> None:
        try:
            servers = await entra.serve()
        except OSError as error:
            failure.append(error)
            return
        finally:
            ready.set()
        await stop.wait()
        for server in servers:
            server.close()

    thread = Thread(target=lambda: _run(loop, main()), name="mock_entra", daemon=True)
    thread.start()
    try:
        if not ready.wait(PATIENCE):
            raise TimeoutError("The mock did not start within 30 seconds.")
        if failure:
            raise failure[0]
        yield
    finally:
        if thread.is_alive():
            loop.call_soon_threadsafe(stop.set)
        thread.join(PATIENCE)


def _run(loop: asyncio.AbstractEventLoop, main: Any) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(main)
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()
