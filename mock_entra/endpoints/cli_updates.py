"""Where the Azure CLI looks for a newer version of itself: there is none, which it takes in silence.

Plays what Azure CLI 2.91 asks for at its first `az login`.
Not played: the version files.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response


async def nothing(_request: Request) -> Response:
    return Response(status_code=404)
