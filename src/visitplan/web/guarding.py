"""The guard at every route: who asks, may they, did our own page ask; before a body is read.

A route names its permission right under its path::

    doors = Doors(prefix="/plans")

    @doors.get("/{plan_id}")
    @may("see plans", of=plan_of_path)
    def show_plan(here: Here, plan_id: str) -> Response: ...

A route that names none cannot be made: denied is what nobody allowed. ``of`` finds the thing
that the path speaks of; a thing that there is not, or that belongs to somebody else, is
answered alike: 404.
"""

import secrets
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from visitplan.storage import api_keys, sessions
from visitplan.web.house import House
from visitplan.web.origins import SAFE_METHODS, from_our_own_page
from visitplan.web.permission import Action, Thing, can
from visitplan.web.recognition import recognise
from visitplan.web.refusals import ForbiddenError, ForeignPageError, NoSuchThingError, TooOftenError
from visitplan.web.who import Who

if TYPE_CHECKING:
    from sqlalchemy import Connection

Finder = Callable[["Connection", Mapping[str, Any]], Thing | None]
"""Finds what the parameters of a path speak of; None when there is no such thing."""

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
CSRF_FIELD, CSRF_HEADER = "csrf", "x-csrf-token"


class Rule(NamedTuple):
    """What a route asks for: an action, and of what."""

    action: Action
    of: Finder | None


def may(action: Action, *, of: Finder | None = None) -> Callable[[Endpoint], Endpoint]:
    """Declare what whoever calls a route must be permitted to do."""

    def declare(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, "rule", Rule(action, of))  # noqa: B010 - functions have no such attribute
        return endpoint

    return declare


class GuardedRoute(APIRoute):
    """A route behind the guard; TypeError at its making when it names no permission."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        rule = getattr(endpoint, "rule", None)
        if rule is None:
            raise TypeError(f"{path}: a route says who may call it, by @may(…)")
        self.rule: Rule = rule
        super().__init__(path, endpoint, **options)

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        """Return what answers: the guard first, then the endpoint."""
        answer = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            who = await run_in_threadpool(_admitted, request, self.rule)
            await _require_our_own_page(request, who)
            request.state.who = who
            return await answer(request)

        return guarded


class Doors(APIRouter):
    """A router of guarded routes; pages stay out of the API's description unless told otherwise."""

    def __init__(self, *, include_in_schema: bool = False, **options: Any) -> None:
        super().__init__(route_class=GuardedRoute, include_in_schema=include_in_schema, **options)


def guarded_routes(routes: Iterable[object]) -> Iterator[GuardedRoute]:
    """Yield the routes of a router and of those that it includes.

    Raises TypeError for one that is not behind the guard: there is no other door into the house.
    """
    for route in routes:
        included = getattr(route, "original_router", None)
        if isinstance(route, GuardedRoute):
            yield route
        elif isinstance(included, APIRouter):
            yield from guarded_routes(included.routes)
        else:
            raise TypeError(f"{getattr(route, 'path', route)}: is not behind the guard")


def _admitted(request: Request, rule: Rule) -> Who:
    house: House = request.app.state.house
    with house.database.read() as connection:
        who = recognise(request, connection, house)
        _meter(request, who, house)
        _require_permission(who, rule, connection, request.path_params)
    if who.unseen:
        _note_use(house, who)
    return who


def _note_use(house: House, who: Who) -> None:
    with house.database.write() as connection:
        if who.session:
            sessions.see(connection, who.session, at=house.clock())
        if who.key:
            api_keys.see(connection, who.key, at=house.clock())


def _require_permission(
    who: Who, rule: Rule, connection: "Connection", path: Mapping[str, Any]
) -> None:
    if not can(who, rule.action):
        raise ForbiddenError(who)
    if rule.of is not None:
        thing = rule.of(connection, path)
        if thing is None or not can(who, rule.action, thing):
            raise NoSuchThingError


def _meter(request: Request, who: Who, house: House) -> None:
    address = request.client.host if request.client else ""
    meter, asker = (house.known, who.id) if who.id else (house.unknown, address)
    is_let_in = meter.take(asker, house.clock())
    request.state.limits = meter.told(asker)
    if not is_let_in:
        raise TooOftenError


async def _require_our_own_page(request: Request, who: Who) -> None:
    """Refuse a change that a foreign page asks for; keys are sent by no browser on its own."""
    if request.method in SAFE_METHODS or who.scopes is not None:
        return
    if not from_our_own_page(request):
        raise ForeignPageError
    if who.csrf is not None and not secrets.compare_digest(await _csrf_of(request), who.csrf):
        raise ForeignPageError


async def _csrf_of(request: Request) -> str:
    sent = request.headers.get(CSRF_HEADER) or (await request.form()).get(CSRF_FIELD)
    return sent if isinstance(sent, str) and sent.isascii() else ""
