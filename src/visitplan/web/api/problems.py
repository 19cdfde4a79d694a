"""Failures as the API tells them: problem+json, with every finding and no value of the request."""

from typing import Any

from starlette.responses import Response

from visitplan.domain import finding as domain
from visitplan.web.api.answers import PROBLEM, Finding, Problem, title_of


def finding_shown(finding: domain.Finding) -> Finding:
    """Return a finding of the intake as the API tells it."""
    return Finding(
        place=finding.file,
        row=finding.row,
        field=finding.column,
        code=finding.code,
        severity=finding.severity,
        problem=finding.problem,
        remedy=finding.remedy,
    )


def misread_field(error: dict[str, Any]) -> Finding:
    """Return what is wrong with a field of the request, as pydantic found it.

    ``("body", "cases", 3, "lat")`` is the fourth row of ``cases``.
    """
    steps = [str(step) if isinstance(step, int) else step for step in error["loc"]]
    where, *inside = error["loc"]
    row = next((step + 1 for step in inside if isinstance(step, int)), None)
    names = [step for step in inside if isinstance(step, str)]
    place = names.pop(0) if row is not None and names else where
    field = ".".join(names[:1] if row is not None else steps[1:])
    return Finding(
        place=str(place), row=row, field=field or None, code=error["type"], problem=error["msg"]
    )


def problem(
    status: int,
    *,
    detail: str | None = None,
    defect: str | None = None,
    findings: list[Finding] | None = None,
) -> Response:
    """Return a failure as problem+json."""
    told = Problem(
        title=title_of(status),
        status=status,
        detail=detail,
        id=defect,
        findings=findings or [],
    )
    headers = {"WWW-Authenticate": 'Bearer realm="visitplan"'} if status == 401 else {}
    body = told.model_dump_json(exclude_none=True)
    return Response(body, status, headers, media_type=PROBLEM)
