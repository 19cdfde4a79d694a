"""Who asks, by what their request carries: the first way that recognises somebody counts."""

from typing import TYPE_CHECKING

from starlette.requests import Request

from visitplan.web.house import House
from visitplan.web.parts import Recognises
from visitplan.web.who import NOBODY, Who

if TYPE_CHECKING:
    from sqlalchemy import Connection


def recognise(request: Request, connection: "Connection", house: House) -> Who:
    """Return who asks; a request that proves nothing comes from nobody."""
    ways: tuple[Recognises, ...] = request.app.state.ways
    for way in ways:
        who = way(request, connection, house)
        if who is not None:
            return who
    return NOBODY
