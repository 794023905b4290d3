"""An event loop on a thread of its own, so that a test or a command can run beside the mock."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import TypeVar

try:
    from uvloop import new_event_loop
except ImportError:  # uvloop has no Windows
    from asyncio import new_event_loop  # type: ignore[assignment]  # the same call, the more general loop

PATIENCE = 30.0
T = TypeVar("T")


class Loop:
    """A running loop; what is given to `run` runs there."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def run(self, work: Coroutine[object, object, T]) -> T:
        """Wait for the result of a coroutine.

        Raises what it raises, and TimeoutError after 30 seconds.
        """
        return self.begin(work).result(PATIENCE)

    def begin(self, work: Coroutine[object, object, T]) -> Future[T]:
        """Let a coroutine run, and ask for its result later."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)


@contextmanager
def looping() -> Iterator[Loop]:
    """A loop that runs while the block does."""
    loop = new_event_loop()
    thread = Thread(target=_serve, args=[loop], name="mock_entra", daemon=True)
    thread.start()
    try:
        yield Loop(loop)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    """Run until stopped, and close on the same thread: the caller's may have a running loop of its own."""
    loop.run_forever()
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
