"""Cheap routes are no reason for more visits: those avoided are told, and what comes first."""

from builders import a_case, a_day, a_place, a_policy
from laws.planned_here import plan_here
from strategies import BEELINE
from visitplan.app.pages import rendered
from visitplan.domain.day import Day
from visitplan.domain.policy import Penalties
from visitplan.planning.terms import PlannedDay

HELD = a_case(2, holds=("hardship",))


def published(day: Day) -> tuple[PlannedDay, dict[str, str]]:
    planned = plan_here(day, BEELINE)
    return planned, {
        name: data.decode() for name, data in rendered(planned, BEELINE).items() if "html" in name
    }


def test_every_plan_is_published_with_the_visits_that_it_avoids() -> None:
    _, pages = published(a_day(cases=(a_case(1), HELD, a_case(3, status="proposed"))))
    assert "2 visits avoided" in pages["burden.html"]
    assert "no hold is on: hardship" in pages["burden.html"]
    assert 'href="burden.html"' in pages["index.html"]


def test_whom_nobody_has_called_is_shown_to_whoever_sends_an_agent() -> None:
    _, pages = published(a_day(cases=(a_case(1),)))
    assert "Call" in pages["burden.html"]
    assert "nobody has called the customer yet" in pages["burden.html"]


def test_a_visit_that_is_worth_less_than_the_way_is_left_out() -> None:
    cheap = Penalties(must=100_000, high=500, normal=500, low=500)
    far = a_case(1, place=a_place(60.40, 24.94))
    planned, pages = published(a_day(cases=(far,), policy=a_policy(penalties=cheap)))
    assert [each.kind for each in planned.plan.unassigned] == ["displaced"]
    assert "0 visits planned, 1 left out" in pages["burden.html"]


def test_no_agent_is_counted_or_ranked_in_it() -> None:
    _, pages = published(a_day())
    assert "A01" not in pages["burden.html"]
    assert "Agent" not in pages["burden.html"]
