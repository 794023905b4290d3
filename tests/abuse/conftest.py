"""A Microsoft for each test of these, with an ear on what the mock itself says went wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mock_entra import Entra


@pytest.fixture
def microsoft(entra: Entra, caplog: pytest.LogCaptureFixture) -> Iterator[Entra]:
    """Fails the test if the mock logged an error: that is a request that it could not answer."""
    with entra.fresh() as own:
        yield own
    said = [record for record in caplog.records if record.name in {"mock_entra", "asyncio"}]
    assert not said, said[0].getMessage()
