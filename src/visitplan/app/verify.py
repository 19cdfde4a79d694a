"""Whether a plan is true."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from visitplan.ahead.reading import pinned_as
from visitplan.app.opening import Opened, open_day, read_day
from visitplan.app.plan_files import load_plan
from visitplan.app.surroundings import Surroundings
from visitplan.domain.attempts import spoken_of
from visitplan.domain.day import Day
from visitplan.domain.event import Event
from visitplan.domain.plan import Manifest, Plan
from visitplan.domain.policy import Policy
from visitplan.domain.violation import Violation
from visitplan.intake.events import read_events_until
from visitplan.intake.reading import Reading
from visitplan.planning.ground import measure
from visitplan.planning.manning import manned_for
from visitplan.planning.terms import PlannedDay
from visitplan.replanning.terms import Verdict
from visitplan.replanning.verdict import verify_replanned
from visitplan.verification.verifier import verify as verify_plan


class Verified(NamedTuple):
    """What the verifier says of a plan, and the inputs that changed since it was made.

    Of a plan that was re-planned, ``facts`` are what the day had broken before, and ``events`` all
    that had happened by then.
    """

    plan: Plan
    violations: tuple[Violation, ...]
    changed: tuple[str, ...]
    facts: tuple[Violation, ...] = ()
    events: tuple[Event, ...] = ()


def verify(
    folder: Path, plan_file: Path, surroundings: Surroundings, *, events: Path | None = None
) -> Verified:
    """Check every promise of a plan file against the day folder.

    A plan that was re-planned is held against what had happened by then, too: ``events``, or else
    the folder's table of that name; what it tells of later is nothing to this plan. What the day
    had broken already is a fact and no violation.
    """
    return verified_day(folder, plan_file, surroundings, events=events)[0]


def verified_day(
    folder: Path, plan_file: Path, surroundings: Surroundings, *, events: Path | None = None
) -> tuple[Verified, PlannedDay]:
    """Return what ``verify`` does, and the plan with its located day and its matrices."""
    plan = load_plan(plan_file)
    return verified_in(open_day(folder, surroundings), plan, folder, events=events)


def verified_in(
    opened: Opened, plan: Plan, folder: Path, *, events: Path | None = None
) -> tuple[Verified, PlannedDay]:
    """Return what ``verified_day`` does, of a day folder that is open already."""
    day, now = day_of(plan, folder, opened.reading), dict(opened.reading.inputs)
    at = plan.manifest.replanned_at
    happened: tuple[Event, ...] = ()
    if at is None:
        located, _ = manned_for(plan, day, opened.travel)
        planned = PlannedDay(located, measure(located, opened.travel), plan)
        verdict = Verdict(planned, (), verify_plan(*planned))
    else:
        told = read_events_until(folder, events, spoken_of(day, plan), plan, at)
        now, happened = now | dict(told.inputs), told.events
        verdict = verify_replanned(day, opened.travel, plan, happened, at=at)
    changed = _changed(plan.manifest, now, day.policy)
    return Verified(plan, verdict.violations, changed, verdict.facts, happened), verdict.planned


def _changed(then: Manifest, now: Mapping[str, str], policy: Policy) -> tuple[str, ...]:
    """Name the files that are not as they were, and the policy where it is another one."""
    names = now.keys() | then.inputs
    files = sorted(name for name in names if now.get(name) != then.inputs.get(name))
    same = (then.pack, then.pack_version) == (policy.pack, policy.version)
    return (*files, *(() if same else ("the policy",)))


def day_of(
    plan: Plan, folder: Path, first: Reading, overrides: Mapping[str, object] | None = None
) -> Day:
    """Return the day of a plan's date: where several were planned at once, one of them."""
    if not plan.manifest.days or plan.date == first.day.date:
        return first.day
    return pinned_as(first, read_day(folder, overrides=overrides, on=plan.date)).day
