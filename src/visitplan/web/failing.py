"""How a request that fails is answered: a page or JSON that says what to do, and an id at most.

Nothing of the request is repeated, neither in the answer nor in the log: the log has the kind of
a defect and the lines of code that it went through.
"""

import logging
import secrets
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from visitplan.domain.finding import Finding
from visitplan.errors import InputError
from visitplan.web.api.problems import finding_shown, misread_field, problem
from visitplan.web.exchange import exchange
from visitplan.web.refusals import ForbiddenError, MisreadQueryError, RefusalError

log = logging.getLogger("visitplan.failure")
A_MINUTE = "60"


class Failure(NamedTuple):
    """What is told: the status, the id of a defect, what is wrong with the input.

    ``detail`` is a sentence of ours for programs, which quotes nothing of the request.
    """

    status: int
    defect: str | None = None
    findings: tuple[dict[str, Any], ...] = ()
    detail: str | None = None


async def refused(request: Request, error: Exception) -> Response:
    """Answer a refusal; whoever is nobody and wanted a page is asked to sign in, or for a link."""
    if isinstance(error, ForbiddenError) and error.unknown:
        if wants_json(request):
            return told(request, Failure(401))
        here = exchange(request)
        return here.redirect("/a" if here.is_at("/a") else "/sign-in")
    if isinstance(error, MisreadQueryError):
        wrong = {"type": "value_error", "loc": (error.place, error.field), "msg": error.problem}
        return _misread(request, [wrong])
    return told(request, Failure(error.status if isinstance(error, RefusalError) else 400))


async def refused_by_framework(request: Request, error: Exception) -> Response:
    """Answer what has no route, no such method, too large a body."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    answer = told(request, Failure(status))
    if isinstance(error, HTTPException) and status == 405:
        answer.headers["Allow"] = (error.headers or {}).get("Allow", "")
    return answer


async def misread(request: Request, error: Exception) -> Response:
    """Answer input that is wrong, with every field that is, and no value."""
    if isinstance(error, InputError):
        if is_of_api(request):
            return problem(422, findings=list(map(finding_shown, error.findings)))
        retell = exchange(request).retell
        return told(
            request, Failure(422, findings=tuple(_spotted(f, retell) for f in error.findings))
        )
    return _misread(request, error.errors() if isinstance(error, RequestValidationError) else ())


def _misread(request: Request, wrong: Sequence[Any]) -> Response:
    if is_of_api(request):
        return problem(422, findings=list(map(misread_field, wrong)))
    fields = tuple(
        {"field": ".".join(str(step) for step in each["loc"]), "problem": each["msg"]}
        for each in wrong
    )
    return told(request, Failure(422, findings=fields))


def _spotted(finding: Finding, retell: Callable[[str], str]) -> dict[str, Any]:
    spot = (finding.file, finding.row, finding.column)
    field = ":".join(str(part) for part in spot if part is not None)
    return {
        "field": field,
        "problem": f"{retell(finding.problem)} → {retell(finding.remedy)}",
        "code": finding.code,
    }


async def overtaken(request: Request, error: Exception) -> Response:
    """Answer that somebody else changed the same in the meantime."""
    return told(request, Failure(409, detail=str(error)))


async def stored_nothing(request: Request, error: Exception) -> Response:
    """Answer that the database is not to be had just now."""
    return told(request, Failure(503, defect=_noted(error), detail=str(error)))


def told(request: Request, failure: Failure) -> Response:
    """Return a failure as JSON for programs, as a page for people."""
    if is_of_api(request):
        answer = problem(failure.status, detail=failure.detail, defect=failure.defect)
    else:
        answer = _json(failure) if wants_json(request) else _page(request, failure)
    if failure.status in (429, 503):
        answer.headers["Retry-After"] = A_MINUTE
    return answer


def is_of_api(request: Request) -> bool:
    """Tell whether the API was asked, whose failures have a form of their own."""
    return exchange(request).asked.startswith("/api/")


def wants_json(request: Request) -> bool:
    """Tell whether a program asks: of the API, or of anything but a page."""
    accepts = request.headers.get("accept", "")
    asks_data = "application/json" in accepts and "text/html" not in accepts
    return asks_data or is_of_api(request)


def _json(failure: Failure) -> Response:
    error = {"status": failure.status, "id": failure.defect, "findings": list(failure.findings)}
    return JSONResponse({"error": error}, status_code=failure.status)


def _page(request: Request, failure: Failure) -> Response:
    return exchange(request).page("failure.html.j2", status=failure.status, failure=failure)


class CatchesDefects:
    """Answers a defect of ours with its id, so that no traceback gets anywhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, whatever happens; an answer that has begun is cut short."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def note_begin(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, note_begin)
        except Exception as defect:  # noqa: BLE001 - nobody above may see it
            number = _noted(defect)
            if not begun:
                await told(Request(scope), Failure(500, number))(scope, receive, send)


def _noted(defect: Exception) -> str:
    """Log a defect without anything that it quotes, and return the id by which it is found."""
    number = secrets.token_hex(4)
    frames = traceback.extract_tb(defect.__traceback__)
    spots = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    log.error("%s %s at %s", number, type(defect).__name__, spots)
    return number
