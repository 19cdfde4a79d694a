"""Branches that meet hand over cases: each pair planned anew together, and published together."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

from visitplan.app import output
from visitplan.app.branches.branch import BranchErrand, Clock, figures, search_here
from visitplan.app.branches.neighbours import Pair, neighbours
from visitplan.app.branches.told_branch import failed
from visitplan.app.branches.workers import Workers
from visitplan.app.opening import open_day
from visitplan.app.pages import rendered
from visitplan.app.plan import Planned
from visitplan.app.plan_files import PLAN_FILE, load_plan
from visitplan.app.surroundings import Surroundings
from visitplan.borders.side import Side
from visitplan.borders.story import rebalance
from visitplan.domain.branch_plan import BorderSaving, BranchReport, FailedBranch, PlannedBranch
from visitplan.domain.value import Value
from visitplan.executing.fan_out import fan_out
from visitplan.executing.store import Store
from visitplan.executing.task import Result, Task, key_of
from visitplan.planning.terms import PlannedDay, Solve


class PairErrand(Value):
    """Two branches that meet, with the dates by which their plans are found."""

    branches: tuple[BranchErrand, BranchErrand]
    date: str


class PairReply(Value):
    """Both branches' figures after a handover, and what it saved; nothing where none pays."""

    planned: tuple[PlannedBranch, ...] = ()
    saving: BorderSaving | None = None


def hand_over(
    report: BranchReport, errands: Sequence[BranchErrand], workers: Workers
) -> BranchReport:
    """Return the report after neighbours have handed over what pays.

    A pair that cannot be planned together stays as it is. What is published so is not taken for
    finished by the next run, which plans those branches from their folders first.
    """
    by_name = {errand.branch: errand for errand in errands}
    pairs = {_key(*pair): pair for pair in neighbours(report.planned)}
    with tempfile.TemporaryDirectory() as scratch:
        results = fan_out(
            workers.doing(hand_over_between),
            _tasks(pairs, by_name),
            Store(Path(scratch)),
            workers.make_executor,
            at_once=workers.at_once,
        )
        ended: list[Result] = []
        with suppress(KeyboardInterrupt), closing(results):
            ended.extend(results)
            return _amended(report, ended, pairs)
    return _amended(report, ended, pairs).model_copy(update={"stopped_early": True})


def _key(one: PlannedBranch, other: PlannedBranch) -> str:
    return key_of(pair=(one.branch, other.branch))


def _tasks(pairs: Mapping[str, Pair], errands: Mapping[str, BranchErrand]) -> Iterable[Task]:
    for key, (one, other) in pairs.items():
        errand = PairErrand(
            branches=(errands[one.branch], errands[other.branch]), date=one.date.isoformat()
        )
        yield Task(key, errand.model_dump_json())


def hand_over_between(errand: str, *, solve: Solve | None = None) -> str:
    """Hand over between the two branches of an errand and publish both; errand and reply are JSON.

    Raises what reading and planning raise.
    """
    wanted = PairErrand.model_validate_json(errand)
    clock = Clock(solve or search_here)
    one, other = (_side(branch, wanted.date) for branch in wanted.branches)
    found = rebalance(one, other, solve=clock.solve)
    if found is None:
        return PairReply().model_dump_json()
    folders = [_folder(branch, wanted.date) for branch in wanted.branches]
    both = list(zip(folders, found.planned, (one, other), strict=True))
    output.write_folders({to: rendered(planned, side.travel) for to, planned, side in both})
    published = (figures(side.name, _published(to, planned), clock) for to, planned, side in both)
    return PairReply(planned=tuple(published), saving=found.saving).model_dump_json()


def _side(branch: BranchErrand, date: str) -> Side:
    opened = open_day(Path(branch.folder), Surroundings(Path(branch.cache)), branch.limits)
    plan = load_plan(_folder(branch, date) / PLAN_FILE)
    return Side(branch.branch, opened.reading.day, opened.travel, opened.provenance, plan)


def _folder(branch: BranchErrand, date: str) -> Path:
    return Path(branch.out) / branch.branch / date


def _published(folder: Path, planned: PlannedDay) -> Planned:
    return Planned(planned.day, planned.plan, folder, planned.plan.findings, None)


def _amended(
    report: BranchReport, ended: Iterable[Result], pairs: Mapping[str, Pair]
) -> BranchReport:
    """Return the report with the figures of the branches that were published anew."""
    newer: dict[str, PlannedBranch] = {}
    savings: list[BorderSaving] = []
    failures: list[FailedBranch] = []
    for result in ended:
        if result.value is None:
            names = " and ".join(branch.branch for branch in pairs[result.key])
            failures.append(failed(names, result.error, result.failure or ""))
            continue
        reply = PairReply.model_validate_json(result.value)
        newer |= {branch.branch: branch for branch in reply.planned}
        savings += [reply.saving] if reply.saving else []
    return report.model_copy(
        update={
            "planned": tuple(newer.get(each.branch, each) for each in report.planned),
            "borders": tuple(sorted(savings, key=lambda each: each.branches)),
            "borders_failed": tuple(sorted(failures, key=lambda each: each.branch)),
        }
    )
