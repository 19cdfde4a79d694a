"""The days of a comparison, read: today as it is, and as each scenario of a file has it."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from visitplan.app.addresses import with_addresses
from visitplan.app.opening import Opened, versions
from visitplan.app.surroundings import Surroundings
from visitplan.by_hand.story import price_by_hand
from visitplan.domain.comparison import Failed
from visitplan.domain.scenario import Scenario, ScenarioBook
from visitplan.eligibility.governing import govern
from visitplan.errors import InputError, TravelDataError
from visitplan.intake.reading import Amend, Reading, read_day
from visitplan.intake.scenarios.variant import read_variant
from visitplan.planning.terms import Provenance
from visitplan.scenarios.failing import failure
from visitplan.scenarios.question import ByHand, Question, Variant
from visitplan.travel.opening import open_travel
from visitplan.verification.verifier import verify

ONE_SEARCH = {"limits.islands": 1}
"""Scenarios keep every core busy: each is searched once, not on several cores at once."""

TODAY = Scenario(name="", title="Today, as planned")


class Source(NamedTuple):
    """Where scenarios are read from: the day's folder, opened, and what surrounds it."""

    folder: Path
    opened: Opened
    surroundings: Surroundings


def question_of(book: ScenarioBook, source: Source, *, file: str) -> Question:
    """Return what is to be compared; ``file`` is the name of the scenarios' file.

    A scenario that cannot be read is among the failed ones. Raises TravelDataError where the
    streets of a scenario cannot be opened.
    """
    opened = source.opened
    today = Variant(TODAY, opened.reading.day, opened.travel, opened.provenance)
    variants, failed = list[Variant](), list[Failed]()
    streets = _Streets(source)
    for scenario in book.scenarios:
        try:
            reading = read_variant(scenario, today.day, partial(_read, source), file=file)
            variants.append(streets.variant(scenario, reading))
        except InputError as error:
            failed.append(failure(scenario, error.findings))
        except TravelDataError as error:
            raise TravelDataError(f"{scenario.name}: {error}") from error
    by_hand = _by_hand(opened) if book.baseline == "hand" else None
    return Question(today, variants, tuple(failed), by_hand)


def _read(source: Source, overrides: Mapping[str, object], amend: Amend) -> Reading:
    settings = {**overrides, **ONE_SEARCH}
    reading = read_day(source.folder, overrides=settings, govern=govern, amend=amend)
    return with_addresses(reading, source.opened.travel, source.surroundings)


class _Streets:
    """The streets of each scenario, opened once for all that go by the same settings."""

    def __init__(self, source: Source) -> None:
        self._source, reading = source, source.opened.reading
        self._known = set(map(str, reading.findings))
        self._open = {reading.day.travel.model_dump_json(): source.opened.travel}

    def variant(self, scenario: Scenario, reading: Reading) -> Variant:
        """Return the scenario's day with its streets."""
        settings = reading.day.travel
        key = settings.model_dump_json()
        if key not in self._open:
            near = self._source.surroundings
            self._open[key] = open_travel(
                settings,
                folder=self._source.folder,
                cache=near.cache,
                notify=near.notify,
                now=near.now,
            )
        new = tuple(each for each in reading.findings if str(each) not in self._known)
        provenance = Provenance(reading.inputs, versions())
        return Variant(scenario, reading.day, self._open[key], provenance, new)


def _by_hand(opened: Opened) -> ByHand:
    day = opened.reading.day
    hand = price_by_hand(day, opened.travel, day.baseline, provenance=opened.provenance)
    return ByHand(hand, len(verify(*hand)))
