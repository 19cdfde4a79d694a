"""Opening travel by a routing server."""

from visitplan.domain.day import TravelSettings
from visitplan.errors import TravelDataError
from visitplan.travel.engines.remote.osrm import Osrm
from visitplan.travel.engines.remote.service import RoutingService
from visitplan.travel.engines.remote.travel import RemoteTravel
from visitplan.travel.engines.remote.valhalla import Valhalla


def open_server(settings: TravelSettings) -> RemoteTravel:
    """Return travel by the server that the settings name; nobody is asked anything yet.

    Raises TravelDataError when none is named.
    """
    server = settings.server
    if server is None:
        raise TravelDataError(
            f'no routing server is named for engine = "{settings.engine}"; set url in [streets]'
        )
    service: RoutingService = Osrm(server) if settings.engine == "osrm" else Valhalla(server)
    return RemoteTravel(service, server, snap_limit_metres=settings.snap_limit_metres)
