"""What outcomes teach: known figures are found again, and little is learned of little."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import at
from sample_plan import a_sample
from visitplan.domain.contact import Contact
from visitplan.domain.outcome import Outcome
from visitplan.domain.uncertainty import Uncertainty
from visitplan.feedback.learning.knocks import LEAST_KNOCKS, Knock, hours_learned, knocks_of
from visitplan.feedback.learning.legs import Leg, legs_of
from visitplan.feedback.learning.lengths import LEAST_LEGS, lengths_learned
from visitplan.feedback.learning.story import learn

ASSUMED = Uncertainty()
HELSINKI = ZoneInfo("Europe/Helsinki")


def worked(terms: Uncertainty, *, days: int = 120, factor: float = 1.0, seed: int = 1) -> list[Leg]:
    """Return legs of days that differ from the plan as some terms say."""
    chance = np.random.default_rng(seed)

    def times(spread: float) -> float:
        return float(np.exp(spread * chance.standard_normal() - spread**2 / 2))

    legs = []
    for day in range(days):
        city = times(terms.day_travel)
        for _ in range(60):
            travel, service = int(chance.integers(300, 1500)), int(chance.integers(600, 1500))
            opened = bool(chance.random() < 0.5)
            stay = service * times(terms.service) if opened else terms.nobody_seconds
            took = round(travel * factor * city * times(terms.leg_travel) + stay)
            legs.append(Leg(date(2026, 1, 1) + timedelta(day), travel, service, opened, took))
    return legs


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_known_spreads_are_found_again(seed: int) -> None:
    true = Uncertainty(day_travel=0.2, leg_travel=0.35, service=0.25, nobody_seconds=180)
    found = lengths_learned(worked(true, factor=1.2, seed=seed), ASSUMED)
    assert found.travel_factor == pytest.approx(1.2, abs=0.07)
    assert found.service_factor == pytest.approx(1.0, abs=0.05)
    assert found.nobody_seconds == pytest.approx(180, abs=40)
    assert found.day_travel == pytest.approx(0.2, abs=0.04)
    assert found.leg_travel == pytest.approx(0.35, abs=0.05)
    assert found.service == pytest.approx(0.25, abs=0.04)


def test_days_as_assumed_teach_nothing_new() -> None:
    found = lengths_learned(worked(ASSUMED), ASSUMED)
    assert found.travel_factor == pytest.approx(1, abs=0.04)
    assert found.day_travel == pytest.approx(ASSUMED.day_travel, abs=0.03)
    assert found.leg_travel == pytest.approx(ASSUMED.leg_travel, abs=0.03)
    assert found.service == pytest.approx(ASSUMED.service, abs=0.03)


def test_of_a_few_legs_nothing_is_learned() -> None:
    legs = worked(ASSUMED, factor=3)[: LEAST_LEGS - 1]
    assert lengths_learned(legs, ASSUMED)[:3] == (1.0, 1.0, ASSUMED.nobody_seconds)


def test_the_fewer_legs_the_nearer_to_what_is_assumed() -> None:
    legs = worked(ASSUMED, factor=1.5)
    few, many = (lengths_learned(legs[:n], ASSUMED).travel_factor for n in (40, 4000))
    assert 1 < few < many


def test_legs_that_all_went_exactly_as_planned_leave_no_spread_but_what_is_assumed() -> None:
    legs = [leg._replace(took=leg.travel + leg.service, opened=True) for leg in worked(ASSUMED)]
    found = lengths_learned(legs, ASSUMED)
    assert found.leg_travel < ASSUMED.leg_travel / 5
    assert found.service < ASSUMED.service / 5


# somebody at home


def knocks(opened: int, of: int, hour: int = 18, kind: str = "home") -> list[Knock]:
    return [Knock("tue", hour, kind, number < opened) for number in range(of)]  # type: ignore[arg-type]


def test_a_known_chance_is_found_again_at_its_hour_and_kind_of_place() -> None:
    chance = np.random.default_rng(7)
    seen = [
        Knock("tue", hour, kind, bool(chance.random() < p))
        for hour, kind, p in ((18, "home", 0.8), (18, "work", 0.2), (10, "home", 0.1))
        for _ in range(2000)
    ]
    found = {(e.kind, e.hour): e.chance for e in hours_learned(seen, ASSUMED)}
    assert found["home", 18] == pytest.approx(0.8, abs=0.04)
    assert found["work", 18] == pytest.approx(0.2, abs=0.04)
    assert found[None, 18] == pytest.approx(0.5, abs=0.04)
    assert found[None, 10] == pytest.approx(0.1, abs=0.04)


def test_of_an_hour_with_few_knocks_nothing_is_told() -> None:
    assert hours_learned(knocks(5, LEAST_KNOCKS - 1), ASSUMED) == ()
    assert len(hours_learned(knocks(5, LEAST_KNOCKS), ASSUMED)) == 2


@given(st.integers(LEAST_KNOCKS, 3000), st.floats(0, 1))
@settings(max_examples=60)
def test_a_chance_lies_between_what_is_assumed_and_what_was_seen(of: int, share: float) -> None:
    opened = round(share * of)
    anywhere = hours_learned(knocks(opened, of), ASSUMED)[0]
    low, high = sorted((0.5, opened / of))
    assert low - 0.001 <= anywhere.chance <= high + 0.001


def test_hours_that_nobody_knocked_at_keep_what_is_assumed() -> None:
    terms = learn(knocks(30, 40), []).uncertainty
    assert terms.home[-len(ASSUMED.home) :] == ASSUMED.home
    assert terms.home_otherwise == ASSUMED.home_otherwise


def test_nobody_is_in_what_was_learned() -> None:
    contact = a_contact()
    told = learn(list(knocks_of([contact] * 30, HELSINKI)), []).model_dump_json()
    assert contact.case_id not in told
    assert not {"case_id", "debtor", "household", "agent_id"} & set(Knock._fields)


def a_contact(**changes: object) -> Contact:
    told = {"case_id": "C9981", "at": at("18:20"), "channel": "visit", "reached": True}
    return Contact.model_validate(told | changes)


def test_a_visit_that_two_ledgers_tell_of_counts_once_and_a_call_not_at_all() -> None:
    told = [a_contact(), a_contact(), a_contact(channel="call"), a_contact(at=at("19:20"))]
    assert [each.hour for each in knocks_of(told, HELSINKI)] == [18, 19]


# legs


def outcomes_as_planned() -> list[Outcome]:
    plan, *_ = a_sample()
    return [
        Outcome(case_id=stop.case_id, agent_id=route.crew[0], at=stop.departure, code="PTP")
        for route in plan.routes
        for stop in route.stops
    ]


def test_visits_that_ended_as_planned_are_legs_as_planned() -> None:
    plan, *_ = a_sample()
    legs = list(legs_of(plan, outcomes_as_planned()))
    assert legs
    assert all(leg.took == leg.travel + leg.service for leg in legs)


def test_what_took_far_too_long_or_was_not_reported_is_no_leg() -> None:
    plan, *_ = a_sample()
    first, *others = outcomes_as_planned()
    late = [each.model_copy(update={"at": each.at + timedelta(hours=9)}) for each in others]
    assert [leg for leg in legs_of(plan, [first, *late]) if leg.took > 8 * 3600] == []
    assert list(legs_of(plan, [first])) == []
