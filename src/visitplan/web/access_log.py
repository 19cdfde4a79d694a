"""One line a request: method, the route's pattern, status, milliseconds. Nobody can be read of it.

The pattern (``/plans/{plan_id}``) stands in the line instead of the path, so that neither ids
nor tokens nor queries do; of a path that no route has nothing is known but that.
"""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("visitplan.access")


class AccessLog:
    """Writes the line when the answer has ended."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and write the line."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, note_status)
        finally:
            took = round(1000 * (time.perf_counter() - began))
            log.info("%s %s %d %d ms", _method(scope), _pattern(scope), status, took)


def _method(scope: Scope) -> str:
    known = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
    return scope["method"] if scope["method"] in known else "?"


def _pattern(scope: Scope) -> str:
    route = scope.get("route")
    return getattr(route, "path", None) or "(no such page)"
