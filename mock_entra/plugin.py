"""A pytest plugin: the fixture `entra` is a Microsoft of the test's own, and the test runs as if on one of its hosts.

A marker chooses the host: `@pytest.mark.entra_host("virtual-machine")`; without it the test runs on a laptop.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mock_entra.entra import Entra, running
from mock_entra.hosts import DEFAULT


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "entra_host(name): the host that the test runs on (default: laptop)")


@pytest.fixture(scope="session")
def entra_server() -> Iterator[Entra]:
    """The running mock that the tests of a session share; a test wants `entra` instead."""
    with running() as server:
        yield server


@pytest.fixture
def entra(
    entra_server: Entra, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Entra]:
    """A Microsoft of this test's own, to which every client in this process and in those it starts is pointed.

    The environment gets what the host sets and loses the user's own accounts, proxies and home. A request to a host that the
    mock does not play fails the test, as does a fault that no request met. Raises ValueError for a host that does not exist.
    """
    marker = request.node.get_closest_marker("entra_host")
    with entra_server.fresh() as own:
        wanted = own.on(marker.args[0] if marker else DEFAULT).environment(tmp_path, os.environ)
        for name in os.environ.keys() - wanted.keys():
            monkeypatch.delenv(name)
        for name, value in wanted.items():
            monkeypatch.setenv(name, value)
        yield own
        complaints = [f"The test asked for {name}, which the mock does not play." for name in own.log.refused_hosts]
        complaints += [f"The fault {fault.kind} met no request." for fault in own.idle_faults]
        if complaints:
            pytest.fail("\n".join(complaints), pytrace=False)
