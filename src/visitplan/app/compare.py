"""What scenarios of a day would cost, beside the day as it is or its hand-made routes."""

import tempfile
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from visitplan.app import output
from visitplan.app.disagreements import disagreements_kept
from visitplan.app.opening import open_day
from visitplan.app.scenario_days import ONE_SEARCH, Source, question_of
from visitplan.app.surroundings import Surroundings
from visitplan.domain.comparison import Comparison, Effort
from visitplan.domain.day import Day
from visitplan.executing.cores import cores_to_use
from visitplan.executing.fan_out import fan_out
from visitplan.executing.processes import processes
from visitplan.executing.store import Store
from visitplan.intake.scenarios.book import read_scenarios
from visitplan.routing.here import reply_to
from visitplan.scenarios.counting import Watch, counted
from visitplan.scenarios.lent import Lent
from visitplan.scenarios.question import Question, Told
from visitplan.scenarios.story import compare_days

if TYPE_CHECKING:
    from visitplan.render.comparison_files import ComparisonFiles


class ComparisonTerms(NamedTuple):
    """With what effort scenarios are compared, and who agrees to more than ``most`` of them."""

    seeds: int = 3
    seconds: float = 5.0
    work: int | None = None
    most: int = 40
    confirm: Callable[[int], bool] = lambda _: False


class ComparedScenarios(NamedTuple):
    """A comparison, and the folder in which its report lies."""

    comparison: Comparison
    folder: Path


class Report(NamedTuple):
    """A comparison, and what is written of it."""

    comparison: Comparison
    written: "ComparisonFiles"


def compare_scenarios(
    folder: Path,
    scenarios_file: Path,
    surroundings: Surroundings,
    terms: ComparisonTerms,
    *,
    out: Path,
    watch: Watch = lambda _: None,
) -> ComparedScenarios:
    """Plan every scenario of a file, and write the report into ``out``/<date>-scenarios.

    ``watch`` hears of every search that ends. Raises what ``report_on`` raises, and OutputError.
    """
    output.require_writable(out)
    report = report_on(folder, scenarios_file, surroundings, terms, watch)
    target = out / f"{report.comparison.date.isoformat()}-scenarios"
    output.write_files(target, report.written.files)
    return ComparedScenarios(report.comparison, target)


def report_on(
    folder: Path,
    scenarios_file: Path,
    surroundings: Surroundings,
    terms: ComparisonTerms,
    watch: Watch,
) -> Report:
    """Plan every scenario of a file, and return the report.

    Raises InputError where the day or the file of scenarios cannot be read; a scenario that
    cannot be planned stands in the report. Raises what planning today raises.
    """
    opened = open_day(folder, surroundings, ONE_SEARCH)
    day = opened.reading.day
    book = read_scenarios(scenarios_file, day, most=terms.most, confirm=terms.confirm)
    question = question_of(book, Source(folder, opened, surroundings), file=scenarios_file.name)
    with disagreements_kept(surroundings.cache):
        told = _compared(question, _effort(day, terms), surroundings, watch)
    return Report(told.comparison, _written(told, question))


def _effort(day: Day, terms: ComparisonTerms) -> Effort:
    first = day.limits.seed
    seeds = tuple(range(first, first + terms.seeds))
    return Effort(seeds=seeds, seconds=terms.seconds, work=terms.work)


def _compared(question: Question, effort: Effort, surroundings: Surroundings, watch: Watch) -> Told:
    with Lent(_workers) as workers, tempfile.TemporaryDirectory(prefix="visitplan-") as kept:
        fan = partial(
            fan_out,
            reply_to,
            store=Store(Path(kept)),
            make_executor=lambda: workers,
            at_once=cores_to_use(),
        )
        size = {"scenarios": len(question.variants), "seeds": len(effort.seeds)}
        return compare_days(question, effort, counted(fan, watch, **size), surroundings.notify)


def _workers() -> Executor:
    return processes(cores_to_use())


def _written(told: Told, question: Question) -> "ComparisonFiles":
    from visitplan.render.comparison_files import comparison_files  # noqa: PLC0415 - slow to load
    from visitplan.render.comparison_page import Drawn  # noqa: PLC0415

    drawn = {name: Drawn(each.day, each.plan) for name, each in told.planned.items()}
    return comparison_files(told.comparison, drawn, question.today.travel)
