"""Versions as ETags: read again only what changed, change only what one has seen."""

from typing import Annotated

from fastapi import Header
from starlette.responses import JSONResponse, Response

from visitplan.web.api.answers import Shown
from visitplan.web.refusals import OutdatedError

Known = Annotated[
    str | None,
    Header(
        alias="If-None-Match",
        max_length=200,
        description="The ETag of what is known already; 304 where it still stands.",
    ),
]
Expected = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=200,
        description="The ETag of the version to be changed; 412 where another one stands.",
    ),
]


def tagged(shown: Shown, tag: str | int, known: str | None) -> Response:
    """Return an answer with its ETag; an empty 304 where the same is known already."""
    headers = {"ETag": f'"{tag}"'}
    if known is not None and _names(known, tag):
        return Response(status_code=304, headers=headers)
    return JSONResponse(shown.model_dump(mode="json"), headers=headers)


def require_version(expected: str | None, version: int) -> None:
    """Raise OutdatedError where a version was named that is not the one that stands."""
    if expected is not None and not _names(expected, version):
        raise OutdatedError


def _names(header: str, tag: str | int) -> bool:
    named = [part.strip().removeprefix("W/") for part in header.split(",")]
    return "*" in named or f'"{tag}"' in named
