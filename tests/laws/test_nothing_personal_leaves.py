"""Laws: what a cluster is sent holds nobody's name, address or id, and its answer is the same."""

import json
from collections.abc import Iterator

from hypothesis import given, settings

from strategies import BEELINE, days
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.planning.ground import prepare
from visitplan.planning.searching import effort_of
from visitplan.routing.here import asked, outcome_of, reply_to, solve_here

NAMES = {
    "arrival_prices", "arrivals", "after", "beyond", "breaks", "caps", "closing", "duration",
    "earliest", "effort", "end",
    "engine", "excludes", "fixed", "hours", "islands", "latest", "location", "maximum", "metres",
    "minimum", "opening", "others", "paid", "pay", "penalty", "per_metre", "per_second",
    "per_visit", "profile", "seconds", "seed", "service", "setup", "shift_prices", "shifts",
    "meets", "start", "statement", "tiers", "visits", "whole_shift", "work", "answer",
}  # fmt: skip
"""Every name that what is sent may hold; a new one is looked at before it is added."""


def named_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from named_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from named_in(each)


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in {"seconds", "metres"} or not isinstance(each, list):
                yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)


def personal(day: Day) -> set[str]:
    """Return every text that tells of somebody: of customers, agents, and where they are."""
    texts = {text for case in day.cases for text in _of(case)}
    texts |= {text for agent in day.agents for text in (agent.id, agent.name)}
    return {text for text in texts | {shift.id for shift in day.shifts} if text}


def _of(case: Case) -> set[str]:
    place = case.place
    point = {str(place.point.lat), str(place.point.lon)} if place.point else set()
    return point | {
        text
        for text in (case.id, case.debtor, case.customer, place.address, case.household)
        if text
    }


@settings(max_examples=40)
@given(days())
def test_what_is_sent_is_whole_numbers_under_known_names(day: Day) -> None:
    ground = prepare(day, BEELINE)
    sent = asked(ground.stated.statement, effort_of(day))

    assert set(named_in(json.loads(sent))) <= NAMES
    assert set(texts_in(json.loads(sent))) <= {"own", "ortools"}
    assert not any(f'"{text}"' in sent for text in personal(day))


@settings(max_examples=10)
@given(days())
def test_the_answer_from_elsewhere_is_the_answer_here(day: Day) -> None:
    statement = prepare(day, BEELINE).stated.statement
    effort = effort_of(day).model_copy(update={"work": 1, "islands": 1})

    assert outcome_of(reply_to(asked(statement, effort))) == solve_here(statement, effort)
