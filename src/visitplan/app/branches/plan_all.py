"""Plan many branches at once, each into a folder of its own, and report on all of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from visitplan.app import output
from visitplan.app.branches.branch import BranchErrand, plan_branch
from visitplan.app.branches.branch_key import key_of_branch
from visitplan.app.branches.finished import Finished
from visitplan.app.branches.hand_over import hand_over
from visitplan.app.branches.told_branch import told_of
from visitplan.app.branches.workers import Workers
from visitplan.app.opening import versions
from visitplan.app.surroundings import Surroundings
from visitplan.domain.branch_plan import BranchReport, FailedBranch, PlannedBranch
from visitplan.executing.alone import alone_in
from visitplan.executing.cluster import ClusterLostError
from visitplan.executing.fan_out import fan_out
from visitplan.executing.task import Result, Task
from visitplan.intake.day_folders import DayFolder, day_folders
from visitplan.render.branch_files import branch_files

ONE_SEARCH = {"limits.islands": 1}
"""Branches keep every core busy: each is searched once, not on several cores at once."""


class BranchTerms(NamedTuple):
    """How all branches are planned.

    ``limits`` are settings by dotted name that win over each folder's. With ``borders``, cases
    are handed over between neighbours where that pays, after all branches have been planned.
    """

    limits: Mapping[str, int | float] = MappingProxyType({})
    borders: bool = False


class Progress(NamedTuple):
    """How far a run is."""

    total: int
    planned: int = 0
    failed: int = 0
    resumed: int = 0


Watch = Callable[[Progress], None]


def plan_all(
    root: Path,
    surroundings: Surroundings,
    workers: Workers,
    *,
    out: Path,
    terms: BranchTerms | None = None,
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
    branches, wanted = day_folders(root), terms or BranchTerms()
    output.require_writable(out)
    with alone_in(out):
        errands = _errands(branches, out, surroundings.cache, wanted.limits)
        run = _Run(len(branches), watch)
        run.through(map(_task, errands), workers, Finished(out))
        report = run.report
        if wanted.borders and not report.stopped_early:
            report = hand_over(report, errands, workers)
        output.write_files(out, branch_files(report))
    if run.lost:
        raise run.lost
    return report


def _errands(
    branches: Iterable[DayFolder], out: Path, cache: Path, limits: Mapping[str, int | float]
) -> list[BranchErrand]:
    return [
        BranchErrand(
            branch=branch.branch,
            folder=str(branch.folder),
            out=str(out),
            cache=str(cache),
            limits={**limits, **ONE_SEARCH},
        )
        for branch in branches
    ]


def _task(errand: BranchErrand) -> Task:
    branch = DayFolder(errand.branch, Path(errand.folder))
    return Task(key_of_branch(branch, errand.limits, versions()), errand.model_dump_json())


class _Run:
    """What became of the branches so far, and why no more of them did."""

    def __init__(self, total: int, watch: Watch) -> None:
        self.lost: ClusterLostError | None = None
        self._stopped = False
        self._told: list[PlannedBranch | FailedBranch] = []
        self._progress, self._watch = Progress(total), watch

    def through(self, tasks: Iterable[Task], workers: Workers, finished: Finished) -> None:
        """Plan all branches, until somebody stops it or there is nobody left to search."""
        self._watch(self._progress)
        names: dict[str, str] = {}
        results = fan_out(
            workers.doing(plan_branch),
            _named(tasks, names),
            finished,
            workers.make_executor,
            at_once=workers.at_once,
        )
        with suppress(KeyboardInterrupt), closing(results):
            self._stopped = True
            for result in results:
                if isinstance(result.error, ClusterLostError):
                    self.lost = result.error
                    return
                self._take(names.pop(result.key), result)
            self._stopped = False

    def _take(self, branch: str, result: Result) -> None:
        told = told_of(branch, result)
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
