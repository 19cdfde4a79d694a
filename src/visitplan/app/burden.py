"""How plans weigh on those who are visited."""

from collections.abc import Sequence
from pathlib import Path

from visitplan.app.plan_files import load_plan
from visitplan.app.surroundings import Surroundings
from visitplan.app.verify import verified_day
from visitplan.burden.planned import PlanOfDay
from visitplan.burden.story import burden_of
from visitplan.domain.burden import Burden
from visitplan.domain.finding import Finding
from visitplan.errors import InputError, VerificationError


def burden_report(folder: Path, plan_files: Sequence[Path], surroundings: Surroundings) -> Burden:
    """Return how a plan, or the plans of several days, weigh on those who are visited.

    Each plan is verified first: VerificationError when one is not true. Raises InputError where
    two plans are of one day.
    """
    files = {load_plan(file).date: file for file in plan_files}
    if len(files) < len(plan_files):
        raise InputError([_of_one_day(plan_files)])
    planned = [_true_plan(folder, files[each], surroundings) for each in sorted(files)]
    return burden_of(planned)


def _true_plan(folder: Path, plan_file: Path, surroundings: Surroundings) -> PlanOfDay:
    verified, planned = verified_day(folder, plan_file, surroundings)
    if verified.violations:
        raise VerificationError(verified.violations)
    return PlanOfDay(planned.day, planned.plan)


def _of_one_day(plan_files: Sequence[Path]) -> Finding:
    return Finding(
        severity="error",
        code="VP-PL-003",
        file=plan_files[-1].name,
        problem="is of the same day as another plan",
        remedy="name one plan of each day",
    )
