"""What scenarios of a day would cost, beside the day as it is or its hand-made routes."""

import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from visitplan.app import output
from visitplan.app.addresses import with_addresses
from visitplan.app.disagreements import disagreements_kept
from visitplan.app.opening import Opened, open_day, versions
from visitplan.app.surroundings import Surroundings
from visitplan.by_hand.story import price_by_hand
from visitplan.domain.comparison import Comparison, Effort, Failed
from visitplan.domain.day import Day
from visitplan.domain.scenario import Scenario, ScenarioBook
from visitplan.domain.travel import Travel
from visitplan.eligibility.governing import govern
from visitplan.errors import InputError, TravelDataError
from visitplan.executing.cores import cores_to_use
from visitplan.executing.fan_out import fan_out
from visitplan.executing.processes import processes
from visitplan.executing.store import Store
from visitplan.intake.reading import Amend, Reading, read_day
from visitplan.intake.scenarios.book import read_scenarios
from visitplan.intake.scenarios.variant import read_variant
from visitplan.planning.terms import Provenance
from visitplan.routing.here import reply_to
from visitplan.scenarios.lent import Lent
from visitplan.scenarios.story import ByHand, Question, Told, Variant, compare_days, failure
from visitplan.travel.opening import open_travel
from visitplan.verification.verifier import verify

ONE_SEARCH = {"limits.islands": 1}
"""Scenarios keep every core busy: each is searched once, not on several cores at once."""

TODAY = Scenario(name="", title="Today, as planned")


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


def compare_scenarios(
    folder: Path,
    scenarios_file: Path,
    surroundings: Surroundings,
    terms: ComparisonTerms,
    *,
    out: Path,
) -> ComparedScenarios:
    """Plan every scenario of a file, and write the report into ``out``/<date>-scenarios.

    Raises InputError where the day or the file of scenarios cannot be read; a scenario that
    cannot be planned stands in the report. Raises what planning today raises, and OutputError.
    """
    opened = open_day(folder, surroundings, ONE_SEARCH)
    day = opened.reading.day
    target = out / f"{day.date.isoformat()}-scenarios"
    output.require_writable(target)
    book = read_scenarios(scenarios_file, day, most=terms.most, confirm=terms.confirm)
    effort = _effort(day, terms)
    with Lent(_workers) as workers, tempfile.TemporaryDirectory(prefix="visitplan-") as kept:
        question = _question(folder, scenarios_file.name, book, (opened, surroundings))
        fan = partial(
            fan_out,
            reply_to,
            store=Store(Path(kept)),
            make_executor=lambda: workers,
            at_once=cores_to_use(),
        )
        with disagreements_kept(surroundings.cache):
            told = compare_days(question, effort, fan, surroundings.notify)
    output.write_files(target, _files(told, opened.travel))
    return ComparedScenarios(told.comparison, target)


def _effort(day: Day, terms: ComparisonTerms) -> Effort:
    first = day.limits.seed
    seeds = tuple(range(first, first + terms.seeds))
    return Effort(seeds=seeds, seconds=terms.seconds, work=terms.work)


def _workers() -> Executor:
    return processes(cores_to_use())


def _question(
    folder: Path, file: str, book: ScenarioBook, at_hand: tuple[Opened, Surroundings]
) -> Question:
    opened, surroundings = at_hand
    day = opened.reading.day
    today = Variant(TODAY, day, opened.travel, opened.provenance)
    variants, failed = list[Variant](), list[Failed]()
    streets = _Streets(folder, opened, surroundings)
    for scenario in book.scenarios:
        try:
            read = partial(_read, folder, at_hand)
            reading = read_variant(scenario, day, read, file=file)
            variants.append(streets.variant(scenario, reading))
        except InputError as error:
            failed.append(failure(scenario, error.findings))
        except TravelDataError as error:
            raise TravelDataError(f"{scenario.name}: {error}") from error
    by_hand = _by_hand(opened) if book.baseline == "hand" else None
    return Question(today, variants, tuple(failed), by_hand)


def _read(
    folder: Path,
    at_hand: tuple[Opened, Surroundings],
    overrides: Mapping[str, object],
    amend: Amend,
) -> Reading:
    opened, surroundings = at_hand
    settings = {**overrides, **ONE_SEARCH}
    reading = read_day(folder, overrides=settings, govern=govern, amend=amend)
    return with_addresses(reading, opened.travel, surroundings)


class _Streets:
    """The streets of each scenario, opened once for all that go by the same settings."""

    def __init__(self, folder: Path, opened: Opened, surroundings: Surroundings) -> None:
        self._folder, self._surroundings = folder, surroundings
        self._known = set(map(str, opened.reading.findings))
        self._open: dict[str, Travel] = {opened.reading.day.travel.model_dump_json(): opened.travel}

    def variant(self, scenario: Scenario, reading: Reading) -> Variant:
        """Return the scenario's day with its streets."""
        settings = reading.day.travel
        key = settings.model_dump_json()
        if key not in self._open:
            self._open[key] = open_travel(
                settings,
                folder=self._folder,
                cache=self._surroundings.cache,
                notify=self._surroundings.notify,
            )
        new = tuple(each for each in reading.findings if str(each) not in self._known)
        provenance = Provenance(reading.inputs, versions())
        return Variant(scenario, reading.day, self._open[key], provenance, new)


def _by_hand(opened: Opened) -> ByHand:
    day = opened.reading.day
    hand = price_by_hand(day, opened.travel, day.baseline, provenance=opened.provenance)
    return ByHand(hand, len(verify(*hand)))


def _files(told: Told, travel: Travel) -> dict[str, bytes]:
    from visitplan.render.comparison_files import comparison_files  # noqa: PLC0415 - slow to load
    from visitplan.render.comparison_page import Drawn  # noqa: PLC0415

    drawn = {name: Drawn(each.day, each.plan) for name, each in told.planned.items()}
    return comparison_files(told.comparison, drawn, travel)
