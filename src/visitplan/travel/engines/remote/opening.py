"""Opening travel by a routing server."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from visitplan.domain.day import TravelSettings
from visitplan.errors import TravelDataError
from visitplan.travel.engines.remote.answer_file import Age, AnswerFile
from visitplan.travel.engines.remote.known import Known
from visitplan.travel.engines.remote.osrm import Osrm
from visitplan.travel.engines.remote.remembering import Remembering
from visitplan.travel.engines.remote.service import RoutingService
from visitplan.travel.engines.remote.travel import RemoteTravel
from visitplan.travel.engines.remote.valhalla import Valhalla

FOLDER, FILE = "servers", "answers.sqlite"


def open_server(
    settings: TravelSettings,
    *,
    cache: Path,
    now: Callable[[], datetime] | None,
    notify: Callable[[str], None],
) -> RemoteTravel:
    """Return travel by the server that the settings name; nobody is asked anything yet.

    Its answers are kept in the folder ``cache`` for as long as the settings say; not at all where
    nobody knows what time it is now. Raises TravelDataError when no server is named.
    """
    server = settings.server
    if server is None:
        raise TravelDataError(
            f'no routing server is named for engine = "{settings.engine}"; set url in [streets]'
        )
    service: RoutingService = Osrm(server) if settings.engine == "osrm" else Valhalla(server)
    if now and server.keep_days:
        file = AnswerFile(cache / FOLDER / FILE, age=_age(now, server.keep_days), notify=notify)
        service = Remembering(service, lambda source: Known(file, source))
    return RemoteTravel(service, server, snap_limit_metres=settings.snap_limit_metres)


def _age(now: Callable[[], datetime], keep_days: int) -> Callable[[], Age]:
    kept = timedelta(days=keep_days)
    return lambda: Age(int(now().timestamp()), int((now() - kept).timestamp()))
