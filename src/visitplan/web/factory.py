"""The application, put together of its parts."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from visitplan.errors import ConflictError, InputError, StorageError
from visitplan.web import (
    account,
    coming_in,
    home,
    oversight,
    people,
    person,
    programs,
    signing_in,
)
from visitplan.web.access_log import AccessLog
from visitplan.web.agent import coming_by_link, reports, route, worker
from visitplan.web.api import part as api
from visitplan.web.board import part as board
from visitplan.web.bodies import MeasuresBodies
from visitplan.web.comparisons import part as comparisons
from visitplan.web.day_pages import part as day_pages
from visitplan.web.failing import (
    CatchesDefects,
    misread,
    overtaken,
    refused,
    refused_by_framework,
    stored_nothing,
)
from visitplan.web.guarding import GuardedRoute, guarded_routes
from visitplan.web.headers import StrictHeaders
from visitplan.web.house import House
from visitplan.web.parts import Part
from visitplan.web.plan_pages import part as plan_pages
from visitplan.web.refusals import RefusalError
from visitplan.web.static_files import KeptFiles

PARTS: tuple[Part, ...] = (
    home.PART,
    coming_by_link.PART,
    route.PART,
    reports.PART,
    worker.PART,
    day_pages.PART,
    plan_pages.PART,
    board.PART,
    comparisons.PART,
    coming_in.PART,
    signing_in.PART,
    people.PART,
    person.PART,
    programs.PART,
    oversight.PART,
    account.PART,
    *api.PARTS,
)
"""In the order of the menu."""


def make_app(house: House, parts: tuple[Part, ...] = PARTS) -> FastAPI:
    """Return the application that serves a house."""
    app = FastAPI(
        title="visitplan",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        middleware=_middleware(house),
        exception_handlers={
            RefusalError: refused,
            HTTPException: refused_by_framework,
            RequestValidationError: misread,
            InputError: misread,
            ConflictError: overtaken,
            StorageError: stored_nothing,
        },
    )
    app.state.house = house
    app.state.entries = tuple(entry for part in parts for entry in part.entries)
    app.state.ways = tuple(way for part in parts for way in part.ways)
    for part in parts:
        app.include_router(part.doors, max_body_size=house.settings.body)
    app.state.routes = tuple(routes_of(parts))
    app.mount("/static", KeptFiles(), name="static")
    return app


def routes_of(parts: tuple[Part, ...] = PARTS) -> Iterator[GuardedRoute]:
    """Yield every route of some parts; TypeError for one that is not behind the guard."""
    for part in parts:
        yield from guarded_routes(part.doors.routes)


def _middleware(house: House) -> list[Middleware]:
    """Return what every request passes, the outermost first."""
    return [
        Middleware(AccessLog),
        Middleware(StrictHeaders, secure=house.settings.secure),
        Middleware(MeasuresBodies),
        Middleware(CatchesDefects),
        Middleware(TrustedHostMiddleware, allowed_hosts=house.settings.hosts, www_redirect=False),
    ]
