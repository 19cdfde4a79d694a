"""One comparison: how far it is, its report as a page, its files to take along."""

import mimetypes
from typing import Any

from markupsafe import Markup
from starlette.responses import JSONResponse, Response

from visitplan.app.queue.comparison_request import PART, ComparisonProgress
from visitplan.storage import comparisons, jobs
from visitplan.storage.jobs import Job
from visitplan.web.comparisons.finding import Asked, comparison_of_path, required_comparison
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.permission import can
from visitplan.web.refusals import NoSuchThingError

doors = Doors(prefix="/comparisons/{comparison_id}")


@doors.get("")
@may("see reports", of=comparison_of_path)
def show_comparison(here: Here, comparison_id: str) -> Response:
    """Show how far a comparison is; when it is done, its report."""
    asked = required_comparison(here, comparison_id)
    return here.page(
        "comparison.html.j2",
        asked=asked,
        progress=ComparisonProgress.model_validate(asked.job.progress or {}),
        report=_report(here, asked),
        may_ask=can(here.who, "compare scenarios"),
    )


def _report(here: Exchange, asked: Asked) -> Markup | None:
    """Return the report as our own renderer wrote it, everything in it escaped; None before."""
    with here.read() as connection:
        part = comparisons.content(connection, asked.job.id, PART)
    return Markup(part.decode()) if part is not None else None  # noqa: S704


@doors.get("/progress")
@may("see reports", of=comparison_of_path)
def tell_progress(here: Here, comparison_id: str) -> Response:
    """Tell a page how far a comparison is."""
    return JSONResponse(_plain(required_comparison(here, comparison_id).job))


def _plain(job: Job) -> dict[str, Any]:
    told = ComparisonProgress.model_validate(job.progress or {})
    ending = job.cancelled_at is not None
    return told.model_dump(mode="json") | {"state": job.state, "ending": ending}


@doors.post("/cancel")
@may("compare scenarios", of=comparison_of_path)
def cancel(here: Here, comparison_id: str) -> Response:
    """End a comparison without a report."""
    asked = required_comparison(here, comparison_id)
    with here.write() as connection:
        if jobs.cancel(connection, comparison_id, at=here.now):
            here.record(
                connection,
                "cancel a comparison",
                "day",
                asked.head.id,
                branch_id=asked.head.branch_id,
                after={"job_id": comparison_id},
            )
    return here.redirect(f"/comparisons/{comparison_id}")


@doors.get("/files/{file}")
@may("see reports", of=comparison_of_path)
def take_file(here: Here, comparison_id: str, file: str) -> Response:
    """Hand over a file of a comparison, to be saved: nothing of it runs on our own pages."""
    asked = required_comparison(here, comparison_id)
    with here.write() as connection:
        content = comparisons.content(connection, comparison_id, file)
        if content is None or file == PART:
            raise NoSuchThingError
        branch_id = asked.head.branch_id
        here.record(connection, "export", "comparison", comparison_id, branch_id=branch_id)
    kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
    headers = {"Content-Disposition": f'attachment; filename="{asked.head.date}-{file}"'}
    return Response(content, media_type=kind, headers=headers)
