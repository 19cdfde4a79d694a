"""The servers of a routing service, one for each mode or one for all."""

from collections.abc import Sequence
from functools import cached_property

from visitplan.domain.place import Point
from visitplan.domain.routing_server import RoutingServer
from visitplan.domain.value import Mode
from visitplan.errors import TravelDataError
from visitplan.travel.engines.endpoint import Endpoint, find_endpoint
from visitplan.travel.engines.remote.server import Answer, Budget, Server


class Servers:
    """Finds the server of a mode when it is first asked."""

    def __init__(self, kind: str, settings: RoutingServer) -> None:
        self._kind = kind
        self._settings = settings
        self._found: dict[str, Server] = {}

    @cached_property
    def name(self) -> str:
        """The kind and the hosts."""
        urls = sorted(set(self._settings.urls.values()))
        return f"{self._kind} at {', '.join(url.split('/')[2] for url in urls)}"

    def source(self, mode: Mode, profile: str) -> str:
        """Return what tells the answers for a mode from all others: kind, server and profile."""
        return f"{self._kind} {self._settings.urls.get(mode)} {profile}"

    def ask(self, mode: Mode, path: str, budget: Budget, *, question: object = None) -> Answer:
        """Return what the server of a mode answers; raises TravelDataError as ``Server.ask``."""
        url = self._settings.urls.get(mode)
        if url is None:
            raise TravelDataError(
                f"no {self._kind} server is named for the mode {mode}; add it to [streets.urls]"
            )
        if url not in self._found:
            self._found[url] = Server(self._endpoint(url))
        return self._found[url].ask(path, budget, question=question)

    def _endpoint(self, url: str) -> Endpoint:
        return find_endpoint(url, private_network=self._settings.private_network)


def numbered(points: Sequence[Point]) -> dict[Point, int]:
    """Return different points in the order in which they come, numbered."""
    return {point: number for number, point in enumerate(dict.fromkeys(points))}
