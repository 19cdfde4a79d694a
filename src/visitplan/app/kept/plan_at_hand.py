"""A plan that the database keeps, with its day and its streets at hand: to verify, to draw."""

from typing import TYPE_CHECKING, NamedTuple

from visitplan.app.kept.day_at_hand import folder_of
from visitplan.app.kept.kept_days import files_of
from visitplan.app.kept.told_events import inputs_so_far
from visitplan.app.opening import open_day
from visitplan.app.pages import rendered
from visitplan.app.surroundings import Surroundings
from visitplan.app.verify import Verified, verified_in
from visitplan.domain.plan import Plan
from visitplan.domain.travel import Travel
from visitplan.planning.terms import PlannedDay
from visitplan.render.exports.plan_file import read_plan
from visitplan.render.tongue import ENGLISH, Tongue
from visitplan.storage import days, plans
from visitplan.storage.plans import PlanHead
from visitplan.storage.tables import DayInputs

if TYPE_CHECKING:
    from sqlalchemy import Connection


class KeptPlan(NamedTuple):
    """A plan as it is kept, beside its day's inputs as they stand now, and their version."""

    head: PlanHead
    plan: Plan
    inputs: DayInputs
    day_version: int


class PlanAtHand(NamedTuple):
    """A plan with its located day and its streets, and what the verifier says of it now."""

    verified: Verified
    planned: PlannedDay
    travel: Travel


def kept_plan(connection: "Connection", plan_id: str) -> KeptPlan | None:
    """Return a plan; None where there is none of this id."""
    head, document = plans.head(connection, plan_id), plans.document(connection, plan_id)
    day = days.head(connection, head.day_id) if head else None
    if head is None or document is None or day is None:
        return None
    inputs = inputs_so_far(connection, head.day_id)
    return KeptPlan(head, read_plan(document), inputs, day.version)


def at_hand(kept: KeptPlan, surroundings: Surroundings) -> PlanAtHand:
    """Open the day of a plan and verify the plan against it as it stands now.

    Raises what ``open_day`` raises.
    """
    with folder_of(files_of(kept.inputs)) as folder:
        opened = open_day(folder, surroundings)
        verified, planned = verified_in(opened, kept.plan, folder)
    return PlanAtHand(verified, planned, opened.travel)


def files_of_plan(
    kept: KeptPlan, surroundings: Surroundings, *, tongue: Tongue = ENGLISH
) -> dict[str, bytes]:
    """Return the files that a plan is published as, by name; raises what ``at_hand`` raises.

    The sheets to print speak ``tongue``.
    """
    hand = at_hand(kept, surroundings)
    return rendered(hand.planned, hand.travel, tongue=tongue)
