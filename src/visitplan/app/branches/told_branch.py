"""What became of a branch, as its report tells it."""

from visitplan.domain.branch_plan import FailedBranch, PlannedBranch
from visitplan.errors import InputError, NoPlanError, VisitplanError
from visitplan.executing.task import Result

DEFECT = 70


def told_of(branch: str, result: Result) -> PlannedBranch | FailedBranch:
    """Return a branch's figures, or why it has none."""
    if result.value is not None:
        return PlannedBranch.model_validate_json(result.value)
    return failed(branch, result.error, result.failure or "")


def failed(branch: str, error: VisitplanError | None, otherwise: str) -> FailedBranch:
    """Return why a branch has no plan: an error of ours, a dead worker, or a defect."""
    if isinstance(error, InputError):
        return FailedBranch(
            branch=branch,
            kind=type(error).__name__,
            exit_code=error.exit_code,
            message=f"{len(error.findings)} things are to be looked at",
            findings=error.findings,
        )
    if error is not None:
        kind, code = type(error).__name__, error.exit_code
        return FailedBranch(branch=branch, kind=kind, exit_code=code, message=str(error))
    died = otherwise.startswith("its worker died")
    return FailedBranch(
        branch=branch,
        kind=NoPlanError.__name__ if died else "Defect",
        exit_code=NoPlanError.exit_code if died else DEFECT,
        message=otherwise,
    )
