"""The API's description as OpenAPI, made of the routes themselves."""

import importlib.metadata
from collections.abc import Iterator, Sequence
from typing import Any

from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from visitplan.app.webhooks.outbox import EVENTS
from visitplan.web.api.answers import Problem, answers
from visitplan.web.guarding import Doors, may

doors = Doors(prefix="/api/v1", include_in_schema=True, tags=["This description"])

SUMMARY = """
What a lender's core system hands over and gets back. A key is for one branch and for the scopes
that an administrator chose; what belongs to another branch is answered like what there is not.

* **All or nothing.** A batch is kept as a whole, or refused with every finding.
* **Again.** Under an `Idempotency-Key` a request is done once; sent again, it gets the same
  answer, for seven days.
* **Since.** Lists come in pages; `next` is where to go on, today or tomorrow.
* **Versions.** `ETag` says what stands; `If-Match` changes only that.
* **Limits.** `RateLimit` says how much is left of what `RateLimit-Policy` allows.
* **People.** Plans and outcomes name cases and agents by id, nobody by name or address.
* **Webhooks** are signed as in the Standard Webhooks specification, by HMAC-SHA256.
"""
SECURITY = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key of an administrator's page: `vpk_…`.",
    }
}
TEXT = {"type": "string"}
HEADERS: dict[str, Any] = {
    "RateLimit": {"description": "What is left, and until when.", "schema": TEXT},
    "RateLimit-Policy": {"description": "How much is allowed in which time.", "schema": TEXT},
}
SIGNED = ("webhook-id", "webhook-timestamp", "webhook-signature")


@doors.get("/openapi.json", responses=answers())
@may("use the API")
def show_description(request: Request) -> Response:
    """Show this description."""
    return JSONResponse(description(request.app.state.routes))


def description(routes: Sequence[APIRoute]) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of those of some routes that are the API's."""
    whole = get_openapi(
        title="visitplan",
        version=importlib.metadata.version("visitplan"),
        summary="Field visits: cases in, plans and outcomes out.",
        description=SUMMARY,
        routes=routes,
    )
    schemas = whole.setdefault("components", {}).setdefault("schemas", {})
    schemas |= _schemas()
    whole["components"]["securitySchemes"] = SECURITY
    whole["security"] = [{"key": []}]
    whole["webhooks"] = dict(_webhooks())
    for operation in _operations(whole["paths"]):
        for answer in operation["responses"].values():
            answer["headers"] = HEADERS | answer.get("headers", {})
    return whole


def _schemas() -> dict[str, Any]:
    """Return the schemas that only descriptions of answers and of webhooks refer to."""
    models = [(model, "serialization") for model in (Problem, *EVENTS.values())]
    _, told = models_json_schema(models, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    return dict(told["$defs"])


def _operations(paths: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in paths.values():
        yield from path.values()


def _webhooks() -> Iterator[tuple[str, Any]]:
    for name, message in EVENTS.items():
        schema = {"$ref": f"#/components/schemas/{message.__name__}"}
        asked = {
            "summary": (message.__doc__ or "").splitlines()[0],
            "parameters": [
                {"name": header, "in": "header", "required": True, "schema": TEXT}
                for header in SIGNED
            ],
            "requestBody": {"content": {"application/json": {"schema": schema}}},
            "responses": {"2XX": {"description": "It was heard; anything else is tried again."}},
        }
        yield name, {"post": asked}
