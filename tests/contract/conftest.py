"""The mock that the contract is tested on, with more in its directory than the guide's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from mock_entra import Entra, running
from tests.contract.raw import Answer, Ask, send
from tests.contract.worlds import ambiguous, guide


@pytest.fixture(scope="session")
def microsoft() -> Iterator[Entra]:
    with running(guide()) as entra:
        yield entra


@pytest.fixture(scope="session")
def ambiguous_machine(microsoft: Entra) -> Iterator[Entra]:
    """Another Microsoft, where a virtual machine has two identities to choose from."""
    with microsoft.fresh(ambiguous()) as entra:
        yield entra


@pytest.fixture
def ask(microsoft: Entra) -> Callable[[Ask], Answer]:
    return lambda request: send(microsoft.on(request.on), request)
