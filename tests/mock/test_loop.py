"""The mock's thread ends with its block, wherever that is."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from mock_entra import running


def test_ends_on_a_thread_that_runs_a_loop_of_its_own() -> None:
    async def inside() -> None:
        with running():
            pass

    before = [thread.name for thread in threading.enumerate()].count("mock_entra")  # the session's own mock may run
    with ThreadPoolExecutor(1) as pool:  # this thread may run a browser's loop
        pool.submit(lambda: asyncio.run(inside())).result(30)
    assert [thread.name for thread in threading.enumerate()].count("mock_entra") == before
