"""Plan many branches at once, each into a folder of its own, and report on all of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from visitplan import output
from visitplan.app.branch import BranchErrand, plan_branch
from visitplan.app.branch_key import key_of_branch
from visitplan.app.finished import Finished
from visitplan.app.opening import versions
from visitplan.app.surroundings import Surroundings
from visitplan.domain.branch_plan import BranchReport, FailedBranch, PlannedBranch
from visitplan.errors import InputError, NoPlanError, VisitplanError
from visitplan.executing.alone import alone_in
from visitplan.executing.cluster import ClusterLostError
from visitplan.executing.fan_out import MakeExecutor, Work, fan_out
from visitplan.executing.processes import processes
from visitplan.executing.task import Result, Task
from visitplan.intake.day_folders import DayFolder, day_folders
from visitplan.render.branch_files import branch_files

DEFECT = 70
ONE_SEARCH = {"limits.islands": 1}
"""Branches keep every core busy: each is searched once, not on several cores at once."""


class Crew(NamedTuple):
    """Who plans the branches: what each errand is done by, where, and how many at once."""

    work: Work
    make_executor: MakeExecutor
    at_once: int


class Progress(NamedTuple):
    """How far a run is."""

    total: int
    planned: int = 0
    failed: int = 0
    resumed: int = 0


Watch = Callable[[Progress], None]
Told = PlannedBranch | FailedBranch


def here(workers: int) -> Crew:
    """Return so many processes of this machine; one errand waits, so that nobody does."""
    return Crew(plan_branch, partial(processes, workers), workers + 1)


def plan_all(
    root: Path,
    surroundings: Surroundings,
    crew: Crew,
    *,
    out: Path,
    limits: Mapping[str, int | float] | None = None,
    watch: Watch = lambda _: None,
) -> BranchReport:
    """Plan every branch of a root, verify it and publish it into ``out``/<branch>/<date>.

    ``root`` is a folder of day folders, or a table of them. A branch whose files, limits and
    makers' versions are those of an earlier run into ``out`` is not planned again. The report
    lies in ``out`` too. A KeyboardInterrupt ends the run: what is finished is kept and reported.

    Raises InputError when there are no branches, OutputError when the output cannot be written
    or another run writes it, ClusterLostError when the cluster that searches is gone (what is
    finished is reported even then). What is wrong with a branch stands in the report.
    """
    branches = day_folders(root)
    output.require_writable(out)
    with alone_in(out):
        errands = partial(_errand, cache=surroundings.cache, out=out, limits=limits or {})
        run = _Run(len(branches), watch)
        run.through(map(errands, branches), crew, Finished(out))
        report = run.report
        output.write_files(out, branch_files(report))
    if run.lost:
        raise run.lost
    return report


def _errand(
    branch: DayFolder, *, cache: Path, out: Path, limits: Mapping[str, int | float]
) -> Task:
    errand = BranchErrand(
        branch=branch.branch,
        folder=str(branch.folder),
        out=str(out),
        cache=str(cache),
        limits={**limits, **ONE_SEARCH},
    )
    key = key_of_branch(branch, errand.limits, versions())
    return Task(key, errand.model_dump_json())


class _Run:
    """What became of the branches so far, and why no more of them did."""

    def __init__(self, total: int, watch: Watch) -> None:
        self.lost: ClusterLostError | None = None
        self._stopped = False
        self._told: list[Told] = []
        self._progress, self._watch = Progress(total), watch

    def through(self, tasks: Iterable[Task], crew: Crew, finished: Finished) -> None:
        """Plan all branches, until somebody stops it or there is nobody left to search."""
        self._watch(self._progress)
        names: dict[str, str] = {}
        results = fan_out(
            crew.work, _named(tasks, names), finished, crew.make_executor, at_once=crew.at_once
        )
        with closing(results), suppress(KeyboardInterrupt):
            self._stopped = True
            for result in results:
                if isinstance(result.error, ClusterLostError):
                    self.lost = result.error
                    return
                self._take(names.pop(result.key), result)
            self._stopped = False

    def _take(self, branch: str, result: Result) -> None:
        told = _told(branch, result)
        self._told.append(told)
        before, is_planned = self._progress, isinstance(told, PlannedBranch)
        self._progress = before._replace(
            planned=before.planned + is_planned,
            failed=before.failed + (not is_planned),
            resumed=before.resumed + (not result.is_new),
        )
        self._watch(self._progress)

    @property
    def report(self) -> BranchReport:
        """The report, in an order that does not follow who was quicker."""
        by_name = sorted(self._told, key=lambda each: each.branch)
        return BranchReport(
            planned=tuple(each for each in by_name if isinstance(each, PlannedBranch)),
            failed=tuple(each for each in by_name if isinstance(each, FailedBranch)),
            stopped_early=self._stopped,
        )


def _named(tasks: Iterable[Task], names: dict[str, str]) -> Iterator[Task]:
    """Yield the tasks, and note the branch of each by its key, for as long as it is under way."""
    for task in tasks:
        names[task.key] = BranchErrand.model_validate_json(task.payload).branch
        yield task


def _told(branch: str, result: Result) -> Told:
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
