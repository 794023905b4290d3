"""Work that is begun now and whose result is asked for later."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def begun(work: Callable[[], T]) -> Future[T]:
    """The result of work that has begun on a thread of its own, which ends with it.

    Keys are made so: that takes up to a tenth of a second, in which OpenSSL lets Python go on.
    """
    executor = ThreadPoolExecutor(1, "mock_entra")
    try:
        return executor.submit(work)
    finally:
        executor.shutdown(wait=False)
