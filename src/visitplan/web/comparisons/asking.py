"""A day's what-ifs: common questions, the editor of scenarios, and what was asked before."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import Form
from pydantic import Field
from starlette.responses import Response

from visitplan.app.kept.day_at_hand import read_inputs
from visitplan.app.kept.scenario_check import read_scenario_text
from visitplan.app.queue.comparison_request import (
    LONGEST_TEXT,
    MOST_SCENARIOS,
    MOST_SECONDS,
    ComparisonRequest,
)
from visitplan.domain.finding import Finding
from visitplan.errors import InputError
from visitplan.executing.cores import cores_to_use
from visitplan.storage import jobs
from visitplan.storage.jobs import NewJob
from visitplan.web.comparisons.common import CommonQuestions, added
from visitplan.web.day_pages.finding import KeptDay, day_of_path, kept_day
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.permission import can

doors = Doors(prefix="/days/{day_id}/comparisons")


class Questions(CommonQuestions):
    """The form: what is ticked, the editor's text, the effort, and which button was pressed."""

    text: str = Field(default="", max_length=LONGEST_TEXT)
    seconds: float = Field(default=5.0, ge=0.1, le=MOST_SECONDS)
    seeds: int = Field(default=3, ge=1, le=20)
    do: Literal["add", "compare"] = "compare"


@doors.get("")
@may("see reports", of=day_of_path)
def show_questions(here: Here, day_id: str, again: str = "") -> Response:
    """Show what may be asked of a day, beginning with what was asked before (``again``)."""
    return _page(here, kept_day(here, day_id), _asked_before(here, day_id, again))


@doors.post("")
@may("compare scenarios", of=day_of_path)
def ask(here: Here, day_id: str, asked: Annotated[Questions, Form()]) -> Response:
    """Add common questions to the editor, or have its scenarios compared."""
    day = kept_day(here, day_id)
    text = asked.text.replace("\r\n", "\n")
    if asked.do == "add":
        text = added(text, asked, _agents_on_duty(day))
        return _page(here, day, _request(text, asked))
    try:
        read_scenario_text(day.inputs, text)
    except InputError as error:
        return _page(here, day, _request(text, asked), error.findings, status=422)
    return here.redirect(f"/comparisons/{_enqueue(here, day, _request(text, asked))}")


def _request(text: str, asked: Questions) -> ComparisonRequest:
    return ComparisonRequest(scenarios=text, seconds=asked.seconds, seeds=asked.seeds)


def _enqueue(here: Exchange, day: KeptDay, wanted: ComparisonRequest) -> str:
    job_id, request = here.new_id(), wanted.model_dump(mode="json")
    with here.write() as connection:
        new = NewJob(job_id, day.head.id, here.who.id, request, "comparison")
        jobs.enqueue(connection, new, at=here.now)
        here.record(
            connection,
            "ask for a comparison",
            "day",
            day.head.id,
            branch_id=day.head.branch_id,
            after={"job_id": job_id},
        )
    return job_id


def _asked_before(here: Exchange, day_id: str, job_id: str) -> ComparisonRequest:
    with here.read() as connection:
        known = jobs.of_day(connection, day_id, kind="comparison")
    chosen = next((job for job in known if job.id == job_id), None)
    return ComparisonRequest.model_validate(chosen.request if chosen else {"scenarios": ""})


def _agents_on_duty(day: KeptDay) -> int:
    """Return how many agents there are; 0 where the tables cannot be read."""
    try:
        shifts = read_inputs(day.inputs).day.shifts
    except InputError:
        return 0
    return len({shift.agent_id for shift in shifts})


def _page(
    here: Exchange,
    day: KeptDay,
    wanted: ComparisonRequest,
    findings: Sequence[Finding] = (),
    status: int = 200,
) -> Response:
    with here.read() as connection:
        known = jobs.of_day(connection, day.head.id, kind="comparison")
    return here.page(
        "comparisons.html.j2",
        status=status,
        day=day,
        wanted=wanted,
        findings=findings,
        asked=known,
        may_ask=can(here.who, "compare scenarios"),
        cores=cores_to_use(),
        most=MOST_SCENARIOS,
    )
