"""A plan that somebody edited by hand is kept: as a draft of its own, its reasons found anew."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from visitplan.app.kept.benches import Bench
from visitplan.by_hand.reasons import with_reasons
from visitplan.domain.move import Move
from visitplan.domain.plan import Plan
from visitplan.errors import ConflictError
from visitplan.render.exports.plan_file import plan_json
from visitplan.storage import days, plans, trail
from visitplan.storage.plans import NewPlan, PlanHead
from visitplan.storage.trail import Act

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Keeping(NamedTuple):
    """Who keeps an edited plan as which new one, and the newest version that he knows of."""

    plan_id: str
    by: str
    at: datetime
    newest: int


def edited_plan(bench: Bench, moves: Sequence[Move]) -> Plan:
    """Return the plan after moves, with a true reason for each visit that it leaves out.

    Raises InputError for a move that cannot be made, VerificationError where a rule is broken.
    """
    return with_reasons(bench.workbench.edited(moves).planned).plan


def rivals(connection: "Connection", bench: Bench, newest: int) -> tuple[PlanHead, ...]:
    """Return what others made of the same plan after version ``newest``, the latest first."""
    made = plans.heads(connection, bench.shown.day.id)
    return tuple(
        head
        for head in made
        if head.version > newest
        and head.parent_id == bench.shown.plan.id
        and head.state != "discarded"
    )


def keep_edit(connection: "Connection", bench: Bench, edited: Plan, keeping: Keeping) -> PlanHead:
    """Keep an edited plan as a draft that follows from the one it was made of.

    Raises ConflictError where somebody else kept one meanwhile, or the day was changed.
    """
    day = days.head(connection, bench.shown.day.id)
    if day is None or day.version != bench.shown.day.version:
        raise ConflictError("the day was changed meanwhile: look at the plan again")
    if rivals(connection, bench, keeping.newest):
        raise ConflictError("somebody else kept another version of this plan meanwhile")
    new = NewPlan(
        keeping.plan_id,
        day.id,
        parent_id=bench.shown.plan.id,
        day_version=day.version,
        document=plan_json(edited),
        manifest=edited.manifest.model_dump(mode="json"),
    )
    kept = plans.add(connection, new, at=keeping.at, by=keeping.by)
    after = {"day_id": day.id, "version": kept.version, "sha256": kept.sha256}
    act = Act(keeping.at, keeping.by, "edit by hand", "plan", kept.id, day.branch_id, after=after)
    trail.append(connection, act)
    return kept
