"""Why a visit is left out, or planned as it is."""

from pathlib import Path
from typing import NamedTuple

from visitplan.app.surroundings import Surroundings
from visitplan.app.verify import verified_day
from visitplan.domain.plan import Plan
from visitplan.errors import VerificationError
from visitplan.explanation.told import Told


class Explained(NamedTuple):
    """A plan, and what is told of its cases; nothing where its day is under way."""

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
    there is to tell of one case, be it planned or not. For a plan that was re-planned nothing is
    tried any more, since its day is under way: the reasons are those that it was written with.

    Raises VerificationError when the plan is not true: its reasons would not be either.
    """
    from visitplan.reasons.story import reasons_of, reasons_of_one  # noqa: PLC0415 - not always

    verified, planned = verified_day(folder, plan_file, surroundings, events=events)
    if verified.violations:
        raise VerificationError(verified.violations)
    if verified.plan.manifest.replanned_at is not None:
        return Explained(verified.plan, ())
    told = reasons_of(planned) if case_id is None else reasons_of_one(planned, case_id)
    return Explained(verified.plan, told)
