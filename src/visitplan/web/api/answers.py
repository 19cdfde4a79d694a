"""What the API answers: the shape of a problem, and which answers each route documents."""

from http import HTTPStatus
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

PROBLEM = "application/problem+json"

MEANINGS: dict[int, str] = {
    400: "The request is no HTTP or no JSON that can be read.",
    401: "There is no key, or it is unknown, expired or revoked.",
    403: "The key was not made for this.",
    404: "There is no such thing in the branch of the key.",
    409: "Something else stands by now, or the idempotency key was used for another request.",
    412: "The version named by If-Match is not the one that stands.",
    413: "The body is larger than this route takes.",
    422: "The input is wrong; findings say where and what would be right. Nothing was kept.",
    429: "Asked too often; Retry-After says how many seconds to wait.",
    500: "A defect of ours; its id is in our log.",
    503: "The database is not to be had just now; nothing was kept, try again.",
}


class Shown(BaseModel):
    """What is answered: nothing that is not described."""

    model_config = ConfigDict(extra="forbid")


class Sent(BaseModel):
    """What is asked: nothing that is not described."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class Finding(Shown):
    """What is wrong, or worth a look, at one spot of what was sent."""

    place: Annotated[str, Field(description="The list of the body, or the spot, that it is of.")]
    row: Annotated[int | None, Field(description="The row of that list, from 1.")] = None
    field: Annotated[str | None, Field(description="The field of that row.")] = None
    code: Annotated[str, Field(description="Stays the same when texts are reworded.")]
    severity: Annotated[str, Field(description="error or warning; only errors refuse.")] = "error"
    problem: str
    remedy: str = ""


class Problem(Shown):
    """Why a request was not answered as asked (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None
    id: Annotated[str | None, Field(description="By which a defect is found in our log.")] = None
    findings: list[Finding] = []


def title_of(status: int) -> str:
    """Return the standard phrase of a status."""
    return HTTPStatus(status).phrase


ALWAYS = (400, 401, 403, 422, 429, 500, 503)
OF_A_THING = (404,)
OF_A_CHANGE = (409, 413)


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what a route documents besides its success: what any may answer, and these."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {
            "description": MEANINGS[status],
            "content": {PROBLEM: {"schema": schema}},
        }
        for status in sorted({*ALWAYS, *statuses})
    }


NOT_MODIFIED: dict[int | str, dict[str, Any]] = {
    304: {"description": "What If-None-Match names is still what stands."}
}
