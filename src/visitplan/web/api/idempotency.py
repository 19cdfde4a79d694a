"""The same request twice: under one idempotency key it is done once, and answered alike."""

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, NamedTuple

from fastapi import Depends, Header
from starlette.requests import Request
from starlette.responses import Response

from visitplan.storage import idempotency
from visitplan.storage.idempotency import Answered
from visitplan.web.api.answers import Shown
from visitplan.web.exchange import Exchange

if TYPE_CHECKING:
    from sqlalchemy import Connection

REPLAYED = "Idempotency-Replayed"


class Once(NamedTuple):
    """What makes a request the same as another: its key, and all that it asks."""

    key: str | None
    sha256: str


async def _once(
    request: Request,
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            min_length=1,
            max_length=200,
            description="Chosen by you for each request; sent again with it, it is done once.",
        ),
    ] = None,
) -> Once:
    asked = f"{request.method} {request.url.path}\n".encode() + await request.body()
    return Once(key, hashlib.sha256(asked).hexdigest())


AskedOnce = Annotated[Once, Depends(_once)]
Finish = Callable[["Connection", Shown], None]
"""Keeps the answer, in the transaction that does what was asked."""


class _AnsweredMeanwhileError(Exception):
    """The same request was answered while this one was worked at, which is undone."""

    def __init__(self, answered: Answered) -> None:
        super().__init__()
        self.answered = answered


def done_once(
    here: Exchange, once: Once, do: Callable[[Finish], Shown], *, status: int = 200
) -> Response:
    """Do what was asked and answer; or answer what was answered to the same request before.

    ``do`` calls what it is given at the end of its transaction. Raises ConflictError where the
    key was used for another request, and what ``do`` raises.
    """
    with here.read() as connection:
        before = _before(connection, here, once)
    if before:
        return _answer(before.answer, before.status, replayed=True)

    def finish(connection: "Connection", shown: Shown) -> None:
        _keep(connection, here, once, (status, shown.model_dump_json()))

    try:
        return _answer(do(finish).model_dump_json(), status)
    except _AnsweredMeanwhileError as meanwhile:
        return _answer(meanwhile.answered.answer, meanwhile.answered.status, replayed=True)


def _before(connection: "Connection", here: Exchange, once: Once) -> Answered | None:
    if once.key is None:
        return None
    return idempotency.find(connection, here.who.id, once.key, once.sha256)


def _keep(connection: "Connection", here: Exchange, once: Once, answered: tuple[int, str]) -> None:
    if once.key is None:
        return
    mine = Answered(here.who.id, once.key, once.sha256, *answered, here.now)
    before = _before(connection, here, once)
    standing = before or idempotency.keep(connection, mine)
    if before or (standing.at, standing.answer) != (mine.at, mine.answer):
        raise _AnsweredMeanwhileError(standing)


def _answer(body: str, status: int, *, replayed: bool = False) -> Response:
    headers = {REPLAYED: "true"} if replayed else {}
    return Response(body, status, headers, media_type="application/json")
