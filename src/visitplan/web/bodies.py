"""Bodies are measured by what comes, not by the length that is told beforehand.

The framework answers a told length that is too large by itself, past our headers and our pages.
So it is not shown the length; it counts, and refuses at the first byte beyond the limit.
"""

from starlette.types import ASGIApp, Receive, Scope, Send


class MeasuresBodies:
    """Takes the told length of a body out of the request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on without it."""
        if scope["type"] == "http":
            told = scope["headers"]
            scope["headers"] = [pair for pair in told if pair[0].lower() != b"content-length"]
        await self._app(scope, receive, send)
