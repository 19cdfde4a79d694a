"""The burden of plans: how often, at which hours and where people are visited, or not."""

from collections.abc import Sequence
from itertools import chain

from visitplan.burden.areas import shares_of_areas
from visitplan.burden.avoided import avoided_by_rule
from visitplan.burden.hours import early_and_late
from visitplan.burden.households import repeated_visits, visits_per_household
from visitplan.burden.past import past_of
from visitplan.burden.planned import PlanOfDay, calls_of, left_out_of
from visitplan.burden.remote import steps_instead
from visitplan.domain.burden import Burden, RemoteStep, RepeatedVisit
from visitplan.domain.case import Case


def burden_of(planned: Sequence[PlanOfDay]) -> Burden:
    """Return the burden of one plan or of several days' plans, by the terms of the first day.

    The days are located, and know what the plans of earlier days visit as ``as_told`` tells it.
    Nothing in the answer names a customer, a place or an amount; a household is never named.
    Raises KeyError where a day does not know a case of its plan.
    """
    terms = planned[0].day.burden
    calls = tuple(calls_of(planned))
    left_out = tuple(left_out_of(planned))
    cases = tuple(chain(*(each.day.cases for each in planned)))
    again, steps = zip(*(_of_one(each, cases, terms.days) for each in planned), strict=True)
    return Burden(
        dates=tuple(each.plan.date for each in planned),
        terms=terms,
        visits=len(calls),
        unassigned=len(left_out),
        avoided=sum(len(each.plan.ineligible) for each in planned),
        households=visits_per_household(calls),
        repeats=tuple(chain(*again)),
        hours=tuple(early_and_late(calls, terms)),
        areas=shares_of_areas((call.case for call in calls), left_out),
        steps=tuple(chain(*steps)),
        avoided_by=avoided_by_rule(planned),
    )


def _of_one(
    planned: PlanOfDay, cases: Sequence[Case], days: int
) -> tuple[tuple[RepeatedVisit, ...], tuple[RemoteStep, ...]]:
    """Return what only the past of one day's cases tells."""
    calls, past = tuple(calls_of([planned])), past_of(planned.day, cases)
    return (
        tuple(repeated_visits(calls, past, days)),
        tuple(steps_instead(planned, calls, past, days)),
    )
