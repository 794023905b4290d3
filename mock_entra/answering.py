"""What answers on a port, loaded once every port is open: Starlette and uvicorn take longer to load than all that comes before.

All of it happens on the loop's thread, so that a connection that comes early waits for the rest of it, and no lock is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

    from mock_entra.bounds import Limits
    from mock_entra.hosts import Machine
    from mock_entra.state import State
    from mock_entra.wire import Service

    Speak = Callable[[str | None, Callable[[], None]], asyncio.Protocol]

UNREADY = "Requests cannot be answered, since a part of mock_entra cannot be loaded: {}. Install mock_entra anew."


class UnreadyError(RuntimeError):
    """What answers requests cannot be loaded."""


@dataclass(frozen=True)
class Answering:
    """One machine's proxy, or its `listener`, by name only until `speak` is first asked for."""

    state: State
    machine: Machine
    limits: Limits
    listener: Service | None = None

    @cached_property
    def speak(self) -> Speak:
        """Makes the HTTP protocol of a connection, from the host of its tunnel and what to call when it is lost.

        Raises UnreadyError if it cannot be loaded.
        """
        try:
            from mock_entra.app import Microsoft  # noqa: PLC0415  # the module's own reason
            from mock_entra.connection import Connection, configuration  # noqa: PLC0415  # likewise
        except ImportError as error:
            raise UnreadyError(UNREADY.format(error)) from error
        config = configuration(Microsoft(self.state, self.machine, self.listener), self.limits)
        return partial(Connection, config, self.limits)
