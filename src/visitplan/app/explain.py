"""Why a visit is left out, or planned as it is."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from visitplan.app.surroundings import Surroundings
from visitplan.app.verify import Verified, verified_day
from visitplan.domain.plan import Plan
from visitplan.errors import VerificationError
from visitplan.explanation.told import Told

if TYPE_CHECKING:
    from visitplan.reasons.footing import Footings


class Explained(NamedTuple):
    """A plan, and what is told of its cases."""

    plan: Plan
    told: tuple[Told, ...]


def explain(
    folder: Path,
    plan_file: Path,
    surroundings: Surroundings,
    *,
    case_id: str | None = None,
    events: Path | None = None,
) -> Explained:
    """Return a plan with the reasons of whatever it leaves out, after it was verified.

    Each change that is told to admit a visit was planned and verified. With ``case_id`` all that
    there is to tell of one case, be it planned or not. Of a plan that was re-planned all is told
    from that moment on: what had been made by then stays, and so do ``events``, or else the
    folder's table of that name.

    Raises VerificationError when the plan is not true: its reasons would not be either.
    """
    from visitplan.reasons.story import reasons_of, reasons_of_one  # noqa: PLC0415 - not always

    verified, planned = verified_day(folder, plan_file, surroundings, events=events)
    if verified.violations:
        raise VerificationError(verified.violations)
    stands_on = _footings(verified)
    if case_id is None:
        return Explained(verified.plan, reasons_of(planned, stands_on))
    return Explained(verified.plan, reasons_of_one(planned, case_id, stands_on))


def _footings(verified: Verified) -> "Footings":
    """Return how a plan's day is looked at: from the moment on at which it was re-planned."""
    from visitplan.reasons.rest_of_day import RestOfDay  # noqa: PLC0415 - not always
    from visitplan.reasons.whole_day import WholeDay  # noqa: PLC0415

    at = verified.plan.manifest.replanned_at
    return WholeDay if at is None else partial(RestOfDay, events=verified.events, at=at)
