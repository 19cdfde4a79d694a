"""The days of one's branches, and handing over another one."""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from fastapi import File, Form, UploadFile
from starlette.responses import Response

from visitplan.app.init import template_files
from visitplan.app.kept.day_import import import_sent
from visitplan.app.kept.kept_days import Importing
from visitplan.domain.finding import Finding
from visitplan.errors import ConflictError, InputError
from visitplan.intake.parcel import Sent
from visitplan.storage import branches, days, jobs, plans
from visitplan.storage.branches import Branch
from visitplan.storage.days import DayHead
from visitplan.storage.jobs import Job
from visitplan.storage.plans import PlanHead
from visitplan.web.day_pages.zipped import zipped
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.permission import can
from visitplan.web.refusals import NoSuchThingError
from visitplan.web.settings import UPLOAD

doors = Doors(prefix="/days")
MOST_DAYS = 60
MOST_FILES = 50


class ListedDay(NamedTuple):
    """A day in the list: the plan that counts, the newest draft, and planning that goes on."""

    head: DayHead
    branch: str
    current: PlanHead | None
    draft: PlanHead | None
    busy: Job | None


@doors.get("")
@may("see days")
def list_days(here: Here) -> Response:
    """List the days of one's branches, the latest first."""
    return _list(here)


@doors.post("", max_body_size=UPLOAD)
@may("edit days")
def import_day(
    here: Here,
    branch: Annotated[str, Form(max_length=64)],
    files: Annotated[list[UploadFile], File(max_length=MOST_FILES)],
    replace: Annotated[bool, Form()] = False,
) -> Response:
    """Keep what is sent as a day of a branch; with anything wrong in it nothing is kept."""
    if branch not in here.who.branches:
        raise NoSuchThingError
    sent = [Sent(each.filename or "", each.file.read()) for each in files if each.filename]
    importing = Importing(branch, here.new_id(), here.who.id, here.now)
    try:
        imported = import_sent(here.house.database, sent, importing, replace=replace)
    except InputError as error:
        return _list(here, branch=branch, findings=error.findings, status=422)
    except ConflictError:
        return _list(here, branch=branch, stands=True, status=409)
    return here.redirect(f"/days/{imported.head.id}?said=imported&ignored={len(imported.ignored)}")


@doors.get("/template.zip")
@may("edit days")
def take_template(here: Here) -> Response:
    """Hand over the commented day folder that ``visitplan init`` writes; it plans as it is."""
    return zipped(template_files(here.now.date()), "day-template.zip")


def _list(
    here: Exchange,
    *,
    branch: str = "",
    findings: tuple[Finding, ...] = (),
    stands: bool = False,
    status: int = 200,
) -> Response:
    with here.read() as connection:
        mine = [each for each in branches.every(connection) if each.id in here.who.branches]
    return here.page(
        "days.html.j2",
        status=status,
        listed=list(_listed(here, mine)),
        branches=mine,
        chosen=branch,
        findings=findings,
        stands=stands,
        may_edit=can(here.who, "edit days"),
    )


def _listed(here: Exchange, mine: list[Branch]) -> Iterator[ListedDay]:
    names = {each.id: each.name for each in mine}
    with here.read() as connection:
        for head in days.heads(connection, sorted(names))[:MOST_DAYS]:
            made = plans.heads(connection, head.id)
            current = next((each for each in made if each.state == "published"), None)
            newest = made[0] if made and made[0].state == "draft" else None
            asked = jobs.of_day(connection, head.id)
            busy = next((job for job in asked if job.state in {"queued", "running"}), None)
            yield ListedDay(head, names[head.branch_id], current, newest, busy)
