"""Plan the rest of a day anew."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from visitplan.app import output
from visitplan.app.disagreements import disagreements_kept
from visitplan.app.opening import open_day
from visitplan.app.pages import rendered
from visitplan.app.plan import Planned
from visitplan.app.plan_files import load_plan
from visitplan.app.surroundings import Surroundings
from visitplan.app.verify import day_of
from visitplan.domain.attempts import spoken_of
from visitplan.domain.change import Change
from visitplan.domain.plan import Plan
from visitplan.domain.travel import Travel
from visitplan.domain.violation import Violation
from visitplan.foresight.story import not_foreseen
from visitplan.intake.events import read_amount, read_events, read_moment
from visitplan.planning.terms import Watch
from visitplan.render.loading import pages_loading
from visitplan.replanning.story import replan_day
from visitplan.replanning.terms import Replan, ReplannedDay
from visitplan.routing.choice import Mode


class Remainder(NamedTuple):
    """How the rest of a day is to be planned: by which plan, from when on, how freely.

    ``at`` is a time as typed, ``stability`` an amount in major units, the policy's if there is
    none; without ``events`` the day folder's own table of that name is read, if it has one.
    """

    plan_file: Path
    at: str
    mode: Mode = "all"
    stability: str | None = None
    events: Path | None = None


class Replanned(NamedTuple):
    """A new version of a published plan, beside the one that it replaces."""

    published: Planned
    before: Plan
    changes: tuple[Change, ...]
    facts: tuple[Violation, ...]


def replan(
    folder: Path,
    remainder: Remainder,
    surroundings: Surroundings,
    *,
    out: Path,
    overrides: Mapping[str, object] | None = None,
    watch: Watch = lambda _: None,
) -> Replanned:
    """Plan the rest of a day anew and publish the new version into ``out``/<date>.

    Raises what ``plan`` raises, and InputError when the old plan is not of this day or an event
    cannot have happened so.
    """
    before = load_plan(remainder.plan_file)
    target = out / before.date.isoformat()
    output.require_writable(target)
    with pages_loading(watch) as watching:
        new, travel = replan_folder(
            folder, before, remainder, surroundings, overrides=overrides, watch=watching
        )
    planned = new.planned
    output.write_files(target, rendered(planned, travel))
    published = Planned(planned.day, planned.plan, target, planned.plan.findings, None)
    return Replanned(published, before, new.changes, new.facts)


def replan_folder(
    folder: Path,
    old: Plan,
    remainder: Remainder,
    surroundings: Surroundings,
    *,
    overrides: Mapping[str, object] | None = None,
    watch: Watch = lambda _: None,
) -> tuple[ReplannedDay, Travel]:
    """Plan the rest of a day folder anew; return it, and the travel that it goes by.

    Whatever was noticed is among the plan's findings. Draws no page, writes nothing.
    """
    opened = open_day(folder, surroundings, overrides)
    day, travel = day_of(old, folder, opened.reading, overrides), opened.travel
    at = read_moment(remainder.at, day)
    price = remainder.stability
    stability = None if price is None else read_amount(price, day.currency)
    told = read_events(folder, remainder.events, spoken_of(day, old), old, at)
    asked = Replan(
        old=old,
        events=told.events,
        at=at,
        mode=remainder.mode,
        stability=stability,
        parent=hashlib.sha256(remainder.plan_file.read_bytes()).hexdigest(),
        solvers=surroundings.solvers,
    )
    inputs = {**opened.provenance.inputs, **told.inputs}
    with disagreements_kept(surroundings.cache):
        new = replan_day(
            day,
            travel,
            asked,
            provenance=opened.provenance._replace(inputs=inputs),
            watch=watch,
            notify=surroundings.notify,
        )
    unforeseen = not_foreseen(day, "the rest of the day is")
    findings = opened.reading.findings + told.findings + new.planned.plan.findings + unforeseen
    planned = new.planned._replace(plan=new.planned.plan.model_copy(update={"findings": findings}))
    return new._replace(planned=planned), travel
