"""One day: where it stands, and what is next to be done."""

from typing import Annotated, Literal, NamedTuple
from zoneinfo import ZoneInfo

from fastapi import Query
from starlette.responses import Response

from visitplan.app.kept.day_at_hand import findings_of
from visitplan.domain.plan import Plan
from visitplan.render.exports.plan_file import read_plan
from visitplan.render.wording import Wording, wording_of
from visitplan.storage import jobs, outcomes, plans
from visitplan.storage.jobs import Job
from visitplan.storage.plans import PlanHead
from visitplan.storage.tables import DayInputs
from visitplan.web.day_pages.finding import SHOWN_TABLES, KeptDay, day_of_path, kept_day
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.permission import can

doors = Doors(prefix="/days/{day_id}")
MOST_PLANS = 12

Next = Literal["wait", "mend", "plan", "look", "again", "follow"]


class Version(NamedTuple):
    """A version of the day's plan in the list."""

    head: PlanHead
    plan: Plan
    words: Wording


class Standing(NamedTuple):
    """How far a day is: its plans, the newest first, and the planning that was asked for last."""

    versions: tuple[Version, ...]
    job: Job | None
    reported: int

    @property
    def current(self) -> Version | None:
        """The plan that counts."""
        return next((each for each in self.versions if each.head.state == "published"), None)

    @property
    def draft(self) -> Version | None:
        """The newest plan, as long as nobody decided about it."""
        newest = self.versions[0] if self.versions else None
        return newest if newest and newest.head.state == "draft" else None

    @property
    def is_busy(self) -> bool:
        """Whether planning waits or is under way."""
        return self.job is not None and self.job.state in {"queued", "running"}

    @property
    def has_failed(self) -> bool:
        """Whether the planning that was asked for last came to nothing, and no plan was since."""
        return self.job is not None and self.job.state == "failed"

    def next(self, day_version: int) -> Next:
        """Return what is next to be done."""
        if self.is_busy:
            return "wait"
        if self.has_failed:
            return "mend"
        if self.draft:
            return "look"
        if self.current is None:
            return "plan"
        return "again" if self.current.head.day_version != day_version else "follow"


@doors.get("")
@may("see days", of=day_of_path)
def show_day(
    here: Here,
    day_id: str,
    said: Annotated[str, Query(max_length=20)] = "",
    ignored: Annotated[int, Query(ge=0, le=1000)] = 0,
) -> Response:
    """Show a day, and what is next to be done; just after its import also what is worth a look."""
    day, standing = kept_day(here, day_id), standing_of(here, day_id)
    return here.page(
        "day.html.j2",
        day=day,
        standing=standing,
        next=standing.next(day.head.version),
        counts=counts_of(day.inputs),
        said=said,
        ignored=ignored,
        findings=findings_of(day.inputs) if said == "imported" else (),
        may_edit=can(here.who, "edit days"),
        may_plan=can(here.who, "edit plans"),
        rest_from=rest_from(here, day),
    )


def standing_of(here: Exchange, day_id: str) -> Standing:
    """Return how far a day is."""
    with here.read() as connection:
        heads = plans.heads(connection, day_id)[:MOST_PLANS]
        written = [plans.document(connection, head.id) or "" for head in heads]
        asked = jobs.of_day(connection, day_id)
        reported = sum(
            len(outcomes.of_plan(connection, head.id)) for head in heads if head.published_at
        )
    return Standing(
        tuple(_version(*each) for each in zip(heads, written, strict=True)),
        asked[0] if asked else None,
        reported,
    )


def _version(head: PlanHead, document: str) -> Version:
    plan = read_plan(document)
    return Version(head, plan, wording_of(plan))


def counts_of(inputs: DayInputs) -> dict[str, int]:
    """Return how many rows each table of a day has that has a page."""
    found = {table.name: len(table.rows) for table in inputs.tables}
    return {name: found.get(name, 0) for name in SHOWN_TABLES}


def rest_from(here: Exchange, day: KeptDay) -> str:
    """Return when the rest of a day begins: now, or at its start where it is another day."""
    now = here.now.astimezone(ZoneInfo(day.branch.time_zone))
    return f"{now:%H:%M}" if now.date() == day.head.date else "00:00"
